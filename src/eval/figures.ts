/** Prints shares to the operator's screen; rows without the labelled answer do not count. */
export function printFigures(figures: Record<string, (boolean | undefined)[]>): void {
  for (const [name, results] of Object.entries(figures)) {
    const known = results.filter((result) => result !== undefined);
    if (known.length === 0) continue;
    const right = known.filter(Boolean).length;
    process.stderr.write(
      `${name}：${right}/${known.length}（${((100 * right) / known.length).toFixed(1)}%）\n`,
    );
  }
}
