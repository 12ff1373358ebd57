import type { Citation } from '../model.ts';

/** A shown answer is at most this long; the source stands whole at its end. */
export const MOST_CHARACTERS = 180;

/** 《…》第八条. */
export const sourceText = (citation: Pick<Citation, 'title' | 'section'>): string =>
  `《${citation.title.replace(/^《|》$/g, '')}》${citation.section.includes('/') || citation.section === '' ? citation.section : citation.section}`;

/** The answer and where it stands; the body gives way, never the source. */
export function answerText(body: string, citations: Pick<Citation, 'title' | 'section'>[]): string {
  const sources = [...new Set(citations.map(sourceText))].join('；');
  const tail = `依据：${sources}。`;
  const room = Math.max(40, MOST_CHARACTERS - tail.length);
  const kept = body.length <= room ? body : `${cutAtStop(body, room - 1)}…`;
  return `${kept}${tail}`;
}

/** Cuts at the last full stop or comma that fits. */
export function cutAtStop(text: string, room: number): string {
  if (text.length <= room) return text;
  const cut = text.slice(0, room);
  const stop = Math.max(
    cut.lastIndexOf('。'),
    cut.lastIndexOf('；'),
    cut.lastIndexOf('，'),
    cut.lastIndexOf('、'),
  );
  return stop > room / 2 ? cut.slice(0, stop) : cut;
}

/** Several places that may be meant; none is claimed to be the answer. */
export function candidatesText(candidates: { title: string; section: string; extract: string }[]): string {
  const lines = candidates.map((one, n) => `${n + 1}. ${cutAtStop(one.extract, 60)}（${sourceText(one)}）`);
  return `我找到几条相关规定，请看是不是您要的：\n${lines.join('\n')}`;
}

export const materials = (item: string, list: string[]) => `${item}要的材料：${list.join('、')}。`;
export const promised = (item: string, text: string) => `${item}本县${text}`;
export const statutory = (text: string) => `法定${text}`;
export const countedFrom = '从受理次日起算';
export const responsible = (item: string, departments: string[]) =>
  `${item}由${departments.join('、')}办理。`;
export const before = (item: string, needed: string[]) => `办${item}之前，先要有：${needed.join('、')}。`;
export const nextSteps = (item: string, next: string[]) => `${item}之后可以办：${next.join('、')}。`;
