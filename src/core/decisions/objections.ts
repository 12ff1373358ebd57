import { lines } from '../intents/settle.ts';
import type { Case, Decision, Reading, View } from '../model.ts';
import { reopen } from '../reopen.ts';

/** 没有啊, 不对吧: said back to what was just told. */
const denies =
  /^\s*(?:没有?(?:啊|呀|吧|哦|嘛|哈|呢)|没有[,，。!！\s]|哪(?:里|儿)?(?:有|办好|办完|解决)|(?:不对|不是)(?:[啊呀吧,，。]|$)|不可能)/;
/** 结论我不认: what was answered is not accepted. */
const rejects = /不(?:认(?![识得])|服(?![务从])|同意|接受|属实)/;
/** 根本没拿到: what was to be done was not. */
const undone =
  /(?:没|未)(?:有)?(?:拿到|领到|收到|见到|看到|办(?:好|完|成)|弄(?:好|完)|解决)|还(?:没|是不行|不行)/;

/**
 * What an enterprise says right after it was told that a case is closed or answered, against it, belongs to that case,
 * in whatever words: it is opened again with them. Among many people only words to the bot count.
 */
export function objected({ intents }: Reading, view: View, now: Date): Decision | undefined {
  const { asker, chat, told, quotedCase } = view;
  const [first] = intents;
  if (asker?.role !== 'enterprise' || chat.kind === 'county' || !first || quotedCase) return undefined;
  if (intents.some(({ kind }) => kind === 'kb_correction' || lines.includes(kind))) return undefined;
  const kase = view.cases.find(({ number }) => number === told?.case);
  const text = [...new Set(intents.map((intent) => intent.text))].join('，');
  return kase && objects(text, kase, first.mentions.items) ? reopen(kase, text, view, now) : undefined;
}

/** A plain denial speaks of what was told; other words only where they name nothing else. */
function objects(text: string, { status, items }: Case, named: string[]): boolean {
  if (denies.test(text)) return true;
  if (named.some((item) => !items.includes(item))) return false;
  return rejects.test(text) || (status === 'concluded' && undone.test(text));
}
