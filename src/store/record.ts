import { and, eq, ne, sql } from 'drizzle-orm';
import {
  type Case,
  type Change,
  type County,
  type Decision,
  dayOf,
  directChat,
  type Filing,
  serialOf,
} from '../core/model.ts';
import type { Db } from './db.ts';
import { applyKnowledge } from './knowledge.ts';
import { type Addressed, queue } from './outbox.ts';
import { caseSerials, cases, filings, ledger, proposals, timers } from './schema.ts';
import { readCases } from './view.ts';

/** What made a decision: a message or a timer. `key` starts the keys of the posts, so none is queued twice. */
export interface Cause {
  key: string;
  actor: string;
  /** Where `here` is; timers have none. */
  chat?: string;
  platform?: string;
  replyRef?: string;
  asksUntil?: Date;
}

/**
 * Carries a decision out: changes, one ledger entry each, the timers that follow from them, and the posts.
 * Must run inside the transaction that settles the cause: all or none.
 */
export async function record(
  tx: Db,
  { county, decision, cause }: { county: County; decision: Decision; cause: Cause },
  now: Date,
): Promise<void> {
  const { id } = county;
  for (const change of decision.changes) {
    await apply(tx, id, change, now);
    await tx.insert(ledger).values({
      county: id,
      at: now,
      actor: cause.actor,
      kind: change.kind,
      subject: subjectOf(change),
      what: whatOf(change),
      cause: cause.key,
      body: change as unknown as Record<string, unknown>,
    });
  }
  const touched = decision.changes.flatMap((change) =>
    change.kind === 'case-opened'
      ? [change.case.number]
      : change.kind === 'case-changed'
        ? [change.number]
        : [],
  );
  for (const kase of await readCases(tx, id, [...new Set(touched)])) await setTimer(tx, id, kase);
  await queue(tx, county, address(decision, cause), now);
}

/** Gives every post its chat and its key. */
function address(decision: Decision, cause: Cause): Addressed[] {
  return decision.posts.flatMap(({ to, key, ...post }, n) => {
    const chat = to === 'here' ? cause.chat : 'chat' in to ? to.chat : directChat(to.person);
    if (chat === undefined) return [];
    const { platform, replyRef, asksUntil } = to === 'here' ? cause : ({} as Partial<Cause>);
    return [
      {
        ...post,
        chat,
        key: key ?? `${cause.key}/${n}`,
        ...(platform === undefined ? {} : { platform }),
        ...(replyRef === undefined ? {} : { replyRef }),
        ...(asksUntil === undefined ? {} : { asksUntil }),
      },
    ];
  });
}

async function apply(tx: Db, county: string, change: Change, now: Date): Promise<void> {
  switch (change.kind) {
    case 'case-opened': {
      const year = Number(dayOf(change.case.openedAt).slice(0, 4));
      const serial = serialOf(change.case.number);
      await tx.insert(cases).values({ county, ...caseColumns(change.case) } as typeof cases.$inferInsert);
      await tx
        .insert(caseSerials)
        .values({ county, year, serial })
        .onConflictDoUpdate({
          target: [caseSerials.county, caseSerials.year],
          set: { serial: sql`greatest(${caseSerials.serial}, ${serial})` },
        });
      return;
    }
    case 'case-changed': {
      await tx
        .update(cases)
        .set({
          ...caseColumns(change.set),
          ...(movesCase(change.set) ? { version: sql`${cases.version} + 1` } : {}),
        })
        .where(and(eq(cases.county, county), eq(cases.number, change.number)));
      return;
    }
    case 'case-joined':
    case 'case-left': {
      const without = sql`${cases.watchers} - ${change.person}::text`;
      const person = JSON.stringify([change.person]);
      await tx
        .update(cases)
        .set({ watchers: change.kind === 'case-left' ? without : sql`${without} || ${person}::jsonb` })
        .where(
          and(
            eq(cases.county, county),
            eq(cases.number, change.number),
            // Who reported it hears of it anyway.
            ne(cases.reporter, change.person),
          ),
        );
      return;
    }
    case 'filing-opened': {
      await tx.insert(filings).values({ county, ...change.filing });
      return;
    }
    case 'filing-changed': {
      await tx
        .update(filings)
        .set({ ...(change.set as Partial<Filing>), changedOn: dayOf(now) })
        .where(and(eq(filings.county, county), eq(filings.id, change.id)));
      return;
    }
    case 'proposal-made': {
      await tx
        .insert(proposals)
        .values({ county, ...change.proposal, madeAt: now })
        .onConflictDoNothing();
      return;
    }
    case 'proposal-settled': {
      await tx
        .update(proposals)
        .set({ accepted: change.accepted })
        .where(and(eq(proposals.county, county), eq(proposals.id, change.id)));
      return;
    }
    case 'knowledge-doubted':
    case 'doubt-settled':
    case 'reply-drafted':
    case 'reply-settled':
    case 'reply-given':
    case 'push-settled':
      return applyKnowledge(tx, county, change, now);
    case 'note-added':
    case 'meeting-noted':
    case 'evaluation-given':
      // The ledger entry is the record.
      return;
    default:
      change satisfies never;
  }
}

/** Cards out there grow stale when holder, state or rung change, not when somebody is reminded. */
const movesCase = (set: Partial<Case>) =>
  set.owner !== undefined || set.status !== undefined || set.level !== undefined;

type CaseColumns = Partial<typeof cases.$inferInsert>;

/** A field set to undefined is emptied; one that is not named stays. */
function caseColumns({ hops, ...set }: Partial<Case>): CaseColumns {
  const emptied = Object.entries(set).map(([key, value]) => [key, value ?? null]);
  return {
    ...Object.fromEntries(emptied),
    ...(hops ? { hops: hops.map((hop) => ({ ...hop, at: hop.at.toISOString() })) } : {}),
  };
}

/** A case has at most one timer: when its present holder's time is up. Waiting for the enterprise stops it. */
async function setTimer(tx: Db, county: string, kase: Case): Promise<void> {
  const key = `rung/${kase.number}`;
  const runs = ['assigned', 'accepted'].includes(kase.status) && kase.level !== 'L4' && kase.level !== 'L5';
  if (!runs) {
    await tx.delete(timers).where(and(eq(timers.county, county), eq(timers.key, key)));
    return;
  }
  const runAt = kase.status === 'assigned' ? (kase.acceptDue ?? kase.replyDue) : kase.replyDue;
  const fresh = { runAt, attempt: 0, leaseUntil: null };
  await tx
    .insert(timers)
    .values({ county, key, kind: 'rung', subject: kase.number, ...fresh })
    .onConflictDoUpdate({ target: [timers.county, timers.key], set: fresh });
}

function subjectOf(change: Change): string {
  switch (change.kind) {
    case 'case-opened':
      return change.case.number;
    case 'case-changed':
    case 'case-joined':
    case 'case-left':
      return change.number;
    case 'filing-opened':
      return change.filing.id;
    case 'filing-changed':
    case 'proposal-settled':
      return change.id;
    case 'proposal-made':
      return change.proposal.filing;
    case 'note-added':
      return change.case;
    case 'meeting-noted':
      return change.meeting.about;
    case 'evaluation-given':
      return change.project ?? '-';
    case 'knowledge-doubted':
      return String(change.doubt.id);
    case 'doubt-settled':
    case 'push-settled':
      return String(change.id);
    case 'reply-drafted':
      return change.reply.number;
    case 'reply-settled':
    case 'reply-given':
      return change.number;
  }
}

const whatOf = (change: Change): string => ('what' in change ? change.what : change.kind);
