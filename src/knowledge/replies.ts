import { shortTitle } from '../core/frequent.ts';
import { isElliptical } from '../core/intents/goes-on.ts';
import type { Answer, County, Day, Policy, Reply } from '../core/model.ts';
import type { AskLibrary, LookUp } from '../core/ports.ts';
import { departmentReply } from '../core/texts/knowledge.ts';
import type { Library } from './answer.ts';
import { openStanding } from './known.ts';
import { covered, type Query } from './match.ts';
import { hardWants } from './question.ts';
import type { Search } from './search.ts';

/** Of either question's words, so much must stand in the other: a reply is cited for what it was given to. */
const ALIKE = 0.7;
/** A clause says so much of what was asked, or is about something else. */
const OF_IT = 0.4;
/** A person has looked at it. */
const APPROVED = 0.97;

/**
 * Puts what departments answered before the library: an approved reply to the same question, still valid on the day
 * asked about and resting on policies in force then, goes first, with the clause that says so below it.
 */
export function withReplies(
  { ask, search }: Pick<Library, 'ask' | 'search'>,
  given: { county: County; policies: Policy[]; approved: () => Promise<Reply[]> },
): AskLibrary {
  const inForce = openStanding(given.policies);
  const byId = new Map(given.policies.map((policy) => [policy.id, policy]));
  // Reading a question looks every word of the dictionary up in it: with a thousand replies that is felt.
  const questions = new Map<string, Query>();
  const read = (text: string): Query => {
    const query = questions.get(text) ?? search.read(bareOf(text));
    questions.set(text, query);
    return query;
  };
  const stands = (id: string, on: Day) => {
    const policy = byId.get(id);
    return policy !== undefined && inForce(policy, on);
  };

  return async (question) => {
    const { text, items, askedOn } = question;
    const asked = search.read(bareOf(text));
    const replies = (await given.approved()).filter(
      (reply) =>
        reply.answeredOn <= askedOn &&
        (reply.validUntil ?? '') >= askedOn &&
        isOfSameMatter(reply, items) &&
        isSame(asked, read(reply.question)) &&
        reply.basis.every((id) => stands(id, askedOn)),
    );
    const found = await ask(question);
    const reply = replies.at(-1);
    if (!reply) return found;
    const department = given.county.departments.get(reply.department)?.shortName ?? reply.department;
    // What the papers say of something near by is no ground of it.
    const citations = (found.outcome === 'answer' ? found.citations : []).filter(
      ({ title, quote }) => covered(asked.terms, `${title}${quote}`) >= OF_IT,
    );
    return {
      outcome: 'answer',
      confidence: APPROVED,
      text: departmentReply(reply, department, citations),
      citations,
      reply: reply.number,
    } satisfies Answer;
  };
}

/** 要哪些材料来着: what leaves its matter out is the same only of the same item, and of none it is nobody's. */
function isOfSameMatter(reply: Reply, items: string[]): boolean {
  if (reply.items.some((code) => items.includes(code))) return true;
  return !isElliptical(reply.question) && (items.length === 0 || reply.items.length === 0);
}

/** 财评一般多少天, 有没有定死的天数, 再问一遍: how a question is put, and nothing of what it is about. */
const manner =
  /一般(?:情况下)?(?!项目|程序|工业|纳税)|大概|大约|通常|正常(?:情况下)?|到底|究竟|具体|有没有(?:定死|固定|规定)的?|定死的?|(?:天数|时限|期限)(?=$|[\s,，。?？吗呢啊])|(?:再|又)?(?:问|说|确认)一(?:遍|下|次)/g;
const bareOf = (text: string): string => text.replace(manner, ' ').trim() || text;

function isSame(one: Query, other: Query): boolean {
  const hard = ({ wants }: Query) => wants.filter((want) => hardWants.has(want)).join();
  return (
    hard(one) === hard(other) &&
    covered(one.terms, other.text) >= ALIKE &&
    covered(other.terms, one.text) >= ALIKE
  );
}

/** 《建筑法》第八条 and 《…方案》三（二） as the bot writes its sources. */
const source = /《([^《》]{2,60})》([^；。，\n）]*)/g;

/** Whole clauses behind an answer: from the sources a quoted answer names, or from those it was made of. */
export function openLookUp({ search }: { search: Search }, policies: Policy[]): LookUp {
  const titles = new Map(policies.map(({ id, title }) => [id, title]));
  return ({ refs, quote, nth, askedOn }) => {
    const named = [...(quote ?? '').matchAll(source)].map(([, title = '', section = '']) => ({
      title,
      section,
    }));
    const wanted =
      named.length > 0 ? named : refs.map(({ doc, section }) => ({ title: titles.get(doc) ?? '', section }));
    const found = wanted.flatMap(({ title, section }) => search.byReference(title, section, askedOn) ?? []);
    const once = [...new Map(found.map((one) => [one.clause, one])).values()].map(({ clause, policy }) => ({
      title: shortTitle(policy.title),
      section: clause.section,
      text: clause.text,
    }));
    return nth === undefined ? once : once.slice(nth - 1, nth);
  };
}
