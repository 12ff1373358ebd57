import { can } from '../access.ts';
import { specialistFor } from '../cases/index.ts';
import { isElliptical } from '../intents/goes-on.ts';
import {
  type Case,
  type County,
  type Day,
  type Decision,
  type Doubt,
  directChat,
  type Intent,
  isOpen,
  type Knowledge,
  type Person,
  type Post,
  type Reply,
  say,
  serialOf,
  silence,
  type View,
} from '../model.ts';
import { postName, refusals } from '../texts/cases.ts';
import * as texts from '../texts/knowledge.ts';
import { whoseMatter } from '../texts/office.ts';

/** 已办 is no answer to anybody else. */
const SHORTEST = 8;

const departmentName = (county: County, code: string) => county.departments.get(code)?.shortName ?? code;

/**
 * A department's words to a consultation become a draft for everybody who asks the same; a specialist decides.
 * Names of enterprises and projects are taken out: others will read it.
 */
export function draftReply(kase: Case, answer: string, view: View): Decision {
  if (kase.kind !== 'question' || answer.length < SHORTEST || !view.asker) return silence;
  const reply: Reply = {
    number: kase.number,
    state: 'draft',
    question: withoutNames(inFull(kase, view.county), view.county),
    answer: withoutNames(answer, view.county),
    items: kase.items,
    department: kase.department,
    by: view.asker.id,
    answeredOn: view.today,
    basis: [...new Set((kase.sources ?? []).map(({ doc }) => doc))],
  };
  if (ofOneSite.test(answer))
    return {
      changes: [],
      posts: [{ to: { person: kase.firstContact }, text: texts.replyOfOneSite(kase.number) }],
    };
  const text = texts.replyDrafted(reply, departmentName(view.county, kase.department));
  return {
    changes: [{ kind: 'reply-drafted', reply }],
    posts: [{ to: { person: kase.firstContact }, text }],
  };
}

/** 要哪些材料来着 is kept with the item it was asked of: others read it without the talk before. */
function inFull({ summary, items }: Case, county: County): string {
  const item = county.items.get(items[0] ?? '');
  return item && isElliptical(summary) ? `${item.name}：${summary}` : summary;
}

/** 退0.3公顷, 周三上午到现场: what only the one who asked can use, and what tells others of their site. */
const ofOneSite =
  /(?:退|让|挪|移|超|差|占|压)(?:出|了|掉|到)?[\d.一二三四五六七八九十两]+(?:公顷|亩|平|米|㎡|立?方|公分|万|元)|(?<!每)(?:周|星期)[一二三四五六日天]|今[天日晚]|[明后]天|\d+月\d+[日号]|\d+[点:：]\d*|[这那]块地|你们(?:这|那)|[A-Z]{2,6}-\d{4}-\d{6}/;

function withoutNames(text: string, county: County): string {
  const names = [
    ...[...county.projects.values()].flatMap(({ name, aliases }) =>
      [name, ...aliases].map((word) => [word, '某项目']),
    ),
    ...[...county.enterprises.values()].flatMap(({ name, aliases }) =>
      [name, ...aliases].map((word) => [word, '某企业']),
    ),
  ].sort(([a = ''], [b = '']) => b.length - a.length);
  return names.reduce((rest, [word = '', instead = '']) => rest.replaceAll(word, instead), text);
}

/** Who may settle what is known, in the 1:1 chat; else what is to be said instead. */
function keeperOf({ asker, chat }: View): Person | Decision {
  if (!asker || !can(asker, 'keep-knowledge', {}, 'direct')) return silence;
  return chat.kind === 'direct' ? asker : say(refusals.notAllowedHere);
}

/** 采纳 1 问的是施工许可证要哪些材料: the question in full, up to what else is said of the reply. */
const asksOf = /问(?:的是|题是|[:：])[:：\s]*(.+?)(?=[,，。;；\s]{1,3}(?:改[:：]|至\s?\d)|$)/s;

/** 采纳 and 不采纳: only then is a reply cited, until a day. One that was looked at again is told to who had it. */
export function settleReply(intent: Intent, view: View): Decision {
  const keeper = keeperOf(view);
  if ('posts' in keeper) return keeper;
  const { reply, receivers } = view.knowledge;
  const {
    number,
    accepted,
    text = '',
  } = intent.slots as { number: number | 'only'; accepted: boolean; text?: string };
  if (!reply) return say(texts.noSuchReply(number));
  const again = reply.state === 'doubted';
  if (!accepted) {
    const what = `不采纳${text ? `：${text}` : ''}`;
    return {
      changes: [{ kind: 'reply-settled', number: reply.number, set: { state: 'declined' }, what }],
      posts: [
        { to: 'here', text: texts.replyDeclined(reply) },
        ...(again ? toReceivers(receivers, texts.replyWithdrawn(reply)) : []),
      ],
    };
  }
  const until = untilIn(text);
  const validUntil = until ?? nextYear(view.today);
  if (validUntil <= view.today) return say(texts.validUntilUnreadable(serialOf(reply.number)));
  const rewritten = /改[:：]\s*(.+)$/s.exec(text)?.[1]?.trim();
  const asked = asksOf.exec(text)?.[1]?.trim();
  if (asked === undefined && reply.items.length === 0 && isElliptical(reply.question))
    return say(texts.replyOfWhat(reply));
  const set: Partial<Reply> = {
    state: 'approved',
    approvedBy: keeper.id,
    approvedOn: view.today,
    validUntil,
    ...(rewritten ? { answer: rewritten } : {}),
    ...(asked ? { question: asked, items: intent.mentions.items } : {}),
  };
  const approved = { ...reply, ...set };
  return {
    changes: [{ kind: 'reply-settled', number: reply.number, set, what: `采纳，有效至${validUntil}` }],
    posts: [
      { to: 'here', text: texts.replyApproved(approved, departmentName(view.county, reply.department)) },
      ...(again ? toReceivers(receivers, texts.replyConfirmed(approved)) : []),
    ],
  };
}

/** 至2027-06-30, 至2027年6月30日. */
function untilIn(text: string): Day | undefined {
  const [, year, month = '', day = ''] = /(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})/.exec(text) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const nextYear = (day: Day): Day =>
  `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace('-02-29', '-02-28');

/** The ground of some replies has moved: they are cited no more, their keeper and those who had them are told. */
export function doubtReplies(
  doubted: { reply: Reply; why: string; receivers: Knowledge['receivers'] }[],
): Decision {
  return {
    changes: doubted.map(({ reply, why }) => ({
      kind: 'reply-settled',
      number: reply.number,
      set: { state: 'doubted', doubt: why },
      what: `待复核：${why}`,
    })),
    posts: doubted.flatMap(({ reply, why, receivers }) => [
      ...(reply.approvedBy
        ? [{ to: { person: reply.approvedBy }, text: texts.replyDoubted(reply, why) }]
        : []),
      ...toReceivers(receivers, texts.replyRecalled(reply, why)),
    ]),
  };
}

/** One post a chat; in a group those who had it are named. */
function toReceivers(receivers: Knowledge['receivers'], text: string): Post[] {
  const chats = new Map<string, string[]>();
  for (const { chat, person } of receivers) chats.set(chat, [...(chats.get(chat) ?? []), person]);
  return [...chats].map(([chat, mentions]) => ({ to: { chat }, text, mentions: [...new Set(mentions)] }));
}

/** 知识纠错: recorded for review with the answer it means, never an edit (a specialist finds out). */
export function doubtKnowledge(intent: Intent, view: View): Decision {
  const specialist = specialistFor(view);
  const { lastAnswer } = view.knowledge;
  // Where the bot has answered nothing lately an office-holder speaks of a case, or to somebody else.
  if (!lastAnswer && view.asker?.role !== 'enterprise' && view.asker !== undefined)
    return view.chat.kind === 'direct'
      ? say(whoseMatter(view.cases.find((one) => isOpen(one) && one.owner === view.asker?.id)))
      : silence;
  const doubt: Doubt = {
    id: view.messageId,
    person: view.asker?.id ?? '',
    chat: view.chat.id,
    text: intent.text,
    ...(lastAnswer ? { answer: lastAnswer.text } : {}),
    ...(lastAnswer?.reply ? { reply: lastAnswer.reply } : {}),
  };
  const notice = texts.doubtNotice(doubt, postName(view.asker));
  return {
    changes: [{ kind: 'knowledge-doubted', doubt }],
    posts: [
      { to: 'here', text: texts.doubtNoted },
      ...(specialist ? [{ to: { chat: directChat(specialist.id) }, text: notice }] : []),
    ],
  };
}

/** 核实: what was found is told to who asked; a reply that was wrong is cited no more. */
export function settleDoubt(intent: Intent, view: View): Decision {
  const keeper = keeperOf(view);
  if ('posts' in keeper) return keeper;
  const { doubt, reply } = view.knowledge;
  const { number, right, text } = intent.slots as { number: number | 'only'; right: boolean; text: string };
  if (!doubt) return say(texts.noSuchDoubt(number));
  const what = `${right ? '属实' : '无误'}${text ? `：${text}` : ''}`;
  const stopped = right && reply?.state === 'approved';
  return {
    changes: [
      { kind: 'doubt-settled', id: doubt.id, what },
      ...(stopped
        ? [
            {
              kind: 'reply-settled',
              number: reply.number,
              set: { state: 'doubted', doubt: what },
              what: '质疑属实，停用待复核',
            } as const,
          ]
        : []),
    ],
    posts: [
      { to: 'here', text: texts.doubtSettled(doubt) },
      {
        to: { chat: doubt.chat },
        text: texts.doubtAnswered(right, text),
        mentions: doubt.person ? [doubt.person] : [],
      },
      ...(stopped ? [{ to: { person: keeper.id }, text: texts.replyDoubted(reply, '质疑属实') }] : []),
    ],
  };
}

/** 推送: a policy goes to the groups it was proposed for, or to none. */
export function settlePush(intent: Intent, view: View): Decision {
  const keeper = keeperOf(view);
  if ('posts' in keeper) return keeper;
  const { push } = view.knowledge;
  const { number, accepted } = intent.slots as { number: number | 'only'; accepted: boolean };
  if (!push) return say(texts.noSuchPush(number));
  const settled = { kind: 'push-settled', id: push.id, sent: accepted } as const;
  if (!accepted) return { changes: [settled], posts: [{ to: 'here', text: texts.pushDropped }] };
  return {
    changes: [settled],
    posts: [
      { to: 'here', text: texts.pushSent(push.chats.length) },
      ...push.chats.map(({ chat, text }) => ({ to: { chat }, text })),
    ],
  };
}

/** 展开: the clauses behind the last answer, whole. */
export function expand(intent: Intent): Decision {
  const clauses = (intent.slots.clauses ?? []) as Parameters<typeof texts.expanded>[0];
  return say(clauses.length ? texts.expanded(clauses) : texts.nothingToExpand);
}
