import type { Chat, County, Person } from './model.ts';

const title = '(?:科长?|工|总|局长?|主任|站长?|专员|老师|经理|处长?|股长?|所长?|队长?)';
const call = new RegExp(`^([\\u4e00-\\u9fa5])${title}[,，:：、\\s]`);

/** 金科，…: the member of a group whom a line calls by surname and title; of two namesakes neither. */
export function calledIn(text: string, chat: Chat | undefined, county: County): Person | undefined {
  const surname = call.exec(text.trim())?.[1];
  if (surname === undefined || chat === undefined) return undefined;
  const members = chat.members.flatMap((id) => county.people.get(id) ?? []);
  const [one, another] = members.filter(({ name }) => name.startsWith(surname));
  return another ? undefined : one;
}
