import { planBook } from '../books/plan.ts';
import { worstOf } from '../core/brief.ts';
import { workingDaysBetween } from '../core/calendar.ts';
import { firstPlan, planProject } from '../core/filings/plan.ts';
import { type County, dayOf, isOpen } from '../core/model.ts';
import { clockOf, stageClock } from '../core/progress.ts';
import { postName } from '../core/texts/cases.ts';
import type { Db } from '../store/db.ts';
import { readRecord } from '../store/view.ts';
import { boardPicture } from './board-picture.ts';
import type { BoardDoors } from './doors.ts';

interface Rooms {
  db: Db;
  county: () => County;
  now: () => Date;
}

/** The board's rows: every project with its stages, clocks, plans and reasons. */
export function openBoardDoors({ db, county, now }: Rooms): BoardDoors {
  const today = () => dayOf(now());
  const doors: BoardDoors = {
    today,
    picture: async () => boardPicture(await doors.board(), today()),
    async board() {
      const { projects, stages, stagePlans, items, departments, people, enterprises, calendar } = county();
      const record = await readRecord(db, county().id);
      const main = [...stages.values()].filter((stage) => stage.track === 'main');
      return [...projects.values()].map((project) => {
        const filings = record.filings.filter((filing) => filing.project === project.code);
        const clocks = filings.map((filing) => ({ filing, clock: clockOf(filing, calendar, today()) }));
        const at = main.findIndex((stage) => stage.code === project.stage);
        const type = stagePlans.get(project.projectType);
        const plan = planProject(project, filings, county(), today());
        const first = firstPlan(project, filings, county(), today());
        return {
          code: project.code,
          name: project.name,
          enterprise: enterprises.get(project.enterprise)?.name ?? project.enterprise,
          projectType: type?.name ?? project.projectType,
          specialist: people.get(project.specialist)?.name ?? project.specialist,
          stages: main.map((stage, n) => ({
            code: stage.code,
            name: stage.name,
            state: n < at ? ('done' as const) : n === at ? ('current' as const) : ('ahead' as const),
            usedDays: stageClock(
              filings.filter((filing) => items.get(filing.item)?.stage === stage.code),
              calendar,
              today(),
            ),
            limitDays: type?.stageDays[stage.code] ?? 0,
          })),
          filings: clocks
            .filter(({ filing }) => filing.state !== 'planned')
            .map(({ filing, clock }) => ({
              item: items.get(filing.item)?.name ?? filing.item,
              department: departments.get(filing.department)?.shortName ?? filing.department,
              ...(filing.liaison ? { liaison: postName(people.get(filing.liaison)) } : {}),
              ...(clock.due ? { due: clock.due } : {}),
              provisional: clock.provisional,
              ...(clock.remainingDays === undefined ? {} : { remainingDays: clock.remainingDays }),
              lamp: clock.lamp,
              ...(filing.remark ? { reason: filing.remark } : {}),
            })),
          lamp: worst(clocks.map(({ clock }) => clock.lamp)),
          openCases: record.cases.filter(
            (kase) => isOpen(kase) && kase.kind !== 'integrity' && kase.project === project.code,
          ).length,
          planned: first.finish,
          finish: plan.finish,
          provisional: plan.provisional,
          lateDays: workingDaysBetween(calendar, first.finish, plan.finish),
        };
      });
    },
    async worst() {
      const { filings } = await readRecord(db, county().id);
      const running = filings.map((filing) => ({
        filing,
        clock: clockOf(filing, county().calendar, today()),
      }));
      return worstOf(county(), running).map(({ filing, clock, project, reason, today: todo }) => ({
        project,
        item: county().items.get(filing.item)?.name ?? filing.item,
        department: county().departments.get(filing.department)?.shortName ?? filing.department,
        remainingDays: clock.remainingDays ?? 0,
        reason,
        today: todo,
      }));
    },
    async book(code) {
      const project = county().projects.get(code);
      if (!project) return undefined;
      const { filings } = await readRecord(db, county().id);
      return planBook(project, filings, county(), today());
    },
  };
  return doors;
}

const order = ['red', 'orange', 'yellow', 'blue', 'grey', 'green', 'done'] as const;

const worst = (lamps: (typeof order)[number][]) => order.find((lamp) => lamps.includes(lamp)) ?? 'done';
