import { type Case, type Decision, type Person, say, type View } from '../model.ts';
import * as texts from '../texts/cases.ts';
import { assisted } from '../texts/meetings.ts';
import { leftAssisting } from '../texts/office.ts';
import type { Action } from './actions.ts';
import { change } from './index.ts';
import { tell, tellHolders } from './tell.ts';

/** Who only helps with a case may say something to it or leave it; it goes on where it is. */
export function assist(kase: Case, action: Action, actor: Person, view: View): Decision {
  const by = texts.postName(actor);
  const holder = texts.postName(view.county.people.get(kase.owner));
  if (action.action === 'reply' && action.text) {
    return {
      changes: [{ kind: 'note-added', case: kase.number, text: `${by}意见：${action.text}` }],
      posts: [
        ...tell(kase, view, texts.answered(kase, by, action.text), 'detail'),
        { to: { person: kase.owner }, text: assisted(kase, by, action.text) },
        { to: 'here', text: texts.done.assist(kase) },
      ],
    };
  }
  if (action.action === 'return' || action.action === 'transfer') {
    const assisting = kase.assisting.filter((code) => code !== actor.department);
    const text = leftAssisting(kase, by, [action.department, action.text].filter(Boolean).join(' '));
    return {
      changes: [change(kase, { assisting }, `${by}退出协办`)],
      posts: [{ to: 'here', text: texts.done.leftAssisting(kase, holder) }, ...tellHolders(kase, text)],
    };
  }
  return say(texts.refusals.assistsOnly(kase, holder));
}
