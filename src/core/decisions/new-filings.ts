import { can } from '../access.ts';
import { specialistFor } from '../cases/index.ts';
import { isServedBy, itemsAsSaid } from '../filings/meant.ts';
import { stepIn } from '../filings/steps.ts';
import { names } from '../meant.ts';
import {
  type Decision,
  type Filing,
  type FilingSet,
  type Intent,
  type Item,
  isDecided,
  type Project,
  type Proposal,
  type View,
  withSet,
} from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/steps.ts';
import { forward } from './requests.ts';
import { propose, reportOf } from './steps.ts';

/** 行政许可法第四十二条, where the county's list gives a licence no working days. */
const DEFAULT_LIMIT = { limitDays: 20, limitBasis: '《行政许可法》第四十二条' };

/**
 * What was handed in and is not in the ledger yet is added to it, once that is confirmed. Where the county's list gives
 * no working days there is no clock to start: the specialist sees to it.
 */
export function proposeNew(intent: Intent, view: View): Decision | undefined {
  const { asker, county, projects } = view;
  const named = projects.filter((one) => names(intent.mentions, one));
  const project = named.length === 1 ? named[0] : named.length === 0 ? view.project : undefined;
  const item = project && itemMeant(intent, project, view);
  const [department] = item?.departments ?? [];
  if (!asker || !project || !item || department === undefined) return undefined;
  if (!can(asker, 'move-filing', {}, 'direct') || !isServedBy({ department }, asker)) return undefined;
  const before = view.filings.filter((one) => one.project === project.code && one.item === item.code);
  if (!before.every(isDecided)) return undefined;
  const limit = [item.promised, item.statutory].find((one) => one?.limitDays && one.unit !== 'calendar');
  const filing: Filing = {
    id: [project.code, item.code, ...(before.length ? [before.length + 1] : [])].join('/'),
    project: project.code,
    item: item.code,
    department,
    state: 'planned',
    ...DEFAULT_LIMIT,
    ...(limit?.limitDays ? { limitDays: limit.limitDays, limitBasis: limit.basis } : {}),
    extensionDays: 0,
    suspensions: [],
    changedOn: view.today,
  };
  const step = stepIn(reportOf(intent.text, filing, view));
  if (!('set' in step) || !(step.set.receivedOn ?? step.set.acceptedOn)) return undefined;
  if (!limit && item.kind !== '许可') return toSpecialist(item, intent.text, { ...view, project });
  const what = texts.newFilingText(filing, step.set, step.day, county);
  const note = texts.stepNote(step.set, step.day, county.calendar);
  return propose(filing, { set: { ...filing, ...step.set }, what, note }, view);
}

/** What was sent back comes in again, by whatever name; else what is named first. */
function itemMeant(intent: Intent, project: Project, { county, filings }: View): Item | undefined {
  const { items, departments } = intent.mentions;
  const again = filings.filter(
    (one) =>
      one.project === project.code &&
      one.state === 'refused' &&
      (items.includes(one.item) || departments.includes(one.department)),
  );
  const [code] = again.length === 1 ? [again[0]?.item] : itemsAsSaid(intent, county);
  return county.items.get(code ?? '');
}

function toSpecialist(item: Item, text: string, view: View): Decision | undefined {
  const specialist = specialistFor(view);
  if (view.chat.kind !== 'direct' || !specialist || specialist.id === view.asker?.id) return undefined;
  const here = texts.notInLedger(item.name, postName(specialist));
  return forward(specialist.id, here, texts.toBeAdded(postName(view.asker), text));
}

/** What is asked of a filing that the ledger does not have yet holds the whole of it. */
const isNew = ({ set }: Proposal): boolean => typeof set.project === 'string';

const stepFields = ['state', 'receivedOn', 'acceptedOn', 'remark', 'suspensions'] as const;

/** What a confirmed step sets, of a new filing apart from what it is. */
export const stepOf = (proposal: Proposal): FilingSet =>
  isNew(proposal)
    ? Object.fromEntries(
        stepFields.flatMap((field) => (field in proposal.set ? [[field, proposal.set[field]]] : [])),
      )
    : proposal.set;

/** The filing as it was before the step that brings it in. */
export const newFiling = (proposal: Proposal): Filing | undefined =>
  isNew(proposal)
    ? withSet(proposal.set as Filing, {
        state: 'planned',
        receivedOn: null,
        acceptedOn: null,
        remark: null,
        suspensions: [],
      })
    : undefined;
