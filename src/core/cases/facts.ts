import { alarms } from '../intents/alarms.ts';
import { contradicts } from '../intents/request-cues.ts';
import type { Fact, Mentions, View } from '../model.ts';
import type { Opening } from './index.ts';

/** 上周三, 十来天, 20号: since when. */
const when =
  /[\d一二三四五六七八九十两几半](?:来|多|几)?个?(?:天|日|号|周|星期|礼拜|月|年|点)|[今昨前]天|[上这本]个?(?:周|星期|礼拜|月)|(?:周|星期)[一二三四五六日天]|月[初底中]|刚(?:刚|才|报|交)/;

/** What a difficulty leaves out that whoever gets it needs, and that the record does not tell. */
export function lacking(view: View, { kind, text, mentions }: Opening): Fact[] {
  if (view.asker?.role !== 'enterprise' || (kind !== 'difficulty' && kind !== 'complaint')) return [];
  // A danger is acted on before anything is asked.
  if (alarms.danger(text)) return [];
  const { items, departments, stage } = mentions;
  const onRecord = view.filings.some(
    (filing) =>
      filing.project === view.project?.code && items.includes(filing.item) && filing.receivedOn !== undefined,
  );
  const lacks: Record<Fact, boolean> = {
    project: view.project === undefined && view.projects.length > 1,
    matter: items.length + departments.length === 0 && stage === undefined,
    // Since when tells nothing about who of two is right.
    time: !onRecord && !when.test(text) && !contradicts(text),
  };
  return (Object.keys(lacks) as Fact[]).filter((fact) => lacks[fact]);
}

/** Whether a text tells something that was asked for. */
export function tells(lacks: Fact[], { projects, enterprises, items, departments }: Mentions, text: string) {
  const told: Record<Fact, boolean> = {
    project: projects.length + enterprises.length > 0,
    matter: items.length + departments.length > 0,
    time: when.test(text),
  };
  return lacks.some((fact) => told[fact]);
}
