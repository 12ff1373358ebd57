/**
 * Dialogues as text:
 *   # title
 *   person@chat: what is typed            (chat `单聊` is the person's 1:1 chat)
 *   person@chat: … P… …                  P… is the number of the last registration the bot asked about
 *   person@chat 引用 fragment: text       quotes the newest message that holds the fragment
 *   person 按 button 归口部门=水利局        presses a button of the newest card in the 1:1 chat
 *   == 2026-11-24 09:01 ==                moves the clock
 *   == 导入政策 name ==                     imports the policies of `test/transcripts/policies/name`
 *   机器人@chat: fragment … fragment       expected, fragments in this order
 *   机器人→person: fragment … fragment     expected in the 1:1 chat
 *   其他不计                               further messages of this step are not looked at
 * What is expected after a step must come, and nothing else. Lines of one person with nothing expected in between
 * are typed in one go; otherwise five seconds pass.
 */
export interface Said {
  chat: string;
  text: string;
}

export type Step = { line: number; source: string; expected: Said[]; others: boolean } & (
  | { kind: 'say'; person: string; chat: string; text: string; quote?: string }
  | { kind: 'press'; person: string; button: string; fields: Record<string, string> }
  | { kind: 'clock'; to: string }
  | { kind: 'import'; folder: string }
);

export interface Dialogue {
  title: string;
  steps: Step[];
}

const fieldNames: Record<string, string> = {
  归口部门: 'department',
  原因: 'reason',
  缺什么: 'reason',
  办理结果: 'result',
  答复内容: 'result',
};

export function parseDialogues(text: string): Dialogue[] {
  const dialogues: Dialogue[] = [];
  text.split('\n').forEach((raw, n) => {
    const source = raw.trim();
    if (source === '') return;
    if (source.startsWith('# ')) {
      dialogues.push({ title: source.slice(2), steps: [] });
      return;
    }
    const steps = dialogues.at(-1)?.steps;
    if (!steps) throw new Error(`第${n + 1}行前面缺少“# 标题”`);
    const step = parseStep(source, n + 1);
    if (step) {
      steps.push(step);
      return;
    }
    const last = steps.at(-1);
    const heard = source.match(/^机器人(?:@(\S+?)|→(\S+?))[:：]\s*(.*)$/);
    if (last && source === '其他不计') last.others = true;
    else if (last && heard) last.expected.push({ chat: heard[1] ?? `dm:${heard[2]}`, text: heard[3] ?? '' });
    else throw new Error(`第${n + 1}行读不懂：${source}`);
  });
  return dialogues;
}

function parseStep(source: string, line: number): Step | undefined {
  const base = { line, source, expected: [], others: false };
  const clock = source.match(/^== (\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) ==$/);
  if (clock) return { ...base, kind: 'clock', to: `${clock[1]}T${clock[2]}:00+08:00` };
  const policies = source.match(/^== 导入政策 (\S+) ==$/);
  if (policies) return { ...base, kind: 'import', folder: `test/transcripts/policies/${policies[1]}` };
  const press = source.match(/^([a-z0-9-]+) 按 (\S+)(?:\s+(.*))?$/);
  if (press) {
    const pairs = (press[3] ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((pair) => pair.split('='));
    const fields = Object.fromEntries(
      pairs.map(([name = '', value = '']) => [fieldNames[name] ?? name, value]),
    );
    return { ...base, kind: 'press', person: press[1] ?? '', button: press[2] ?? '', fields };
  }
  const say = source.match(/^([a-z0-9-]+)@(\S+?)(?: 引用 (.+?))?[:：] (.*)$/);
  if (!say) return undefined;
  const [, person = '', chat = '', quote, text = ''] = say;
  return {
    ...base,
    kind: 'say',
    person,
    chat: chat === '单聊' ? `dm:${person}` : chat,
    text: text.replaceAll('\\n', '\n'),
    ...(quote ? { quote } : {}),
  };
}

/** Whether a text holds the fragments in this order. */
export function says(text: string, pattern: string): boolean {
  let from = 0;
  for (const fragment of pattern
    .split('…')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const at = text.indexOf(fragment, from);
    if (at < 0) return false;
    from = at + fragment.length;
  }
  return true;
}
