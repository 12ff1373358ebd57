import { workday } from '../../src/core/calendar.ts';
import { type County, type Day, dayOf, type Filing, instantOf, type Project } from '../../src/core/model.ts';
import { dueReminders } from '../../src/core/reminders.ts';
import { setLogLevel } from '../../src/log.ts';
import { startBangban } from '../../src/main.ts';
import { openDb } from '../../src/store/db.ts';
import { readCountyFolder } from '../../src/store/folder.ts';
import { outbox } from '../../src/store/schema.ts';
import { movableClock } from '../clock.ts';
import { sampleFolder } from '../county-data.ts';

/** What a morning costs in a large county, and every reminder of long stretches of the sample county. */
const say = (line: string) => process.stdout.write(`${line}\n`);
setLogLevel('off');

/** The sample county with its projects many times over, ten to a group. */
function grown(county: County, filings: Filing[], projects: number): { county: County; filings: Filing[] } {
  const seeds = [...county.projects.values()];
  const many = new Map<string, Project>();
  const rows: Filing[] = [];
  for (let n = 0; n < projects; n += 1) {
    const seed = seeds[n % seeds.length] as Project;
    const code = `${seed.code}-${n}`;
    many.set(code, { ...seed, code });
    for (const one of filings.filter((filing) => filing.project === seed.code))
      rows.push({ ...one, id: `${one.id}-${n}`, project: code });
  }
  const [group] = [...county.chats.values()];
  const codes = [...many.keys()];
  const chats = new Map(
    Array.from({ length: Math.ceil(projects / 10) }, (_, n) => {
      const id = `g${n}`;
      return [id, { ...group!, id, projects: codes.slice(n * 10, n * 10 + 10) }] as const;
    }),
  );
  return { county: { ...county, projects: many, chats }, filings: rows };
}

const { county, filings } = await readCountyFolder(sampleFolder);
const large = grown(county, filings, 2_000);
const cpu = process.cpuUsage();
const made = dueReminders({ ...large, cases: [] }, instantOf('2026-11-24', '09:00'));
const { user, system } = process.cpuUsage(cpu);
const posts = made.reduce((sum, one) => sum + one.posts.length, 0);
say(
  `a morning of 2000 projects, ${large.filings.length} filings, ${large.county.chats.size} groups: ${posts} posts, ${((user + system) / 1e6).toFixed(2)} s CPU, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
);

/** Runs the whole program over a stretch of days and looks at every reminder that went out. */
async function stretch(from: Day, days: number): Promise<void> {
  const store = await openDb({ dataDir: 'memory' });
  const clock = movableClock(`${from}T08:00:00+08:00`);
  const program = await startBangban({ PORT: '0', LOG_LEVEL: 'off' }, { store, clock });
  const began = performance.now();
  await program.settle(new Date(clock.now().getTime() + days * 86_400_000));
  const rows = await store.db.select().from(outbox);
  const calendar = program.county().calendar;
  const sent = rows.filter((row) => row.sentAt !== null);
  const off = sent.filter((row) => !workday(calendar, dayOf(row.sentAt!)).working);
  const places = sent.map((row) => `${row.key.split('/')[0]} ${row.chat} ${dayOf(row.sentAt!)}`);
  const early = sent.filter((row) => {
    const time = row.sentAt!.toISOString().slice(11, 16);
    return time < '00:40' || time > '10:00';
  });
  say(
    `${days} days from ${from}: ${sent.length} sent, ${off.length} on days off, ${places.length - new Set(places).size} doubles, ${early.length} out of hours; ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  await program.stop();
  await store.close();
}
await stretch('2026-08-20', 90);
await stretch('2026-01-05', 400);
