import type { CaseAction } from '../model.ts';
import { type IntentRule, isOfficial } from './rule.ts';

const verbs: Record<string, CaseAction> = {
  接单: 'accept',
  接: 'accept',
  受理: 'accept',
  退回: 'return',
  退: 'return',
  转办: 'transfer',
  转: 'transfer',
  补件: 'supplement',
  补正: 'supplement',
  缺: 'supplement',
  办结: 'conclude',
  结案: 'conclude',
  回复: 'reply',
  答复: 'reply',
  催办: 'chase',
  改类: 'retype',
  撤回: 'withdraw',
  撤销: 'withdraw',
  撤件: 'withdraw',
};
const verb = '接单|接|退回|退|转办|转|补件|补正|缺|办结|结案|回复|答复|催办|改类|撤回|撤销|撤件';
const number = '(?:[A-Z]{2,6}-\\d{4}-)?0*(\\d{1,6})(?:号件?)?';
/** 接单 12, 转 12 水利局 属河道. */
const verbFirst = new RegExp(`^(${verb})\\s*[#＃]?${number}(?:\\s*[,，:：]?\\s*(.*))?$`, 's');
/** 3 办结 已核发, 5 缺消防意见. */
const numberFirst = new RegExp(
  `^[#＃]?${number}\\s*[,，:：、.]?\\s*(?:重新|再|改)?(${verb})\\s*[,，:：]?\\s*(.*)$`,
  's',
);
/** A quoted card, then only the verb. */
const bare = /^(接单|接了|退回|转办|补件|办结|回复|答复)(?:\s*[,，:：]?\s+(.*)|[:：](.*))?$/s;

/** One action an office-holder typed. */
export interface TypedAction {
  action: CaseAction;
  /** 接单, 改类 and 撤回 are said of cases only, everything else of filings too. */
  casesOnly?: boolean;
  serial?: number;
  department?: string;
  text?: string;
}

function one(text: string): TypedAction | undefined {
  const clean = text.trim();
  const first = clean.match(verbFirst);
  if (first) return build(first[1] ?? '', Number(first[2]), first[3]);
  const second = clean.match(numberFirst);
  if (second) return build(second[2] ?? '', Number(second[1]), second[3]);
  return undefined;
}

function build(word: string, serial: number | undefined, rest = ''): TypedAction {
  const action = verbs[word] ?? verbs[word.replace('接了', '接')] ?? 'reply';
  const numbered = {
    ...(serial === undefined ? {} : { serial }),
    ...(word.startsWith('接') || action === 'retype' || action === 'withdraw' ? { casesOnly: true } : {}),
  };
  const said = rest.trim();
  if (action === 'transfer' || action === 'return') {
    const [department = '', ...why] = said.replace(/^(?:给|到|至)/, '').split(/[\s,，:：]+/);
    const text = why.join(' ');
    return { action, ...numbered, ...(department ? { department } : {}), ...(text ? { text } : {}) };
  }
  return { action, ...numbered, ...(said ? { text: said } : {}) };
}

/** The actions in a line, several set apart by semicolons or new lines; undefined when it is no such line. */
export function actionsIn(text: string): TypedAction[] | undefined {
  const parts = text
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const found = parts.map(one);
  if (found.length > 0 && found.every((action) => action !== undefined)) return found as TypedAction[];
  return undefined;
}

/** Whether a text has the shape of an office-holder's line. */
export const isCommand = (text: string): boolean => actionsIn(text) !== undefined;

/** What office-holders type instead of pressing a button. */
export const commands: IntentRule[] = [
  {
    kind: 'case_action',
    means: '联络员或专员对诉求件接单、退回、转办、补件、答复、办结',
    recognise(said) {
      if (!isOfficial(said.role)) return undefined;
      const actions = actionsIn(said.text);
      if (actions) return { actions };
      const alone = said.text.trim().match(bare);
      if (!alone) return undefined;
      return { actions: [build(alone[1] ?? '', undefined, alone[2] ?? alone[3] ?? '')] };
    },
  },
  {
    kind: 'confirm',
    means: '确认或否认机器人登记前的复述',
    recognise(said) {
      const yes = said.text.trim().match(/^(?:确认|没错|对的?|是的?)\s*(P\d+)?[。.!！]?$/i);
      const no = said.text.trim().match(/^(?:不对|取消|作废)\s*(P\d+)?[。.!！]?$/i);
      const found = yes ?? no;
      if (!found || !isOfficial(said.role)) return undefined;
      return { accepted: yes !== null, ...(found[1] ? { id: found[1].toUpperCase() } : {}) };
    },
  },
];
