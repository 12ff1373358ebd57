import { expect, test } from 'vitest';
import { calledIn } from '../../src/core/called.ts';
import { type Facet, ownMatterAsked } from '../../src/core/intents/own-matter.ts';
import { withoutThanks } from '../../src/core/intents/talk.ts';
import { ofNewProject } from '../../src/core/meant.ts';
import type { Context } from '../../src/core/ports.ts';

const context = (over: object) =>
  ({ role: 'enterprise', spoken: [], recent: [], filed: ['S3-01'], ...over }) as unknown as Context;
const told = { items: ['S3-01'], departments: ['ZJ'] };

test.each<[string, Facet | undefined]>([
  ['谁在办', 'holder'],
  ['这个谁管', 'holder'],
  ['找谁办', undefined],
  ['由谁办理', undefined],
  ['为啥还没好', 'reason'],
  ['卡在哪了', 'reason'],
  ['为什么没登记', undefined],
  ['为什么不能缓交', undefined],
  ['还差啥', 'gap'],
  ['补正是啥意思', undefined],
  ['让设计院今晚补', undefined],
  ['那要几天', 'day'],
  ['今天能有信不', 'day'],
  ['到哪一步了', undefined],
  ['收到，谢谢', undefined],
])('%s asks of the matter in talk: %s', (text, facet) => {
  expect(ownMatterAsked(text, context({ told }))?.facet).toBe(facet);
});

test('how long is asked of the rule, unless how one’s own filing stands was asked before', () => {
  const after = (kind: string) => context({ recent: [{ kinds: [kind], items: ['S3-01'], projects: [] }] });
  expect(ownMatterAsked('那要几天', after('ask_materials'))).toBeUndefined();
  expect(ownMatterAsked('那要几天', after('ask_progress'))?.facet).toBe('day');
  expect(ownMatterAsked('谁在办', after('ask_materials'))?.items).toEqual(['S3-01']);
  expect(ownMatterAsked('谁在办', { ...after('ask_progress'), role: 'liaison' })).toBeUndefined();
});

test('who is called by surname and title is the one member of that name', () => {
  const people = new Map(['甲一', '甲二', '乙一'].map((name) => [name, { id: name, name }]));
  const chat = (members: string[]) => ({ members }) as never;
  const county = { people } as never;
  expect(calledIn('乙科，月底能批不', chat(['甲一', '乙一']), county)?.id).toBe('乙一');
  expect(calledIn('甲工 图好了没', chat(['甲一', '甲二']), county)).toBeUndefined();
  expect(calledIn('乙科长在哪个科', chat(['乙一']), county)).toBeUndefined();
  expect(calledIn('乙科，在吗', undefined, county)).toBeUndefined();
});

test.each([
  ['谢谢，几点下班啊', '几点下班啊'],
  ['太好了！！谢谢老师 这就来取 几点下班啊', '几点下班啊'],
  ['赵总，日照分析今天能传上来不', '赵总，日照分析今天能传上来不'],
  ['行，那改到几点', '行，那改到几点'],
  ['1 补件了吗', '1 补件了吗'],
  ['谢谢，先这样', '谢谢，先这样'],
])('of %s is read %s', (text, rest) => {
  expect(withoutThanks(text)).toBe(rest);
});

test.each([
  ['我们还有个新项目，先办啥', true],
  ['另一个项目也要办环评', true],
  ['新项目奖励怎么申请', false],
  ['这个项目还要几天', false],
])('%s is of a project not on record: %s', (text, isNew) => {
  expect(ofNewProject(text)).toBe(isNew);
});
