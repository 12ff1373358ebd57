import { z } from 'zod';

const day = z.string().refine((text) => {
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === text;
}, '日期要写成 2026-11-23，并且日历上真有这一天');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间要写成 08:30');
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-([0-2]\d|3[01])$/, '日期要写成 05-01');
const words = z.array(z.string().min(1)).default([]);
const everywhere = z.array(z.string().min(1)).default(['*']);
const span = z.strictObject({ from: day, to: day }).refine(({ from, to }) => from <= to, '结束不能早于开始');
const hours = z
  .array(z.tuple([time, time]))
  .min(1)
  .refine((list) => list.flat().every((at, n, all) => n === 0 || at > (all[n - 1] ?? '')), '时间要从早到晚');

const rung = z.strictObject({
  level: z.enum(['L0', 'L1', 'L2', 'L3', 'L4', 'L5']),
  acceptMinutes: z.number().positive().optional(),
  criticalAcceptMinutes: z.number().positive().optional(),
  replyDays: z.number().positive(),
  byHand: z.boolean().optional(),
});

/** county.yaml: identity and settings. */
export const county = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '用小写字母、数字和短横'),
  settings: z.strictObject({
    countyCode: z.string().regex(/^[A-Z]{2,6}$/, '2 到 6 个大写字母'),
    countyName: z.string().min(2),
    botName: z.string().min(2),
    simulationStart: z.iso.datetime({ offset: true }),
    businessHours: z.strictObject({
      default: hours,
      summer: z.strictObject({ from: monthDay, to: monthDay, hours }).optional(),
    }),
    ladder: z.array(rung).min(1),
    supplementSuspends: z.boolean(),
    digestTime: time,
    specialistTime: time,
    closingTime: time,
    localDays: z
      .array(
        z.strictObject({
          date: day,
          name: z.string().min(1),
          isOffDay: z.boolean(),
          source: z.string().min(1),
        }),
      )
      .default([]),
    windowPlace: z.string().min(1),
    windowPhone: z.string(),
    integrityPerson: z.string(),
  }),
});

/** departments.yaml. */
export const departments = z.strictObject({
  departments: z.array(
    z.strictObject({
      code: z.string().min(1),
      name: z.string().min(1),
      shortName: z.string().min(1),
      aliases: words,
      supervisedBy: z.string().optional(),
    }),
  ),
});

/** stages.yaml. */
export const stages = z.strictObject({
  stages: z.array(
    z.strictObject({
      code: z.string().min(1),
      name: z.string().min(1),
      aliases: words,
      leadDepartment: z.string(),
      track: z.enum(['main', 'parallel', 'before', 'after', 'market']),
    }),
  ),
});

const limit = z.strictObject({
  limitDays: z.number().int().positive().optional(),
  unit: z.enum(['working', 'calendar']).optional(),
  extensionDays: z.number().int().positive().optional(),
  text: z.string().min(1),
  basis: z.string().min(1),
});

const material = z.union([
  z
    .string()
    .min(1)
    .transform((name) => ({ name })),
  z.strictObject({ name: z.string().min(1), tolerable: z.boolean().optional() }),
]);

/** items/*.yaml: one stage each. */
export const itemFile = z.strictObject({
  stage: z.string(),
  items: z.array(
    z.strictObject({
      code: z.string().min(1),
      name: z.string().min(1),
      kind: z.string().min(1),
      aliases: words,
      departments: z.array(z.string()).min(1),
      statutory: limit.optional(),
      promised: limit.optional(),
      materials: z.array(material).default([]),
      prerequisites: z
        .strictObject({ all: words, any: z.array(z.array(z.string()).min(2)).default([]), optional: words })
        .default({ all: [], any: [], optional: [] }),
      result: z.string().min(1),
      helpMode: z.enum(['assist', 'assist-or-act', 'market']),
      note: z.string().optional(),
    }),
  ),
});

/** stage-plans.yaml: 项目类型 and their limits. */
export const stagePlans = z.strictObject({
  stagePlans: z.array(
    z.strictObject({
      projectType: z.string().min(1),
      name: z.string().min(1),
      totalDays: z.number().int().positive(),
      stageDays: z.record(z.string(), z.number().int().positive()),
      items: z.record(z.string(), z.array(z.string())),
    }),
  ),
});

/** words.yaml: words of several meanings, and spellings. */
export const vocabulary = z.strictObject({
  ambiguities: z.array(z.strictObject({ word: z.string().min(1), items: z.array(z.string()).min(1) })),
  spellings: z.record(z.string(), z.string()),
});

/** people.yaml. */
export const people = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/, '用小写字母、数字和短横'),
      name: z.string().min(1),
      role: z.enum([
        'enterprise',
        'specialist',
        'liaison',
        'officer',
        'supervisor',
        'oversight',
        'window',
        'leader',
        'administrator',
      ]),
      enterprise: z.string().optional(),
      department: z.string().optional(),
      substitute: z.string().optional(),
      leave: z.array(span).optional(),
      duty: z
        .strictObject({
          rank: z.enum(['liaison', 'officer', 'supervisor', 'expert']),
          post: z.enum(['A', 'B']),
          pair: z.string(),
          display: z.string().min(1),
          scope: z
            .strictObject({
              items: everywhere,
              stages: everywhere,
              regions: everywhere,
              projectTypes: everywhere,
            })
            .prefault({}),
          capacity: z.number().int().positive(),
          phone: z.string().optional(),
        })
        .optional(),
      accounts: z
        .strictObject({
          wecom: z.string().min(1).optional(),
          dingtalk: z.string().min(1).optional(),
          mobile: z
            .string()
            .regex(/^\+?\d{11,15}$/, '写手机号的数字')
            .optional(),
        })
        .optional(),
    }),
  ),
});

/** enterprises.yaml. */
export const enterprises = z.strictObject({
  enterprises: z.array(z.strictObject({ id: z.string().min(1), name: z.string().min(1), aliases: words })),
});

const suspension = z.strictObject({
  from: day,
  to: day.optional(),
  kind: z.enum(['supplement', 'special-procedure']),
  reason: z.string().min(1),
  by: z.string(),
});

const filing = z.strictObject({
  id: z.string().min(1),
  item: z.string(),
  department: z.string().optional(),
  liaison: z.string().optional(),
  state: z.enum(['planned', 'received', 'accepted', 'supplement', 'suspended', 'concluded', 'refused']),
  receivedOn: day.optional(),
  acceptedOn: day.optional(),
  limitDays: z.number().int().positive(),
  limitBasis: z.string().min(1),
  extensionDays: z.number().int().nonnegative().default(0),
  suspensions: z.array(suspension).default([]),
  concludedOn: day.optional(),
  result: z.string().optional(),
  remark: z.string().optional(),
  changedOn: day,
});

/** projects.yaml: projects with their filings. */
export const projects = z.strictObject({
  projects: z.array(
    z.strictObject({
      code: z.string().min(1),
      name: z.string().min(1),
      aliases: words,
      enterprise: z.string(),
      projectType: z.string(),
      region: z.string(),
      stage: z.string(),
      specialist: z.string(),
      contacts: words,
      serviceMode: z.enum(['assist', 'act']),
      investment: z.string().optional(),
      address: z.string().optional(),
      filings: z.array(filing).default([]),
    }),
  ),
});

/** chats.yaml. */
export const chats = z.strictObject({
  chats: z.array(
    z.strictObject({
      id: z.string().min(1),
      title: z.string().min(1),
      platform: z.enum(['wecom', 'dingtalk']),
      kind: z.enum(['project', 'county', 'staff']),
      level: z.enum(['D0', 'D1', 'D2']),
      members: words,
      projects: words,
      address: z.string().min(1).optional(),
    }),
  ),
});

/** calendar/YYYY.json, also the file of `import calendar`. */
export const calendarFile = z.object({
  year: z.number().int().min(2000).max(2100),
  status: z.enum(['official', 'provisional']).optional(),
  source: z.string().optional(),
  papers: z.array(z.string()).optional(),
  days: z.array(z.object({ date: day, name: z.string().min(1), isOffDay: z.boolean() })),
});

/** The front matter of a policy file; what its text says is the library's business. */
export const policyFront = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  documentNumber: z.string().optional(),
  effectiveFrom: day.optional(),
  repealedOn: day.optional(),
  supersededBy: z.string().optional(),
  source: z.string().optional(),
  region: z.string().optional(),
});
