import { openPlatforms } from './chat/index.ts';
import { readConfig } from './config.ts';
import { dayOf } from './core/model.ts';
import { openEmbedder, openModel } from './llm.ts';
import { countyStamp, listCounties, loadCounty } from './store/county.ts';
import { openDb } from './store/db.ts';
import { loadPolicies } from './store/policies.ts';
import { readReach } from './store/reach.ts';
import { queueLengths } from './store/reports.ts';
import { countUse } from './store/usage.ts';

/** Checks what an operator can mend; one line each with the cure. Sets the exit code to 1 when something is wrong. */
export async function doctor(env: Record<string, string | undefined>): Promise<void> {
  const config = readConfig(env);
  const store = await openDb(config);
  try {
    say(true, `数据库（${store.driver === 'pglite' ? `嵌入式，${config.dataDir}` : 'PostgreSQL'}）可用`);
    const [id] = await listCounties(store.db);
    if (!id) return say(false, '还没有县的数据：运行 npm run -s bangban -- import county 目录');
    const county = await loadCounty(store.db, id);
    say(
      true,
      `${county.settings.countyName}：${county.items.size}个事项，${county.departments.size}个部门，${county.people.size}人，${county.chats.size}个群`,
    );
    const year = Number(dayOf(new Date()).slice(0, 4));
    for (const one of [year, year + 1]) {
      const calendar = county.calendar.get(one);
      if (calendar?.status === 'official') say(true, `${one}年日历是正式的`);
      else
        say(
          one > year,
          `${one}年日历${calendar ? '是暂定的' : '没有'}：放假通知发布后运行 npm run -s bangban -- import calendar 文件`,
        );
    }
    const { policies, clauses } = await loadPolicies(store.db, id);
    say(
      clauses.length > 0,
      `政策文件${policies.length}份，条款${clauses.length}条${clauses.length ? '' : '：运行 npm run -s bangban -- import policies 目录'}`,
    );
    const led = new Set([...county.items.values()].flatMap((item) => item.departments.slice(0, 1)));
    const staffed = new Set(
      [...county.people.values()].flatMap((person) => (person.duty ? [person.duty.department] : [])),
    );
    const missing = [...led]
      .filter((code) => !staffed.has(code))
      .map((code) => county.departments.get(code)?.shortName ?? code);
    say(
      missing.length === 0,
      missing.length
        ? `这些部门没有联络员：${missing.join('、')}。请在 people.yaml 补上后重新导入`
        : '每个主办部门都有联络员',
    );
    const { inbox, outbox } = await queueLengths(store.db, id);
    const stuck = (inbox.parked ?? 0) + (outbox.parked ?? 0) + (outbox.unknown ?? 0);
    say(stuck === 0, stuck ? `有${stuck}条消息搁置或不确定是否送达，请人工核对` : '没有搁置的消息');
    say(true, `导入版本 ${(await countyStamp(store.db, id)).slice(0, 12)}`);
    const { platforms } = openPlatforms(config, {
      name: () => county.settings.botName,
      now: () => new Date(),
    });
    const count = (what: string, add: number) => countUse(store.db, id, what, add, new Date());
    for (const platform of platforms.values())
      for (const { fine, text } of await platform.check(count)) say(fine, text);
    if (config.openai) {
      const { embeddingModel } = config.openai;
      const checks = [
        openModel(config.openai).check(),
        ...(embeddingModel ? [openEmbedder({ ...config.openai, model: embeddingModel }).check()] : []),
      ];
      for (const { fine, text } of await Promise.all(checks)) say(fine, text);
    }
    const reach = await readReach(store.db, id);
    for (const { chat, problem } of reach)
      if (problem !== null) say(false, `发不到「${county.chats.get(chat)?.title ?? chat}」：${problem}`);
    const strangers = reach.filter(({ chat, platform }) => chat.includes(`${platform}:`)).length;
    if (strangers > 0) say(false, `有${strangers}个群或人还没登记：打开 /modes 页面，照着写进县目录再导入`);
    say(
      true,
      config.simulator ? '模拟器开着' : `模拟器关着，接了${[...platforms.keys()].join('、') || '零个平台'}`,
    );
  } finally {
    await store.close();
  }
}

function say(fine: boolean, text: string): void {
  process.stdout.write(`${fine ? '✓' : '✗'} ${text}\n`);
  if (!fine) process.exitCode = 1;
}
