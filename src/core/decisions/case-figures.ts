import { addDays } from '../calendar.ts';
import type { FigureWanted } from '../intents/figures.ts';
import { type Case, type Day, dayOf, type Intent, isOpen, type View } from '../model.ts';
import { kindNames } from '../texts/cases.ts';
import * as texts from '../texts/figures.ts';
import { sizes, spanOf, within } from './counting.ts';
import { inNamed, ownDepartment } from './scope.ts';

/** Concluded cases are read back so far: a longer count would be short. */
const CASES_KNOWN_DAYS = 30;

/**
 * Cases that came in within a span and what has become of them since, or all that are open; by kind where nothing else
 * is asked. What was told in confidence counts nowhere.
 */
export function caseFigure(wanted: FigureWanted, intent: Intent, view: View, where: string): string {
  if (wanted.of === 'cases' && wanted.measures.includes('on-time')) return texts.replyRateNotKept;
  const cases = casesCounted(wanted, intent, view);
  if (wanted.span === undefined) {
    const open = cases.filter(isOpen);
    return texts.countLine(where, {
      label: `在办的${nameOf(wanted)}`,
      count: open.length,
      groups: groupsOf(open, wanted, view),
    });
  }
  const { measures } = wanted;
  const isOfDone = measures.includes('concluded') && !measures.includes('received');
  const lines = (wanted.both ? [false, true] : [wanted.past]).map((past) => {
    const span = spanOf(wanted.span, past, view.today);
    if (span.from === undefined || span.from < addDays(view.today, -CASES_KNOWN_DAYS)) return texts.onPage;
    const found = cases.filter((kase) => within(isOfDone ? doneOn(kase) : dayOf(kase.openedAt), span));
    const line = texts.countLine(where, {
      label: `${texts.spanText(wanted.span, past)}${isOfDone ? '办结' : '登记'}的${nameOf(wanted)}`,
      count: found.length,
      groups: groupsOf(found, wanted, view),
    });
    const outcome = measures.includes('concluded') && !isOfDone && found.length > 0;
    return outcome
      ? `${line}${texts.sinceThen(howMany(found, 'answered'), howMany(found, 'concluded'))}`
      : line;
  });
  return [...new Set(lines)].join('\n');
}

const doneOn = ({ status, concludedAt }: Case): Day | undefined =>
  status === 'concluded' && concludedAt ? dayOf(concludedAt) : undefined;

const howMany = (cases: Case[], status: Case['status']): number =>
  cases.filter((kase) => kase.status === status).length;

const nameOf = ({ kind }: FigureWanted): string => (kind ? kindNames[kind] : '诉求');

function casesCounted({ kind }: FigureWanted, { mentions }: Intent, view: View): Case[] {
  const departments = mentions.departments.length ? mentions.departments : ownDepartment(view);
  return view.cases.filter(
    (kase) =>
      kase.kind !== 'integrity' &&
      (kind === undefined || kase.kind === kind) &&
      inNamed(kase.project, mentions, view) &&
      (departments.length === 0 || departments.includes(kase.department)) &&
      (mentions.items.length === 0 || kase.items.some((item) => mentions.items.includes(item))),
  );
}

function groupsOf(cases: Case[], { by, kind }: FigureWanted, { county }: View): texts.Group[] {
  const of = by ?? (kind ? 'department' : undefined);
  return sizes(
    cases.map((kase) => {
      if (of === 'department') return county.departments.get(kase.department)?.shortName ?? kase.department;
      if (of === 'enterprise') return county.enterprises.get(kase.enterprise ?? '')?.name ?? texts.nobody;
      if (of === 'specialist') return county.people.get(kase.firstContact)?.name ?? texts.nobody;
      return kindNames[kase.kind];
    }),
  );
}
