import { parseArgs } from 'node:util';
import { environment, readConfig } from './config.ts';
import { evalAnswers } from './eval/answers.ts';
import { evalDates } from './eval/dates.ts';
import { evalRouting } from './eval/routing.ts';
import { evalUnderstand } from './eval/understand.ts';
import { writeLedger, writePlan, writeUnclear } from './files.ts';
import { importCalendar, importCounty, importPolicies } from './imports.ts';
import { openListener, openWriter } from './models.ts';
import { backup, restore } from './store/backup.ts';
import { type Db, openDb } from './store/db.ts';
import { readCountyFolder } from './store/folder.ts';

const usage = `用法：npm run -s bangban -- <命令>

  import county 目录       导入或更新一个县的数据（事项、部门、人员、群、项目、日历、政策），全部成功或全部不动
  import policies 目录     导入或更新政策文件（.md .txt .jsonl .docx .pdf .html）
                           政策只增不减；加 --replace 表示目录里的就是全部
  import calendar 文件     导入一年的工作日历（JSON）
  eval understand --in 文件 --out 文件 [--county 目录] [--model]   逐行判断消息的意图
  eval routing --in 文件 --out 文件 [--county 目录]      逐行分派责任岗位
  eval dates --in 文件 --out 文件 [--county 目录]        逐行计算到期日
  eval answers --kb 目录 --in 文件 --out 文件 [--variants] [--model]   逐行回答问题并给出依据
                           加 --variants 比较检索的各个部分；加 --model 再用配置的模型做一遍，并排比较
  plan 项目代码 --out 文件.xlsx   导出一个项目的排期和批前服务清单
  ledger --out 文件.xlsx [--from 日 --to 日 --project 项目代码]   导出台账和流水
  export unclear --out 文件.jsonl [--from 日 --to 日]   导出没读懂、被纠正、模型和规则不一致的话，供标注
  backup 文件              备份全部数据到一个压缩文件
  restore 文件             把备份恢复到一个空的数据库
  doctor                   检查数据库、日历和配置，逐条给出处理办法
`;

/** A command line that cannot be carried out; the message says what to type instead. */
class Usage extends Error {}

async function run(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      in: { type: 'string' },
      out: { type: 'string' },
      kb: { type: 'string' },
      county: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      project: { type: 'string' },
      replace: { type: 'boolean' },
      variants: { type: 'boolean' },
      model: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, what, path] = positionals;
  if (values.help || command === undefined) {
    process.stdout.write(usage);
    return;
  }
  if (command === 'eval') return evaluate(what, values);
  if (command === 'import') return importWhat(what, path, values);
  if (command === 'plan')
    return withStore((db) =>
      writePlan(db, needs(what, '项目代码'), needs(values.out, ' --out 文件.xlsx'), new Date()),
    );
  if (command === 'ledger')
    return withStore((db) => writeLedger(db, needs(values.out, ' --out 文件.xlsx'), values, new Date()));
  if (command === 'export' && what === 'unclear')
    return withStore((db) => writeUnclear(db, needs(values.out, ' --out 文件.jsonl'), values));
  if (command === 'backup')
    return withStore(async (db) => `已备份${await backup(db, needs(what, '备份文件'))}行到 ${what}`);
  if (command === 'restore')
    return withStore(async (db) => `已恢复${await restore(db, needs(what, '备份文件'))}行`);
  if (command === 'doctor') return (await import('./doctor.ts')).doctor(environment());
  throw new Usage(`没有“${command}”这个命令。\n\n${usage}`);
}

type Values = {
  in?: string;
  out?: string;
  kb?: string;
  county?: string;
  variants?: boolean;
  model?: boolean;
};

async function evaluate(what: string | undefined, values: Values): Promise<void> {
  const needed = (name: 'in' | 'out' | 'kb'): string => {
    const value = values[name];
    if (value === undefined) throw new Usage(`eval ${what ?? ''} 缺少 --${name}。\n\n${usage}`);
    return value;
  };
  const files = () => ({ in: needed('in'), out: needed('out') });
  const county = async () =>
    (await readCountyFolder(values.county ?? readConfig(environment()).countyDir)).county;
  const openai = () => {
    const configured = values.model ? readConfig(environment()).openai : undefined;
    if (values.model && !configured)
      throw new Usage('--model 要先配置模型：请设置 OPENAI_BASE_URL、OPENAI_API_KEY 和 OPENAI_MODEL。');
    return configured;
  };
  if (what === 'understand')
    return evalUnderstand({ ...files(), county: await county() }, openListener(openai()));
  if (what === 'routing') return evalRouting({ ...files(), county: await county() });
  if (what === 'dates') return evalDates({ ...files(), county: await county() });
  if (what === 'answers')
    return evalAnswers({
      ...files(),
      kb: needed('kb'),
      variants: values.variants === true,
      model: openWriter(openai()),
    });
  throw new Usage(`eval 后面要写 understand、routing、dates 或 answers。\n\n${usage}`);
}

/** Opens the database for one command. */
async function withStore(job: (db: Db) => Promise<string>): Promise<void> {
  const store = await openDb(readConfig(environment()));
  try {
    process.stdout.write(`${await job(store.db)}\n`);
  } finally {
    await store.close();
  }
}

function needs(value: string | undefined, what: string): string {
  if (value === undefined) throw new Usage(`缺少${what}。\n\n${usage}`);
  return value;
}

/** On a terminal only: a log file wants no half lines. */
function progress(read: number, of: number): void {
  if (!process.stderr.isTTY || of < 10) return;
  process.stderr.write(`\r读取 ${read}/${of}${read === of ? '\n' : ''}`);
}

async function importWhat(
  what: string | undefined,
  path: string | undefined,
  values: { replace?: boolean },
): Promise<void> {
  const importers = { county: importCounty, policies: importPolicies, calendar: importCalendar };
  if (what === undefined || !(what in importers))
    throw new Usage(`import 后面要写 county、policies 或 calendar。\n\n${usage}`);
  if (path === undefined) throw new Usage(`import ${what} 后面要写路径。\n\n${usage}`);
  const read = importers[what as keyof typeof importers];
  await withStore((db) => read(db, path, new Date(), progress, values.replace));
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  // The operator reads what to do; a stack is for bugs only.
  const bug = error instanceof TypeError || error instanceof ReferenceError;
  process.stderr.write(`${bug ? (error as Error).stack : (error as Error).message}\n`);
  process.exitCode = 1;
}
