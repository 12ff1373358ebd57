import { firstDayAhead } from '../filings/stated-day.ts';
import { hereOrPrivately, mayHearWords } from '../here.ts';
import {
  type Case,
  type County,
  type Day,
  type Decision,
  dayOf,
  type Filing,
  isRunning,
  say,
  type Urgency,
  type View,
} from '../model.ts';
import * as texts from '../texts/cases.ts';
import { chased as confided } from '../texts/confidences.ts';
import * as press from '../texts/press.ts';
import { change } from './index.ts';

const urgencies: Urgency[] = ['normal', 'high', 'critical'];

/** What an office orders beyond 催: by its name, and until when as it was said and as a day. */
export interface Order {
  supervises: boolean;
  until?: { said: string; day?: Day };
  /** The whole of it, for the holder alone. */
  words?: string;
}

const term =
  /限(?:期|时|定)?[^,，。;；]{1,14}|(?<=^|[,，。;；\s])[^,，。;；\s]{1,10}(?:之?前|以前)(?=$|[,，。;；\s])|(?:[今明后]天|周[一二三四五六日天]|\d{1,2}[日号点]|下班)[^,，。;；\s]{0,6}前(?=给|要|答|回|说|办|反馈)/;

/** 发督办单，限明天下班前. */
export function orderOf(text: string, today: Day): Order {
  const said = term.exec(text)?.[0];
  const day = said && firstDayAhead(said, today);
  return {
    words: text,
    supervises: /督[办促]/.test(text),
    ...(said ? { until: { said, ...(day ? { day } : {}) } } : {}),
  };
}

/** 催办: one note to the holder per working day and case, more urgent from then on; the specialist hears of it. */
export function chase(kase: Case, view: View, now: Date, asked: Urgency = 'high', order?: Order): Decision {
  const holder = texts.postName(view.county.people.get(kase.owner));
  const who = texts.urgerName(view.asker);
  const today = dayOf(now);
  if (kase.status === 'answered') return recall(kase, holder, view);
  if (kase.status === 'waiting-enterprise')
    return say(texts.waitsFor(kase, view.asker?.role === 'enterprise'));
  const secret = kase.kind === 'integrity';
  if (kase.lastChasedOn === today && !order?.until && !order?.supervises)
    return say(secret ? confided : press.chasedAlready(kase, holder));
  const urgency = urgencies.findLast((one) => [kase.urgency, asked, 'high'].includes(one)) ?? 'high';
  return {
    changes: [change(kase, { lastChasedOn: today, urgency }, `催办${holder}`)],
    posts: [
      { to: 'here', text: secret ? confided : press.chased(kase, holder, now, order) },
      { to: { person: kase.owner }, text: press.chaseNotice(kase, who, now, order) },
      ...([kase.owner, view.asker?.id].includes(kase.firstContact)
        ? []
        : [{ to: { person: kase.firstContact }, text: press.chaseCopy(kase, who, holder) }]),
    ],
  };
}

/** What was answered is not chased: the answer is said again, where it may be read. */
function recall(kase: Case, holder: string, view: View): Decision {
  const text = texts.answeredBefore(kase, holder);
  const { chat } = view;
  const may = chat.kind === 'direct' || (chat.level === 'D2' && mayHearWords(chat, [kase]));
  const neutral = texts.answeredNeutral(kase, holder);
  return hereOrPrivately(text, view, { may, neutral, about: { case: kase.number } });
}

/** Keys of the notes to the post that has a filing: each asker once a day, and once more where 催 becomes 督办. */
export function pressKeys(filing: Filing, asker: string, today: Day): { once: string; supervised: string } {
  const once = ['press', today, filing.id, asker].join('/');
  return { once, supervised: `${once}/supervised` };
}

/** Key of the note that tells somebody of an enterprise what is owed to a filing. */
export const owedKey = (filing: Filing, asker: string, person: string, today: Day): string =>
  ['owed', today, filing.id, asker, person].join('/');

/** Every key under which somebody may have pressed for one of the filings today. */
export function keysOfPressing(filings: Filing[], asker: string, county: County, today: Day): string[] {
  const peopleOf = Map.groupBy(county.people.values(), ({ enterprise }) => enterprise);
  return filings.filter(isRunning).flatMap((filing) => {
    const { once, supervised } = pressKeys(filing, asker, today);
    const own = peopleOf.get(county.projects.get(filing.project)?.enterprise) ?? [];
    return [once, supervised, ...own.map(({ id }) => owedKey(filing, asker, id, today))];
  });
}
