import { act } from '../cases/actions.ts';
import { statedDay } from '../filings/stated-day.ts';
import { type Decision, type Intent, isOpen, say, type View } from '../model.ts';
import { exampleOf, finishedWhich, whichOfYours } from '../texts/office.ts';

const finished = /(?:办结|[办弄](?:好|完|妥)|批(?:好|完|下来|复)?|搞定|解决)了|已(?:办结|批复)/;
/** Denied, asked, conditional, partial or still to come. */
const notYet =
  /没|未|不|尚|等|如果|要是|假如|若|的话|再说|才|之?后|快|马上|即将|预计|估计|争取|准备|打算|计划|一半|部分|[吗么?？]/;

/**
 * 青砾洪评办完了, where no filing is at that step: the speaker's case that fits is what is finished. Of several it must
 * be named, and so must one of which the words name no matter.
 */
export function closeInstead({ text, mentions }: Intent, view: View, now: Date): Decision | undefined {
  const { asker, chat } = view;
  if (chat.kind !== 'direct' || !asker?.duty || !finished.test(text) || notYet.test(text)) return undefined;
  const day = statedDay(text, finished, view.today);
  if (day !== undefined && day > view.today) return undefined;
  const { items, enterprises } = mentions;
  const fitting = view.cases.filter(
    (kase) =>
      isOpen(kase) &&
      kase.owner === asker.id &&
      (items.length === 0 || kase.items.some((item) => items.includes(item))) &&
      (enterprises.length === 0 || enterprises.includes(kase.enterprise ?? '')),
  );
  const [kase] = fitting;
  if (!kase) return undefined;
  if (fitting.length > 1) return say(whichOfYours(fitting, exampleOf('conclude', kase)));
  if (items.length === 0) return say(finishedWhich(kase, exampleOf('conclude', kase)));
  return act(kase, { action: 'conclude', text }, view, now);
}
