import { clausesOf } from '../filings/gaps.ts';
import { stepIn } from '../filings/steps.ts';
import type { TypedAction } from '../intents/office-talk.ts';
import { asks } from '../intents/rule.ts';
import { lines } from '../intents/settle.ts';
import { names } from '../meant.ts';
import {
  type County,
  type Decision,
  type Intent,
  type Mentions,
  type Project,
  type Proposal,
  type Reading,
  silence,
  type View,
} from '../model.ts';
import { TALK_MS } from '../talked-of.ts';
import * as texts from '../texts/steps.ts';
import { dropped } from './confirmations.ts';
import {
  affirmed,
  isMeant,
  proposeRight,
  type Registered,
  registered,
  toSpecialist,
  withWordOf,
} from './corrections.ts';
import { newFiling } from './new-filings.ts';
import { oneOfSeveral, reportOf, tellOfFiling } from './steps.ts';

/**
 * 登错了, 撤销办结: what waits for its confirmation is dropped, or asked about anew as it is right; what was registered
 * last of a filing is set back, or put right, once the same post confirms. What cannot be told from the words goes to
 * the specialist.
 */
export const correctFiling = (intent: Intent, view: View, now: Date): Decision =>
  oneOfSeveral(intent, (one) =>
    correctStep(one === intent ? one : { ...one, slots: { ...one.slots, text: one.text } }, view, now),
  );

function correctStep(intent: Intent, view: View, now: Date): Decision {
  const { asker, chat } = view;
  if (!asker) return silence;
  const text = intent.slots.text as string;
  const wrong = registered(intent, view);
  const pending = pendingMeant(intent, wrong, view, now);
  if (pending) return askAnew(pending, text, intent, view, now);
  if (wrong) return proposeRight(wrong, text, view);
  return chat.kind === 'direct' || intent.slots.addressed === true
    ? toSpecialist(intent.text, view)
    : silence;
}

const filingOf = (proposal: Proposal, { filings }: View) =>
  filings.find(({ id }) => id === proposal.filing) ?? newFiling(proposal);

/** A question bears the number of the message it answers: the higher, the later. */
const askedAs = (proposal = 'P0'): number => Number(proposal.slice(1));

/** What waits for a 确认 and was asked about after that step: by its number, of the filing named, else just now. */
function pendingMeant(
  { mentions, slots }: Intent,
  wrong: Registered | undefined,
  view: View,
  now: Date,
): Proposal | undefined {
  if (slots.proposal) return view.proposals.find(({ id }) => id === slots.proposal);
  const listed = view.listed.get(Number(slots.serial));
  const isNamed = isMeant(mentions, view);
  const named = mentions.items.length + mentions.projects.length + mentions.enterprises.length > 0;
  const isOfLate = ({ by, madeAt = new Date(0) }: Proposal) =>
    by === view.asker?.id && now.getTime() - madeAt.getTime() <= TALK_MS;
  const latest = view.proposals.findLast((one) => {
    const filing = filingOf(one, view);
    if (!filing || texts.isCorrection(one.what)) return false;
    return listed ? filing.id === listed : named ? isNamed(filing) : isOfLate(one);
  });
  return latest && askedAs(latest.id) > askedAs(wrong?.move.proposal) ? latest : undefined;
}

/** Drops a step asked about, or asks about it as the words say it is right; a day that is only called wrong is asked. */
function askAnew(pending: Proposal, text: string, intent: Intent, view: View, now: Date): Decision {
  const filing = filingOf(pending, view);
  if (!filing) return silence;
  const said = affirmed(text, view.today);
  const step = stepIn(reportOf(withWordOf(pending.set, said.text, filing, view), filing, view));
  const other = said.dated || ('set' in step && step.set.state !== pending.set.state);
  if (!other && said.ofDay) return tellOfFiling(texts.whichDay, filing, view);
  return dropped(pending, filing, other ? said.text : undefined, intent, view, now);
}

/** 哎不对 搞错了, 弄混了, 不是他们家的: a clause that opens with it; 企业填错了面积 is of somebody else. */
const slip =
  /(?:^|[,，。;；!！\s])(?:哎呀?|啊|呀|哦|等等|等下|我|刚才?|刚刚|又|是|好像|那个|这个){0,3}(?:(?:日期|时间|[今昨前]天|\d[日号]|周[一二三四五六日])?不对(?=$|[,，。!！\s啊呀了])|错了|[搞弄看说记点按登回]错|[搞弄看]混|手滑|不是[^,，。;；]{1,8}[的家](?=$|[,，。!！\s]))/;
/** Said of what has just been registered as done. */
const notDone = /(?:没|未)有?[^,，。;；]{0,3}(?:过|批|出|发|办|下来|弄完)|还在[审办]/;

/**
 * 哎不对 搞错了，拓岩的还没过: right after the speaker's 确认 the step just registered is what is wrong, however it is
 * said; words for another project are still to be registered.
 */
export function wronglyRegistered({ intents }: Reading, view: View, now: Date): Decision | undefined {
  const { asker, turns, spoken, county, moves } = view;
  const own = turns.find(({ person }) => person === asker?.id);
  const [last] = spoken;
  if (!own || now.getTime() - own.at.getTime() > TALK_MS) return undefined;
  const waits = misstated(intents, view, now);
  if (waits) return waits;
  if (!own.kinds.includes('confirm')) return undefined;
  if (!last || !('filings' in last.about) || last.place <= own.id) return undefined;
  if (intents.some((one) => lines.includes(one.kind) && !undoesUnnamed(one))) return undefined;
  const [intent] = intents;
  const text = [...new Set(intents.map((one) => one.text))].join('，');
  const [id] = last.about.filings;
  const move = moves.find((one) => one.filing === id && one.by === asker?.id);
  const filing = view.filings.find((one) => one.id === id);
  const project = county.projects.get(filing?.project ?? '');
  if (!intent || !move || !filing || !project || asks(text.replace(/呢/g, ''))) return undefined;
  const { mentions } = intent;
  const others = calledOthers(mentions, project, county);
  const named = names(mentions, project);
  const ofItem = mentions.items.length === 0 || mentions.items.includes(filing.item);
  const undone =
    filing.state === 'concluded' && notDone.test(text) && ofItem && (named || others.length === 0);
  if (!slip.test(text) && !undone) return undefined;
  const { changes, posts } = proposeRight({ move, filing }, text, view);
  const left = clausesOf(text).filter((clause) => others.some((name) => clause.includes(name)));
  const [asked, ...rest] = posts;
  if (!asked || left.length === 0) return { changes, posts };
  return { changes, posts: [{ ...asked, text: `${asked.text}${texts.notTaken(left)}` }, ...rest] };
}

/** 说错了，礼拜五就受理了, of a step that the speaker told here and that still waits for its 确认. */
function misstated(intents: Intent[], view: View, now: Date): Decision | undefined {
  const [intent] = intents;
  const text = [...new Set(intents.map((one) => one.text))].join('，');
  if (!intent || !slip.test(text) || asks(text)) return undefined;
  if (intents.some(({ kind }) => lines.includes(kind))) return undefined;
  const pending = pendingMeant(intent, undefined, view, now);
  const [last] = view.spoken;
  const isTold =
    pending !== undefined &&
    last !== undefined &&
    'filings' in last.about &&
    last.about.filings.includes(pending.filing);
  return isTold ? askAnew(pending, text, intent, view, now) : undefined;
}

/** 点错了, without a number. */
const undoesUnnamed = ({ kind, slots }: Intent): boolean =>
  kind === 'case_action' &&
  (slots.actions as TypedAction[]).every(({ action, serial }) => action === 'undo' && serial === undefined);

/** What people call the projects and enterprises that are named besides one project. */
function calledOthers({ projects, enterprises }: Mentions, project: Project, county: County): string[] {
  const others = [
    ...projects.filter((code) => code !== project.code).map((code) => county.projects.get(code)),
    ...enterprises.filter((id) => id !== project.enterprise).map((id) => county.enterprises.get(id)),
  ];
  return others.flatMap((one) => (one ? [one.name, ...one.aliases] : []));
}
