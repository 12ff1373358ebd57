import type { Citation, Day } from '../model.ts';
import { fullDay } from './days.ts';

/** A shown answer is at most this long, source included. */
export const MOST_CHARACTERS = 180;

type Source = Pick<Citation, 'title' | 'section'>;

/** 《建筑法》第八条; 《…方案》三（二）; only the title where a paper has no numbering. */
export function sourceText({ title, section }: Source): string {
  const name = title.replace(/^《|》$/g, '').replaceAll('中华人民共和国', '');
  const place = /^第.+[条项]$/.test(section) ? section : section.replaceAll('/', '').slice(0, 20);
  return `《${name}》${place}`;
}

const sourcesTail = (citations: Source[]): string =>
  `依据：${[...new Set(citations.map(sourceText))].join('；')}。`;

/** How many characters the words before the note and the source may have. */
export const roomFor = (citations: Source[], note = ''): number =>
  Math.max(40, MOST_CHARACTERS - sourcesTail(citations).length - note.length - 1);

/** The answer, a note on it, and where it stands; the body gives way, never the source. */
export function answerText(body: string, citations: Source[], note = ''): string {
  return `${shortened(endStop(body), roomFor(citations, note))}${note}${sourcesTail(citations)}`;
}

/** Another paper's figure for the same, and which of the two counts. */
export const otherRule = (source: Source, figure: string, governing: string | undefined): string =>
  `另有规定：${sourceText(source)}为${figure}，以${governing === undefined ? '窗口答复' : sourceText({ title: governing, section: '' })}为准。`;

/** One sentence of a cited text ends like one. */
export const endStop = (text: string): string =>
  /[。！？…]$/.test(text) ? text : `${text.replace(/[；;，,、：:\s]+$/, '')}。`;

/** What does not fit is seen to be cut: 交付使用后5年内 without 不得挖掘 must not end like a sentence. */
export const shortened = (text: string, room: number): string =>
  text.length <= room ? text : `${cutAtStop(text, room)}…`;

/** Cuts at the last stop that fits. */
export function cutAtStop(text: string, room: number): string {
  if (text.length <= room) return text;
  const cut = text.slice(0, room);
  const stop = Math.max(...['。', '；', '，', '、'].map((mark) => cut.lastIndexOf(mark)));
  return stop > room / 2 ? cut.slice(0, stop) : cut;
}

const candidatesHead = '可能是这几条，请看哪条对得上：';

/** How long each extract may be: at 60 the words asked for were in 78 of 100, at 80 in 87. */
export const CANDIDATE_ROOM = 80;

/** Several places that may be meant; none is claimed to be the answer. */
export function candidatesText(candidates: (Source & { extract: string })[]): string {
  const lines = candidates.map(
    (one, n) =>
      `${n + 1}. ${one.extract.replace(/\s*\n\s*/g, '').replace(/[。；;，,、：:]+$/, '')}（${sourceText(one)}）`,
  );
  return [candidatesHead, ...lines].join('\n');
}

export const materials = (item: string, list: string[]) => `${item}要的材料：${list.join('、')}。`;
export const promised = (item: string, text: string) => `${item}本县${text}`;
export const statutory = (text: string) => `法定${text}`;
export const countedFrom = '从受理次日起算';
export const responsible = (item: string, departments: string[]) =>
  `${item}由${departments.join('、')}办理。`;
export const before = (item: string, needed: string[]) => `办${item}之前，先要有：${needed.join('、')}。`;
export const nextSteps = (item: string, next: string[]) => `${item}之后可以办：${next.join('、')}。`;
export const shortFor = (item: string) => `说的是“${item}”。`;
/** What a paper said that has run out. */
export const expired = (title: string, since: Day, said: string): string =>
  `《${title.replace(/^《|》$/g, '')}》从${fullDay(since)}起已经失效，现在不能再按它报。原来写的是：${said}`;
