import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { workday } from '../src/core/calendar.ts';
import { clockOf } from '../src/core/progress.ts';
import type { Mistake } from '../src/store/folder/sheet.ts';
import { FolderMistakes, readCalendarFile, readCountyFolder } from '../src/store/folder.ts';

const root = mkdtempSync(join(tmpdir(), 'bangban-county-'));
afterAll(() => rmSync(root, { recursive: true }));
let copies = 0;

/** The small county with some texts replaced, one after another. */
function edited(...edits: [file: string, from: string, to: string][]): string {
  copies += 1;
  const dir = join(root, String(copies));
  cpSync('test/county/small', dir, { recursive: true });
  for (const [file, from, to] of edits) {
    const text = readFileSync(join(dir, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(dir, file), text.replace(from, to));
  }
  return dir;
}

async function mistakesOf(reading: Promise<unknown>): Promise<Mistake[]> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FolderMistakes);
  return (error as FolderMistakes).mistakes;
}

describe('the sample county', async () => {
  const { county, filings, fingerprint } = await readCountyFolder('src/county');

  test('is complete', () => {
    const { items, departments, stages, stagePlans, projects, chats, calendar } = county;
    expect([items, departments, stages, stagePlans, projects, chats].map((map) => map.size)).toEqual([
      75, 35, 9, 6, 8, 5,
    ]);
    expect([...calendar.values()].map(({ year, status }) => `${year} ${status}`)).toEqual([
      '2024 official',
      '2025 official',
      '2026 official',
      '2027 provisional',
    ]);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days, as the notices have it', (year, count) => {
    const days = Array.from({ length: year === 2024 ? 366 : 365 }, (_, n) =>
      new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10),
    );
    expect(days.filter((day) => workday(county.calendar, day).working)).toHaveLength(count);
  });

  test('has something of everything on its first morning', () => {
    const lamps = filings.map((filing) => clockOf(filing, county.calendar, '2026-11-23').lamp);
    expect(new Set(lamps)).toEqual(new Set(['green', 'yellow', 'orange', 'red', 'grey', 'blue', 'done']));
    const paused = filings.flatMap(({ state, suspensions }) =>
      suspensions.map(({ kind }) => `${state} ${kind}`),
    );
    expect(paused.sort()).toEqual(['supplement supplement', 'suspended special-procedure']);
  });

  test('covers every promise and says nothing that looks like a mobile number', () => {
    const promised = [...county.items.values()].filter(({ promised }) => promised);
    expect(
      promised.every(({ promised }) => /《清禾县审批事项清单》第.部分第\d+项/.test(promised?.basis ?? '')),
    ).toBe(true);
    expect(JSON.stringify([...county.people.values()])).not.toMatch(/1[3-9]\d{9}/);
  });

  test('is grouped by chats of every level, one of them of 钉钉', () => {
    const chats = [...county.chats.values()]
      .map(({ platform, kind, level }) => `${platform} ${kind} ${level}`)
      .sort();
    expect(chats).toEqual([
      'dingtalk project D1',
      'wecom county D0',
      'wecom project D2',
      'wecom project D2',
      'wecom staff D2',
    ]);
  });
});

describe('another county is another folder', () => {
  test('with its own stages, people and words', async () => {
    const { county, filings } = await readCountyFolder('test/county/small');
    expect(county.items.get('A-1')?.materials).toEqual([
      { name: '申请表' },
      { name: '效果图', tolerable: true },
    ]);
    expect(county.items.get('B-1')).toMatchObject({
      stage: 'B',
      aliases: [],
      prerequisites: { all: [], any: [], optional: [] },
    });
    expect(county.people.get('js-b')?.duty).toMatchObject({
      id: 'js-b',
      department: 'JS',
      leave: [],
      scope: { items: ['*'], regions: ['*'] },
    });
    expect(filings.map(({ id, project, department }) => [id, project, department])).toEqual([
      ['f1', 'XH-1', 'JS'],
      ['f2', 'XH-1', 'SH'],
    ]);
  });

  test('any byte changes the fingerprint, the same bytes do not', async () => {
    const prints = [edited(), edited(), edited(['policies/清单.md', '开工\n', '开工 \n'])].map(
      async (dir) => (await readCountyFolder(dir)).fingerprint,
    );
    const [one, same, other] = await Promise.all(prints);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});

/** One mistake a line: file, what is replaced, by what, and what must be said. */
const table = readFileSync('test/county/mistakes.tsv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(
    (line) =>
      line.split('\t').map((cell) => cell.replaceAll('\\n', '\n')) as [
        string,
        string,
        string,
        string,
        string,
      ],
  );

test.each(table)('%s: %s -> %s', async (file, from, to, problem, cure) => {
  const mistakes = await mistakesOf(readCountyFolder(edited([file, from, to])));
  const found = mistakes.find((mistake) => mistake.file === file && mistake.problem.includes(problem));
  expect(found, JSON.stringify(mistakes)).toMatchObject({ cure: expect.stringContaining(cure) });
  expect(found?.line).toBeGreaterThanOrEqual(1);
});

test('a county may have no list of questions yet', async () => {
  const dir = edited();
  expect((await readCountyFolder(dir)).county.questions).toHaveLength(1);
  rmSync(join(dir, 'questions.tsv'));
  expect((await readCountyFolder(dir)).county.questions).toEqual([]);
});

test('a list saved by an office program, titles as people write them', async () => {
  const dir = edited();
  const row = '《小禾县清单》（2026年版）\t第一部分第1项\t2个工作日\t几天能开工';
  writeFileSync(join(dir, 'questions.tsv'), `\uFEFF# 说明\r\n${row}\r\n`);
  expect((await readCountyFolder(dir)).county.questions).toEqual([
    { title: '小禾县清单', section: '第一部分第1项', key: '2个工作日', question: '几天能开工' },
  ]);
});

test('a paper that leaves no space behind 第一条', async () => {
  const dir = edited();
  const paper = '第一条开工前要领证。\n第二条收到材料后当场办结。\n第一条规定的证可以代领。\n';
  writeFileSync(
    join(dir, 'policies', '办法.md'),
    `---\nid: b\ntitle: 小禾县办法\neffectiveFrom: 2026-01-01\n---\n${paper}`,
  );
  const row = (section: string, key: string) => `小禾县办法\t${section}\t${key}\t开工要啥\n`;
  const list = join(dir, 'questions.tsv');
  writeFileSync(list, row('第一条', '要领证') + row('第二条', '可以代领'));
  expect((await readCountyFolder(dir)).county.questions).toHaveLength(2);
  writeFileSync(list, row('第一条', '可以代领'));
  expect(await mistakesOf(readCountyFolder(dir))).toHaveLength(1);
});

test('a private number is refused', async () => {
  // Put together here, so that nothing in the project looks like a real one.
  const mobile = `13${'0'.repeat(9)}`;
  const mistakes = await mistakesOf(readCountyFolder(edited(['people.yaml', '0000-6200002', `'${mobile}'`])));
  expect(mistakes.map(({ problem }) => problem)).toEqual(['js-a 登记了手机号']);
});

test('a line is the line of the wrong word', async () => {
  const dir = edited(
    ['people.yaml', 'items: [A-1, A-2]', 'items: [A-1, A-5]'],
    ['items/A.yaml', '[A-1, B-1]]', '[A-1, B-9]]'],
    ['projects.yaml', 'specialist: guide', 'specialist: guido'],
    ['calendar/2026.json', '"2026-02-14"', '"2026-02-13"'],
    ['policies/清单.md', 'effectiveFrom: 2026-01-01', 'effectiveFrom: 2026-13-01'],
  );
  const mistakes = await mistakesOf(readCountyFolder(dir));
  const wrong = {
    'people.yaml': 'A-5',
    'items/A.yaml': 'B-9',
    'projects.yaml': 'guido',
    'calendar/2026.json': '02-13',
    'policies/清单.md': '2026-13',
  };
  for (const [file, word] of Object.entries(wrong)) {
    const line =
      readFileSync(join(dir, file), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes(word)) + 1;
    expect(mistakes.find((mistake) => mistake.file === file)?.line, file).toBe(line);
  }
});

test('all mistakes come in one go, and one unreadable file accuses no other', async () => {
  const dir = edited(
    ['departments.yaml', 'aliases: [建委]', 'aliases: [建委'],
    ['people.yaml', 'enterprise: heyi', 'enterprise: heer'],
    ['chats.yaml', 'level: D2', 'level: D9'],
  );
  rmSync(join(dir, 'words.yaml'));
  const reading = readCountyFolder(dir);
  const mistakes = await mistakesOf(reading);
  // 备案 means two items; while the file that settles it cannot be read, that is not held against the items.
  expect(new Set(mistakes.map(({ file }) => file))).toEqual(
    new Set(['departments.yaml', 'people.yaml', 'chats.yaml', 'words.yaml', 'projects.yaml']),
  );
  await expect(reading).rejects.toThrow(/^数据有 \d+ 处要改，改好前什么都不会导入：\n {2}\S+/);
  await expect(reading).rejects.toThrow(/\n {2}people\.yaml 第2行：企业 heer 不存在。可以填：heyi。/);
});

test('what is not there, or not UTF-8, is a mistake and no crash', async () => {
  const dir = join(root, 'empty');
  mkdirSync(dir);
  const files = (await mistakesOf(readCountyFolder(dir))).map(({ file }) => file);
  expect(files).toEqual(expect.arrayContaining(['county.yaml', 'items', 'calendar', 'policies']));
  const latin = edited();
  writeFileSync(join(latin, 'stages.yaml'), Buffer.from([0x73, 0xd6, 0xd0]));
  expect(await mistakesOf(readCountyFolder(latin))).toContainEqual(
    expect.objectContaining({ file: 'stages.yaml', problem: '不是 UTF-8 编码' }),
  );
});

describe('a calendar file', () => {
  const given = JSON.parse(readFileSync('src/county/calendar/2026.json', 'utf8')) as {
    year: number;
    days: { date: string }[];
  };
  const write = (name: string, value: unknown) => {
    const path = join(root, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  test('is taken under any name, with its make-up days', async () => {
    const { status: _, source: __, ...bare } = given as typeof given & { status: string; source: string };
    const year = await readCalendarFile(write('放假安排.json', bare));
    expect(year).toMatchObject({
      year: 2026,
      status: 'official',
      work: expect.arrayContaining(['2026-10-10']),
    });
  });

  test.each([
    ['2027.json', given, '文件名是 2027 年，内容是 2026 年'],
    [
      'eve.json',
      { ...given, days: given.days.filter(({ date }) => !/02-1[5-9]|02-2[01]/.test(date)) },
      '春节只有 2 天放假，法定是 4 天',
    ],
    [
      'moon.json',
      { ...given, days: given.days.filter(({ date }) => !date.includes('-09-2')) },
      '中秋只有 0 天放假，法定是 1 天',
    ],
    ['before.json', { year: 2024, days: [] }, '春节只有 0 天放假，法定是 3 天'],
    ['nothing.json', {}, 'year 没有填'],
  ])('%s is refused', async (name, value, problem) => {
    const mistakes = await mistakesOf(readCalendarFile(write(name, value)));
    expect(mistakes.map((mistake) => mistake.problem).join()).toContain(problem);
  });

  test('that is not there is named', async () => {
    expect(await mistakesOf(readCalendarFile(join(root, 'none.json')))).toEqual([
      expect.objectContaining({ file: 'none.json' }),
    ]);
  });
});
