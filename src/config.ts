import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { DingtalkSettings } from './chat/dingtalk/index.ts';
import type { WecomSettings } from './chat/wecom/index.ts';
import { type LogLevel, logLevels } from './log.ts';

/** Everything the environment decides, checked; frozen all the way down. */
export interface Config {
  production: boolean;
  host: string;
  port: number;
  logLevel: LogLevel;
  /** Lets operators look at the pages from elsewhere. */
  operatorPassword?: string;
  /** `memory` or an absolute path. */
  dataDir: string;
  databaseUrl?: string;
  countyDir: string;
  simulator: boolean;
  /** How long a person who began a sentence may take to the next line before it is read as it stands. */
  burstSeconds: number;
  openai?: { apiKey: string; baseUrl: string; model: string; embeddingModel?: string };
  wecom?: WecomSettings;
  dingtalk?: DingtalkSettings;
}

/** The environment is wrong; the message names every wrong variable with its cure and never shows a value. */
export class ConfigProblem extends Error {
  constructor(problems: string[]) {
    super(`配置有 ${problems.length} 处问题，程序没有启动：\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigProblem';
  }
}

const words = z.string();
/** Copied from an example and never filled in. */
const placeholder = /^(change.?me|your[-_ ].*|x{3,}|<.*>|\.{3})$/i;
const secret = words.refine((v) => !placeholder.test(v), '还是示例里的占位值，请换成平台后台给出的真实值');
const aesKey = secret.regex(/^[0-9A-Za-z+/]{43}$/, '应为 43 个字符的 EncodingAESKey，请从平台后台完整复制');
const address = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `应为完整地址，例如 ${example}` }).transform((url) => url.replace(/\/+$/, ''));
const web = (example: string) => address(/^https?$/, example);
const oneOf = <const T extends readonly string[]>(...values: T) =>
  z.enum(values, { error: `只能填 ${values.join('、')}` });

/** Every variable there is; `.env.example` explains each. */
export const variables = z.object({
  PORT: z.coerce
    .number('应为 0 到 65535 的端口号')
    .int()
    .min(0)
    .max(65_535, '应为 0 到 65535 的端口号')
    .optional(),
  HOST: words.optional(),
  NODE_ENV: words.optional(),
  OPERATOR_PASSWORD: secret.min(8, '至少 8 个字').optional(),
  LOG_LEVEL: oneOf(...logLevels).optional(),
  SIMULATOR: oneOf('on', 'off').optional(),
  DATA_DIR: words.optional(),
  DATABASE_URL: words
    .regex(/^postgres(ql)?:\/\/./, '应以 postgres:// 开头，例如 postgres://用户:密码@主机:5432/库名')
    .optional(),
  COUNTY_DIR: words.optional(),
  BURST_SECONDS: z.coerce.number('应为 0 到 10 的秒数').min(0).max(10, '应为 0 到 10 的秒数').optional(),
  OPENAI_API_KEY: secret.optional(),
  OPENAI_BASE_URL: web('https://模型服务地址/v1').optional(),
  OPENAI_MODEL: words.optional(),
  OPENAI_EMBEDDING_MODEL: words.optional(),
  WECOM_MODE: oneOf('ws', 'callback', 'off').optional(),
  WECOM_BOT_ID: words.optional(),
  WECOM_BOT_SECRET: secret.optional(),
  WECOM_BOT_NAME: words.optional(),
  WECOM_WS_URL: address(/^wss?$/, 'wss://openws.work.weixin.qq.com').optional(),
  WECOM_BOT_TOKEN: secret.optional(),
  WECOM_BOT_AES_KEY: aesKey.optional(),
  WECOM_CORP_ID: words.optional(),
  WECOM_AGENT_ID: z.coerce
    .number('应为应用详情页上的数字 AgentId')
    .int('应为应用详情页上的数字 AgentId')
    .optional(),
  WECOM_AGENT_SECRET: secret.optional(),
  WECOM_APP_TOKEN: secret.optional(),
  WECOM_APP_AES_KEY: aesKey.optional(),
  WECOM_API_BASE: web('https://qyapi.weixin.qq.com').optional(),
  WECOM_WEBHOOKS: words.transform(readWebhooks).optional(),
  DINGTALK_CLIENT_ID: words.optional(),
  DINGTALK_CLIENT_SECRET: secret.optional(),
  DINGTALK_ROBOT_CODE: words.optional(),
  DINGTALK_CARD_TEMPLATE_ID: words.optional(),
  DINGTALK_WEBHOOKS: words.transform(readWebhooks).optional(),
  DINGTALK_API_QUOTA: z.coerce.number('应为每月次数').int().positive('应为每月次数').optional(),
  DINGTALK_STREAM_QUOTA: z.coerce.number('应为每月次数').int().positive('应为每月次数').optional(),
  DINGTALK_API_BASE: web('https://api.dingtalk.com').optional(),
  DINGTALK_OAPI_BASE: web('https://oapi.dingtalk.com').optional(),
});
type Name = keyof typeof variables.shape;
type Values = z.infer<typeof variables>;

/**
 * Reads the environment; an empty variable counts as absent. A section (model, WeCom, DingTalk) is on when
 * complete and absent when untouched. Throws `ConfigProblem` with everything that is wrong, in one go.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const names = Object.keys(variables.shape) as Name[];
  const given = new Map(
    names.flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()] as const] : [])),
  );
  const parsed = variables.safeParse(Object.fromEntries(given));
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}：${issue.message}。`),
    ...sectionProblems(given),
    ...simulatorProblems(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigProblem(problems);
  return freeze(build(parsed.data));
}

/** Which variables the sections that were begun still lack; told from names, so that wrong values are no excuse. */
function sectionProblems(given: ReadonlyMap<Name, string>): string[] {
  const has = (name: Name) => given.has(name);
  const begun = (prefix: string) => [...given.keys()].some((name) => name.startsWith(prefix));
  const lacking = (title: string, needed: Name[]) => {
    const missing = needed.filter((name) => !has(name));
    if (missing.length === 0) return [];
    return [`${title}只配置了一半，还缺 ${missing.join('、')}：请补齐，或清空这一组全部变量以停用。`];
  };
  const problems: string[] = [];
  if (begun('OPENAI_')) {
    problems.push(...lacking('大模型（OPENAI_*）', ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL']));
  }
  if (begun('DINGTALK_')) {
    problems.push(...lacking('钉钉（DINGTALK_*）', ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET']));
  }
  if (begun('WECOM_') && given.get('WECOM_MODE') !== 'off') {
    const app: Name[] = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_AGENT_SECRET'];
    const appCallback: Name[] = ['WECOM_APP_TOKEN', 'WECOM_APP_AES_KEY'];
    const appBegun = [...app, ...appCallback].some(has);
    if (appBegun) {
      problems.push(...lacking('企业微信自建应用', appCallback.some(has) ? [...app, ...appCallback] : app));
    }
    const botBegun = has('WECOM_MODE') || has('WECOM_WS_URL') || begun('WECOM_BOT_');
    if (botBegun || !appBegun) {
      problems.push(...lacking('企业微信智能机器人', botNeeds(given)));
    }
  }
  return problems;
}

function botNeeds(given: ReadonlyMap<Name, string>): Name[] {
  return botMode((name) => given.get(name)) === 'callback'
    ? ['WECOM_BOT_TOKEN', 'WECOM_BOT_AES_KEY']
    : ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'];
}

/** Without WECOM_MODE the credentials tell: a token and no secret can only be for callbacks. */
function botMode(value: (name: Name) => unknown): 'ws' | 'callback' {
  const mode = value('WECOM_MODE');
  if (mode === 'ws' || mode === 'callback') return mode;
  return (value('WECOM_BOT_TOKEN') || value('WECOM_BOT_AES_KEY')) && !value('WECOM_BOT_SECRET')
    ? 'callback'
    : 'ws';
}

function simulatorProblems(given: ReadonlyMap<Name, string>): string[] {
  const refused = given.get('NODE_ENV') === 'production' && given.get('SIMULATOR') === 'on';
  return refused
    ? ['SIMULATOR：正式环境（NODE_ENV=production）不能打开模拟器，请去掉 SIMULATOR 或改为 off。']
    : [];
}

/** JSON itself, or the path of a file that holds it: keys of many groups outgrow one line. */
function readWebhooks(value: string, context: z.RefinementCtx): Record<string, string> {
  try {
    const json: unknown = JSON.parse(value.startsWith('{') ? value : readFileSync(value, 'utf8'));
    return z.record(z.string().min(1), z.string().min(1)).parse(json);
  } catch {
    context.addIssue('应为 {"群编号":"推送密钥"} 形式的 JSON，或存有这种 JSON 的文件路径');
    return z.NEVER;
  }
}

function build(v: Values): Config {
  const production = v.NODE_ENV === 'production';
  const wecom = buildWecom(v);
  const dingtalk = buildDingtalk(v);
  return {
    production,
    host: v.HOST ?? '127.0.0.1',
    port: v.PORT ?? 3000,
    logLevel: v.LOG_LEVEL ?? 'info',
    dataDir: v.DATA_DIR === 'memory' ? 'memory' : resolve(v.DATA_DIR ?? 'data'),
    ...(v.OPERATOR_PASSWORD ? { operatorPassword: v.OPERATOR_PASSWORD } : {}),
    ...(v.DATABASE_URL ? { databaseUrl: v.DATABASE_URL } : {}),
    countyDir: v.COUNTY_DIR ? resolve(v.COUNTY_DIR) : fileURLToPath(new URL('county', import.meta.url)),
    burstSeconds: v.BURST_SECONDS ?? 3,
    simulator: !production && (v.SIMULATOR ? v.SIMULATOR === 'on' : !wecom && !dingtalk),
    ...(v.OPENAI_API_KEY
      ? {
          openai: {
            apiKey: v.OPENAI_API_KEY,
            baseUrl: v.OPENAI_BASE_URL!,
            model: v.OPENAI_MODEL!,
            ...(v.OPENAI_EMBEDDING_MODEL ? { embeddingModel: v.OPENAI_EMBEDDING_MODEL } : {}),
          },
        }
      : {}),
    ...(wecom ? { wecom } : {}),
    ...(dingtalk ? { dingtalk } : {}),
  };
}

function buildWecom(v: Values): Config['wecom'] {
  if (v.WECOM_MODE === 'off') return undefined;
  const name = v.WECOM_BOT_NAME ? { name: v.WECOM_BOT_NAME } : {};
  const id = v.WECOM_BOT_ID;
  const callback = botMode((variable) => v[variable]) === 'callback';
  const bot: WecomSettings['bot'] = callback
    ? v.WECOM_BOT_TOKEN
      ? {
          mode: 'callback',
          token: v.WECOM_BOT_TOKEN,
          aesKey: v.WECOM_BOT_AES_KEY!,
          ...(id ? { id } : {}),
          ...name,
        }
      : undefined
    : v.WECOM_BOT_SECRET
      ? {
          mode: 'ws',
          id: id!,
          secret: v.WECOM_BOT_SECRET,
          url: v.WECOM_WS_URL ?? 'wss://openws.work.weixin.qq.com',
          ...name,
        }
      : undefined;
  const app = v.WECOM_AGENT_SECRET
    ? {
        corpId: v.WECOM_CORP_ID!,
        agentId: v.WECOM_AGENT_ID!,
        secret: v.WECOM_AGENT_SECRET,
        ...(v.WECOM_APP_TOKEN
          ? { callback: { token: v.WECOM_APP_TOKEN, aesKey: v.WECOM_APP_AES_KEY! } }
          : {}),
      }
    : undefined;
  if (!bot && !app) return undefined;
  return {
    ...(bot ? { bot } : {}),
    ...(app ? { app } : {}),
    apiBase: v.WECOM_API_BASE ?? 'https://qyapi.weixin.qq.com',
    webhooks: v.WECOM_WEBHOOKS ?? {},
  };
}

function buildDingtalk(v: Values): Config['dingtalk'] {
  if (!v.DINGTALK_CLIENT_ID) return undefined;
  return {
    clientId: v.DINGTALK_CLIENT_ID,
    clientSecret: v.DINGTALK_CLIENT_SECRET!,
    robotCode: v.DINGTALK_ROBOT_CODE ?? v.DINGTALK_CLIENT_ID,
    ...(v.DINGTALK_CARD_TEMPLATE_ID ? { cardTemplateId: v.DINGTALK_CARD_TEMPLATE_ID } : {}),
    webhooks: v.DINGTALK_WEBHOOKS ?? {},
    quota: { api: v.DINGTALK_API_QUOTA ?? 5_000, stream: v.DINGTALK_STREAM_QUOTA ?? 3_000 },
    apiBase: v.DINGTALK_API_BASE ?? 'https://api.dingtalk.com',
    oapiBase: v.DINGTALK_OAPI_BASE ?? 'https://oapi.dingtalk.com',
  };
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (part !== null && typeof part === 'object') freeze(part);
  return Object.freeze(value);
}

/** The process's environment, completed from `.env` beside the operator where there is one. */
export function environment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
