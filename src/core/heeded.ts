import { type Decision, type Heeded, type IntentKind, type Reading, talkKinds } from './model.ts';

/** What is kept of a reading, and of what came of it. */
export function heeded(reading: Reading, { changes }: Decision, project?: string): Heeded {
  const { intents, guess } = reading;
  const opened = changes.find((change) => change.kind === 'case-opened');
  const touched = changes.find((change) => change.kind === 'case-changed');
  const joined = changes.find((change) => change.kind === 'case-joined');
  const named = intents.flatMap(({ mentions }) => mentions.items);
  const answered = intents.flatMap(({ answer }) => answer?.about ?? []);
  // Of an integrity matter nothing goes on into what is said next, which others may read.
  const items = opened?.case.kind === 'integrity' ? [] : named.length > 0 ? named : answered;
  const projects = intents.flatMap((intent) => intent.mentions.projects);
  const [answer] = intents.flatMap((intent) => intent.answer ?? []);
  const places = answer?.citations.length ? answer.citations : (answer?.near ?? []);
  return {
    kinds: intents.map((intent) => intent.kind),
    items: [...new Set(items)].slice(0, 4),
    projects: [...new Set([...projects, ...(project ? [project] : [])])].slice(0, 2),
    ...(touched ? { case: touched.number } : {}),
    ...(joined ? { case: joined.number, joined: true } : {}),
    ...(opened ? { case: opened.case.number, joined: false } : {}),
    ...(opened?.lacks?.length ? { lacks: opened.lacks } : {}),
    ...(opened?.corrects === undefined ? {} : { corrects: opened.corrects }),
    ...(answer
      ? {
          answered: {
            outcome: answer.outcome,
            citations: places.map(({ doc, section }) => ({ doc, section })),
            ...(answer.reply ? { reply: answer.reply } : {}),
          },
        }
      : {}),
    ...(guess ? { guess } : {}),
  };
}

/** Not meant for the bot, as far as it could tell. */
export const isTalk = ({ kinds }: Heeded): boolean =>
  kinds.every((kind) => talkKinds.includes(kind as IntentKind));
