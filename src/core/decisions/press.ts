import { can } from '../access.ts';
import { type Order, orderOf, owedKey, pressKeys } from '../cases/chase.ts';
import { raise as raiseCase } from '../cases/escalate.ts';
import { specialistFor } from '../cases/index.ts';
import { hereOrPrivately, isInside } from '../here.ts';
import { undertakes } from '../intents/notices.ts';
import { lampsNamed } from '../intents/overviews.ts';
import { names } from '../meant.ts';
import {
  type Case,
  type Decision,
  directChat,
  type Filing,
  type Intent,
  isRunning,
  type Post,
  say,
  silence,
  type View,
} from '../model.ts';
import { clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import { postName, urgerName } from '../texts/cases.ts';
import { worklistLine } from '../texts/filings.ts';
import { nothingToPress } from '../texts/follow-ups.ts';
import { pressAnswered, pressAnswerKept } from '../texts/office.ts';
import * as texts from '../texts/press.ts';
import { alike } from '../utterance.ts';
import { isOwnProject } from './scope.ts';

/** 督办一下, 限明天下班前: what kind of order it is, and until when; of an enterprise's 催一下 nothing. */
export const orderIn = ({ text }: Intent, { asker, today }: View): Order | undefined =>
  asker && asker.role !== 'enterprise' ? orderOf(text, today) : undefined;

/** What of an office's orders no case has to be found for: everything that is late, and what an enterprise owes. */
export function pressedByOffice(intent: Intent, view: View): Decision | undefined {
  const { asker } = view;
  if (!asker || asker.role === 'enterprise') return undefined;
  if (ofEnterprise.test(intent.text)) return pressEnterprise(intent, view);
  const { mentions } = intent;
  const isNamed =
    mentions.caseNumbers.length +
      mentions.items.length +
      mentions.projects.length +
      mentions.enterprises.length >
    0;
  return !isNamed && !view.quotedCase && lampsNamed(intent.text).length > 0 ? press(intent, view) : undefined;
}

/**
 * 督办 where nobody reported anything: the posts that have the filings meant are asked. Each asker once a day, and
 * once more where 催 becomes 督办; a limit always goes out. What was pressed before is said to have been.
 */
export function press(intent: Intent, view: View): Decision {
  const { asker, county, today } = view;
  if (!asker || !can(asker, 'chase', {}, view.chat.kind)) return silence;
  const meant = filingsPressed(intent, view);
  if (meant.length === 0) return say(nothingToPress);
  const order = orderIn(intent, view);
  const lineOf = (filing: Filing) => worklistLine(filing, clockOf(filing, county.calendar, today), county);
  const shown = (filings: Filing[]) => (isInside(view.chat) ? filings.map(lineOf) : []);
  const keyOf = (filing: Filing) => {
    const { once, supervised } = pressKeys(filing, asker.id, today);
    if (order?.until) return `${once}/${view.messageId}`;
    return order?.supervises ? supervised : once;
  };
  const wasPressed = (filing: Filing) =>
    !order?.until &&
    [keyOf(filing), pressKeys(filing, asker.id, today).supervised].some((key) => view.pressed.has(key));
  const before = meant.filter(wasPressed);
  const fresh = meant.filter((filing) => !before.includes(filing));
  const notes = fresh.flatMap((filing): Post[] => {
    const person = responsible(county, filing, today);
    if (person === undefined) return [];
    const text = texts.pressNotice(urgerName(asker), lineOf(filing), order);
    return [{ to: { person }, text, key: keyOf(filing), about: { filings: [filing.id], by: asker.id } }];
  });
  const told = [
    ...(fresh.length ? [texts.pressedOn(shown(fresh), order, asker.role)] : []),
    ...(before.length ? [texts.pressedBefore(shown(before), fresh.length > 0)] : []),
  ].join('\n');
  return { changes: [], posts: [{ to: 'here', text: told }, ...notes] };
}

/**
 * The filings an office presses: of the project named or in talk those of the item or department, or, where none is
 * named, what is late or soon due; without a project the only one of its item, or all that is as late as it says.
 */
function filingsPressed({ mentions, text }: Intent, view: View): Filing[] {
  const { items, departments } = mentions;
  const { county, today } = view;
  const lampOf = (one: Filing) => clockOf(one, county.calendar, today).lamp;
  const named = view.projects.filter((project) => names(mentions, project));
  const projects = (named.length ? named : view.project ? [view.project] : []).map(({ code }) => code);
  const lamps = lampsNamed(text);
  if (named.length === 0 && items.length === 0 && lamps.length > 0)
    return view.filings.filter(
      (one) =>
        lamps.some((lamp) => lamp === lampOf(one)) &&
        isOwnProject(county.projects.get(one.project), view) &&
        (departments.length === 0 || departments.includes(one.department)),
    );
  const ofItem = view.filings.filter((one) => isRunning(one) && items.includes(one.item));
  if (projects.length === 0) return ofItem.length === 1 ? ofItem : [];
  const here = (filing: Filing) => isRunning(filing) && projects.includes(filing.project);
  if (items.length > 0) return ofItem.filter(here);
  if (departments.length > 0)
    return view.filings.filter((one) => here(one) && departments.includes(one.department));
  const late = (one: Filing) => ['red', 'orange', 'yellow'].includes(lampOf(one));
  return named.length > 0 || view.chat.kind === 'direct'
    ? view.filings.filter((one) => here(one) && late(one))
    : [];
}

/** 催一下企业把日照分析补上: whoever has to hand something in, not the office that waits for it. */
const ofEnterprise =
  /(?:催|提醒|通知|督促)[^,，。]{0,4}(?:企业|建设单位|项目单位|业主|经办人|申请人)|(?:企业|建设单位|项目单位|业主)[^,，。]{0,4}催/;

/** What an enterprise still owes a filing, said to its people in their 1:1 chats. */
function pressEnterprise({ mentions, text }: Intent, view: View): Decision {
  const { asker, county } = view;
  if (!asker || !can(asker, 'chase', {}, view.chat.kind)) return silence;
  const named = view.projects.filter((project) => names(mentions, project)).map(({ code }) => code);
  const waiting = view.filings.filter(
    (one) =>
      one.state === 'supplement' &&
      one.remark !== undefined &&
      isOwnProject(county.projects.get(one.project), view) &&
      (named.length === 0 || named.includes(one.project)) &&
      (mentions.items.length === 0 || mentions.items.includes(one.item)),
  );
  const said = waiting.filter(({ remark = '' }) => alike(remark, text) > 0);
  const meant = said.length ? said : waiting;
  const [one] = meant;
  if (!one) return say(texts.nothingOwed);
  if (meant.length > 1) return say(texts.whichOwed(meant, county));
  const enterprise = county.projects.get(one.project)?.enterprise;
  const people = [...county.people.values()].filter((person) => person.enterprise === enterprise);
  const keyOf = (id: string) => owedKey(one, asker.id, id, view.today);
  const again = people.some(({ id }) => view.pressed.has(keyOf(id)));
  const told = hereOrPrivately(again ? texts.owedBefore(one, county) : texts.owedTold(one, county), view, {
    may: isInside(view.chat),
    neutral: again ? texts.owedBeforeNeutral : texts.owedToldNeutral,
  });
  if (again) return told;
  return {
    changes: [],
    posts: [
      ...told.posts,
      ...people.map(
        ({ id }): Post => ({
          to: { chat: directChat(id) },
          text: texts.owed(one, urgerName(asker), county),
          key: keyOf(id),
          about: { filings: [one.id] },
        }),
      ),
    ],
  };
}

const upwards = /提级|升级(?!改造)|往上(?:报|转|提)|转(?:给)?分管/;

/** 3号提级: a case is handed up before its time by whoever watches over it. */
export const raises = ({ text }: Intent, { asker }: View): boolean =>
  upwards.test(text) && ['specialist', 'supervisor', 'oversight', 'leader'].includes(asker?.role ?? '');

/** The next rung that is no colleague of the same post, the head where 分管领导 is asked for. */
export function raise(kase: Case, text: string, view: View, now: Date): Decision {
  if (!can(view.asker, 'chase', { case: kase }, view.chat.kind)) return silence;
  return raiseCase(kase, { toHead: /分管/.test(text), by: urgerName(view.asker) }, view, now);
}

/**
 * What a leader says of a project without asking or ordering: to the posts that have the matter and to its
 * specialist, in the leader's own words. It registers nothing: 批没批 is told by who issues it.
 */
export function passOnLeadersWord({ mentions, text }: Intent, view: View): Decision {
  const { asker, county, today } = view;
  const projects = view.projects.filter((project) => names(mentions, project));
  if (!asker || projects.length === 0) return silence;
  const codes = projects.map(({ code }) => code);
  const running = view.filings.filter((one) => codes.includes(one.project) && isRunning(one));
  const ofDepartment = running.filter((one) => mentions.departments.includes(one.department));
  const late = ofDepartment.filter((one) => clockOf(one, county.calendar, today).lamp === 'red');
  const ofItem = running.filter((one) => mentions.items.includes(one.item));
  const named = ofItem.length ? ofItem : late.length ? late : ofDepartment;
  const posts = undertakes.test(text) ? [] : named.flatMap((one) => responsible(county, one, today) ?? []);
  const owners = view.cases
    .filter(
      (kase) => codes.includes(kase.project ?? '') && named.some((one) => kase.items.includes(one.item)),
    )
    .map(({ owner }) => owner);
  const specialists = projects.flatMap((project) => specialistFor({ ...view, project })?.id ?? []);
  const told = [...new Set([...posts, ...(undertakes.test(text) ? [] : owners), ...specialists])];
  const holders = [...new Set(told.map((id) => postName(county.people.get(id))))];
  return {
    changes: [],
    posts: [
      { to: 'here', text: texts.passedOn(holders) },
      ...told.map(
        (id): Post => ({
          to: { chat: directChat(id) },
          text: texts.leaderSaid(projects.map(({ name }) => name).join('、'), text),
        }),
      ),
    ],
  };
}

/** To whoever asked and to the specialist; what enterprises read of the filing stays as it was registered. */
export function answerPress(filing: Filing, by: string, text: string, view: View): Decision {
  const { county, asker } = view;
  const project = county.projects.get(filing.project)?.name ?? filing.project;
  const item = county.items.get(filing.item)?.name ?? filing.item;
  const told = pressAnswered(urgerName(asker), `${project} · ${item}`, text);
  const specialist = county.projects.get(filing.project)?.specialist;
  const hear = [...new Set([by, specialist])].flatMap((id) => (id && id !== asker?.id ? [id] : []));
  return {
    changes: [],
    posts: [
      { to: 'here', text: pressAnswerKept(urgerName(county.people.get(by))) },
      ...hear.map((id) => ({ to: { chat: directChat(id) }, text: told })),
    ],
  };
}
