import type { Answer, Citation, Clause, County, Item, Policy } from '../core/model.ts';
import type { AskLibrary } from '../core/ports.ts';
import * as texts from '../core/texts/answers.ts';
import { type Hit, openSearch, type Search } from './search.ts';

/** An answer with what it was chosen from, for measuring. */
export interface Considered extends Answer {
  ranked: Hit[];
}

export interface Library {
  ask: AskLibrary;
  consider(question: Parameters<AskLibrary>[0]): Considered;
  search: Search;
}

/** Below: refuse. Between: show candidates. Chosen on the sample questions so that refusing costs least. */
const SURE = 0.42;
const MAYBE = 0.3;
const EXTRACT = 120;

/** What the answer must contain to be one: money for a money question, a time for a time question. */
const slotChecks: { asked: RegExp; needed: RegExp }[] = [
  { asked: /多少钱|收费|收不收|费用|免费|几块|缴多少|交多少|标准是多少|要钱/, needed: /元|费|免|缴/ },
  {
    asked: /多久|几天|几个工作日|多长时间|时限|多少天|多少个?工作日|好久|最快|几点|截止|什么时候/,
    needed: /日|天|个月|年|即办|当场|即时|[时点分]|:\d\d/,
  },
  { asked: /电话|号码/, needed: /\d{3,}/ },
  { asked: /在哪|地址|去哪|哪里/, needed: /中心|窗口|大厅|楼|网|平台|局|向|系统/ },
  // Names of persons and what other counties do are never in our documents, however much the words overlap.
  { asked: /(?:局长|主任|县长|科长|领导).{0,4}(?:是谁|叫|姓)|叫什么名字|手机号/, needed: /(?!)/ },
  { asked: /隔壁县|邻县|外县|别的县|其他县|外省|外市/, needed: /外县|外省|其他县/ },
  { asked: /多大|多少平|多少亩|面积|几层|多高/, needed: /\d|[一二三四五六七八九十百千万]/ },
];

/** Opens the library. Without a county it answers by extract only, from any folder of documents. */
export function openLibrary(given: { county?: County; policies: Policy[]; clauses: Clause[] }): Library {
  const { county, policies, clauses } = given;
  const search = openSearch(clauses, policies, county ? aliasesOf(county) : new Map());

  function consider(question: Parameters<AskLibrary>[0]): Considered {
    const items = question.items.flatMap((code) => county?.items.get(code) ?? []);
    const found = search.find(question.text, {
      askedOn: question.askedOn,
      region: question.region,
      limit: 40,
    });
    // The line of an item lists everything about it and says nothing in particular: it serves plain asks only.
    const ranked = [...found.filter((hit) => !isList(hit)), ...found.filter(isList)].slice(0, 10);
    const fromCatalogue = county && items[0] ? catalogueAnswer(question, items[0], items) : undefined;
    const extracted = extract(question.text, ranked, ranked);
    const chosen = prefer(question, fromCatalogue, extracted);
    return { ...(chosen ?? refusal(extracted.confidence)), ranked };
  }

  /** Plain asks of an item are best answered by its own line; everything particular by the clause that says it. */
  function prefer(
    question: Parameters<AskLibrary>[0],
    fromCatalogue: Answer | undefined,
    extracted: Answer,
  ): Answer | undefined {
    const plain = ['ask_materials', 'ask_time_limit', 'ask_contact'].includes(question.intent);
    if (fromCatalogue && plain) return fromCatalogue;
    if (extracted.outcome === 'answer' && extracted.confidence >= SURE + 0.12) return extracted;
    if (
      fromCatalogue &&
      question.intent === 'ask_procedure' &&
      /怎么办|怎么走|流程|下一步|先办|步骤|如何办|怎么申请|前置|咋办/.test(question.text)
    )
      return fromCatalogue;
    return extracted.outcome === 'refuse' ? undefined : extracted;
  }

  function catalogueAnswer(
    question: Parameters<AskLibrary>[0],
    item: Item,
    items: Item[],
  ): Answer | undefined {
    const line = clauseOf(item.promised?.basis, question.askedOn);
    if (!line) return undefined;
    const { text, intent } = question;
    const parts: string[] = [];
    const citations: Citation[] = [cite(line)];
    const name = item.name.replace(/（.*?）/g, '');
    if (/隔壁县|邻县|外县|别的县|其他县|外省|外市/.test(text)) return undefined;
    const wantsTime = intent === 'ask_time_limit' || /多久|几天|几个工作日|时限|多长时间/.test(text);
    const wantsMaterials = intent === 'ask_materials' || /材料|资料|准备什么/.test(text);
    if (wantsMaterials) {
      const list = item.materials
        .map((one) => one.name.replace(/（.*?）/g, ''))
        .filter((one) => line.clause.text.includes(one));
      if (list.length === 0) return undefined;
      parts.push(texts.materials(name, list));
    }
    if (wantsTime && item.promised && saysLimit(line.clause.text, item)) {
      const legal = statutoryPart(item, question.askedOn);
      const working = item.promised.limitDays === undefined ? '' : `，${texts.countedFrom}`;
      parts.push(
        `${texts.promised(wantsMaterials ? '' : name, item.promised.text)}${working}${legal ? `；${texts.statutory(legal.text)}` : ''}。`,
      );
      if (legal) citations.push(legal.citation);
    }
    if (intent === 'ask_contact') {
      const departments = item.departments
        .map((code) => county?.departments.get(code)?.shortName ?? code)
        .filter((one) => line.clause.text.includes(one));
      if (departments.length === 0) return undefined;
      parts.push(texts.responsible(name, departments));
    }
    if (parts.length === 0 && intent === 'ask_procedure') {
      if (/下一步|之后|接下来|后办/.test(text)) {
        const next = [...(county?.items.values() ?? [])].filter(
          (one) =>
            needs(
              one,
              items.map(({ code }) => code),
            ) && one.promised,
        );
        const shown = next.slice(0, 4).map((one) => one.name.replace(/（.*?）/g, ''));
        if (shown.length === 0) return undefined;
        parts.push(texts.nextSteps(name, shown));
        for (const one of next.slice(0, 2)) {
          const cited = clauseOf(one.promised?.basis, question.askedOn);
          if (cited) citations.push(cite(cited));
        }
      } else {
        const needed = item.prerequisites.all.map(
          (code) => county?.items.get(code)?.result.replace(/（.*?）|→.*/g, '') ?? code,
        );
        if (needed.length > 0) parts.push(texts.before(name, needed));
        parts.push(line.clause.text.replace(/^第\d+项[　\s]*/, ''));
      }
    }
    if (parts.length === 0) return undefined;
    return {
      outcome: 'answer',
      confidence: 0.95,
      text: texts.answerText(parts.join(''), citations),
      citations,
    };
  }

  const needs = (one: Item, codes: string[]) =>
    one.prerequisites.all.some((code) => codes.includes(code)) ||
    one.prerequisites.any.some((group) => group.some((code) => codes.includes(code)));

  /** The number shown must stand in the line that is cited. */
  const saysLimit = (text: string, item: Item) =>
    item.promised?.limitDays === undefined
      ? text.includes(item.promised?.text ?? '\0')
      : text.includes(`${item.promised.limitDays}个工作日`);

  function statutoryPart(item: Item, askedOn: string) {
    const { statutory } = item;
    if (!statutory?.limitDays) return undefined;
    const found = clauseOf(statutory.basis, askedOn);
    const spoken = new RegExp(
      `${chineseNumber(statutory.limitDays)}(?:个工作)?日|${statutory.limitDays}(?:个工作)?日`,
    );
    if (!found || !spoken.test(found.clause.text)) return undefined;
    return {
      text: `${statutory.limitDays}${statutory.unit === 'working' ? '个工作' : ''}日`,
      citation: cite(found),
    };
  }

  function clauseOf(basis: string | undefined, askedOn: string) {
    const cited = basis?.match(/《(.+?)》(第[^；、，《]+?(?:条|项))/);
    return cited ? search.byReference(cited[1] ?? '', cited[2] ?? '', askedOn) : undefined;
  }

  return {
    ask: async (question) => {
      const { ranked: _, ...answer } = consider(question);
      return answer;
    },
    consider,
    search,
  };
}

const isList = ({ clause }: Hit) => /部分第[\d一二三四五六七八九十]+项$/.test(clause.section);

const cite = ({ clause, policy }: { clause: Clause; policy: Policy }, quote = clause.text): Citation => ({
  doc: policy.id,
  title: policy.title,
  section: clause.section,
  quote,
});

const refusal = (confidence: number): Answer => ({ outcome: 'refuse', confidence, text: '', citations: [] });

/** The best sentences of the best clause; sure, perhaps, or not covered. */
function extract(question: string, hits: Hit[], ranked: Hit[]): Answer {
  const [best, second] = hits;
  if (!best) return refusal(0);
  const check = slotChecks.filter(({ asked }) => asked.test(question));
  const usable = hits.slice(0, 5).filter((hit) => check.every(({ needed }) => needed.test(hit.clause.text)));
  const top = usable[0];
  const confidence = top ? Math.min(1, top.coverage * (0.6 + 0.4 * Math.min(1, top.score))) : 0;
  if (!top || confidence < MAYBE) return refusal(confidence);
  const quote = bestSpan(
    question,
    top.clause.text,
    check.map(({ needed }) => needed),
  );
  const citation = cite(top, quote);
  const close =
    second &&
    second !== top &&
    confidence < 0.6 &&
    second.score > 0.97 * top.score &&
    second.clause.policy !== top.clause.policy;
  if (confidence >= SURE && !close) {
    return {
      outcome: 'answer',
      confidence,
      text: texts.answerText(endStop(withoutMark(quote)), [citation]),
      citations: [citation],
    };
  }
  if (confidence < SURE && (ranked[0]?.clause !== top.clause || confidence < (SURE + MAYBE) / 2))
    return refusal(confidence);
  const shown = usable.slice(0, 3).map((hit) => cite(hit, bestSpan(question, hit.clause.text, [])));
  return {
    outcome: 'candidates',
    confidence,
    text: texts.candidatesText(shown.map((one) => ({ ...one, extract: withoutMark(one.quote) }))),
    citations: shown,
  };
}

const withoutMark = (text: string) =>
  text.replace(
    /^(?:第[一二三四五六七八九十百千\d]+[条项]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])[　\s]*/,
    '',
  );
const endStop = (text: string) => (/[。；！？]$/.test(text) ? text.replace(/；$/, '。') : `${text}。`);

/** The run of neighbouring sentences that says most of what was asked, verbatim. */
function bestSpan(question: string, text: string, needed: RegExp[]): string {
  if (text.length <= EXTRACT) return text;
  const sentences = text.match(/[^。；！？\n]+[。；！？\n]?/g) ?? [text];
  const wanted = new Set(bigrams(question));
  const worth = (sentence: string) =>
    bigrams(sentence).filter((pair) => wanted.has(pair)).length +
    2 * needed.filter((one) => one.test(sentence)).length;
  let best = { from: 0, to: 1, value: -1 };
  for (let from = 0; from < sentences.length; from += 1) {
    let length = 0;
    let value = 0;
    for (let to = from; to < sentences.length; to += 1) {
      length += sentences[to]?.length ?? 0;
      if (length > EXTRACT && to > from) break;
      value += worth(sentences[to] ?? '') - 0.3;
      if (value > best.value) best = { from, to: to + 1, value };
    }
  }
  const span = sentences.slice(best.from, best.to).join('').trim();
  return span.length <= 1.5 * EXTRACT ? span : texts.cutAtStop(span, EXTRACT);
}

function bigrams(text: string): string[] {
  const run = text.replace(/[^\u3400-\u9fffA-Za-z0-9]/g, '');
  return Array.from({ length: Math.max(0, run.length - 1) }, (_, i) => run.slice(i, i + 2));
}

/** What people say -> the names documents use. */
function aliasesOf(county: County): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  for (const item of county.items.values()) {
    for (const word of item.aliases) {
      if (word.length < 2) continue;
      aliases.set(word.toLowerCase(), [
        ...(aliases.get(word.toLowerCase()) ?? []),
        item.name.replace(/（.*?）/g, ''),
      ]);
    }
  }
  for (const [word, meant] of Object.entries(county.spellings)) aliases.set(word, [meant]);
  return aliases;
}

/** 7 -> 七, 20 -> 二十, 30 -> 三十, 45 -> 四十五. */
function chineseNumber(n: number): string {
  const names = '零一二三四五六七八九';
  if (n < 10) return names.charAt(n);
  const tens = Math.floor(n / 10);
  return `${tens > 1 ? names.charAt(tens) : ''}十${n % 10 ? names.charAt(n % 10) : ''}`;
}
