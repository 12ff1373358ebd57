import { expect, test } from 'vitest';
import { lacking, tells } from '../../src/core/cases/facts.ts';
import { openLexicon } from '../../src/core/lexicon.ts';
import type { Fact, View } from '../../src/core/model.ts';
import { alike } from '../../src/core/utterance.ts';
import { county, filings } from '../county-data.ts';

const lexicon = openLexicon(county);
const projects = [...county.projects.values()];
const tuoyan = county.projects.get('QH-XM-2026-02')!;
const asker = county.people.get('tuoyan-1')!;

function view(part: Partial<View>): View {
  return { asker, project: tuoyan, projects: [tuoyan], filings, ...part } as View;
}

test.each`
  text                          | kind            | part                                | lacks
  ${'我们卡住了'}               | ${'difficulty'} | ${{ project: undefined, projects }} | ${['project', 'matter', 'time']}
  ${'我们卡住了，上周三就报了'} | ${'difficulty'} | ${{}}                               | ${['matter']}
  ${'城管那边卡住了'}           | ${'complaint'}  | ${{}}                               | ${['time']}
  ${'图审卡住了'}               | ${'difficulty'} | ${{}}                               | ${[]}
  ${'图审卡住了'}               | ${'difficulty'} | ${{ filings: [] }}                  | ${['time']}
  ${'工地挡墙要倒了'}           | ${'difficulty'} | ${{}}                               | ${[]}
  ${'想装光伏板'}               | ${'question'}   | ${{}}                               | ${[]}
  ${'能不能派人带着办'}         | ${'help'}       | ${{}}                               | ${[]}
`('“$text”（$kind）缺 $lacks', ({ text, kind, part, lacks }) => {
  const mentions = lexicon.mentionsIn(text);
  expect(lacking(view(part), { kind, text, mentions, urgency: 'normal' })).toEqual(lacks);
});

test('办件的人报的不追问', () => {
  const specialist = county.people.get('specialist-1')!;
  const opening = {
    kind: 'difficulty',
    text: '卡住了',
    mentions: lexicon.mentionsIn(''),
    urgency: 'normal',
  } as const;
  expect(lacking(view({ asker: specialist }), opening)).toEqual([]);
});

test.each`
  text            | lacks                 | told
  ${'环评'}       | ${['matter', 'time']} | ${true}
  ${'11月3号'}    | ${['time']}           | ${true}
  ${'十来天了'}   | ${['matter', 'time']} | ${true}
  ${'拓岩二期'}   | ${['project']}        | ${true}
  ${'环评'}       | ${['time']}           | ${false}
  ${'好的知道了'} | ${['matter', 'time']} | ${false}
`('缺 $lacks，说“$text”', ({ text, lacks, told }: { text: string; lacks: Fact[]; told: boolean }) => {
  expect(tells(lacks, lexicon.mentionsIn(text), text)).toBe(told);
});

test.each`
  one                       | other                     | same
  ${'屋顶想装光伏板'}       | ${'我们屋顶想装光伏板！'} | ${true}
  ${'屋顶光伏要办什么手续'} | ${'污水要办什么手续'}     | ${false}
  ${'催'}                   | ${'催'}                   | ${false}
`('“$one”和“$other”', ({ one, other, same }) => {
  expect(alike(one, other) >= 0.8).toBe(same);
});
