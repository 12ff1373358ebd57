import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { ConfigProblem, readConfig, variables } from '../src/config.ts';
import { log, setLogLevel } from '../src/log.ts';

const aes = 'A'.repeat(43);
const openai = { OPENAI_API_KEY: 'key-1', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1/', OPENAI_MODEL: 'm' };
const wsBot = { WECOM_BOT_ID: 'bot', WECOM_BOT_SECRET: 's-1' };
const callbackBot = { WECOM_BOT_TOKEN: 't-1', WECOM_BOT_AES_KEY: aes };
const app = { WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1000002', WECOM_AGENT_SECRET: 's-2' };
const dingtalk = { DINGTALK_CLIENT_ID: 'ding1', DINGTALK_CLIENT_SECRET: 's-3' };

function problemOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigProblem) return error.message;
    throw error;
  }
  return '';
}

describe('configuration', () => {
  test('nothing set: the simulator on this machine, in ./data', () => {
    expect(readConfig({})).toEqual({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      dataDir: resolve('data'),
      countyDir: resolve('src/county'),
      burstSeconds: 3,
      simulator: true,
    });
  });

  test('empty means absent, strangers are ignored, and nothing can be changed afterwards', () => {
    const config = readConfig({ ...dingtalk, PORT: ' ', WECOM_BOT_ID: '', PATH: '/bin' });
    expect(config).toMatchObject({ port: 3000, dingtalk: { robotCode: 'ding1' } });
    expect(config).not.toHaveProperty('wecom');
    expect(() => Object.assign(config.dingtalk!, { clientId: 'x' })).toThrow(TypeError);
  });

  test.each([
    ['model', openai, { openai: { apiKey: 'key-1', baseUrl: 'http://127.0.0.1:1/v1', model: 'm' } }],
    ['long connection', wsBot, { wecom: { bot: { mode: 'ws', id: 'bot', secret: 's-1' } } }],
    [
      'callback, told by its credentials',
      callbackBot,
      { wecom: { bot: { mode: 'callback', token: 't-1', aesKey: aes } } },
    ],
    [
      'callback, told by the mode',
      { ...wsBot, ...callbackBot, WECOM_MODE: 'callback' },
      { wecom: { bot: { mode: 'callback', id: 'bot' } } },
    ],
    ['application alone', app, { wecom: { app: { corpId: 'ww1', agentId: 1000002 }, webhooks: {} } }],
    [
      'application with callback',
      { ...app, WECOM_APP_TOKEN: 't', WECOM_APP_AES_KEY: aes },
      { wecom: { app: { callback: { token: 't' } } } },
    ],
    ['switched off, even half a section', { WECOM_BOT_ID: 'bot', WECOM_MODE: 'off' }, { simulator: true }],
    ['webhooks', { ...wsBot, WECOM_WEBHOOKS: '{"c1":"k1"}' }, { wecom: { webhooks: { c1: 'k1' } } }],
    ['any free port', { PORT: '0' }, { port: 0 }],
    ['no folder', { DATA_DIR: 'memory' }, { dataDir: 'memory' }],
    ['server', { DATABASE_URL: 'postgresql://h/d' }, { databaseUrl: 'postgresql://h/d' }],
  ])('complete: %s', (_, env, expected) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  test.each([
    [{ OPENAI_API_KEY: 'k' }, ['OPENAI_BASE_URL', 'OPENAI_MODEL']],
    [{ OPENAI_EMBEDDING_MODEL: 'e' }, ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL']],
    [{ DINGTALK_ROBOT_CODE: 'r' }, ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET']],
    [{ WECOM_BOT_ID: 'b' }, ['WECOM_BOT_SECRET']],
    [{ WECOM_BOT_TOKEN: 't' }, ['WECOM_BOT_AES_KEY']],
    [{ WECOM_MODE: 'callback', ...wsBot }, ['WECOM_BOT_TOKEN', 'WECOM_BOT_AES_KEY']],
    [{ WECOM_API_BASE: 'http://127.0.0.1' }, ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']],
    [{ ...wsBot, WECOM_CORP_ID: 'c' }, ['WECOM_AGENT_ID', 'WECOM_AGENT_SECRET']],
    [{ ...app, WECOM_APP_TOKEN: 't' }, ['WECOM_APP_AES_KEY']],
    [{ ...app, WECOM_BOT_NAME: 'n' }, ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']],
  ])('half a section names what is missing: %j', (env, missing) => {
    expect(problemOf(env)).toMatch(new RegExp(`还缺 ${missing.join('、')}：`));
  });

  test.each([
    [{ PORT: '70000' }, 'PORT：'],
    [{ PORT: 'http' }, 'PORT：'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL：只能填 debug'],
    [{ SIMULATOR: 'yes' }, 'SIMULATOR：只能填 on、off'],
    [{ DATABASE_URL: 'mysql://h/d' }, 'DATABASE_URL：应以 postgres://'],
    [{ ...openai, OPENAI_BASE_URL: 'ftp://h' }, 'OPENAI_BASE_URL：应为完整地址'],
    [{ ...dingtalk, DINGTALK_CLIENT_SECRET: 'changeme' }, 'DINGTALK_CLIENT_SECRET：还是示例里的占位值'],
    [{ ...callbackBot, WECOM_BOT_AES_KEY: 'short' }, 'WECOM_BOT_AES_KEY：应为 43 个字符'],
    [{ ...app, WECOM_AGENT_ID: 'abc' }, 'WECOM_AGENT_ID：应为应用详情页上的数字'],
    [{ ...wsBot, WECOM_WEBHOOKS: '{"c1":' }, 'WECOM_WEBHOOKS：应为'],
    [{ ...wsBot, WECOM_WEBHOOKS: '/nowhere.json' }, 'WECOM_WEBHOOKS：应为'],
  ])('a wrong value is told by name: %j', (env, sentence) => {
    expect(problemOf(env)).toContain(sentence);
  });

  test('everything wrong is told in one go, and no value is repeated', () => {
    const problem = problemOf({
      PORT: 'x-1',
      WECOM_BOT_TOKEN: 'hidden',
      WECOM_BOT_AES_KEY: 'hidden',
      ...dingtalk,
      DINGTALK_CLIENT_SECRET: '',
      SIMULATOR: 'on',
      NODE_ENV: 'production',
    });
    expect(problem.split('\n')).toHaveLength(5);
    expect(problem).toMatch(/4 处.*PORT.*WECOM_BOT_AES_KEY.*DINGTALK_CLIENT_SECRET.*SIMULATOR/s);
    expect(problem).not.toMatch(/hidden|x-1/);
  });

  test.each([
    [{}, true],
    [dingtalk, false],
    [{ ...dingtalk, SIMULATOR: 'on' }, true],
    [{ SIMULATOR: 'off' }, false],
    [{ NODE_ENV: 'production' }, false],
  ])('simulator with %j: %s', (env, on) => {
    expect(readConfig(env).simulator).toBe(on);
  });

  test('webhook keys may lie in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bangban-config-'));
    const file = join(folder, 'keys.json');
    writeFileSync(file, '{"c2":"k2"}');
    expect(readConfig({ ...wsBot, WECOM_WEBHOOKS: file }).wecom?.webhooks).toEqual({ c2: 'k2' });
    rmSync(folder, { recursive: true });
  });

  test('.env.example has every variable once, with a comment above its group, and starts as it is', () => {
    const text = readFileSync('.env.example', 'utf8');
    const named = text.match(/^[A-Z_]+(?==)/gm) ?? [];
    expect(named.toSorted()).toEqual(Object.keys(variables.shape).toSorted());
    expect(readConfig(parseEnv(text) as Record<string, string>)).toEqual(readConfig({}));
  });
});

describe('log', () => {
  const lines = (work: () => void) => {
    const write = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    try {
      work();
      return write.mock.calls.map(([line]) => JSON.parse(String(line)));
    } finally {
      write.mockRestore();
      setLogLevel('off');
    }
  };

  test('one JSON line an event, with ids only', () => {
    setLogLevel('info');
    const leak = { text: '施工许可怎么办', person: 'p-1' } as object;
    const [line] = lines(() =>
      log('send-failed', { outbox: 7, chat: 'c-1', reason: '王经理', code: `1${'38'.repeat(5)}`, ...leak }),
    );
    expect(line).toEqual({
      time: expect.any(String),
      level: 'error',
      event: 'send-failed',
      outbox: 7,
      chat: 'c-1',
      reason: '[removed]',
      code: '[removed]',
    });
  });

  test.each([
    ['info', ['a', 'b-failed']],
    ['error', ['b-failed']],
    ['debug', ['a', 'b-failed', 'c']],
    ['off', []],
  ] as const)('level %s lets through %j', (level, events) => {
    setLogLevel(level);
    const written = lines(() => {
      log('a');
      log('b-failed');
      log('c', {}, 'debug');
    });
    expect(written.map((line) => line.event)).toEqual(events);
  });
});
