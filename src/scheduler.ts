import { askFirst, escalate } from './core/cases/escalate.ts';
import { COMMON_DAYS } from './core/common.ts';
import { type County, dayOf, directChat, type Post } from './core/model.ts';
import type { Clock } from './core/ports.ts';
import { dueReminders, remindersDueAt } from './core/reminders.ts';
import { log } from './log.ts';
import type { Db } from './store/db.ts';
import { readFilingsOf } from './store/filings.ts';
import { nextPutOffAt } from './store/inbox.ts';
import { questionsSince } from './store/knowledge.ts';
import { readMeetings } from './store/meetings.ts';
import { type Addressed, nextSendAt, queue } from './store/outbox.ts';
import { readProposals } from './store/proposals.ts';
import { record } from './store/record.ts';
import {
  claimTimer,
  clearTimer,
  nextTimerAt,
  reminderKindsDone,
  type Timer,
  takeReminderRun,
} from './store/timers.ts';
import { readCases, readLoad, readRecord } from './store/view.ts';

/**
 * What is due now goes to the outbox. Nothing "fires": each call asks what should have been made by now and
 * makes what is missing, so downtime heals itself and three replicas make one row.
 */
export function openScheduler(rooms: {
  db: Db;
  county: () => County;
  now: Clock;
  /** Reminders of one moment go out within so many milliseconds: platforms and people dislike all at once. */
  spreadMs: number;
  /** Takes replies out of use whose ground has moved; how many. */
  recheck: (tx: Db, county: County, now: Date) => Promise<number>;
}) {
  const { db, county, now, spreadMs, recheck } = rooms;

  /** Makes the reminders and runs the timers that are due; true when there was anything. */
  async function tick(): Promise<boolean> {
    const reminded = await remind();
    let ran = false;
    while (await runTimers()) ran = true;
    return reminded || ran;
  }

  async function remind(): Promise<boolean> {
    const today = dayOf(now());
    const due = remindersDueAt(county(), today).filter((moment) => moment.at <= now());
    if (due.length === 0) return false;
    const done = await reminderKindsDone(db, county().id, today);
    if (due.every((moment) => moment.kinds.every((kind) => done.has(kind)))) return false;
    const since = new Date(now().getTime() - COMMON_DAYS * 86_400_000);
    const enterpriseOf = (person: string) => county().people.get(person)?.enterprise;
    const asked = await questionsSince(db, county().id, enterpriseOf, since);
    const standing = await readRecord(db, county().id);
    const proposals = await readProposals(db, county().id, now());
    const meetings = await readMeetings(db, county().id, now());
    const made = dueReminders({ county: county(), ...standing, asked, proposals, meetings }, now());
    let any = false;
    for (const { kind, posts } of made) {
      if (done.has(kind)) continue;
      await db.transaction(async (tx) => {
        if (!(await takeReminderRun(tx, county().id, today, kind, now()))) return;
        const queued = await queue(tx, county(), posts.flatMap(addressed).map(spread), now());
        const doubted = kind === 'knowledge' ? await recheck(tx, county(), now()) : 0;
        any ||= queued + doubted > 0;
        log('reminders-made', { kind, day: today, count: queued });
      });
    }
    return any;
  }

  /** By the key, so that every replica and every try comes to the same instant. */
  function spread(post: Addressed): Addressed {
    if (spreadMs === 0) return post;
    let hash = 0;
    for (const character of post.key) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
    return { ...post, after: new Date(now().getTime() + (hash % spreadMs)) };
  }

  /** Runs the timers that are due now, those of one chat together: the chat reads one message. */
  async function runTimers(): Promise<boolean> {
    const { id } = county();
    const due: Timer[] = [];
    for (let timer = await claimTimer(db, id, now()); timer; timer = await claimTimer(db, id, now()))
      due.push(timer);
    const subjects = due.map((timer) => timer.subject);
    const chats = new Map((await readCases(db, id, subjects)).map((kase) => [kase.number, kase.chat]));
    for (const timers of Map.groupBy(due, ({ subject }) => chats.get(subject)).values()) await tryAll(timers);
    return due.length > 0;
  }

  /** One that cannot be run takes nothing else with it: it comes again when its lease is over. */
  async function tryAll(timers: Timer[]): Promise<void> {
    try {
      await runAll(timers);
    } catch (error) {
      if (timers.length > 1) {
        for (const timer of timers) await tryAll([timer]);
        return;
      }
      const [timer] = timers;
      const reason = error instanceof Error ? error.name : 'unknown';
      log('timer-failed', { timer: timer?.key, case: timer?.subject, attempt: timer?.attempt, reason });
    }
  }

  async function runAll(timers: Timer[]): Promise<void> {
    await db.transaction(async (tx) => {
      const heard: Post[] = [];
      for (const timer of timers) {
        const [kase] = await readCases(tx, county().id, [timer.subject]);
        const load = await readLoad(tx, county().id);
        if (kase) {
          const filings = kase.project ? await readFilingsOf(tx, county().id, kase.project) : [];
          const { changes, posts } =
            askFirst(kase, filings, county(), now()) ?? escalate(kase, county(), load, now());
          const inChat = (post: Post) => post.to !== 'here' && 'chat' in post.to;
          heard.push(...posts.filter(inChat));
          const decision = { changes, posts: posts.filter((post) => !inChat(post)) };
          const cause = { key: `timer/${timer.key}/${kase.version}`, actor: 'scheduler' };
          await record(tx, { county: county(), decision, cause }, now());
        }
        await clearTimer(tx, timer);
      }
      const cause = { key: `timers/${timers[0]?.key}/${now().toISOString()}`, actor: 'scheduler' };
      await record(tx, { county: county(), decision: { changes: [], posts: merged(heard) }, cause }, now());
    });
  }

  /** The next instant at which anything may fall due; a moved clock steps from one to the next. */
  async function nextDue(): Promise<Date | undefined> {
    const { id } = county();
    const instants = [
      await nextTimerAt(db, id),
      await nextSendAt(db, id),
      await nextPutOffAt(db, id),
      nextReminder(),
    ];
    return instants.filter((at) => at !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
  }

  function nextReminder(): Date | undefined {
    const from = now();
    for (let ahead = 0; ahead < 15; ahead += 1) {
      const day = dayOf(new Date(from.getTime() + ahead * 86_400_000));
      const moment = remindersDueAt(county(), day).find(({ at }) => at > from);
      if (moment) return moment.at;
    }
    return undefined;
  }

  return { tick, nextDue };
}

function addressed({ to, key, ...post }: Post): Addressed[] {
  if (to === 'here' || key === undefined) return [];
  return [{ ...post, key, chat: 'chat' in to ? to.chat : directChat(to.person) }];
}

/** One post to read where several would come; one that is checked before it is sent stays by itself. */
function merged(posts: Post[]): Post[] {
  const checked = ({ about, guarantee }: Post) => about !== undefined && guarantee === 'at-most-once';
  const plain = posts.filter((post) => !checked(post));
  const [first, ...rest] = plain;
  if (!first || rest.length === 0) return posts;
  const mentions = [...new Set(plain.flatMap((post) => post.mentions ?? []))];
  const text = plain.map((post) => post.text).join('\n');
  return [{ to: first.to, text, ...(mentions.length ? { mentions } : {}) }, ...posts.filter(checked)];
}
