import { count } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cases, inbox, outbox } from '../../src/store/schema.ts';
import { type Stage, stages } from './stages.ts';

/** What the field relies on, whichever platform carries it. */
describe.each(stages)('$name', ({ open }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await open();
    await stage.program.settle(stage.clock.now());
  });
  afterAll(async () => {
    await stage.close();
  });

  /** Waits for what crosses the wire; the program itself is worked off. */
  async function newIn(chat: string, before: number, needle: string): Promise<string> {
    return vi.waitFor(
      async () => {
        await stage.program.settle();
        const found = (await stage.seen(chat)).slice(before).find((text) => text.includes(needle));
        if (found === undefined)
          throw new Error(`${chat}: ${(await stage.seen(chat)).slice(before).join(' / ')}`);
        return found;
      },
      { timeout: 4_000, interval: 10 },
    );
  }
  const length = async (chat: string) => (await stage.seen(chat)).length;
  const rows = async (table: typeof inbox | typeof outbox | typeof cases) =>
    (await stage.program.store.db.select({ n: count() }).from(table))[0]?.n ?? 0;

  test('群里问，群里答，带出处', async () => {
    const before = await length('group-hegufeng');
    await stage.say('hegufeng-1', 'group-hegufeng', '施工许可证要哪些材料');
    expect(await newIn('group-hegufeng', before, '依据：')).toContain('申请表');
  });

  test('单聊问，单聊答', async () => {
    const before = await length('dm:tuoyan-1');
    await stage.say('tuoyan-1', 'dm:tuoyan-1', '工规证几个工作日');
    expect(await newIn('dm:tuoyan-1', before, '5个工作日')).toContain('依据：');
  });

  test('同一条送来五次，只办一次，只答一次', async () => {
    const before = await length('group-tuoyan');
    const heard = await rows(inbox);
    await stage.say('tuoyan-1', 'group-tuoyan', '人防办一直不给受理，卡住了', { times: 5 });
    await newIn('group-tuoyan', before, '已登记');
    await stage.program.settle();
    expect(await rows(inbox)).toBe(heard + 1);
    expect(
      (await stage.seen('group-tuoyan')).slice(before).filter((text) => text.includes('已登记')),
    ).toHaveLength(1);
  });

  test('联络员单聊里收到卡片，点“接单”，群里知道', async () => {
    const before = await length('group-hegufeng');
    await stage.say('hegufeng-1', 'group-hegufeng', '环评审批一直没动静，催不动，影响开工');
    await newIn('group-hegufeng', before, '已登记');
    await newIn('dm:hb-main-a', 0, 'QH-2026-');
    const group = await length('group-hegufeng');
    expect(await stage.press('hb-main-a', 'dm:hb-main-a', '接单')).toBe(true);
    await newIn('group-hegufeng', group, '接单');
  });

  test('打一行字和点按钮一样', async () => {
    const number = (await newIn('dm:hb-main-a', 0, 'QH-2026-')).match(/QH-2026-0*(\d+)/)?.[1];
    const before = await length('group-hegufeng');
    await stage.say('hb-main-a', 'dm:hb-main-a', `${number} 办结 已出批文`);
    await newIn('group-hegufeng', before, '已出批文');
  });

  test('引用带件号的消息，找得到是哪一件', async () => {
    const [kase] = await stage.program.store.db.select().from(cases).limit(1);
    const before = await length('group-tuoyan');
    await stage.say('tuoyan-1', 'group-tuoyan', '这个还要等多久，催一下', {
      quote: `已登记 ${kase?.number}`,
    });
    await newIn('group-tuoyan', before, kase?.number ?? '-');
  });

  test('寒暄不答', async () => {
    const before = await length('group-county');
    await stage.say('tuoyan-1', 'group-county', '谢谢');
    await stage.say('tuoyan-1', 'group-county', '施工许可证几天');
    await newIn('group-county', before, '工作日');
    await stage.program.settle();
    expect((await stage.seen('group-county')).slice(before)).toHaveLength(1);
  });

  test('第二天九点，群里有当天的提醒', async () => {
    await stage.program.settle(new Date('2026-11-24T09:05:00+08:00'));
    const seen = await stage.seen('group-hegufeng');
    expect(seen.at(-1)).toMatch(/11月24日|今日|提醒/);
  });

  test('平台没有挑出我们的错', () => {
    expect(stage.violations()).toEqual([]);
  });
});

/** A group's digest at 09:00 meets a platform that refuses it. */
describe.each(stages.filter(({ refuses }) => refuses))('$name 拒收', ({ open }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await open();
    for (const [person, chat] of [
      ['hegufeng-1', 'group-hegufeng'],
      ['tuoyan-1', 'group-tuoyan'],
      ['qingli-1', 'group-county'],
      ['specialist-1', 'group-staff'],
    ] as const) {
      await stage.say(person, chat, '施工许可证几天');
      await vi.waitFor(async () => {
        await stage.program.settle();
        expect(await stage.seen(chat)).toHaveLength(1);
      });
    }
  });
  afterAll(async () => {
    await stage.close();
  });
  const states = async () =>
    Object.groupBy(await stage.program.store.db.select().from(outbox), ({ state }) => state);

  test('暂时不收：等一会再发，发到为止', async () => {
    await stage.program.settle(new Date('2026-11-24T08:55:00+08:00'));
    stage.refuse('later');
    await stage.program.settle(new Date('2026-11-24T09:10:00+08:00'));
    expect(Object.keys(await states())).toEqual(['sent']);
    expect((await stage.seen('group-hegufeng')).length).toBeGreaterThan(1);
  });

  test('永远不收：搁置，不丢，告诉专员怎么办', async () => {
    await stage.program.settle(new Date('2026-11-25T08:55:00+08:00'));
    stage.refuse('never');
    await stage.program.settle(new Date('2026-11-25T09:10:00+08:00'));
    const { parked = [] } = await states();
    expect(parked).toHaveLength(1);
    expect(parked[0]?.problem).toMatch(/请/);
    const told = await Promise.all(['specialist-1', 'specialist-2'].map((one) => stage.seen(`dm:${one}`)));
    expect(told.flat().filter((text) => text.includes('发不进消息'))).toHaveLength(1);
  });
});
