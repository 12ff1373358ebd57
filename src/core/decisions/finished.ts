import { act } from '../actions.ts';
import { type Decision, type Intent, isOpen, say, type View } from '../model.ts';
import { exampleOf, whichOfYours } from '../texts/office.ts';

const finished = /(?:办结|[办弄](?:好|完|妥)|批(?:好|完|下来|复)?|搞定|解决)了|已(?:经)?(?:办|批|解决)/;

/**
 * 青砾洪评办完了, where no filing is at that step: the speaker's case that fits is what is finished. Of several it must
 * be named.
 */
export function closeInstead({ text, mentions }: Intent, view: View, now: Date): Decision | undefined {
  const { asker, chat } = view;
  if (chat.kind !== 'direct' || !asker?.duty || !finished.test(text)) return undefined;
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
  return act(kase, { action: 'conclude', text }, view, now);
}
