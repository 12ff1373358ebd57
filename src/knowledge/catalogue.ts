import { isElliptical } from '../core/intents/goes-on.ts';
import type { Answer, Citation, Clause, County, IntentKind, Item, Policy } from '../core/model.ts';
import { chineseNumber } from '../core/numbers.ts';
import type { AskLibrary } from '../core/ports.ts';
import * as texts from '../core/texts/answers.ts';
import { covered, type Query } from './match.ts';
import { actsIn, asksWhoMakes, sortsIn } from './question.ts';
import { type Hit, isAskedOf, type Search } from './search.ts';

type Question = Parameters<AskLibrary>[0];
/** A clause and the paper it stands in. */
export type Place = { clause: Clause; policy: Policy };

/** A clause as a source; the quote is the whole clause where nothing smaller is shown. */
export const cite = ({ clause, policy }: Place, quote = clause.text): Citation => ({
  doc: policy.id,
  title: policy.title,
  section: clause.section,
  quote,
});

/** What may be asked of any item. */
export const generalKinds: readonly IntentKind[] = ['ask_materials', 'ask_time_limit', 'ask_contact'];

/** So much more of the question a clause must cover to be preferred to the item's own line. */
const MORE = 0.2;

/** How long it takes; not how long a paper holds, how often, at what hour, whether some days count. */
const howLong = /多久|好久|几天|几个工作日|时限|多长时间/;
const otherTime = /有效|(?:几|多少)[次回]|过期|作废|管(?:几|多)|[能可]用(?:几|多)|几点|算(?:在|不算|进)|扣/;

/** 证去哪领, 批复几时能拿: what was decided on is collected; how one applies is no answer. */
const collects =
  /(?:哪[里儿]?|怎么|什么时候|几时|啥时候?|何时)[^,，。]{0,3}(?:领|取(?!得|水)|拿)|(?:领|取|拿)(?:证|件|批[文复]|原件|意见书)[^,，。]{0,6}(?:带|要|需|哪|什么)/;

/** 怎么办, 材料, 多久: asked of the item as such. */
const asksForItem = ({ intent, text }: Question): boolean =>
  generalKinds.includes(intent) ||
  howLong.test(text) ||
  meansWhat.test(text) ||
  /怎么办|咋办|如何办|怎么走|流程|步骤|下一步|怎么申请|前置/.test(text);
/** 渣土要办不: the item's own line, unless a clause says who must and who need not. */
const whether = /要办[不吗么]|(?:要不要|用不用|需不需要|需要)办(?!理)|办不办/;
const saysWhether = /不用|不需|无需|必须|不得|应当|免/;
const meansWhat = /是(?:个)?(?:啥|什么)(?:意思|东西|呀|啊)?(?:$|[?？,，\s])|(?:啥|什么)意思/;

/** 办证要不要先办验收 asks whether, not what comes first. */
const whetherFirst = /(?:要不要|用不用|需不需要|是不是|能不能|可不可以)[^,，。]{0,3}先/;

/** Whether a question says no more than an item's name and how long. */
const asksNothingElse = (text: string, called: string): boolean =>
  isElliptical(
    called
      .split('\n')
      .sort((a, b) => b.length - a.length)
      .reduce((rest, name) => rest.replaceAll(name, ''), text.toLowerCase()),
  );

/** Steps of a proceeding that have days of their own. */
const stepsIn = (text: string): string[] => text.match(/公示|公告|评审|论证|整改|踏勘|补正|复验|送达/g) ?? [];

/** A name without what stands in brackets. */
export const bare = (name: string) => name.replace(/（.*?）/g, '');

/** Every name of some items, as one text to look words up in. */
export const namesOf = (county: County, codes: string[]): string =>
  codes
    .flatMap((code) => county.items.get(code) ?? [])
    .flatMap(({ name, aliases }) => [name, ...aliases])
    .join('\n')
    .toLowerCase();

/** Answers about an item from the catalogue, as far as every word shown also stands in the cited clause. */
export function openCatalogue(county: County, search: Search) {
  /** The clause a basis names: 《清禾县审批事项清单》第三部分第5项. */
  function clauseOf(basis: string | undefined, askedOn: string): Place | undefined {
    const cited = basis?.match(/《(.+?)》(第[^；、，《]+?(?:条|项))/);
    return cited ? search.byReference(cited[1] ?? '', cited[2] ?? '', askedOn) : undefined;
  }

  /** Undefined when the catalogue has nothing that a clause in force says too. */
  function answer(question: Question): Answer | undefined {
    const items = question.items.flatMap((code) => county.items.get(code) ?? []);
    const [item] = items;
    const line = item && clauseOf(item.promised?.basis, question.askedOn);
    if (!item || !line) return undefined;
    const { text, intent, askedOn } = question;
    if (collects.test(text) || asksWhoMakes(text)) return undefined;
    const citations = [cite(line)];
    const parts: string[] = [];
    const named = bare(item.name);
    const wantsMaterials =
      (intent === 'ask_materials' && !/包括.{0,2}(?:哪些|什么|啥)内容/.test(text)) ||
      /材料|资料|准备什么/.test(text);
    if (wantsMaterials) {
      const list = item.materials
        .map(({ name }) => bare(name))
        .filter((one) => line.clause.text.includes(one));
      if (list.length === 0) return undefined;
      parts.push(texts.materials(named, list));
    }
    if ((intent === 'ask_time_limit' || howLong.test(text)) && !otherTime.test(text)) {
      const limit = limitOf(item, line, askedOn, wantsMaterials ? '' : named);
      if (limit) parts.push(limit.text);
      citations.push(...(limit?.citations ?? []));
    }
    if (intent === 'ask_contact') {
      const departments = item.departments
        .map((code) => county.departments.get(code)?.shortName ?? code)
        .filter((one) => line.clause.text.includes(one));
      if (departments.length === 0) return undefined;
      parts.push(texts.responsible(named, departments));
    }
    if (parts.length === 0 && intent === 'ask_procedure') {
      if (/下一步|之后|接下来|后办/.test(text)) {
        const next = following(items, askedOn);
        if (next.length === 0) return undefined;
        parts.push(
          texts.nextSteps(
            named,
            next.map(({ name }) => name),
          ),
        );
        citations.push(...next.map(({ place }) => cite(place)));
      } else {
        if (meansWhat.test(text)) parts.push(texts.shortFor(named));
        const needed = item.prerequisites.all.map((code) => resultOf(code));
        if (needed.length > 0) parts.push(texts.before(named, needed));
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

  const resultOf = (code: string) => county.items.get(code)?.result.replace(/（.*?）|→.*/g, '') ?? code;

  /** Promised days as the line says them, and the statutory ones where the statute is at hand. */
  function limitOf(item: Item, line: Place, askedOn: string, named: string) {
    const { promised, statutory } = item;
    if (!promised) return undefined;
    const said = promised.limitDays === undefined ? promised.text : `${promised.limitDays}个工作日`;
    if (!line.clause.text.includes(said)) return undefined;
    const legal = statutory?.limitDays ? clauseOf(statutory.basis, askedOn) : undefined;
    const days = statutory?.limitDays ?? 0;
    const spoken = new RegExp(`(?:${chineseNumber(days)}|${days})(?:个工作)?日`).exec(
      legal?.clause.text ?? '',
    )?.[0];
    const working = promised.limitDays === undefined ? '' : `，${texts.countedFrom}`;
    const law = spoken ? `；${texts.statutory(spoken)}` : '';
    return {
      text: `${texts.promised(named, promised.text)}${working}${law}。`,
      citations: legal && spoken ? [cite(legal)] : [],
    };
  }

  /** What waits for these items, each with its own line. */
  function following(items: Item[], askedOn: string): { name: string; place: Place }[] {
    const codes = new Set(items.map(({ code }) => code));
    return [...county.items.values()]
      .filter(({ prerequisites: { all, any } }) => [...all, ...any.flat()].some((code) => codes.has(code)))
      .flatMap((one) => {
        const place = clauseOf(one.promised?.basis, askedOn);
        return place ? [{ name: bare(one.name), place }] : [];
      })
      .slice(0, 3);
  }

  /**
   * Whether the question asks for the item as such (怎么办, 材料, 多久), so that its own line answers best; a clause that
   * says clearly more of what was asked (延期几次) goes before it, and so does one of the county's own of which people are
   * known to ask much the same.
   */
  function isPlain(question: Question, query: Query, best: Hit | undefined): boolean {
    const { text, intent, askedOn, region } = question;
    const items = question.items.flatMap((code) => county.items.get(code) ?? []);
    const called = namesOf(county, question.items);
    const more = query.terms.some(({ word, known }) => known && !called.includes(word));
    const local = best !== undefined && best.policy.region !== undefined && best.policy.region === region;
    const isTold = best !== undefined && saysWhether.test(best.clause.text);
    const forItem = asksForItem(question) || (whether.test(text) && !isTold);
    if ((more || !forItem) && local && isAskedOf(best)) return false;
    // Where both speak the county's promise leads, and names the statute's days beside it.
    if (!local && intent === 'ask_time_limit' && asksNothingElse(text, called)) return true;
    if (!forItem && (!/先办/.test(text) || whetherFirst.test(text))) return false;
    const lines = items.map(({ promised }) => clauseOf(promised?.basis, askedOn)?.clause.text ?? '');
    if (actsIn(text).some((act) => ![called, ...lines].some((words) => words.includes(act)))) return false;
    // 批前公示要多久 asks for a step, of which the item's own days say nothing.
    if (stepsIn(text).some((step) => ![called, ...lines].some((words) => words.includes(step)))) return false;
    if (sortsIn(text).some((sort) => !lines.some((line) => line.includes(sort)))) return false;
    const names = [...county.enterprises.values(), ...county.projects.values()].flatMap((one) => [
      one.name,
      ...one.aliases,
    ]);
    // What people ask of the clause is not what it says.
    const other = best ? [best.policy.title, best.clause.heading, best.clause.text].join('\n') : '';
    return covered(query.terms, other) < covered(query.terms, [called, ...lines, ...names].join('\n')) + MORE;
  }

  return { answer, isPlain };
}

/** What people say -> the names documents use. */
export function aliasesOf(county: County): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  for (const item of county.items.values()) {
    for (const alias of item.aliases.filter((one) => one.length > 1)) {
      const word = alias.toLowerCase();
      aliases.set(word, [...(aliases.get(word) ?? []), bare(item.name).replace(/(?:核发|审批|办理)$/, '')]);
    }
  }
  for (const [word, meant] of Object.entries(county.spellings)) aliases.set(word.toLowerCase(), [meant]);
  return aliases;
}
