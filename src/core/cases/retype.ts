import { type Case, type CaseKind, type Decision, say, serialOf, type View } from '../model.ts';
import { done, kindNames, postName, refusals } from '../texts/cases.ts';
import { change } from './index.ts';

/** 改类: a case was taken for the wrong kind. Nothing becomes or stops being an integrity matter that way. */
export function retype(kase: Case, word: string | undefined, view: View): Decision {
  const { integrity: _, ...names } = kindNames;
  const kinds = Object.entries(names) as [CaseKind, string][];
  const [kind, name] = kinds.find(([, one]) => word?.includes(one)) ?? [];
  if (kind === undefined || kase.kind === 'integrity')
    return say(refusals.needKind(serialOf(kase.number), Object.values(names)));
  const posts = [{ to: 'here', text: done.retype({ ...kase, kind }) } as const];
  return { changes: [change(kase, { kind }, `${postName(view.asker)}改为${name}`)], posts };
}
