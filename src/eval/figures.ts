const say = (line: string) => process.stderr.write(`${line}\n`);

const share = (part: number, of: number) => (of === 0 ? '—' : `${((100 * part) / of).toFixed(1)}%`);

/** Prints shares to the operator's screen; rows without the labelled answer do not count. */
export function printFigures(figures: Record<string, (boolean | undefined)[]>): void {
  for (const [name, results] of Object.entries(figures)) {
    const known = results.filter((result) => result !== undefined);
    if (known.length === 0) continue;
    const right = known.filter(Boolean).length;
    say(`${name}：${right}/${known.length}（${share(right, known.length)}）`);
  }
}

/** Precision and recall of each label, then what was taken for what; pairs are the label given and the one found. */
export function printConfusion(pairs: [gold: string, got: string][]): void {
  const count = (test: (gold: string, got: string) => boolean) => pairs.filter(([a, b]) => test(a, b)).length;
  for (const label of [...new Set(pairs.flat())].sort()) {
    const right = count((gold, got) => gold === label && got === label);
    const found = count((_gold, got) => got === label);
    const given = count((gold) => gold === label);
    say(
      `  ${label}：精确率 ${share(right, found)}（${right}/${found}），召回率 ${share(right, given)}（${right}/${given}）`,
    );
  }
  const wrong = pairs.filter(([gold, got]) => gold !== got).map(([gold, got]) => `  ${gold} → ${got}`);
  for (const line of [...new Set(wrong)].sort())
    say(`${line}：${wrong.filter((one) => one === line).length}`);
}

/** Prints the median and the slow end of times in milliseconds. */
export function printTimes(name: string, times: number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.ceil(part * sorted.length) - 1] ?? 0).toFixed(1);
  say(`${name}：p50 ${at(0.5)} 毫秒，p99 ${at(0.99)} 毫秒，最慢 ${at(1)} 毫秒`);
}

/** Prints what the figures below were measured with. */
export function printHeading(name: string): void {
  say(`—— ${name} ——`);
}
