import { can } from './access.ts';
import { type Case, type Intent, isOpen, type Project, serialOf, type View } from './model.ts';

/** A case by what people type: `QH-2026-000012` or just 12. Only among those the asker may see. */
export function caseBySerial(view: View, serial: number): Case | undefined {
  return view.cases.find((kase) => serialOf(kase.number) === serial);
}

/**
 * The case an enterprise means when it follows up: the quoted or numbered one, else its latest open case that
 * shares an item or department with the text, else its only open case when the text names nothing.
 */
export function caseMeant(view: View, intent: Intent): Case | undefined {
  if (view.quotedCase) return isOpen(view.quotedCase) ? view.quotedCase : undefined;
  const mine = view.cases.filter((kase) => isOpen(kase) && concernsAsker(view, kase));
  const { items, departments } = intent.mentions;
  if (items.length === 0 && departments.length === 0) return mine[0];
  return mine.find(
    (kase) =>
      kase.items.some((item) => items.includes(item)) ||
      (items.length === 0 && departments.includes(kase.department)),
  );
}

function concernsAsker(view: View, kase: Case): boolean {
  const { asker } = view;
  if (!asker) return false;
  if (asker.role === 'enterprise')
    return kase.enterprise === asker.enterprise || kase.watchers.includes(asker.id);
  return can(asker, 'see-case', { case: kase }, view.chat.kind);
}

/** Projects a text names that the asker may not hear of (or that do not exist): answered alike. */
export function foreignProjects(view: View, intent: Intent): boolean {
  const visible = new Set(view.projects.map((project) => project.code));
  const own = new Set(view.projects.map((project) => project.enterprise));
  const named = intent.mentions.projects.some((code) => !visible.has(code));
  const enterprise = intent.mentions.enterprises.some((id) => !own.has(id) && id !== view.asker?.enterprise);
  return named || enterprise;
}

/** The projects a progress question is about: the named one, the one in talk, or all the asker's. */
export function projectsMeant(view: View, intent: Intent): Project[] {
  const named = view.projects.filter(
    (project) =>
      intent.mentions.projects.includes(project.code) ||
      intent.mentions.enterprises.includes(project.enterprise),
  );
  if (named.length) return named;
  if (view.project) return [view.project];
  return view.asker?.role === 'enterprise' ? view.projects.slice(0, 3) : [];
}
