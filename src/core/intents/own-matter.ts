import type { Context } from '../ports.ts';
import { asksTimeOnly } from './goes-on.ts';
import { asksGap, asksMeaning } from './question-cues.ts';
import { asks } from './rule.ts';
import { anyOf } from './words.ts';

/** What is asked of a matter under way: who has it, why it is not done, what is missing, when it will be. */
export type Facet = 'holder' | 'reason' | 'gap' | 'day';

/** 谁在办; 找谁办 asks for the way. */
const asksHolder =
  /(?<![找问由归该给跟和])谁(?:在|来|那边)?(?:具体)?(?:办|管|负责|跟|盯|经手|弄|审|处理|对接)(?!理?吗)|[在到](?:谁|哪个人)(?:手|那)/;
/** 为啥还没好; a bare 怎么还没好 presses. */
const asksReason = anyOf(
  '(?:为(?:什么|啥|何)|凭啥)(?!不(?:是|用|能|可以)).{0,4}(?:没(?!登记|转)|不(?!登记|转)|卡|停|慢|拖|超|等)',
  '(?:卡|停|压)在(?:哪|什么|啥)|(?:什么|啥)原因|(?:怎么|咋)(?:又|还是)?超(?:期|时)',
);
/** 今天能有信不: what was asked for is waited for. */
const asksReply = /[有给](?:个)?(?:信|回信|回音|回话|准信|答复|说法|结果)[^,，。]{0,3}(?:[不没吗么?？]|$)/;

const facets: [Facet, (text: string) => boolean][] = [
  ['gap', (text) => asksGap.test(text) && asks(text) && !asksMeaning.test(text)],
  ['holder', (text) => asksHolder.test(text)],
  ['reason', (text) => asksReason.test(text)],
  ['day', (text) => asksTimeOnly(text) || asksReply.test(text)],
];

/** So long a line says more than what it asks. */
const LONGEST = 14;

/**
 * What an enterprise asks of its own matter that is talked of and that it does not name again, with the items it is
 * about: what the bot told of last, else the one filing that the speaker asked about.
 */
export function ownMatterAsked(
  text: string,
  { role, quote, told, spoken: [notice], spokeLast, recent: [last], filed = [] }: Context,
): { facet: Facet; items: string[] } | undefined {
  if (role !== 'enterprise' || quote !== undefined || text.length > LONGEST) return undefined;
  const facet = facets.find(([, asked]) => asked(text))?.[0];
  if (facet === undefined) return undefined;
  if (told) return { facet, items: told.items };
  // Of a list of the morning what presses most is meant.
  if (spokeLast && notice && 'filings' in notice.about && !last) return { facet, items: [] };
  const own = (last?.items ?? []).filter((item) => filed.includes(item));
  if (own.length !== 1 || last === undefined) return undefined;
  // How long, after how it is done was asked, is asked of the rule.
  return facet === 'day' && !last.kinds.includes('ask_progress') ? undefined : { facet, items: own };
}
