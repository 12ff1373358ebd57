import { expect, test } from 'vitest';
import { saysSettled } from '../../src/core/intents/take-backs.ts';
import type { Heeded } from '../../src/core/model.ts';
import type { Context } from '../../src/core/ports.ts';
import { openUnderstanding } from '../../src/understand.ts';
import { contextOf, county } from '../county-data.ts';

const understand = openUnderstanding(county);

async function kindsOf(text: string, part: Partial<Context> = {}): Promise<string[]> {
  const direct = { person: 'tuoyan-1', chat: 'dm:tuoyan-1', chatKind: 'direct', atBot: true } as const;
  const reading = await understand(text, contextOf({ ...direct, ...part }));
  return reading.intents.map(({ kind }) => kind);
}

test.each`
  text                            | kind               | means
  ${'为什么转给住建局'}           | ${'ask_why_case'}  | ${true}
  ${'凭啥派给他们'}               | ${'ask_why_case'}  | ${true}
  ${'怎么又转到城管去了'}         | ${'ask_why_case'}  | ${true}
  ${'为什么让他们管'}             | ${'ask_why_case'}  | ${true}
  ${'为什么没登记'}               | ${'ask_why_case'}  | ${true}
  ${'咋不给我们立案'}             | ${'ask_why_case'}  | ${true}
  ${'施工许可证怎么转给别的公司'} | ${'ask_why_case'}  | ${false}
  ${'材料为什么交到窗口又退了'}   | ${'ask_why_case'}  | ${false}
  ${'为什么还没批下来'}           | ${'ask_why_case'}  | ${false}
  ${'登记'}                       | ${'register_case'} | ${true}
  ${'麻烦帮我登记一下'}           | ${'register_case'} | ${true}
  ${'不动产登记'}                 | ${'register_case'} | ${false}
  ${'登记要带什么材料'}           | ${'register_case'} | ${false}
  ${'拆分'}                       | ${'split_case'}    | ${true}
  ${'/拆分 12'}                   | ${'split_case'}    | ${true}
  ${'这不是一件事'}               | ${'split_case'}    | ${true}
  ${'宗地拆分怎么办'}             | ${'split_case'}    | ${false}
`('“$text”是 $kind：$means', async ({ text, kind, means }) => {
  expect((await kindsOf(text)).includes(kind)).toBe(means);
});

test('办件的人打“登记”“拆分”不算企业的意思', async () => {
  for (const text of ['登记', '拆分'])
    expect(await kindsOf(text, { role: 'specialist' })).not.toContain(
      text === '登记' ? 'register_case' : 'split_case',
    );
});

const waiting: Heeded = { kinds: ['report_difficulty'], items: [], projects: [], lacks: ['matter', 'time'] };

test.each`
  text                      | gives
  ${'环评报告表'}           | ${true}
  ${'上周三报的'}           | ${true}
  ${'上周三交到窗口去的'}   | ${true}
  ${'环评报告表要哪些材料'} | ${false}
  ${'好的'}                 | ${false}
  ${'谢谢'}                 | ${false}
`('问了缺什么以后说“$text”，是补充：$gives', async ({ text, gives }) => {
  expect((await kindsOf(text, { recent: [waiting] })).includes('give_facts')).toBe(gives);
  expect(await kindsOf(text)).not.toContain('give_facts');
});

test('群里没@，刚答完就问“多久”，问的是同一件事', async () => {
  const recent = [{ kinds: ['ask_materials'], items: ['S3-05'], projects: [] }];
  const group = { chatKind: 'county', atBot: false } as const;
  expect(await kindsOf('多久', { ...group, recent, goingOn: true })).toEqual(['ask_time_limit']);
});

test.each`
  text                        | settled
  ${'看到了 可以了 谢谢朱科'} | ${true}
  ${'修好了，可以了'}         | ${true}
  ${'没问题了'}               | ${true}
  ${'解决了'}                 | ${true}
  ${'好了 大家下班吧'}        | ${false}
  ${'合格书拿到了，可以了'}   | ${true}
  ${'收到，谢谢'}             | ${false}
  ${'好了，我让设计院去下'}   | ${false}
  ${'可以了吗'}               | ${false}
  ${'还没好'}                 | ${false}
  ${'行了行了，不跟你们说了'} | ${false}
  ${'资料好了，明天交到窗口'} | ${false}
`('$text：答复够了 $settled', ({ text, settled }) => {
  expect(saysSettled(text)).toBe(settled);
});
