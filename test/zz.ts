import { rules } from '../src/core/intents/index.ts';
import { factsOf, openLikeness } from '../src/core/intents/likeness.ts';
import { openLexicon } from '../src/core/lexicon.ts';
import { loadExamples } from '../src/understand/examples.ts';
import { county } from './county-data.ts';

const lx = openLexicon(county);
const like = openLikeness(loadExamples(lx));
for (const text of process.argv.slice(2)) {
  const mentions = lx.mentionsIn(text);
  const said: any = {
    text,
    mentions,
    role: 'enterprise',
    addressed: false,
    mentionsOthers: false,
    quote: undefined,
    chatKind: 'county',
  };
  const l = [...like({ outline: lx.outline(text), facts: factsOf(said) })]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4);
  console.log(
    text,
    rules.filter((r) => r.recognise(said)).map((r) => r.kind),
    l.map(([k, v]) => k + ' ' + v.toFixed(1)),
    mentions.items,
    factsOf(said),
  );
}
