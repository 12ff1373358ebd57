import type { CaseKind } from '../model.ts';

/** What of the filings is counted: under way, late, come in, accepted, decided, decided in time, the days they took. */
export type Measure = 'running' | 'overdue' | 'received' | 'accepted' | 'concluded' | 'on-time' | 'average';
/** What is counted apart. */
export type Grouping = 'department' | 'post' | 'specialist' | 'stage' | 'enterprise';
export type Span = 'day' | 'week' | 'month' | 'year';

/** A figure that an office-holder asks for. */
export interface FigureWanted {
  of: 'filings' | 'cases' | 'projects';
  measures: Measure[];
  by?: Grouping;
  /** From the first day of this span until today; `past`: of one that is over. */
  span?: Span;
  past: boolean;
  /** 比上周多了还是少了: the span before it as well. */
  both?: true;
  /** 难点, 咨询: cases of that kind alone. */
  kind?: CaseKind;
  /** 收了几件: what the enterprises brought to the helpers is meant as much as what was filed. */
  withCases?: true;
  /** Projects that have not got their permit to build. */
  notBegun: boolean;
}

const counts =
  /多少(?!钱|元|天|日|个?工作日|时间|材料)|几[个件家项]|各几|统计|平均|一共|总共|总数|合计|分别|各自?(?:有|多少|在)|排(?:个|一?下)?名|最[多少高低]|占比/;
/** Which share was done in time; that it must rise is no question. */
const rate = /(?:按[时期]|及时|准时|如期)(?:办[结完理]|[答回]复)?(?:的)?(?:率|比例|占比)|(?:办结|答复)率/;
const wished = /要(?!.{0,4}(?:多少|看|问|知道))|必须|确保|提[高升]|达到|保[持住]|力争|不[得能]/;
/** 昨天的情况汇总一下: what came in, what was done, what is late. */
const summed = /(?:情况|数据|办件|诉求).{0,2}(?:汇总|小结|统计)|(?:汇总|小结).{0,4}(?:情况|数据)/;
const listed = /(?:哪些|哪几[个件]|清单|都有)/;

const measures: [Measure, RegExp][] = [
  ['received', /收件|收了|收到(?:了)?(?:多少|几)|新(?:增|报|收|开)|来了(?:多少|几)/],
  ['accepted', /受理/],
  ['concluded', /办结|办完|办了|批了|发了?证|答复了/],
  ['on-time', rate],
  ['overdue', /超期|逾期|超时|红灯|拖(?!时间|进度)/],
  ['average', /平均|用时|时长/],
  ['running', /在办|在手|手[上里头]|压(?:了|着)|办理中|在审/],
];
const groupings: [Grouping, RegExp][] = [
  ['department', /(?:哪(?:几|些)?个?|各个?|每个|几个|按)(?:部门|单位|局|委办)/],
  ['post', /(?:哪(?:几|些)?个?|各个?|每个|按)(?:股室|科室|岗位?|窗口)|谁(?:的)?手[上里头]/],
  ['specialist', /(?:哪(?:几|些)?[个位]?|各个?|各位|每[个位]?|按)专员/],
  ['stage', /(?:哪(?:几|些)?个?|各个?|每个|什么|啥|按)阶段/],
  ['enterprise', /(?:哪(?:几|些)?[家个]?|各家?|每[家个]|几家|按)(?:企业|公司)/],
];
const spans: [Span, RegExp, RegExp][] = [
  ['day', /今[天日早晨儿]/, /昨[天日晚儿]/],
  ['week', /(?:本|这个?)(?:周|星期|礼拜)/, /上个?(?:周|星期|礼拜)/],
  ['month', /(?:本|这个?|当)月/, /上个?月|去年|上半年|[上一二三四]季度/],
  ['year', /今年|本年/, /往年|以前|历年/],
];

const projects = /项目/;
const notBegun = /(?:没|未)(?:有)?(?:开工|动工|领(?:施工)?证)/;
const casesAsked = /诉求|难点|堵点|咨询|投诉|代办|帮办(?!群)|求助/;
const kinds: [CaseKind, RegExp][] = [
  ['difficulty', /难点|堵点/],
  ['question', /咨询/],
  ['complaint', /投诉/],
  ['agent', /代办/],
];
/** 哪家企业问题最多: who has so many of them names a group. */
const troubles = /问题|麻烦|困难/;
/** Due days, the worst, what waits and one's own hands are listed; 超期怎么办 asks of the rule, 催 orders. */
const otherLists =
  /到期|临期|最急|最慢|接单|没(?:有)?[接答回]|[催督]|我(?:手[上里头]|名下|这|们)|怎么(?!样)|为(?:什么|啥|何)|会不会|算不算|(?:没|未)超期/;

/** Told by the days on record, where what is under way or late is told by today alone. */
export const isOfDays = (measure: Measure): boolean => measure !== 'overdue' && measure !== 'running';

/** 收了几件, 办了几件: what cases do, too. */
const isOfCases = (measure: Measure): boolean => measure === 'received' || measure === 'concluded';

/**
 * The figure a line asks for; undefined where it wants a list (超期几件 shows them, which is more) or asks of a rule
 * (多少天能办结).
 */
export function figureWanted(text: string): FigureWanted | undefined {
  const line = text.trim();
  const span = spans.find(([, now, then]) => now.test(line) || then.test(line));
  const before = span?.[2].test(line) === true;
  const both = before && span?.[1].test(line) === true;
  const past = before && !both;
  const when = { ...(span ? { span: span[0] } : {}), past, ...(both ? { both } : {}), notBegun: false };
  if (/^(?:数据|办件)?(?:统计|汇总)(?:一?下|数据)?[。.!！?？]*$/.test(line))
    return { of: 'filings', measures: ['running', 'received', 'concluded'], ...when, span: 'week' };
  if (span && summed.test(line))
    return { of: 'filings', measures: ['received', 'concluded', 'overdue'], withCases: true, ...when };
  if (otherLists.test(line)) return undefined;
  const by = groupings.find(([, cue]) => cue.test(line))?.[0];
  // 按时办结率 asks how many were decided only where it is said again.
  const bare = line.replace(rate, '');
  const named = measures.flatMap(([measure, cue]) =>
    cue.test(measure === 'on-time' ? line : bare) ? [measure] : [],
  );
  const isCounted = counts.test(line) || (rate.test(line) && !wished.test(line));
  const common = { ...when, ...(by ? { by } : {}) };
  if (projects.test(line) && notBegun.test(line) && (isCounted || listed.test(line)))
    return { of: 'projects', measures: [], ...common, notBegun: true };
  if (!isCounted && !(span && listed.test(line) && (past || named.some(isOfDays)))) return undefined;
  if (named.includes('average')) return { of: 'filings', measures: ['average'], ...common };
  if (named.includes('on-time') && (casesAsked.test(line) || /[答回]复(?:的)?(?:率|比例|占比)/.test(line)))
    return { of: 'cases', measures: ['on-time'], ...common };
  if ((casesAsked.test(line) && span) || (by && (casesAsked.test(line) || troubles.test(line)))) {
    const kind = kinds.find(([, cue]) => cue.test(line))?.[0];
    return { of: 'cases', measures: named, ...common, ...(kind ? { kind } : {}) };
  }
  if (projects.test(line) && named.every((one) => one === 'running') && !/件/.test(line))
    return { of: 'projects', measures: [], ...common };
  // 城管局几个超期: what is late is few enough to be shown.
  const apart = by !== undefined || before;
  if (named.length === 1 && named[0] === 'overdue' && !apart) return undefined;
  if (named.length === 0 && !(span && /件/.test(line)) && !apart) return undefined;
  return {
    of: 'filings',
    measures: named.length ? named : span ? ['received', 'concluded', 'running'] : ['running'],
    ...common,
    ...(span && !by && named.some(isOfCases) && !/办件/.test(line) ? { withCases: true } : {}),
  };
}
