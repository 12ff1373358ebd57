import { type Card, type CaseAction, caseActions } from '../../core/model.ts';
import { pressed } from '../../core/texts/doors.ts';
import { clip } from '../split.ts';

/** What the platform shows at most; beyond it a card is refused or cut. */
const TITLE = 26;
const SUBTITLE = 112;
const BUTTON = 10;
const BUTTONS = 6;

/** A card as the platform takes it; unknown to us in detail, so only built here. */
export type TemplateCard = Record<string, unknown>;

/** What a button says when it is pressed: 动作:版本:件号. */
export const keyOf = (action: CaseAction, card: Card): string => `${action}:${card.version}:${card.case}`;

/** The same read back; undefined for a key that is not ours. */
export function readKey(key: string): { action: CaseAction; case: string; version: number } | undefined {
  const [, action, version, number] = /^([a-z]+):(\d{1,9}):([\w-]{1,64})$/.exec(key) ?? [];
  if (!caseActions.includes(action as CaseAction) || number === undefined) return undefined;
  return { action: action as CaseAction, version: Number(version), case: number };
}

/** Whether a card can say the whole text itself, so that no message is needed before it. */
export const saysAll = (text: string): boolean => [...text].length <= SUBTITLE;

/** Buttons for a case. `taskId` names this card for good; a text too long for a card goes before it. */
export function templateCard(card: Card, text: string, taskId: string): TemplateCard {
  return {
    card_type: 'button_interaction',
    main_title: { title: clip(card.title, TITLE) },
    ...(saysAll(text) && text !== '' ? { sub_title_text: text } : {}),
    button_list: card.buttons.slice(0, BUTTONS).map((button) => ({
      text: clip(button.label, BUTTON),
      style: button.action === 'accept' ? 1 : 2,
      key: keyOf(button.action, card),
    })),
    task_id: taskId,
  };
}

/** What a card becomes once a button was pressed: no button is left to press twice. */
export function pressedCard(action: { action: CaseAction; case: string }, taskId: string): TemplateCard {
  return {
    card_type: 'button_interaction',
    main_title: { title: clip(action.case, TITLE) },
    sub_title_text: clip(pressed(action.action), SUBTITLE),
    button_list: [{ text: '已处理', style: 3, key: 'done' }],
    task_id: taskId,
  };
}

/** Unique per bot and made of what the platform allows: letters, digits, _ - @. */
export const taskIdOf = (card: Card, key: string): string =>
  `${card.case}-${card.version}-${key}`.replace(/[^0-9A-Za-z_@-]/g, '-').slice(0, 128);
