import type { Clause } from '../../src/core/model.ts';

/** A paper as a file of a county folder. */
export interface Paper {
  name: string;
  content: string;
}

const CLAUSES = 40;
/** Share of the stretches in which an invented word takes the place of two characters. */
const RENAMED = 0.5;

/** Numbers from 0 to 1, the same for the same seed. */
function openChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Invents papers by throwing together the stretches of some clauses. Each new word is made of two characters at
 * random and old ones return the oftener the oftener they were used, so that words grow with the text as they do in
 * real papers.
 */
export function inventPapers(sample: Clause[], clauses: number): Paper[] {
  const chance = openChance(20_261_123);
  const pick = <T>(list: ArrayLike<T>): T => list[Math.floor(chance() * list.length)] as T;
  const stretches = sample.flatMap(({ text }) => text.match(/[\u3400-\u9fff\d]{4,}/g) ?? []);
  const characters = stretches.join('').replace(/\d/g, '');
  const used: string[] = [];
  const word = () => {
    const isNew = used.length === 0 || chance() < 4 / used.length ** 0.35;
    const one = isNew ? `${pick(characters)}${pick(characters)}` : pick(used);
    used.push(one);
    return one;
  };
  const stretch = () => {
    const one = pick(stretches);
    if (chance() > RENAMED) return one;
    const at = Math.floor(chance() * (one.length - 2));
    return `${one.slice(0, at)}${word()}${one.slice(at + 2)}`;
  };
  const sentence = () => `${Array.from({ length: 2 + Math.floor(chance() * 3) }, stretch).join('，')}。`;
  const paragraph = () => Array.from({ length: 2 + Math.floor(chance() * 3) }, sentence).join('');
  const paper = (n: number): Paper => {
    const count = Math.min(CLAUSES, clauses - n * CLAUSES);
    const lines = Array.from({ length: count }, (_, i) => `第${i + 1}条　${paragraph()}`);
    const head = `---\nid: 0-invented-${n}\ntitle: 虚构规定第${n}号\neffectiveFrom: 2026-01-01\n---\n`;
    // First in every order, as most papers of a large county are none of the item's own.
    return { name: `0虚构规定第${n}号.md`, content: `${head}\n${lines.join('\n\n')}\n` };
  };
  return Array.from({ length: Math.ceil(clauses / CLAUSES) }, (_, n) => paper(n));
}
