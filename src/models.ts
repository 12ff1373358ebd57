import type { Config } from './config.ts';
import type { Prompted } from './core/ports.ts';
import { openModel } from './llm.ts';
import { loadPrompt } from './prompts.ts';

/** The whole reply has eight seconds: first what was meant, then what the papers say to it. */
const UNDERSTAND_MS = 3_000;
const ANSWER_MS = 4_500;

const listening = loadPrompt('understand', [
  'role',
  'called',
  'quote',
  'before',
  'stage',
  'filed',
  'recent',
  'kinds',
  'items',
  'text',
]);
const writing = loadPrompt('answer', ['today', 'question', 'about', 'before', 'clauses', 'room']);

/** The configured model as one that tells what people mean. */
export const openListener = (openai: Config['openai']): Prompted | undefined =>
  openai && { complete: openModel({ ...openai, budgetMs: UNDERSTAND_MS }).complete, prompt: listening };

/** The configured model as one that writes answers; `spentMs` of its time go to something before. */
export const openWriter = (openai: Config['openai'], spentMs = 0): Prompted | undefined =>
  openai && { complete: openModel({ ...openai, budgetMs: ANSWER_MS - spentMs }).complete, prompt: writing };
