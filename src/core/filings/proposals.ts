import { type Filing, isDecided, type Proposal } from '../model.ts';
import { isCorrection } from '../texts/steps.ts';

/** A step nobody confirmed for so long is not what a bare 确认 means any more. */
const PROPOSAL_MS = 3 * 86_400_000;
/** So long it is remembered that a step was asked about and not confirmed. */
export const PROPOSAL_MEMORY_MS = 30 * 86_400_000;

/** When a proposed step lapses. */
const expiryOf = ({ madeAt }: Proposal): Date =>
  new Date((madeAt?.getTime() ?? Number.POSITIVE_INFINITY) + PROPOSAL_MS);

/** From that moment on a 确认 no longer reaches it. */
export const isExpired = (proposal: Proposal, now: Date): boolean => expiryOf(proposal) <= now;

/** What a person's morning list says of steps that wait for a 确认: those open, and those lapsed since the last list. */
export function awaiting(
  proposals: Proposal[],
  filings: Filing[],
  person: string,
  lastList: Date,
  now: Date,
): { open: Proposal[]; lapsed: Proposal[] } {
  const own = proposals.filter(
    (one) =>
      one.confirmers.includes(person) &&
      // One that sets a decided filing right, or brings a new one in, waits all the same.
      (isCorrection(one.what) ||
        one.set.project !== undefined ||
        filings.some((filing) => filing.id === one.filing && !isDecided(filing))),
  );
  return {
    open: own.filter((one) => !isExpired(one, now)),
    lapsed: own.filter((one) => isExpired(one, now) && expiryOf(one) > lastList),
  };
}
