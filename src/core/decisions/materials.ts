import { dueTimes, specialistFor } from '../cases/index.ts';
import { tellHolders } from '../cases/tell.ts';
import { handsIn, isFile, saysHanded } from '../intents/request-cues.ts';
import { concernsAsker, supplementsMeant } from '../meant.ts';
import {
  type Case,
  type Decision,
  directChat,
  type Filing,
  type Intent,
  isOpen,
  type Post,
  say,
  silence,
  type View,
} from '../model.ts';
import { responsible } from '../reminders.ts';
import { casesTalkedOf } from '../talked-of.ts';
import * as texts from '../texts/cases.ts';
import { newsNotice, newsTold, whichCase } from '../texts/follow-ups.ts';
import { alike } from '../utterance.ts';
import { passOn } from './open.ts';

/** What is told besides that papers came: that they will, that they had come before, or how something went. */
type News = 'promised' | 'disputed' | 'told' | undefined;

/**
 * 已补材料: back to the post that waits for it, and to the specialist. A clock moves only when the post confirms; what
 * is only promised, or was handed in before, changes nothing but is told to the same people.
 */
export function takeMaterial(intent: Intent, view: View, now: Date): Decision {
  const { asker, chat, county, quotedCase } = view;
  if (!asker) return say(texts.bindFirst(county));
  if (asker.role !== 'enterprise') return silence;
  const news = (intent.slots.news === 'put-right' ? undefined : intent.slots.news) as News;
  // What people promise each other in the shared group is heard by those who wait for it.
  if (news === 'promised' && chat.kind === 'county' && intent.slots.addressed !== true) return silence;
  const [waiting, another] = supplementsMeant(view, intent);
  if (waiting && another) return say(whichCase([waiting, another], county));
  if (waiting) return news ? passOn(waiting, intent.text, view) : handedIn(waiting, intent.text, view, now);
  const filing = filingWaiting(intent, view);
  // An answer to a colleague is the whole firm's to act on.
  const told = view.cases.filter(({ number, status }) => number === view.told?.case && status === 'answered');
  const talkedOf = (quotedCase ? [quotedCase] : [...casesTalkedOf(view, now), ...told]).find(
    (kase) => isOpen(kase) && kase.kind !== 'integrity' && concernsAsker(view, kase),
  );
  if (talkedOf && (quotedCase || !filing?.named))
    return news || !isThere(intent)
      ? passOn(talkedOf, intent.text, view)
      : toHolder(talkedOf, intent.text, view);
  if (!filing && isFile.test(intent.text) && !saysHanded.test(intent.text))
    return chat.kind === 'county' ? silence : say(texts.whatIsFileFor);
  return toPost(filing?.one, news ?? (filing || isThere(intent) ? undefined : 'told'), intent.text, view);
}

/** 让设计院今晚改: somebody is still to do it; 17号就传了: it was there before. */
const notNow =
  /(?:让|叫|喊|催|请)(?![你您])[^,，。]{0,10}[改补做画传]|(?:今晚|明[天早晚]|后天|回头|等会儿?)[^,，。]{0,4}改|(?:早|\d[号日]|[昨前]天)[^,，。这马]{0,3}就[^,，。]{0,3}[传交补发送报]/;
/** Papers that have come, said in so many words; what only sounds like it is news. */
const isThere = ({ text, slots }: Intent): boolean =>
  (slots.likely !== true || handsIn.test(text)) && !notNow.test(text);

/** A filing of the asker's that waits for papers; `named` when the words say which. */
function filingWaiting({ text, mentions }: Intent, view: View): { one: Filing; named: boolean } | undefined {
  const waiting = view.filings.filter(
    (one) => one.state === 'supplement' && (!view.project || one.project === view.project.code),
  );
  const named = waiting.find((one) => mentions.items.includes(one.item) || alike(one.remark ?? '', text) > 0);
  if (named) return { one: named, named: true };
  const [one] = mentions.items.length === 0 ? waiting : [];
  return one && { one, named: false };
}

/** The case goes on where it waited. */
function handedIn(waiting: Case, text: string, view: View, now: Date): Decision {
  return {
    changes: [
      {
        kind: 'case-changed',
        number: waiting.number,
        set: {
          status: waiting.acceptedAt ? 'accepted' : 'assigned',
          // Time to look at what came: a due time that passed meanwhile would pass the case on at once.
          replyDue: dueTimes(view.county, waiting.level, waiting.urgency, now).replyDue,
        },
        what: '企业已补件',
      },
    ],
    posts: [
      { to: 'here', text: texts.materialForwarded(waiting) },
      { to: { person: waiting.owner }, text: texts.materialNotice(waiting.number, text) },
    ],
  };
}

/** Papers for a case that waits for none: whoever has it looks at them. */
function toHolder(kase: Case, words: string, view: View): Decision {
  const about = { case: kase.number };
  const holder = texts.postName(view.county.people.get(kase.owner));
  const text = texts.materialNotice(kase.number, words);
  return {
    changes: [],
    posts: [{ to: 'here', text: texts.materialForwardedTo(kase, holder), about }, ...tellHolders(kase, text)],
  };
}

/** To the post that has the filing, which is the one that asked, and to the specialist; both hear the words. */
function toPost(filing: Filing | undefined, news: News, words: string, view: View): Decision {
  const { county, today } = view;
  const specialist = specialistFor(view)?.id;
  const holder = (filing && responsible(county, filing, today)) ?? specialist;
  const named = [
    county.projects.get(filing?.project ?? view.project?.code ?? '')?.name,
    county.items.get(filing?.item ?? '')?.name,
  ];
  const what = named.filter(Boolean).join(' · ') || '材料';
  const post = texts.postName(county.people.get(holder ?? ''));
  const [here, there] = {
    none: [texts.materialNoted(post), texts.materialNotice(what, words)],
    promised: [texts.materialPromised(post), texts.materialComing(what, words)],
    disputed: [texts.materialDisputed(post), texts.materialAsked(what, words)],
    told: [newsTold(post), newsNotice(what, words)],
  }[news ?? 'none'] as [string, string];
  const told = [...new Set([holder, specialist])].flatMap((person): Post[] =>
    person ? [{ to: { chat: directChat(person) }, text: there }] : [],
  );
  const posts: Post[] = [{ to: 'here', text: here }, ...told];
  // The post's 看了可以 is said of what was handed in.
  return {
    changes: [],
    posts: posts.map((one) => (filing ? { ...one, about: { filings: [filing.id] } } : one)),
  };
}
