import { gapIn } from '../filings/gaps.ts';
import { tellsIssue, tellsOfAsked, tellsOfPaper } from '../filings/issued.ts';
import { filingMeant, isServedBy, servesAll } from '../filings/meant.ts';
import { asks } from '../intents/rule.ts';
import {
  type Decision,
  type Filing,
  type Intent,
  type IntentKind,
  isRunning,
  type Reading,
  talkKinds,
  type View,
} from '../model.ts';
import { responsible } from '../reminders.ts';
import { TALK_MS } from '../talked-of.ts';
import { noteFiling } from './filings.ts';
import { reportOf } from './steps.ts';

/** What such a line is taken for by its sound. */
const soundsLike: IntentKind[] = [
  ...talkKinds,
  'ask_progress',
  'ask_procedure',
  'submit_material',
  'feedback',
  'notice_status',
];

/**
 * 施工许可证发了, 出来了 昨天下午出的: an office tells in its own words that what it was to issue came. Of a line that
 * names nothing it is what an enterprise has just asked here, what the bot spoke of last, or, of a paper, the only
 * filing that the speaker has; 齐了, 看了 可以 release what the bot spoke of last and lacks something. Asked about
 * like any step.
 */
export function toldIssued({ intents }: Reading, view: View, now: Date): Decision | undefined {
  const { asker, county } = view;
  const [intent] = intents;
  if (!intent || !asker || intents.some(({ kind }) => !soundsLike.includes(kind))) return undefined;
  const text = [...new Set(intents.map((one) => one.text))].join('，');
  if (asker.role === 'enterprise' || asks(text)) return undefined;
  const { items, projects, enterprises, caseNumbers } = intent.mentions;
  if (caseNumbers.length > 0) return undefined;
  if (items.length + projects.length + enterprises.length > 0) {
    const filing = filingMeant(intent, view);
    const told = filing && tellsIssue(text, reportOf(text, filing, view).names);
    return told && own([filing], view) ? taken(noteFiling({ ...intent, text }, view, now)) : undefined;
  }
  const released = gapIn(text) === 'came' || foundGood.test(text);
  const filing =
    (tellsOfAsked(text) ? inTalk(view, now) : undefined) ??
    (tellsOfPaper(text) ? onlyOwn(view) : undefined) ??
    (released ? waiting(inTalk(view, now)) : undefined);
  if (!filing) return undefined;
  const mentions: Intent['mentions'] = {
    ...intent.mentions,
    items: [filing.item],
    projects: [filing.project],
  };
  const said = foundGood.test(text) ? '补正材料齐了' : text;
  const named = `${county.items.get(filing.item)?.name ?? ''}${said}`;
  return taken(noteFiling({ ...intent, text: named, mentions }, view, now));
}

/** 看了 可以, 没问题: of what an enterprise has handed in. */
const foundGood =
  /^(?=.*(?:[看核查]|没问题|合格|符合|可以了))(?:我|刚|已经?|都|收到|[看核查](?:[对实验]|一下)?|照片|材料|图纸?|[了过\s,，。])*(?:可以|没问题|合格|符合要求|行|通过|ok)[了的吧啊\s。.!！]*$/i;
const waiting = (filing: Filing | undefined): Filing | undefined =>
  filing?.state === 'supplement' ? filing : undefined;

/** Only where it comes to a question or a word of why not: else the line is read as it was. */
const taken = (decision: Decision): Decision | undefined =>
  decision.changes.length + decision.posts.length > 0 ? decision : undefined;

/** The speaker's own among these, if it is one. */
function own(filings: Filing[], { asker, county, today }: View): Filing | undefined {
  const mine = filings.filter(
    (one) =>
      isRunning(one) &&
      asker !== undefined &&
      isServedBy(one, asker) &&
      (servesAll(asker) ||
        asker.duty === undefined ||
        responsible(county, one, today) === asker.id ||
        asker.duty.scope.items.includes(one.item)),
  );
  return mine.length === 1 ? mine[0] : undefined;
}

/** What an enterprise asked here last; where it asked of nothing, what the bot spoke of since. */
function inTalk(view: View, now: Date): Filing | undefined {
  const { turns, spoken, county, filings } = view;
  const ofLate = ({ at }: { at: Date }) => now.getTime() - at.getTime() <= TALK_MS;
  const before = turns.find((turn) => ofLate(turn) && county.people.get(turn.person)?.enterprise);
  const enterprise = county.people.get(before?.person ?? '')?.enterprise;
  const asked = filings.filter(
    (one) =>
      before?.items.includes(one.item) &&
      enterprise !== undefined &&
      county.projects.get(one.project)?.enterprise === enterprise,
  );
  if (asked.length > 0) return own(asked, view);
  const [last] = spoken;
  if (!last || !ofLate(last) || (before?.id ?? 0) > last.place || !('filings' in last.about))
    return undefined;
  const { filings: ids } = last.about;
  return own(
    filings.filter(({ id }) => ids.includes(id)),
    view,
  );
}

const onlyOwn = (view: View): Filing | undefined =>
  view.asker?.duty === undefined ? undefined : own(view.filings, view);
