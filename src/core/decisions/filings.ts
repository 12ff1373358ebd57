import { can } from '../access.ts';
import type { Action } from '../actions.ts';
import { departmentNamed } from '../cases.ts';
import {
  type Change,
  type Decision,
  directChat,
  type Filing,
  type Intent,
  type Person,
  type Proposal,
  say,
  silence,
  type View,
} from '../model.ts';
import { clockOf, startOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import * as texts from '../texts/filings.ts';

/**
 * An office-holder reports 受理, 补正, 特别程序 or 办结 of a filing. Free text only proposes: the clock moves when
 * the same post confirms, because a statutory clock must never turn on a misunderstood sentence.
 */
export function noteFiling(intent: Intent, view: View): Decision {
  const { asker } = view;
  if (!asker || asker.role === 'enterprise') return silence;
  const found = filingMeant(intent, view);
  const filing = found && asDeemed(found, view);
  // 已受理 reported late is a step of the filing as listed; moved() then keeps the deemed day.
  const set =
    filing && (stepIn(intent.text, filing, view, asker.id) ?? stepIn(intent.text, found, view, asker.id));
  if (!filing || !set) return say(texts.whichFiling);
  if (!can(asker, 'move-filing', {}, 'direct')) return silence;
  if (!isOwn(filing, asker)) return say(texts.notYourFiling);
  if (set.extensionDays && !(/批准|同意|审批/.test(intent.text) && /因|原因|由于/.test(intent.text)))
    return say(texts.extensionNeeds);
  const heads = set.extensionDays ? officersOf(filing, view) : [];
  const what = texts.stepText(filing, set, view.county);
  const proposal: Proposal = {
    id: `P${view.messageId}`,
    filing: filing.id,
    set,
    what,
    by: asker.id,
    // 行政许可法第四十二条: an extension is the head's to approve, where the department has one here.
    confirmers: heads.length ? heads : [...new Set([asker.id, ...(filing.liaison ? [filing.liaison] : [])])],
  };
  const asked = texts.confirmStep(what, proposal.id);
  const own = heads.length === 0 || heads.includes(asker.id);
  return {
    changes: [{ kind: 'proposal-made', proposal }],
    posts: [
      { to: 'here', text: own ? asked : texts.headConfirms(what) },
      ...heads.filter((id) => id !== asker.id).map((id) => ({ to: { person: id }, text: asked })),
    ],
  };
}

/** 确认 or 不对, by number or for the one proposal that is open. */
export function settleProposal(intent: Intent, view: View): Decision {
  const id = typeof intent.slots.id === 'string' ? intent.slots.id : undefined;
  const open = view.proposals.filter((proposal) => id === undefined || proposal.id === id);
  const [proposal] = open;
  if (!proposal) return id === undefined ? silence : say(texts.nothingToConfirm);
  if (open.length > 1) return say(texts.whichProposal(open.map((one) => `${one.id} ${one.what}`)));
  const accepted = intent.slots.accepted !== false;
  const filing = view.filings.find((one) => one.id === proposal.filing);
  if (!filing) return say(texts.nothingToConfirm);
  const settled = { kind: 'proposal-settled', id: proposal.id, accepted } as const;
  if (!accepted) return { changes: [settled], posts: [{ to: 'here', text: texts.stepDropped }] };
  if (!view.asker || !can(view.asker, 'move-filing', {}, view.chat.kind)) return say(texts.notInGroup);
  if (filing.state === 'concluded' || filing.state === 'refused')
    return {
      changes: [{ ...settled, accepted: false }],
      posts: [{ to: 'here', text: texts.filingClosed(filing, view.county) }],
    };
  const { changes, posts } = moved(filing, proposal.set, proposal.what, view);
  return { changes: [settled, ...changes], posts };
}

/**
 * A line that answers the morning's list by number: the post itself writes what happened in so many words, which
 * is the confirmation that free text lacks.
 */
export function actOnFiling(listed: Filing, line: Action, view: View): Decision {
  const filing = asDeemed(listed, view);
  const { asker, today } = view;
  if (!asker || !can(asker, 'move-filing', {}, view.chat.kind)) return say(texts.notInGroup);
  if (!isOwn(filing, asker)) return say(texts.notYourFiling);
  if (filing.state === 'concluded' || filing.state === 'refused')
    return say(texts.filingClosed(filing, view.county));
  const text = line.text ?? '';
  switch (line.action) {
    case 'accept': {
      if (listed.acceptedOn) return say(texts.acceptedBefore(listed, view.county));
      return moved(listed, { state: 'accepted', acceptedOn: today }, '受理', view);
    }
    case 'conclude': {
      const suspensions = filing.suspensions.map((span) =>
        span.to === undefined ? { ...span, to: today } : span,
      );
      const result = text || '已办结';
      return moved(
        filing,
        { state: 'concluded', concludedOn: today, result, suspensions },
        `办结：${result}`,
        view,
      );
    }
    case 'supplement': {
      if (text === '') return say(texts.whatIsMissing);
      return moved(filing, supplementOf(filing, text, view, asker.id), `补正：${text}`, view);
    }
    case 'transfer':
    case 'return': {
      const to = departmentNamed(view.county, line.department ?? '');
      if (!to || to.code === filing.department) return say(texts.whichDepartment);
      const next: Filing = { ...filing, department: to.code };
      delete next.liaison;
      const holder = responsible(view.county, next, today);
      const decision = moved(
        filing,
        { department: to.code, liaison: holder ?? null },
        `转${to.shortName}`,
        view,
      );
      const notice = texts.filingHandedOver(filing, view.county, text);
      const told = holder ? [{ to: { chat: directChat(holder) }, text: notice }] : [];
      return { ...decision, posts: [...decision.posts, ...told] };
    }
    default:
      return moved(filing, { remark: text }, text, view);
  }
}

/** Specialists and the window serve every department; everybody else only the own one. */
const isOwn = (filing: Filing, asker: Person): boolean =>
  asker.role === 'specialist' || asker.role === 'window' || asker.department === filing.department;

const officersOf = (filing: Filing, view: View): string[] =>
  [...view.county.people.values()]
    .filter((one) => one.role === 'officer' && one.department === filing.department)
    .map((one) => one.id);

/** Accepted from receipt when no notice came in time (行政许可法第三十二条): a later step cannot undo that. */
function asDeemed(filing: Filing, { county, today }: View): Filing {
  const start = filing.acceptedOn === undefined ? startOf(filing, county.calendar, today) : undefined;
  return start === undefined ? filing : { ...filing, acceptedOn: start };
}

/** 补正: what is missing, and the clock standing still where the county's rule says so and it does not yet. */
function supplementOf(filing: Filing, text: string, view: View, by: string): Partial<Filing> {
  const remark = text.slice(0, 60);
  const open = filing.suspensions.some((span) => span.to === undefined);
  const suspends = filing.acceptedOn !== undefined && view.county.settings.supplementSuspends && !open;
  const suspension = { from: view.today, kind: 'supplement', reason: remark, by } as const;
  return {
    state: 'supplement',
    remark,
    ...(suspends ? { suspensions: [...filing.suspensions, suspension] } : {}),
  };
}

/** The change, its receipt, and the project's own groups told. */
function moved(filing: Filing, change: FilingChange, what: string, view: View): Decision {
  const deemed =
    change.state === 'refused'
      ? undefined
      : asDeemed(view.filings.find((one) => one.id === filing.id) ?? filing, view).acceptedOn;
  const set = deemed === undefined ? change : { ...change, acceptedOn: deemed };
  const { liaison, ...rest } = set;
  const after: Filing = { ...filing, ...rest, ...(liaison ? { liaison } : {}) };
  const clock = clockOf(after, view.county.calendar, view.today);
  const chats = [...view.county.chats.values()].filter(
    (chat) =>
      chat.kind === 'project' &&
      chat.level !== 'D0' &&
      chat.projects.includes(filing.project) &&
      chat.id !== view.chat.id,
  );
  const text = texts.stepDone(after, clock, view.county);
  return {
    changes: [{ kind: 'filing-changed', id: filing.id, set, what }],
    posts: [{ to: 'here', text }, ...chats.map((chat) => ({ to: { chat: chat.id }, text }))],
  };
}

/** Fields of a filing to set; null empties. */
type FilingChange = Extract<Change, { kind: 'filing-changed' }>['set'];

/** The filing a notice is about: by project or enterprise and item; a single candidate of the speaker's suffices. */
function filingMeant(intent: Intent, view: View): Filing | undefined {
  const { projects, enterprises, items } = intent.mentions;
  const live = view.filings.filter((filing) => filing.state !== 'concluded' && filing.state !== 'refused');
  const ofProject = live.filter((filing) => {
    const project = view.county.projects.get(filing.project);
    if (projects.length === 0 && enterprises.length === 0) return filing.project === view.project?.code;
    return projects.includes(filing.project) || enterprises.includes(project?.enterprise ?? '');
  });
  const ofItem = items.length ? ofProject.filter((filing) => items.includes(filing.item)) : ofProject;
  const ofDepartment = ofItem.filter((filing) => filing.department === view.asker?.department);
  const found = ofItem.length === 1 ? ofItem : ofDepartment;
  return found.length === 1 ? found[0] : undefined;
}

/** The step a sentence reports, as fields of the filing; undefined when it reports none that is possible now. */
function stepIn(text: string, filing: Filing, view: View, by: string): Partial<Filing> | undefined {
  const today = view.today;
  const open = filing.suspensions.findIndex((span) => span.to === undefined);
  const extension = Number(/延(?:长|期)\s*(\d{1,2})\s*个?工作日/.exec(text)?.[1]);
  if (extension > 0 && filing.acceptedOn)
    return { extensionDays: filing.extensionDays + extension, remark: text.slice(0, 60) };
  if (/不予受理|不受理/.test(text)) return { state: 'refused', concludedOn: today, result: '不予受理' };
  if (/补正|补齐|缺/.test(text) && open < 0) return supplementOf(filing, text, view, by);
  if (
    /(评审|听证|检测|检验|鉴定|公示).{0,8}(结束|完成|通过|出来)|补正.{0,4}(完成|结束)/.test(text) &&
    open >= 0
  ) {
    return {
      state: 'accepted',
      suspensions: filing.suspensions.map((span, i) => (i === open ? { ...span, to: today } : span)),
    };
  }
  if (/评审|听证|检测|检验|检疫|鉴定|招标|拍卖/.test(text) && open < 0 && filing.acceptedOn) {
    const suspension = { from: today, kind: 'special-procedure', reason: text.slice(0, 60), by } as const;
    return { state: 'suspended', suspensions: [...filing.suspensions, suspension] };
  }
  if (/办结|批下来|下来了|核发|发证|出证|取证|批复了|已批/.test(text)) {
    const suspensions = filing.suspensions.map((span) =>
      span.to === undefined ? { ...span, to: today } : span,
    );
    return { state: 'concluded', concludedOn: today, result: text.slice(0, 40), suspensions };
  }
  if (/受理/.test(text) && filing.acceptedOn === undefined) return { state: 'accepted', acceptedOn: today };
  if (/收件|接件/.test(text) && filing.receivedOn === undefined)
    return { state: 'received', receivedOn: today };
  return undefined;
}
