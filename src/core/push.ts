import { openLexicon } from './lexicon.ts';
import type { Chat, Clause, County, Day, Filing, Policy, Project, Push } from './model.ts';
import { newPolicy } from './texts/knowledge.ts';

/** A policy that began longer ago is no news. */
const NEWS_DAYS = 30;
/** What a policy mentions beyond its main matters concerns everybody a little and nobody much. */
const MOST_ITEMS = 5;

/** Whether a policy is worth telling today: it began lately or will begin. */
export const isNews = ({ effectiveFrom }: Policy, today: Day): boolean =>
  effectiveFrom !== undefined && Date.parse(effectiveFrom) > Date.parse(today) - NEWS_DAYS * 86_400_000;

/**
 * 政策找人: the groups whose projects a new policy concerns, one proposal for each specialist. A project is concerned
 * when the policy speaks of an item that it still has before it in its present stage or has under way, and of its
 * type, should the title name one. `id` is given when it is kept.
 */
export function pushesFor(
  policy: Policy,
  clauses: Clause[],
  county: County,
  filings: Filing[],
): Omit<Push, 'id'>[] {
  const items = itemsOf(policy, clauses, county);
  const types = typesNamed(policy.title, county);
  if (items.length + types.size === 0) return [];
  const concerned = [...county.projects.values()].flatMap((project) => {
    if (types.size > 0 && !types.has(project.projectType)) return [];
    const hit = aheadOf(project, filings, county).filter((code) => items.includes(code));
    return items.length === 0 || hit.length > 0 ? [{ project, items: hit }] : [];
  });
  const specialists = [...new Set(concerned.map(({ project }) => project.specialist))];
  return specialists.flatMap((specialist) => {
    const theirs = concerned.filter(({ project }) => project.specialist === specialist);
    const chats = [...county.chats.values()].filter(isProjectGroup).flatMap((chat) => {
      const here = theirs.filter(({ project }) => chat.projects.includes(project.code));
      const projects = here.map(({ project, items: hit }) => ({
        name: project.name,
        items: hit.map((code) => county.items.get(code)?.name ?? code),
      }));
      return here.length ? [{ chat: chat.id, text: newPolicy({ ...policy, projects }) }] : [];
    });
    return chats.length ? [{ policy: `${policy.id}@${policy.effectiveFrom}`, specialist, chats }] : [];
  });
}

const isProjectGroup = ({ kind, level }: Chat) => kind === 'project' && level !== 'D0';

/** The items of the title; where it names none, those that most clauses speak of. */
function itemsOf({ title }: Policy, clauses: Clause[], county: County): string[] {
  const lexicon = openLexicon(county);
  const named = lexicon.mentionsIn(title).items;
  if (named.length > 0) return named;
  const counts = new Map<string, number>();
  for (const { text } of clauses)
    for (const code of lexicon.mentionsIn(text).items) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_ITEMS)
    .map(([code]) => code);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Types of project by a word that only some of their names have and no item's: 标准地, 小型, but not 建筑. */
function typesNamed(title: string, county: County): Set<string> {
  const items = [...county.items.values()].map(({ name }) => name).join('\n');
  const plans = [...county.stagePlans.values()].map(({ projectType, name }) => ({
    projectType,
    words: [...segmenter.segment(name)].map(({ segment }) => segment).filter((word) => word.length > 1),
  }));
  const rare = (word: string) =>
    !items.includes(word) && plans.filter(({ words }) => words.includes(word)).length * 3 <= plans.length;
  return new Set(
    plans
      .filter(({ words }) => words.some((word) => rare(word) && title.includes(word)))
      .map(({ projectType }) => projectType),
  );
}

/** What a project has under way, and what its present stage and its side tracks still ask of it. */
function aheadOf(project: Project, filings: Filing[], county: County): string[] {
  const own = filings.filter((filing) => filing.project === project.code);
  const done = new Set(own.filter(({ state }) => state === 'concluded').map(({ item }) => item));
  const plan = county.stagePlans.get(project.projectType);
  const planned = Object.entries(plan?.items ?? {})
    .filter(([stage]) => stage === project.stage || county.stages.get(stage)?.track !== 'main')
    .flatMap(([, codes]) => codes);
  return [...new Set([...own.map(({ item }) => item), ...planned])].filter((code) => !done.has(code));
}
