import { and, desc, eq, gt, gte, isNotNull, isNull, lt, ne } from 'drizzle-orm';
import { isExpired, PROPOSAL_MEMORY_MS } from '../core/filings/proposals.ts';
import type { Move, Proposal } from '../core/model.ts';
import type { StepsAsked } from '../core/ports.ts';
import { TALK_MS } from '../core/talked-of.ts';
import type { Db } from './db.ts';
import type { Kept } from './inbox.ts';
import { MONTH_MS } from './rows.ts';
import { inbox, ledger, outbox, proposals } from './schema.ts';

/** Steps asked about and neither confirmed nor denied, those of the last weeks. */
export async function readProposals(db: Db, county: string, now: Date): Promise<Proposal[]> {
  const since = new Date(now.getTime() - PROPOSAL_MEMORY_MS);
  const rows = await db
    .select()
    .from(proposals)
    .where(and(eq(proposals.county, county), isNull(proposals.accepted), gte(proposals.madeAt, since)))
    .orderBy(proposals.madeAt);
  return rows.map(({ county: _, accepted: __, ...proposal }) => proposal);
}

/** Who may confirm a step, or asked for it and may take it back. */
export const concernsPerson = ({ confirmers, by }: Proposal, person: string): boolean =>
  by === person || confirmers.includes(person);

/** The bot's last messages in a chat in which a question is looked for. */
const MOST_POSTS = 12;

/** What waits for a person's 确认 as it was asked for in the chat of a message. */
export async function stepsAsked(
  db: Db,
  message: Kept,
  { direct, now }: { direct: boolean; now: Date },
): Promise<StepsAsked> {
  const { county, chat, person, id } = message;
  const open = (await readProposals(db, county, now))
    .filter((one) => concernsPerson(one, person) && !isExpired(one, now))
    .map((one) => one.id);
  if (open.length === 0) return { here: [], last: [] };
  const posts = await db
    .select({ text: outbox.text, sentAt: outbox.sentAt, shownAs: outbox.shownAs })
    .from(outbox)
    .where(
      and(
        eq(outbox.county, county),
        eq(outbox.chat, chat),
        isNotNull(outbox.shownAs),
        lt(outbox.shownAs, id),
      ),
    )
    .orderBy(desc(outbox.shownAs))
    .limit(MOST_POSTS);
  const namedIn = (texts: string[]) =>
    open.filter((one) => texts.some((text) => new RegExp(`${one}(?!\\d)`).test(text)));
  const lately = posts.filter(({ sentAt }) => sentAt && now.getTime() - sentAt.getTime() <= TALK_MS);
  const [latest] = posts;
  const here = direct ? open : namedIn(lately.map(({ text }) => text));
  if (!latest || here.length === 0) return { here, last: [] };
  const others = await db.$count(
    inbox,
    and(
      eq(inbox.county, county),
      eq(inbox.chat, chat),
      gt(inbox.id, latest.shownAs ?? 0),
      lt(inbox.id, id),
      ne(inbox.person, person),
    ),
  );
  return { here, last: others === 0 ? namedIn([latest.text]) : [] };
}

/** Changes of the ledger looked through for the last step of each filing. */
const MOST_MOVES = 300;

/** The last step registered of each filing within a month, newest first. */
export async function readMoves(tx: Db, county: string, now: Date): Promise<Move[]> {
  const rows = await tx
    .select({ subject: ledger.subject, actor: ledger.actor, body: ledger.body })
    .from(ledger)
    .where(
      and(
        eq(ledger.county, county),
        eq(ledger.kind, 'filing-changed'),
        gte(ledger.at, new Date(now.getTime() - MONTH_MS)),
      ),
    )
    .orderBy(desc(ledger.id))
    .limit(MOST_MOVES);
  const last = new Map<string, Move>();
  for (const { subject, actor, body } of rows) {
    const { set, was, what, proposal } = body as unknown as Omit<Move, 'filing' | 'by'>;
    // A remark or another department is no step.
    if (last.has(subject) || !was || !('state' in set || 'extensionDays' in set)) continue;
    last.set(subject, {
      filing: subject,
      set,
      was,
      what,
      by: actor,
      ...(proposal ? { proposal } : {}),
    });
  }
  return [...last.values()];
}
