import { can } from '../access.ts';
import { specialistFor } from '../cases.ts';
import { isServedBy } from '../filing-meant.ts';
import { type Step, stepIn } from '../filing-steps.ts';
import { clausesOf } from '../gaps.ts';
import { names } from '../meant.ts';
import {
  type Day,
  type Decision,
  type Filing,
  type FilingSet,
  type Intent,
  type Move,
  say,
  silence,
  type View,
  withSet,
} from '../model.ts';
import { statedDay } from '../stated-day.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/steps.ts';
import { forward } from './requests.ts';
import { headsOf, oneOfSeveral, propose, reportOf, tellOfFiling } from './steps.ts';

/**
 * 登错了, 撤销办结: what was registered last of a filing is set back, or put right, once the same post confirms. What
 * cannot be told from the words goes to the specialist.
 */
export const correctFiling = (intent: Intent, view: View): Decision =>
  oneOfSeveral(intent, (one) =>
    correctStep(one === intent ? one : { ...one, slots: { ...one.slots, text: one.text } }, view),
  );

function correctStep(intent: Intent, view: View): Decision {
  const { asker, chat } = view;
  const { proposal, addressed } = intent.slots;
  if (!asker) return silence;
  const pending = view.proposals.find(({ id }) => id === proposal);
  if (pending)
    return {
      changes: [{ kind: 'proposal-settled', id: pending.id, accepted: false }],
      posts: [{ to: 'here', text: texts.stepDropped }],
    };
  const wrong = registered(intent, view);
  if (wrong) return proposeRight(wrong, intent.slots.text as string, view);
  return chat.kind === 'direct' || addressed === true ? toSpecialist(intent.text, view) : silence;
}

/** The registration under a number that somebody calls wrong, with what is right. */
export function correctProposal(id: string, text: string, view: View): Decision {
  const wrong = ownMoves(view).find(({ move }) => move.proposal === id);
  return wrong ? proposeRight(wrong, text, view) : toSpecialist(text, view);
}

/** A filing of the morning's list that was registered by mistake. */
export function correctListed(filing: Filing, text: string, view: View): Decision {
  const wrong = ownMoves(view).find((one) => one.filing.id === filing.id);
  return wrong ? proposeRight(wrong, text, view) : toSpecialist(text, view);
}

/** 施工许可证11月20日受理, where another day is on record. */
export function otherDay(filing: Filing, text: string, view: View): Decision | undefined {
  const wrong = ownMoves(view).find((one) => one.filing.id === filing.id);
  const right = wrong && rightStep(wrong, text, view);
  return right && ('trouble' in right || right.set.state === wrong?.move.set.state)
    ? proposeRight(wrong, text, view)
    : undefined;
}

interface Registered {
  move: Move;
  filing: Filing;
}

/** What the asker may correct, the latest first. */
function ownMoves({ moves, filings, asker }: View): Registered[] {
  return moves.flatMap((move) => {
    const filing = filings.find(({ id }) => id === move.filing);
    return filing && asker && can(asker, 'move-filing', {}, 'direct') && isServedBy(filing, asker)
      ? [{ move, filing }]
      : [];
  });
}

/** By number, by the project and item named, else what the asker registered last. */
function registered({ mentions, slots }: Intent, view: View): Registered | undefined {
  const own = ownMoves(view);
  if (slots.proposal) return own.find(({ move }) => move.proposal === slots.proposal);
  const { items, projects, enterprises } = mentions;
  const listed = view.listed.get(Number(slots.serial));
  if (listed) return own.find(({ filing }) => filing.id === listed);
  if (items.length + projects.length + enterprises.length === 0)
    return (
      own.find(({ move }) => move.by === view.asker?.id) ??
      own.find(({ filing }) => filing.project === view.project?.code)
    );
  return own.find(({ filing }) => {
    const project = view.county.projects.get(filing.project);
    const ofProject =
      projects.length + enterprises.length > 0
        ? project !== undefined && names(mentions, project)
        : view.project === undefined || view.project.code === filing.project;
    return ofProject && (items.length === 0 || items.includes(filing.item));
  });
}

/** Asks to set the filing back to what it was, and on to what is right where that is said. */
function proposeRight(wrong: Registered, text: string, view: View): Decision {
  const { move, filing } = wrong;
  const { county } = view;
  const before = withSet(filing, move.was);
  const right = rightStep(wrong, text, view);
  if (right && 'trouble' in right)
    return tellOfFiling(texts.stepTrouble(before, right, county), filing, view);
  const set = { ...move.was, ...right?.set };
  const what = right
    ? texts.stepText(before, right.set, right.day, county)
    : texts.setBackText(before, county);
  const heads = 'extensionDays' in move.set ? headsOf(filing, view) : undefined;
  const confirmers = heads ? { confirmers: heads } : {};
  return propose(filing, { set, what: texts.correctionOf(what), ...confirmers }, view);
}

/** 没有办结, 撤销受理, 改回办理中: what is denied or taken back says nothing of what is right. */
const denied = /(?:撤|取消|没|未|不是|改回|恢复(?:成|为|到)?办理)/;
const words: Partial<Record<Filing['state'], string>> = {
  received: '收件',
  accepted: '受理',
  concluded: '办结',
  refused: '不予受理',
};

/** 昨天, 今天批的 in place of a step asked about or registered: that step, on the day it gives. */
export function withWordOf(set: FilingSet, text: string, filing: Filing, view: View): string {
  const step = stepIn(reportOf(text, filing, view));
  const unclear = 'trouble' in step && step.trouble === 'unclear';
  const word = words[set.state ?? filing.state];
  return unclear && word && statedDay(text, /^/, view.today) !== undefined ? `${text}${word}` : text;
}

/** The step that is right instead of the registered one; undefined where only that one is wrong. */
function rightStep(
  { move, filing }: Registered,
  text: string,
  view: View,
): Extract<Step, { day: Day }> | undefined {
  const before = withSet(filing, move.was);
  const said = clausesOf(text)
    .filter((clause) => !denied.test(clause))
    .join('，');
  const stated = statedDay(said, /^/, view.today) !== undefined;
  const state = move.set.state ?? filing.state;
  const step = stepIn(reportOf(withWordOf({ state }, said, before, view), before, view));
  if ('trouble' in step) return 'day' in step ? step : undefined;
  const after = withSet(before, step.set);
  const dates = ['state', 'receivedOn', 'acceptedOn', 'concludedOn'] as const;
  const spans = ({ suspensions }: Filing) => suspensions.map(({ from, to }) => `${from}-${to}`).join();
  const same = dates.every((field) => after[field] === filing[field]) && spans(after) === spans(filing);
  return same || (step.set.state === filing.state && !stated) ? undefined : step;
}

const toSpecialist = (text: string, view: View): Decision => {
  const specialist = specialistFor(view);
  if (specialist === undefined || specialist.id === view.asker?.id) return say(texts.nothingToCorrect);
  return forward(specialist.id, texts.filingToCorrect, texts.filingCorrection(postName(view.asker), text));
};
