import type { z } from 'zod';
import type { Entry, Known } from './entries.ts';
import type * as shapes from './shapes.ts';

type Person = z.output<typeof shapes.people>['people'][number];

const inDepartments = ['liaison', 'officer', 'supervisor'];
/** Office phones only: what stands here is shown to a whole chat. */
const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/;

/** Who people are and whom they stand in for: A/B 岗 pairs, substitutes, and what a role needs. */
export function checkPeople(
  people: Entry<Person>[],
  is: Record<'enterprise' | 'department' | 'person', Known>,
): void {
  const byId = new Map(people.map(({ value }) => [value.id, value]));
  for (const one of people) {
    const { id, role, duty, substitute, enterprise, department } = one.value;
    is.enterprise(one, enterprise, 'enterprise');
    is.department(one, department, 'department');
    is.person(one, substitute, 'substitute');
    const other = byId.get(substitute ?? '');
    if (substitute === id || (other && other.role !== role)) {
      one.say(`${id} 的顶岗人 ${substitute} 不合适`, '请写另一个同样角色的人', 'substitute');
    }
    if (role === 'enterprise' && enterprise === undefined) {
      one.say(`${id} 是企业的人，但没有写企业`, '请补上 enterprise');
    }
    if (inDepartments.includes(role) && (!duty || department === undefined)) {
      one.say(`${id} 的角色是 ${role}，但没有写部门和岗位`, '请补上 department 和 duty');
    }
    if (!duty) continue;
    if (inDepartments.includes(role) && duty.rank !== role && duty.rank !== 'expert') {
      one.say(`${id} 的角色是 ${role}，岗位级别却是 ${duty.rank}`, '请改成一致', 'duty', 'rank');
    }
    if (duty.phone !== undefined && mobile.test(duty.phone.replace(/\D/g, ''))) {
      one.say(`${id} 登记了手机号`, '请改成办公电话，个人手机号不入库', 'duty', 'phone');
    }
    checkPair(one, duty, people);
  }
}

/** A pair has one A and lies in one department; B alone would stand in for nobody. */
function checkPair(one: Entry<Person>, duty: NonNullable<Person['duty']>, people: Entry<Person>[]): void {
  const { id, department } = one.value;
  const first = people.find(({ value }) => value.duty?.pair === duty.pair && value.duty.post === 'A')?.value;
  if (!first) {
    one.say(`${id} 是 B 岗，但 ${duty.pair} 没有 A 岗`, '请补上 A 岗，或把他改成 A 岗', 'duty', 'pair');
    return;
  }
  if (duty.post === 'A' && first.id !== id) {
    one.say(
      `${duty.pair} 有两个 A 岗：${first.id} 和 ${id}`,
      '请把一个改成 B，或另起一个 pair',
      'duty',
      'post',
    );
  }
  if (first.department !== department) {
    one.say(`${duty.pair} 的 A 岗和 B 岗不在同一个部门`, '请改成一致', 'department');
  }
}
