import type { z } from 'zod';
import type { Entry } from './entries.ts';
import { type Paper, standing } from './policies.ts';
import type * as shapes from './shapes.ts';

type Filing = z.output<typeof shapes.projects>['projects'][number]['filings'][number];

/** State and dates of a filing must tell one story, and its limit must stand in the local paper it names. */
export function checkFiling({ value: filing, say }: Entry<Filing>, papers: Paper[]): void {
  for (const [field, problem] of contradictions(filing)) say(problem, '请核对状态和日期', field);
  const found = standing(filing.limitBasis, filing.limitDays, papers);
  if (found === 'differs' || found === 'no such place') {
    say(`时限 ${filing.limitDays} 天，但${filing.limitBasis}里查不到`, '请改成一致', 'limitDays');
  }
}

/** What cannot be, with the field to look at. */
function contradictions(filing: Filing): [field: string, problem: string][] {
  const { state, receivedOn, acceptedOn, concludedOn, suspensions } = filing;
  const open = suspensions.filter((span) => span.to === undefined);
  const running = ['accepted', 'supplement', 'suspended'].includes(state);
  const found: [string, string | false][] = [
    [
      'state',
      state === 'planned' &&
        (receivedOn ?? acceptedOn ?? concludedOn) !== undefined &&
        '还没有接件，却写了日期',
    ],
    ['state', state === 'received' && receivedOn === undefined && '已接件，却没有收件日期'],
    ['state', state === 'received' && acceptedOn !== undefined && '有受理日期，状态却还是已接件'],
    [
      'state',
      ['accepted', 'suspended'].includes(state) && acceptedOn === undefined && '已受理，却没有受理日期',
    ],
    ['state', state === 'supplement' && (acceptedOn ?? receivedOn) === undefined && '在补正，却没有收件日期'],
    ['state', state === 'concluded' && concludedOn === undefined && '已办结，却没有办结日期'],
    ['state', state === 'concluded' && acceptedOn === undefined && '已办结，却没有受理日期'],
    ['concludedOn', running && concludedOn !== undefined && '还在办，却写了办结日期'],
    ['acceptedOn', before(acceptedOn, receivedOn) && '受理早于收件'],
    ['concludedOn', before(concludedOn, acceptedOn) && '办结早于受理'],
    ['suspensions', open.length > 1 && '同时有两段没有结束的暂停'],
    [
      'suspensions',
      open.length > 0 &&
        !['supplement', 'suspended'].includes(state) &&
        '暂停没有结束，状态却不是补正或特别程序',
    ],
    [
      'suspensions',
      state === 'suspended' &&
        !open.some(({ kind }) => kind === 'special-procedure') &&
        '在特别程序中，却没有进行中的特别程序',
    ],
    [
      'suspensions',
      state === 'supplement' &&
        acceptedOn !== undefined &&
        !open.some(({ kind }) => kind === 'supplement') &&
        '受理后在补正，却没有进行中的补正',
    ],
    ['changedOn', before(filing.changedOn, latest(filing)) && '最后变动的日期早于已经发生的事'],
  ];
  for (const span of suspensions) {
    found.push(
      ['suspensions', before(span.to, span.from) && '暂停的结束早于开始'],
      ['suspensions', acceptedOn === undefined && '没有受理就暂停了计时'],
      ['suspensions', before(span.from, acceptedOn) && '暂停早于受理'],
      ['suspensions', before(concludedOn, span.to ?? span.from) && '暂停晚于办结'],
    );
  }
  return found.flatMap(([field, problem]) =>
    problem === false ? [] : [[field, problem] as [string, string]],
  );
}

/** Days compare as text; what is not known contradicts nothing. */
const before = (day: string | undefined, other: string | undefined) =>
  day !== undefined && other !== undefined && day < other;

function latest({ receivedOn, acceptedOn, concludedOn, suspensions }: Filing): string | undefined {
  const days = [receivedOn, acceptedOn, concludedOn, ...suspensions.flatMap(({ from, to }) => [from, to])];
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}
