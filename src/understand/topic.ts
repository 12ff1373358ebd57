import { likeliest } from '../core/intents/likeness.ts';
import type { County } from '../core/model.ts';

/** The service centre itself, which takes what is nobody else's. */
const NO_TOPIC = 'SP';
/** By so many nats a text must sound like an item or a department. */
const TOPIC_MARGIN = 5;
/** By so many an office must sound likelier than a matter of its own. */
const ITEM_MARGIN = 20;

/**
 * What a text that names no item sounds like, by the likeness of each item and department, in nats: the matter that
 * the departments it names are named for, else an item or a department; undefined when it is likest to nothing.
 */
export function topicOf(
  scores: ReadonlyMap<string, number>,
  departments: string[],
  { items }: County,
): string | undefined {
  const answeredBy = (code: string) => items.get(code)?.departments ?? [];
  // Of several that are at odds the first named has the matter.
  const [office] = departments;
  if (office !== undefined) {
    const theirs = [...scores].filter(([code]) => code === NO_TOPIC || answeredBy(code).includes(office));
    const item = likeliest(new Map(theirs), NO_TOPIC, TOPIC_MARGIN);
    return item === NO_TOPIC ? undefined : item;
  }
  const likely = likeliest(scores, NO_TOPIC, TOPIC_MARGIN);
  if (likely === NO_TOPIC) return undefined;
  // Of an office and a matter of its own the matter tells more: it has one post, the office many.
  const own = [...scores].filter(([code]) => answeredBy(code)[0] === likely);
  const asOffice = (scores.get(likely) ?? 0) - ITEM_MARGIN;
  return likeliest(new Map([[likely, asOffice], ...own]), likely, 0);
}
