import { worstOf } from './brief.ts';
import { addDays, addWorkingDays, isWeekStart, nextWorkingDay, workday } from './calendar.ts';
import { planProject } from './filings/plan.ts';
import { type County, type Day, directChat, type Filing, isDecided, type Post } from './model.ts';
import type { Running } from './reminders.ts';
import { weekBrief } from './texts/brief.ts';
import * as texts from './texts/duties.ts';

/** 完工不脱钩: how long after the last decision a specialist looks in again, in days. */
const FOLLOW_UPS = [30, 90, 180];
/** 季度统计 is due within so many working days of the quarter. */
const QUARTER_DAYS = 5;

const post = (person: string, key: string, text: string): Post => ({
  to: { chat: directChat(person) },
  text,
  key,
  guarantee: 'at-most-once',
});

/**
 * What a day owes beside the filings' clocks: the week's worst to the staff, departments' statistics, and visits
 * to projects that are done.
 */
export function dutiesOf(county: County, running: Running[], today: Day): Post[] {
  const filings = running.map(({ filing }) => filing);
  return [
    ...weekStart(county, running, today),
    ...quarterStart(county, today),
    ...followUps(county, filings, today),
  ];
}

/** On the first working day of a week the staff group hears what is worst, and what to do about it today. */
function weekStart(county: County, running: Running[], today: Day): Post[] {
  const worst = worstOf(county, running);
  if (worst.length === 0 || !isWeekStart(county.calendar, today)) return [];
  const count = (lamp: string) => running.filter(({ clock }) => clock.lamp === lamp).length;
  const text = weekBrief(county, today, worst, { red: count('red'), orange: count('orange') });
  return [...county.chats.values()]
    .filter((chat) => chat.kind === 'staff')
    .map((chat) => ({
      to: { chat: chat.id },
      text,
      key: `week/${today}/${chat.id}`,
      guarantee: 'at-most-once',
      picture: 'board',
    }));
}

/** On the first working day of a quarter every department is asked for the last quarter's figures. */
function quarterStart(county: County, today: Day): Post[] {
  const month = Number(today.slice(5, 7));
  const first = `${today.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
  if (today !== addWorkingDays(county.calendar, first, 0).day) return [];
  const { day: due, provisional } = addWorkingDays(county.calendar, today, QUARTER_DAYS - 1);
  const quarter = `${today.slice(0, 4)}Q${Math.ceil(month / 3)}`;
  return [...county.departments.keys()].flatMap((department) => {
    const person = statistician(county, department);
    return person === undefined
      ? []
      : [post(person, `quarter/${quarter}/${person}`, texts.quarterStart(due, provisional))];
  });
}

/** The head of the business where there is one, else the first A post. */
function statistician(county: County, department: string): string | undefined {
  const people = [...county.people.values()].filter((one) => one.department === department && one.duty);
  const officer = people.find((one) => one.duty?.rank === 'officer');
  return (officer ?? people.find((one) => one.duty?.rank === 'liaison' && one.duty.post === 'A'))?.id;
}

function followUps(county: County, filings: Filing[], today: Day): Post[] {
  return [...county.projects.values()].flatMap((project) => {
    const own = filings.filter((filing) => filing.project === project.code);
    const done = completedOn(own);
    if (
      done === undefined ||
      planProject(project, own, county, today).rows.some((row) => row.state !== 'done')
    )
      return [];
    return FOLLOW_UPS.flatMap((days) => {
      const target = addDays(done, days);
      const day = workday(county.calendar, target).working ? target : nextWorkingDay(county.calendar, target);
      if (day !== today) return [];
      return [post(project.specialist, `followup/${project.code}/${days}`, texts.followUp(project, days))];
    });
  });
}

/** The day of the last decision, once nothing is under way or planned any more. */
function completedOn(filings: Filing[]): Day | undefined {
  if (filings.length === 0 || !filings.every(isDecided)) return undefined;
  return filings.map((one) => one.concludedOn ?? one.changedOn).reduce((a, b) => (a > b ? a : b));
}
