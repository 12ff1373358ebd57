import type { CalendarYear, County, Day, Filing } from '../core/model.ts';
import type { Locate, Mistake } from './folder.ts';

/** 《全国年节及纪念日放假办法》: 11 days until 2024, 13 since 2025. The lunar ones are known by name only. */
const statutory: { name: string; days: (year: number) => number }[] = [
  { name: '元旦', days: () => 1 },
  { name: '春节', days: (year) => (year >= 2025 ? 4 : 3) },
  { name: '清明', days: () => 1 },
  { name: '劳动', days: (year) => (year >= 2025 ? 2 : 1) },
  { name: '端午', days: () => 1 },
  { name: '中秋', days: () => 1 },
  { name: '国庆', days: () => 3 },
];

/** A year must hold the statutory days, make-up days must be weekends, no day may stand twice. */
export function checkCalendar(file: string, year: CalendarYear, dates: Day[], lineOf: (needle: string) => number | undefined): Mistake[] {
  const mistakes: Mistake[] = [];
  const at = (needle: string) => {
    const line = lineOf(needle);
    return { file, ...(line === undefined ? {} : { line }) };
  };
  for (const date of dates.filter((date) => !date.startsWith(`${year.year}-`))) {
    mistakes.push({ ...at(date), problem: `${date} 不在${year.year}年`, cure: '请只放这一年的日期' });
  }
  for (const date of dates.filter((date, n) => dates.indexOf(date) !== n)) {
    mistakes.push({ ...at(date), problem: `${date} 写了两次`, cure: '请删掉一行' });
  }
  for (const day of year.work) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) {
      mistakes.push({ ...at(day), problem: `调休上班日 ${day} 不是周末`, cure: '请对照放假通知核对日期' });
    }
  }
  const names = Object.values(year.off);
  for (const { name, days } of statutory) {
    const have = names.filter((other) => other.includes(name)).length;
    const need = days(year.year);
    if (have < need) mistakes.push({ file, line: 1, problem: `${name}只有${have}天，法定是${need}天`, cure: '请对照放假通知补齐' });
  }
  return mistakes;
}

/** Everything that one file says about another must be there; numbers shown to people must stand in their source. */
export function checkCounty(county: County, filings: Filing[], locate: Locate, texts: Map<string, string>): Mistake[] {
  const mistakes: Mistake[] = [];
  const complain = (file: string, needle: string, problem: string, cure: string) => {
    const line = locate(file, needle);
    mistakes.push({ file, ...(line === undefined ? {} : { line }), problem, cure });
  };
  const known = (map: ReadonlyMap<string, unknown>, what: string) => (file: string, owner: string, code: string | undefined) => {
    if (code === undefined || map.has(code)) return;
    complain(file, owner, `${owner} 用到的${what} ${code} 不存在`, `请改成已有的${what}，或先补上它`);
  };
  const department = known(county.departments, '部门');
  const item = known(county.items, '事项');
  const stage = known(county.stages, '阶段');
  const person = known(county.people, '人员');
  const enterprise = known(county.enterprises, '企业');
  const project = known(county.projects, '项目');
  const plan = known(county.stagePlans, '项目类型');

  for (const one of county.departments.values()) department('departments.yaml', one.code, one.supervisedBy);
  for (const one of county.stages.values()) department('stages.yaml', one.code, one.leadDepartment);
  for (const one of county.items.values()) {
    const file = `items/${one.stage}.yaml`;
    stage(file, one.code, one.stage);
    for (const code of one.departments) department(file, one.code, code);
    const { all, any, optional } = one.prerequisites;
    for (const code of [...all, ...any.flat(), ...optional]) item(file, one.code, code);
    if (one.promised?.limitDays && !standsIn(one.promised.basis, one.promised.limitDays, texts)) {
      complain(file, one.code, `${one.code} 承诺${one.promised.limitDays}个工作日，但${one.promised.basis}里没有这个数`, '请改成一致，机器人只说查得到出处的数字');
    }
  }
  for (const one of county.stagePlans.values()) {
    const file = 'stage-plans.yaml';
    for (const code of Object.values(one.items).flat()) item(file, one.projectType, code);
    const sum = Object.values(one.stageDays).reduce((a, b) => a + b, 0);
    if (sum !== one.totalDays) complain(file, one.projectType, `${one.projectType} 各阶段相加是${sum}，总数写${one.totalDays}`, '请改成相等');
  }
  for (const one of county.ambiguities) for (const code of one.items) item('words.yaml', one.word, code);
  for (const one of county.people.values()) {
    const file = 'people.yaml';
    enterprise(file, one.id, one.enterprise);
    department(file, one.id, one.department);
    person(file, one.id, one.substitute);
    for (const code of one.duty?.scope.items ?? []) if (code !== '*') item(file, one.id, code);
    for (const code of one.duty?.scope.stages ?? []) if (code !== '*') stage(file, one.id, code);
    if (['liaison', 'officer', 'supervisor'].includes(one.role) && !one.duty) {
      complain(file, one.id, `${one.id} 是${one.role}但没有写岗位`, '请补上 duty（岗位、AB岗、范围）');
    }
  }
  for (const one of county.projects.values()) {
    const file = 'projects.yaml';
    enterprise(file, one.code, one.enterprise);
    plan(file, one.code, one.projectType);
    stage(file, one.code, one.stage);
    for (const id of [one.specialist, ...one.contacts]) person(file, one.code, id);
  }
  for (const one of county.chats.values()) {
    for (const id of one.members) person('chats.yaml', one.id, id);
    for (const code of one.projects) project('chats.yaml', one.id, code);
  }
  person('county.yaml', 'integrityPerson', county.settings.integrityPerson);
  for (const level of ['L0', 'L1', 'L2', 'L3']) {
    if (!county.settings.ladder.some((rung) => rung.level === level)) {
      complain('county.yaml', 'ladder', `升级阶梯缺少 ${level}`, '请补上这一级的答复时限');
    }
  }
  const ids = new Set<string>();
  for (const filing of filings) {
    const file = 'projects.yaml';
    if (ids.has(filing.id)) complain(file, filing.id, `办件编号 ${filing.id} 重复`, '请改成不同的编号');
    ids.add(filing.id);
    item(file, filing.id, filing.item);
    person(file, filing.id, filing.liaison);
    const problem = impossible(filing);
    if (problem) complain(file, filing.id, `${filing.id} ${problem}`, '请核对日期和状态');
  }
  return mistakes;
}

function impossible(filing: Filing): string | undefined {
  const { state, acceptedOn, receivedOn, concludedOn, suspensions } = filing;
  if (['accepted', 'supplement', 'suspended'].includes(state) && !acceptedOn && !receivedOn) return '在办但没有收件或受理日期';
  if (state === 'concluded' && !concludedOn) return '已办结但没有办结日期';
  if (receivedOn && acceptedOn && acceptedOn < receivedOn) return '受理早于收件';
  if (acceptedOn && concludedOn && concludedOn < acceptedOn) return '办结早于受理';
  for (const span of suspensions) {
    if (span.to !== undefined && span.to < span.from) return '暂停的结束早于开始';
    if (acceptedOn && span.from < acceptedOn) return '暂停早于受理';
  }
  return undefined;
}

/** Whether the cited line of a policy file holds the number. `《…清单》第三部分第5项` is looked for in the file's text. */
function standsIn(basis: string, days: number, texts: Map<string, string>): boolean {
  const cited = basis.match(/《(.+?)》第(.+?)部分第(\d+)项/);
  if (!cited) return true;
  const [, title = '', part = '', number = ''] = cited;
  for (const [file, text] of texts) {
    if (!file.startsWith('policies/') || !text.includes(`title: ${title}`) || text.includes('repealedOn:')) continue;
    const section = text.split(new RegExp(`^## `, 'm')).find((block) => block.startsWith(`第${part}部分`));
    const line = section?.split('\n').find((one) => one.startsWith(`第${number}项`));
    if (line?.includes(`${days}个工作日`)) return true;
  }
  return false;
}
