import { type IntentRule, isOfficial } from './rule.ts';

const number = '(?:[A-Z]{2,6}-\\d{4}-)?0*(\\d{1,9})';
const settleReply = new RegExp(`^(不)?采纳\\s*[#＃]?${number}(?:\\s*[,，:：]?\\s*(.*))?$`, 's');
/** 采纳, 采纳 改：…: of the only one that waits for who says so. */
const settleOnly = /^(不)?采纳[了吧]?(?:[。.!！]*$|\s*[,，:：]?\s*((?:改[:：]|至\s?\d|问).*)$)/s;
const settleDoubt = new RegExp(
  `^核实\\s*(?:[#＃]?${number})?\\s*(属实|无误)(?:\\s*[,，:：]?\\s*(.*))?$`,
  's',
);
const settlePush = new RegExp(`^(不)?推送\\s*(?:[#＃]?${number})?[。.!！]?$`);
const expand =
  /^(?:请|帮我|麻烦)?(?:展开|全文|原文|看(?:一下)?(?:全文|原文))\s*(?:第?\s*(\d)\s*(?:条|个)?|《[^》]+》\S{0,20})?[。.!！?？]?$/;

/** What keeps the knowledge current: lines of the specialist, and everybody's 展开. */
export const upkeep: IntentRule[] = [
  {
    kind: 'settle_reply',
    means: '专员采纳或不采纳一条部门答复',
    recognise({ role, text, chatKind }) {
      const [, not, serial, rest = ''] = settleReply.exec(text.trim()) ?? [];
      if (!isOfficial(role)) return undefined;
      const only = serial === undefined && chatKind === 'direct' ? settleOnly.exec(text.trim()) : null;
      if (only) return { number: 'only', accepted: only[1] === undefined, text: (only[2] ?? '').trim() };
      if (serial === undefined) return undefined;
      return { number: Number(serial), accepted: not === undefined, text: rest.trim() };
    },
  },
  {
    kind: 'settle_doubt',
    means: '专员核实一条被质疑的答复',
    recognise({ role, text }) {
      const [, id, finding, rest = ''] = settleDoubt.exec(text.trim()) ?? [];
      if (finding === undefined || !isOfficial(role)) return undefined;
      return { number: id === undefined ? 'only' : Number(id), right: finding === '属实', text: rest.trim() };
    },
  },
  {
    kind: 'settle_push',
    means: '专员确认或取消一条政策推送',
    recognise({ role, text }) {
      const found = settlePush.exec(text.trim());
      if (!found || !isOfficial(role)) return undefined;
      const [, not, id] = found;
      return { number: id === undefined ? 'only' : Number(id), accepted: not === undefined };
    },
  },
  {
    kind: 'expand',
    means: '要看刚才答复所依据条文的全文',
    recognise({ text }) {
      const found = expand.exec(text.trim());
      return found ? { ...(found[1] ? { nth: Number(found[1]) } : {}) } : undefined;
    },
  },
];
