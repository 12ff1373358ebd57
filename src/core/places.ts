import { liaisonsOf } from './cases/index.ts';
import type { Case, County, Day, Department, Liaison, Person } from './model.ts';
import { isAway } from './routing.ts';

/** Department meant by a word an office-holder typed. */
export function departmentNamed(county: County, word: string): Department | undefined {
  const clean = word.trim();
  return [...county.departments.values()].find((d) => namesOf(d).includes(clean));
}

const namesOf = (d: Department): string[] => [d.code, d.shortName, d.name, ...d.aliases];

/** The name by which a text speaks of another enterprise than one, or of its project. */
export const otherNamed = (text: string, own: string | undefined, county: County): string | undefined =>
  [
    ...[...county.enterprises.values()].filter(({ id }) => id !== own),
    ...[...county.projects.values()].filter(({ enterprise }) => enterprise !== own),
  ]
    .flatMap(({ name, aliases }) => [name, ...aliases])
    .find((word) => text.includes(word));

/** A department, and of several posts in it the one that was named. */
export interface Place {
  department: Department;
  /** A and B of one post. */
  pair?: string;
}

/** 朱禾七那边, 图审的同志. */
const thereabouts = /(?:那边|那里|那儿|这边|的?同志|的|吧|啊|哈)$/;

/** Fewer characters name no post and begin no department's name. */
const SHORTEST = 2;

/**
 * 住建局图审岗, 图审, 自来水: a department, one with a post behind it, the beginning of only one department's name, or
 * a post, first of the department that has the case.
 */
function placeNamed(county: County, word: string, from: string): Place | undefined {
  const clean = word.trim().replace(thereabouts, '');
  if (clean.length < SHORTEST) return undefined;
  const exact = departmentNamed(county, clean);
  const own = postNamed(county, clean, from);
  if (exact) return { department: exact, ...(exact.code === from && own ? { pair: own.pair } : {}) };
  const all = [...county.departments.values()];
  const longest = all
    .flatMap((d) => namesOf(d).map((name) => ({ d, name })))
    .filter(({ name }) => name.length >= SHORTEST && clean.startsWith(name))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (longest) {
    const post = postNamed(county, clean.slice(longest.name.length), longest.d.code) ?? own;
    return { department: longest.d, ...(post?.department === longest.d.code ? { pair: post.pair } : {}) };
  }
  const post = own ?? postNamed(county, clean);
  const department = post && county.departments.get(post.department);
  if (department) return { department, pair: post.pair };
  const begun = all.filter((d) => namesOf(d).some((name) => name.startsWith(clean)));
  const [only] = begun;
  return only && begun.length === 1 ? { department: only } : undefined;
}

/** A post by what people call it: 图审 is 住建局图审消防岗. */
function postNamed(county: County, word: string, department?: string): Liaison | undefined {
  const stem = word.replace(/(?:岗|窗口|的)+$/, '');
  if (stem.length < SHORTEST) return undefined;
  const fitting = liaisonsOf(county).filter(
    ({ display, rank, department: at }) =>
      rank === 'liaison' && (department === undefined || at === department) && display.includes(stem),
  );
  return new Set(fitting.map(({ pair }) => pair)).size === 1 ? fitting[0] : undefined;
}

/** Who of a post is there: A unless on leave. */
export function onDutyOf(county: County, pair: string, today: Day): string | undefined {
  const posts = liaisonsOf(county)
    .filter((one) => one.pair === pair && one.rank === 'liaison')
    .sort((a, b) => a.post.localeCompare(b.post));
  return (posts.find((one) => !isAway(one, today)) ?? posts[0])?.id;
}

/** 谢工, 戚科长, 小韩, 老谢: one who is called by family name. */
const titled =
  /^([\u4e00-\u9fa5])(?:工|科|科长|主任|专员|局|师傅|老师|哥|姐)$|^[小老]([\u4e00-\u9fa5])(?:工|哥|姐)?$/;

/**
 * 卫禾二跟, 朱禾七那边, 卫专员, 韩工, 图审消防岗: the office-holder meant by a word; who is called by family name alone
 * is near (has had the case, or is of its department), else the only one of that name.
 */
export function personNamed(
  county: County,
  word: string,
  isNear?: (one: Person) => boolean,
): Person | undefined {
  const clean = word
    .trim()
    .replace(thereabouts, '')
    .replace(/(?:去|来)?(?:跟进?|接手?|办理?|处理|负责)(?:一下)?$/, '');
  if (clean.length < 2) return undefined;
  const holders = [...county.people.values()].filter((one) => one.duty ?? one.role === 'specialist');
  const named = holders.find(
    ({ id, name, duty }) =>
      id === clean || name === clean || (clean.length > 2 && duty?.display.endsWith(clean) === true),
  );
  // 杨禾六去看现场, 朱禾七的B岗秦禾八: a name within more words.
  const within = holders.filter(({ name }) => clean.includes(name));
  const inside = within.length === 1 ? within[0] : within.find(({ name }) => clean.endsWith(name));
  const [, formal, family = formal] = clean.match(titled) ?? [];
  if (named || inside || family === undefined) return named ?? inside;
  const called = holders.filter(
    ({ name, role }) => name.startsWith(family) && (role === 'specialist' || !clean.endsWith('专员')),
  );
  const near = called.filter((one) => isNear?.(one));
  const only = near.length > 0 ? near : called;
  return only.length === 1 ? only[0] : undefined;
}

/** 施科, 图审朱科长: those of whom a text speaks by family name and title; 施工 is nobody. */
export function peopleTitled(county: County, text: string, isNear: (one: Person) => boolean): Person[] {
  const words = text.matchAll(
    /[\u4e00-\u9fa5](?:科长?|主任|专员|(?<!施)工(?=[,，、。和跟与参来去到都也]|$))/g,
  );
  return [...new Set([...words].flatMap(([word]) => personNamed(county, word, isNear) ?? []))];
}

/** Where a case shall go. */
export type Target = { person: Person } | { place: Place };

/** A person, a department or a post by a word. */
function targetNamed(county: County, word: string, { department, hops }: Case): Target | undefined {
  const exact = departmentNamed(county, word);
  const isNear = (one: Person) => one.department === department || hops.some(({ to }) => to === one.id);
  const person = exact ? undefined : personNamed(county, word, isNear);
  const place = person ? undefined : placeNamed(county, word, department);
  return person ? { person } : place ? { place } : undefined;
}

/** 砍树归城管: the place stands behind a word of belonging. */
const belongs = /(?:归|属于?|由|找|是)([^,，。\s]{2,})/g;
/** 施工 names a target, if one that nobody knows; 砍树归城管 and 不归我们 speak of it. */
const speaksOf = /[归属是由不]/;

/** Who or what an office-holder named as the target; where a sentence stands in its place, whose it is said to be. */
export function targetOf(county: County, kase: Case, word: string, reason = ''): Target | undefined {
  const said = speaksOf.test(word) ? [...`${word} ${reason}`.matchAll(belongs)] : [];
  // 小韩吧，施工许可岗: the post behind a name that nobody bears.
  const [behind = ''] = reason.split(/[\s,，。;；]+/);
  for (const one of [word, ...said.map(([, rest = '']) => rest), ...(/岗$/.test(behind) ? [behind] : [])]) {
    const target = targetNamed(county, one, kase);
    if (target) return target;
  }
  return undefined;
}

/**
 * The posts a text names as people do, without their office: 规划岗, 图审消防岗. Of a post's A and B the one who is there.
 */
export function postsNamed(county: County, text: string, day: Day): Person[] {
  const named = [...county.people.values()].filter(({ duty, department }) => {
    const office = county.departments.get(department ?? '')?.shortName ?? '';
    const post = duty?.rank === 'liaison' ? duty.display.replace(office, '') : '';
    return post.length > 1 && text.includes(post) && !(duty && isAway(duty, day));
  });
  // 综合岗 is every office's: only one that is meant for certain.
  const pairs = [...new Set(named.map(({ duty }) => duty?.pair))];
  const inOffice = named.filter(({ department }) => {
    const office = county.departments.get(department ?? '');
    return office && [office.shortName, office.name, ...office.aliases].some((word) => text.includes(word));
  });
  const meant = pairs.length > 1 && inOffice.length ? inOffice : named;
  return pairs.flatMap((pair) => meant.find(({ duty }) => duty?.pair === pair) ?? []).slice(0, 3);
}
