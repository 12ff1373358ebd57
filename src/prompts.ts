import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Fills a prompt's slots; a slot without a value, or a value without a slot, is a mistake of ours. */
export type Prompt = (slots: Record<string, string>) => string;

const folder = fileURLToPath(new URL('../prompts/', import.meta.url));

/** Reads a prompt once; throws, so that the program does not start, unless its slots are exactly those named. */
export function loadPrompt(name: string, slots: string[]): Prompt {
  const text = readFileSync(`${folder}${name}.md`, 'utf8').trim();
  const found = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, slot]) => slot ?? ''));
  const missing = slots.filter((slot) => !found.has(slot));
  const unknown = [...found].filter((slot) => !slots.includes(slot));
  if (missing.length + unknown.length > 0)
    throw new Error(
      `prompts/${name}.md：缺少 ${missing.join('、') || '无'}，多出 ${unknown.join('、') || '无'}`,
    );
  return (values) => text.replace(/\{\{(\w+)\}\}/g, (_whole, slot: string) => values[slot] ?? '');
}
