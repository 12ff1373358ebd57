type Card = Record<string, unknown>;

/** What the platform demands of a template card, as far as ours can break it; empty when it is fine. */
export function cardFaults(card: Card, tasks: ReadonlySet<string>, isUpdate = false): string[] {
  const faults: string[] = [];
  const demand = (fine: boolean, fault: string) => fine || faults.push(fault);
  const title = (card.main_title as { title?: string } | undefined)?.title ?? '';
  const task = String(card.task_id ?? '');
  const buttons = (card.button_list ?? []) as { text?: string; key?: string; style?: number }[];
  demand(card.card_type === 'button_interaction', `card_type ${String(card.card_type)}`);
  demand(title !== '' && [...title].length <= 26, 'main_title.title missing or longer than 26');
  demand([...String(card.sub_title_text ?? '')].length <= 112, 'sub_title_text longer than 112');
  demand(/^[0-9A-Za-z_@-]{1,128}$/.test(task), `task_id ${task}`);
  demand(isUpdate || !tasks.has(task), `task_id ${task} used before`);
  demand(buttons.length >= 1 && buttons.length <= 6, `${buttons.length} buttons`);
  demand(new Set(buttons.map(({ key }) => key)).size === buttons.length, 'button keys repeat');
  for (const { text, key, style } of buttons) {
    demand(text !== undefined && text !== '' && [...text].length <= 10, `button text ${text}`);
    demand(key !== undefined && Buffer.byteLength(key) <= 1024, 'button key');
    demand(style === undefined || [1, 2, 3, 4].includes(style), `button style ${style}`);
  }
  return faults;
}
