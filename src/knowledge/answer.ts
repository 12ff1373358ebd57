import { addDays } from '../core/calendar.ts';
import { facetKind, isElliptical } from '../core/intents/goes-on.ts';
import { questionKindOf } from '../core/intents/questions.ts';
import { asks } from '../core/intents/rule.ts';
import { openLexicon } from '../core/lexicon.ts';
import type { Answer, Clause, County, Frequent, Policy } from '../core/model.ts';
import type { AskLibrary, NearInMeaning, Prompted } from '../core/ports.ts';
import * as texts from '../core/texts/answers.ts';
import { aliasesOf, bare, cite, generalKinds, namesOf, openCatalogue } from './catalogue.ts';
import { fromClauses, refusal } from './choose.ts';
import { compose } from './compose.ts';
import { faq } from './faq.ts';
import { openFusion } from './fuse.ts';
import { SEVERAL } from './known.ts';
import { covered } from './match.ts';
import { asksWhoMakes, isOutOfReach } from './question.ts';
import type { Parts } from './ranking.ts';
import { type Hit, isAskedOf, isAskedSoOf, openSearch, type Search } from './search.ts';

type Question = Parameters<AskLibrary>[0];

/** An answer with what it was chosen from, for measuring. */
export interface Considered extends Answer {
  ranked: Hit[];
}

export interface Library {
  ask: AskLibrary;
  consider(question: Question): Considered;
  search: Search;
}

/** The catalogue's own line, and a paper that has run out. */
const CERTAIN = 0.95;
/** Of what is asked about a matter (丢了, 减免), beyond the matter's name, so much must stand in the clause. */
const PARTICULAR = 0.3;
const RANKED = 10;
/** Shown with a refusal, for whoever wants to read on. */
const NEAREST = 2;
const MOST_PARTS = 4;
/** Matters that a model is told a question is of. */
const MOST_NAMED = 3;
/** Places looked at among what held before a paper ran out. */
const LOOKED_BACK = 3;

/** Opens the library. Without a county it answers by extract only, from any folder of documents. */
export function openLibrary(
  given: { county?: County; policies: Policy[]; clauses: Clause[]; parts?: Parts },
  model?: Prompted,
  nearInMeaning: NearInMeaning = async () => [],
): Library {
  const { county, policies, clauses, parts } = given;
  const departments = [...(county?.departments.values() ?? [])].map(({ shortName }) => shortName);
  const search = county
    ? openSearch(clauses, policies, aliasesOf(county), parts, frequentIn(county))
    : openSearch(clauses, policies, new Map(), parts);
  const catalogue = county && openCatalogue(county, search);
  const lexicon = county && openLexicon(county);
  const fuse = openFusion(policies);
  const isMentioned = (place: string) =>
    clauses.some(({ text }) => text.includes(place)) || policies.some(({ title }) => title.includes(place));

  const isBeyond = (text: string, region: string | undefined, [best]: Hit[]) =>
    best === undefined
      ? isOutOfReach(text, region, isMentioned, false)
      : !isAskedSoOf(best) && isOutOfReach(text, region, isMentioned, isAskedOf(best));

  function consider(question: Question): Considered {
    const parts = partsOf(question.text);
    if (parts.length === 1) return considerOne(question);
    const each = parts.map((text, n) =>
      considerOne({
        ...question,
        text,
        intent: facetKind(text) ?? questionKindOf(text),
        ...(n > 0 && parts[0] && !isElliptical(parts[0]) ? { before: { text: parts[0], answered: [] } } : {}),
      }),
    );
    const ranked = interleave(each.map((one) => one.ranked)).slice(0, RANKED);
    const covered = each.filter(({ outcome }) => outcome !== 'refuse').map(firstOnly);
    if (covered.length === 0) return { ...refusal(each[0]?.confidence ?? 0), ranked };
    const uncovered = parts
      .filter((_, n) => each[n]?.outcome === 'refuse')
      .map((part) => part.replace(/[，,；;]+$/, ''));
    return { ...joined(covered), ranked, ...(uncovered.length ? { uncovered } : {}) };
  }

  function considerOne(question: Question): Considered {
    const { askedOn, region } = question;
    const before = isElliptical(question.text) ? question.before : undefined;
    // 收钱不, after 林地手续归哪管: what was talked of is named.
    const isOfItem = question.intent === 'ask_fee' || generalKinds.includes(question.intent);
    const matter = before && isOfItem ? county?.items.get(question.items[0] ?? '') : undefined;
    const text = matter ? `${bare(matter.name)}${question.text}` : question.text;
    const query = search.read(text);
    const context = matter ? undefined : before?.text;
    const ranked = search.find(text, {
      askedOn,
      region,
      context,
      typed: question.text,
      answered: before?.answered,
      limit: RANKED,
    });
    const gone = expired(text, question, ranked[0]);
    if (gone) return { ...gone, ranked };
    if (isBeyond(text, region, ranked)) return { ...refusal(0), ranked };
    const asked = context ? { ...query, terms: [...query.terms, ...search.read(context).terms] } : query;
    const names = county ? namesOf(county, question.items) : '';
    const particular = asked.terms.filter(({ word }) => !names.includes(word));
    // What an item's line says of its papers names nobody who makes them.
    const silent = ({ clause }: Hit) => asksWhoMakes(text) && isItemLine(clause);
    const onMatter = ranked.filter((hit) => {
      const { clause } = hit;
      return (
        !silent(hit) &&
        !isAboutOther(hit, question.items) &&
        (!isItemLine(clause) ||
          names === '' ||
          particular.length === 0 ||
          covered(particular, clause.text) >= PARTICULAR)
      );
    });
    const strict = fromClauses(asked, onMatter, region);
    const isAskedHere = (hit: Hit) => onMatter.includes(hit) || (!silent(hit) && isAskedOfOwn(hit, region));
    const extracted =
      strict.outcome === 'refuse' ? fromClauses(asked, ranked.filter(isAskedHere), region) : strict;
    const fromCatalogue = catalogue?.answer(question);
    if (!fromCatalogue) return { ...extracted, ranked };
    if (handsInAt.test(question.text) && question.intent === 'ask_contact')
      return withPlace(question, fromCatalogue, ranked);
    const isAboutItem = before !== undefined && generalKinds.includes(question.intent);
    const plain = isAboutItem || catalogue?.isPlain(question, asked, ranked[0]) === true;
    return { ...(plain ? fromCatalogue : extracted), ranked };
  }

  /**
   * 新开工那个奖还能报不: a paper of the county's own that has run out and of which people are known to ask just this.
   * It is named as what it was, never as what holds.
   */
  function expired(text: string, { askedOn, region, intent }: Question, best: Hit | undefined) {
    if (intent !== 'ask_policy' && !/还能|现在|截止|过期|到期/.test(text)) return undefined;
    for (const policy of policies) {
      const end = policy.repealedOn;
      if (region === undefined || policy.region !== region || !end || end > askedOn || policy.supersededBy)
        continue;
      const then = search.find(text, { askedOn: addDays(end, -1), region, limit: LOOKED_BACK });
      const hit = then.find((one) => one.policy === policy);
      if (!hit || !isAskedOf(hit) || (best && best.alike >= hit.alike)) continue;
      const citations = [cite(hit)];
      return {
        outcome: 'answer' as const,
        confidence: CERTAIN,
        text: texts.answerText(texts.expired(policy.title, end, hit.clause.text), citations),
        citations,
      };
    }
    return undefined;
  }

  /** 材料到哪里交: whose matter it is and where the window is. */
  function withPlace(question: Question, whose: Answer, ranked: Hit[]): Considered {
    const { before: _, ...rest } = question;
    const where = considerOne({ ...rest, text: '材料到哪里交', items: [] });
    return { ...(where.outcome === 'answer' ? joined([whose, where]) : whose), ranked };
  }

  /**
   * What people are known to ask of the county's own paper: 补正要补到几号 is answered by the rule of time for every
   * permit, whatever matters that names beside.
   */
  function isAskedOfOwn(hit: Hit, region: string | undefined): boolean {
    return region !== undefined && hit.policy.region === region && isAskedOf(hit);
  }

  /** A clause that names matters, but none of those asked about: how to replace one permit is no answer for another. */
  function isAboutOther({ policy, clause }: Hit, asked: string[]): boolean {
    if (!lexicon || asked.length === 0) return false;
    const { items } = lexicon.mentionsIn(clause.text);
    // 城市道路挖掘管理办法 is about digging, though a clause of it names the pipes.
    const { items: titled } = lexicon.mentionsIn(policy.title);
    const isOnAsked = titled.length > 0 && titled.every((code) => asked.includes(code));
    return items.length > 0 && !isOnAsked && !items.some((code) => asked.includes(code));
  }

  /** 厂门口的路才修好，能挖不 names no item, but the paper that answers it does in its title. */
  function withMatter(answer: Answer, { items }: Question): Answer {
    if (!lexicon || items.length > 0 || answer.outcome !== 'answer') return answer;
    const titles = new Set(answer.citations.map(({ title }) => title));
    const [about, ...others] = new Set([...titles].flatMap((title) => lexicon.mentionsIn(title).items));
    return about === undefined || others.length > 0 ? answer : { ...answer, about };
  }

  return {
    ask: async (question) => withMatter(await answerTo(question), question),
    consider,
    search,
  };

  async function answerTo(question: Question): Promise<Answer> {
    const { ranked, ...considered } = consider(question);
    const near = ranked.slice(0, NEAREST).map((hit) => cite(hit));
    const answer = considered.outcome === 'refuse' && near.length > 0 ? { ...considered, near } : considered;
    const { text, items, before, askedOn, region } = question;
    const isRefused = answer.outcome === 'refuse';
    // The catalogue's own line needs nobody's words; and a place out of reach stays out of reach.
    const isPlain = question.confided === true || answer.confidence === CERTAIN;
    if (!model || isPlain || (isRefused && isBeyond(text, region, ranked))) return answer;
    const hits = fuse(ranked, await nearInMeaning(text), question);
    if (isRefused && answer.confidence === 0 && hits.length === ranked.length) return answer;
    const about = items.map((code) => county?.items.get(code)?.name ?? code).slice(0, MOST_NAMED);
    const given = { question: text, about, askedOn, hits, departments };
    const composed = await compose(before ? { ...given, before: before.text } : given, model);
    // Which clause answers a question that the county has listed is not for a model to say.
    const isListed = ranked[0] !== undefined && isAskedSoOf(ranked[0]);
    if (composed === 'not covered') return isListed ? answer : { ...refusal(answer.confidence), near };
    // Which of two papers governs is a rule's to say.
    return composed && !saysBoth(answer, text) ? composed : answer;
  }
}

/** What people ask: where the county lists several for a clause, those, since it knows how its own text says it. */
function frequentIn({ questions }: County): Frequent[] {
  const own = Map.groupBy(questions, ({ title, section }) => `${title} ${section}`);
  const few = ({ title, section }: Frequent) => (own.get(`${title} ${section}`)?.length ?? 0) < SEVERAL;
  return [...faq.filter(few), ...questions];
}

/** Of candidates the first: beside other answers there is no room to choose. */
function firstOnly(answer: Answer): Answer {
  const [first] = answer.citations;
  if (answer.outcome !== 'candidates' || !first) return answer;
  return { ...answer, outcome: 'answer', text: first.quote, citations: [first] };
}

/** One question, and two papers that say each their own to it. */
const saysBoth = ({ outcome, citations }: Answer, text: string): boolean =>
  outcome === 'answer' && new Set(citations.map(({ doc }) => doc)).size > 1 && partsOf(text).length === 1;

/** Answers to several questions in one message, the sources together at the end. */
function joined(answers: Answer[]): Answer {
  const citations = answers.flatMap((one) => one.citations);
  const room = Math.floor(texts.roomFor(citations) / answers.length);
  const bodies = answers.map((one) =>
    texts.shortened(texts.endStop(one.text.replace(/依据：[^。]*。$/, '')), room),
  );
  const confidence = Math.min(...answers.map((one) => one.confidence));
  return {
    outcome: 'answer',
    confidence,
    text: texts.answerText([...new Set(bodies)].join(''), citations),
    citations,
  };
}

/** 材料有哪些？多久办完？ and 在哪，几点上班 are two questions; a stretch that asks nothing belongs to the next. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let open = '';
  for (const piece of text.match(/[^？?，,；;\n]+[？?，,；;\n]*/g) ?? [text]) {
    open += piece;
    if (!asks(piece) && facetKind(piece) === undefined) continue;
    parts.push(open);
    open = '';
  }
  if (parts.length === 0) return [text];
  parts[parts.length - 1] += open;
  return parts.slice(0, MOST_PARTS).map((part) => part.trim());
}

/** Where papers are handed in; who is in charge is not yet the place. */
const handsInAt = /哪[里儿个块]?.{0,3}(?:交|递|报|送|办|申请)|窗口在/;

/** 第三部分第5项: the line of one matter in a list holds its materials and days, whatever was asked of it. */
const isItemLine = ({ section }: Clause) => /部分第\d+项$/.test(section);

function interleave<T extends { clause: Clause }>(lists: T[][]): T[] {
  const merged: T[] = [];
  const longest = Math.max(...lists.map((list) => list.length));
  for (let n = 0; n < longest; n += 1)
    for (const list of lists) {
      const one = list[n];
      if (one && !merged.some(({ clause }) => clause === one.clause)) merged.push(one);
    }
  return merged;
}
