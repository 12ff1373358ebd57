import { anyOf } from '../intents/words.ts';
import type { Case, Decision, View } from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/office.ts';

/** 先别告诉企业, 内部意见, 暂不对外, 别理他: not to reach the enterprise, whatever verb stands before it. */
const keptInside = anyOf(
  '(?:别|不要|莫|勿|甭|先不|暂不|不能)(?:要|先)?(?:告诉|通知|答复|回复|透露给?)(?:企业|他们?|她们?|对方)',
  '(?:别|不要|莫|勿|甭|先不|暂不|不能)(?:要|先)?(?:跟|和|给|对|让|向)(?:企业|他们?|她们?|对方)[^,，。;；]{0,4}(?:说|讲|知道|晓得|看到|透露|答复|回复|提起)',
  '(?:别|不要|不用|甭|懒得)(?:搭)?理(?:他|她|它|企业|这家|这个|对方)',
  '内部(?:意见|讨论|研究|掌握|口径|消息|看法|情况|先|说|知道)|仅(?:供)?内部|(?:不|别|勿|莫)(?:要)?(?:对外(?!开放|营业|办公|承接)|外传|公开|外泄|往外[说传])',
);
/** 这个我定不了, 专员帮忙协调: said to colleagues as well, where nobody calls it an answer. */
const forColleagues =
  /专员[^,，。]{0,6}(?:帮|协调|出面|来)|(?:请|麻烦|让|找)专员|定不了|搞不定|(?:请示|汇报)[^,，。]{0,4}(?:领导|局长|科长|分管|县)/;

/** Whether a text itself says that the enterprise shall not read it. */
export const isKeptInside = (text: string): boolean => keptInside.test(text);
/** Of what is told in confidence no colleague hears, so that words to the reporter stay such. */
export const isAside = (text: string, kase?: Case): boolean =>
  isKeptInside(text) || (kase?.kind !== 'integrity' && forColleagues.test(text));

/** What a holder says of a case to its first contact, and to nobody of the enterprise. */
export function toColleagues(kase: Case, text: string, { asker, county }: View): Decision {
  const others = [...new Set([kase.firstContact, kase.owner])].filter((id) => id !== asker?.id);
  const [first] = others;
  const to = first === undefined ? undefined : postName(county.people.get(first));
  return {
    changes: [{ kind: 'note-added', case: kase.number, text: `${postName(asker)}（没有发给企业）：${text}` }],
    posts: [
      { to: 'here', text: texts.asideTold(kase, to) },
      ...(first === undefined
        ? []
        : [{ to: { person: first }, text: texts.asideNotice(kase, postName(asker), text) }]),
    ],
  };
}
