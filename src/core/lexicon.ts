import { caseNumbersIn } from './cases/numbers.ts';
import type { Ambiguity, County, Mentions, Project, Role } from './model.ts';

/** What a word of the county stands for. */
type Meaning =
  | { kind: 'item'; code: string }
  | { kind: 'department'; code: string }
  | { kind: 'enterprise'; code: string }
  | { kind: 'project'; code: string }
  | { kind: 'stage'; code: string };

/** Private characters, which no message holds when it comes here. */
const marks: Record<Meaning['kind'], string> = {
  item: '\uE000',
  department: '\uE001',
  enterprise: '\uE002',
  project: '\uE002',
  stage: '\uE003',
};

/** What is known of the asker: the project settles words of several meanings, the post whose projects are meant. */
export interface Speaker {
  person?: string | undefined;
  role?: Role | 'other' | undefined;
  stage?: string | undefined;
  /** Items it has handed in. */
  filed?: string[] | undefined;
  /** Items just talked of. */
  talkedOf?: string[] | undefined;
}

/** Finds the county's words in a text, longest first, each stretch of text once. */
export interface Lexicon {
  mentionsIn(text: string, speaker?: Speaker): Mentions;
  /** All words with what they stand for: two lexicons with the same words read every text alike. */
  words: string;
  /** The text with every name drawn over by a mark of its sort: 事项, 部门, or 企业和项目. */
  outline(text: string, speaker?: Speaker): string;
}

/** 核发, 审批 and the like say what is done to a thing, not which thing. */
const generic = /(?:核发|审批|办理|审核|审查|申请|手续|（.*?）|\(.*?\))/g;

/** Words of one character, and those that are ordinary language, are no evidence. */
const tooCommon = new Set(
  '移动 数据 街道 大厅 应急 公安 联通 电信 选址 前期 市政 方案 核准 预审 县里 招标 用水 施工 开工 竣工 用地 规划 验收 立项'.split(
    ' ',
  ),
);

/** 注册个公司, 方案的审查, 打一口井: what people put between the parts of a word. */
const fold = (text: string): string => text.toLowerCase().replace(/一[个口条块台]|[个的]|一下/g, '');

/** 四证, 一书两证: a word that counts its things means all of them. */
const counted = /^[一二三四五六七八九十](?:证|书)/;

/** Everyday words that hold one of the county's: 接电话 is no 接电. */
const everyday = ['电话', '接电话', '通电话', '打电话'];

/** What many projects are called as well: no part of a name that tells one from another. */
const common =
  /项目|工程|建设|[新改扩迁重]建|改造|提升|[一二三四五六]期|年产|[\d.]+万?(?:吨|套|件|台|平方米?|亩)?|小型|标准|厂房/;
/** Characters from which a stretch of a name stands for it anywhere; shorter ones only as its beginning. */
const PART = 3;

/** Stretches of what a project is called by which people name it: 搅拌站, 城北污水 of 城北污水管网改造. */
function partsOf({ name, aliases }: Project): Set<string> {
  const parts = new Set<string>();
  for (const piece of [name, ...aliases].flatMap((one) => fold(one).split(common)))
    for (let at = 0; at + PART <= piece.length; at += 1)
      for (let end = at + PART; end <= piece.length; end += 1) parts.add(piece.slice(at, end));
  const beginning = fold(name).slice(0, PART - 1);
  if (/^[一-龥]+$/.test(beginning) && !/[第县市一二三四五六七八九十]/.test(beginning)) parts.add(beginning);
  return parts;
}

/** 迁改方案, 专项方案: plans of the trade, which nobody grants as such. */
const otherPlan = /迁[改移]|改移|保护|防护|专项|组织|导改|应急|施工|交通|监测|加固|拆除|处置/;

/** 方案还没批, 方案和施工图: behind a plan that is handed in and granted. */
const isFiled =
  /^[、和跟与]|^(?:[还都也又才就]|一直|已经?|什么时候|啥时候?|几时|多久|能)*(?:没|未|不)?(?:[批审过出办报退]|受理|通过|卡)/;

/** Builds the word list of a county once; looking up is linear in the text. */
export function openLexicon(county: County): Lexicon {
  const words = new Map<string, Meaning[]>();
  const add = (word: string, meaning: Meaning) => {
    const key = fold(word).trim();
    if (key.length < 2) return;
    const meanings = words.get(key) ?? [];
    if (!meanings.some((one) => one.kind === meaning.kind && one.code === meaning.code))
      meanings.push(meaning);
    words.set(key, meanings);
  };
  for (const item of county.items.values()) {
    const forms = [
      item.name,
      item.name.replace(generic, ''),
      ...item.aliases,
      item.result.replace(generic, ''),
    ];
    for (const form of forms) add(form, { kind: 'item', code: item.code });
  }
  for (const one of county.departments.values()) {
    for (const form of [one.name, one.shortName, ...one.aliases])
      add(form, { kind: 'department', code: one.code });
  }
  for (const one of county.enterprises.values()) {
    for (const form of [one.name, ...one.aliases]) add(form, { kind: 'enterprise', code: one.id });
  }
  for (const one of county.projects.values()) {
    for (const form of [one.name, one.code, ...one.aliases]) add(form, { kind: 'project', code: one.code });
  }
  for (const one of county.stages.values())
    for (const form of [one.name, ...one.aliases]) add(form, { kind: 'stage', code: one.code });
  const ambiguous = new Map(county.ambiguities.map((one) => [fold(one.word), one]));
  for (const word of [...ambiguous.keys(), ...everyday]) if (!words.has(word)) words.set(word, []);
  /** A department that leads a single item speaks of nothing else: 燃气公司说 is about 燃气报装. */
  const onlyItem = new Map<string, string | undefined>();
  for (const { code, departments } of county.items.values()) {
    const [lead] = departments;
    if (lead !== undefined) onlyItem.set(lead, onlyItem.has(lead) ? undefined : code);
  }
  const longest = Math.max(...[...words.keys()].map((word) => word.length));

  /** What the county's papers and their readers speak of in general: 仓库, 污水管. */
  const catalogued = [...words].flatMap(([word, [meaning]]) =>
    meaning?.kind === 'project' || meaning?.kind === 'enterprise' ? [] : [word],
  );
  const spoken = [...catalogued, ...county.questions.map(({ question }) => fold(question))].join('\n');
  const projectsOf = (enterprise?: string) =>
    [...county.projects.values()].filter((one) => enterprise === undefined || one.enterprise === enterprise);
  const forOffice = partNames(projectsOf());
  const forEnterprise = new Map(
    [...county.enterprises.keys()].map((id) => [id, partNames(projectsOf(id))] as const),
  );

  /** Parts of names that mean one of these projects and nothing else. */
  function partNames(projects: Project[]): ReadonlyMap<string, string> {
    const owners = new Map<string, string[]>();
    for (const project of projects)
      for (const part of partsOf(project)) owners.set(part, [...(owners.get(part) ?? []), project.code]);
    return new Map(
      [...owners].flatMap(([part, [code = '', other]]) =>
        other === undefined && !spoken.includes(part) ? [[part, code] as const] : [],
      ),
    );
  }

  /** An enterprise calls its own projects by a part of their names; of others' a part names nothing. */
  function partsFor({ person, role }: Speaker): ReadonlyMap<string, string> {
    if (role === undefined || role === 'other') return new Map();
    if (role !== 'enterprise') return forOffice;
    return forEnterprise.get(county.people.get(person ?? '')?.enterprise ?? '') ?? new Map();
  }

  function mentionsIn(text: string, speaker: Speaker = {}): Mentions {
    const read = fold(text);
    const parts = partsFor(speaker);
    const items: string[] = [];
    // Of a word with several meanings: behind what the text names for certain.
    const perhaps: { codes: string[]; common: boolean; apart: boolean }[] = [];
    const departments: string[] = [];
    const enterprises: string[] = [];
    const projects: string[] = [];
    let stage: string | undefined;
    let unclear: Ambiguity | undefined;
    for (let at = 0; at < read.length; ) {
      const word = longestAt(read, at, parts);
      if (word === undefined) {
        at += 1;
        continue;
      }
      const before = read.slice(Math.max(0, at - 2), at);
      at += word.length;
      if (word === '方案' && otherPlan.test(before)) continue;
      const called = words.has(word) ? undefined : parts.get(word);
      if (called !== undefined) projects.push(called);
      const twice = ambiguous.get(word);
      if (twice && counted.test(word)) {
        items.push(...twice.items);
        continue;
      }
      if (twice && twice.items.length > 1) {
        // 环评是做报告表的: what two such words have in common.
        const said = [...items, ...perhaps.flatMap(({ codes }) => codes)];
        const both = twice.items.filter((code) => said.includes(code));
        if (both.length > 0) perhaps.splice(0);
        const chosen = both.length > 0 ? both : settled(twice.items, speaker);
        const filed = isFiled.test(read.slice(at)) || /[报办批审送、和跟与]$/.test(before);
        perhaps.push({ codes: chosen, common: tooCommon.has(word), apart: word !== '方案' || filed });
        unclear = chosen.length > 1 ? { word: twice.word, items: chosen } : undefined;
        continue;
      }
      for (const meaning of words.get(word) ?? []) {
        if (meaning.kind === 'item') items.push(meaning.code);
        else if (meaning.kind === 'department') departments.push(meaning.code);
        else if (meaning.kind === 'enterprise') enterprises.push(meaning.code);
        else if (meaning.kind === 'project') projects.push(meaning.code);
        else stage ??= meaning.code;
      }
    }
    const [department, second] = new Set(departments);
    if (items.length === 0 && department !== undefined && second === undefined) {
      const item = onlyItem.get(department);
      if (item !== undefined) items.push(item);
    }
    // A common word beside offices that have no such thing is something of theirs: 交通局要那个方案; so is a plan beside
    // another item (高压报装说方案定了), unless it is filed itself: 图审过了，方案还没批.
    const leads = new Set([...departments, ...items.flatMap((code) => leadOf(code) ?? [])]);
    const maybe = perhaps.flatMap(({ codes, common, apart }) =>
      !common || leads.size === 0 || (apart && items.length > 0)
        ? codes
        : codes.filter((code) => leads.has(leadOf(code) ?? '')),
    );
    const unique = [...new Set([...items, ...maybe])];
    for (const code of projects) {
      const owner = county.projects.get(code)?.enterprise;
      if (owner && !enterprises.includes(owner)) enterprises.push(owner);
    }
    return {
      items: unique.slice(0, 6),
      departments: [...new Set(departments)],
      enterprises: [...new Set(enterprises)],
      projects: [...new Set(projects)],
      caseNumbers: caseNumbersIn(text),
      ...(stage === undefined ? {} : { stage }),
      ...(unclear && unique.every((code) => unclear?.items.includes(code)) ? { ambiguous: unclear } : {}),
    };
  }

  const leadOf = (code: string) => county.items.get(code)?.departments[0];

  /**
   * Of the meanings those of the department just talked of (报告表 after 水保), else of the project's stage; of one
   * department's forms (报告书, 报告表) the one that was handed in.
   */
  function settled(codes: string[], { stage, filed = [], talkedOf = [] }: Speaker): string[] {
    const talked = codes.filter((code) => talkedOf.some((one) => leadOf(one) === leadOf(code)));
    if (talked.length === 1) return talked;
    const ofStage = codes.filter((code) => county.items.get(code)?.stage === stage);
    const left = ofStage.length ? ofStage : codes;
    const handedIn = left.filter((code) => filed.includes(code));
    const leads = new Set(left.map(leadOf));
    return leads.size === 1 && handedIn.length ? handedIn : left;
  }

  function longestAt(text: string, at: number, parts: ReadonlyMap<string, string>): string | undefined {
    for (let length = Math.min(longest, text.length - at); length >= 2; length -= 1) {
      const word = text.slice(at, at + length);
      if (parts.has(word)) return word;
      if (words.has(word) && !(tooCommon.has(word) && !ambiguous.has(word) && !wholeWord(text, at, word)))
        return word;
    }
    return undefined;
  }

  /** A common word counts when a verb of asking stands beside it. */
  function wholeWord(text: string, at: number, word: string): boolean {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + word.length, at + word.length + 2);
    return (
      /[办找跑问去到让说报做用搞要]$/.test(before) ||
      /^(?:局|那边|那头|说|讲|喊|让|要|不|办|证|批|一般|多|几|怎|需|流程|材料|手续|时限|[两三]家|都[来到去])/.test(
        after,
      )
    );
  }

  function outline(text: string, speaker: Speaker = {}): string {
    const read = fold(text);
    const parts = partsFor(speaker);
    let drawn = '';
    for (let at = 0; at < read.length; ) {
      const word = longestAt(read, at, parts);
      const known = word === undefined || everyday.includes(word) ? undefined : word;
      const kind = known !== undefined && parts.has(known) ? 'project' : words.get(known ?? '')?.[0]?.kind;
      drawn += known === undefined ? (word ?? read[at]) : marks[kind ?? 'item'];
      at += word?.length ?? 1;
    }
    return drawn;
  }

  return { mentionsIn, outline, words: JSON.stringify([...words, ...county.ambiguities]) };
}
