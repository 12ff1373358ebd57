import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, startBangban } from '../../src/main.ts';
import { movableClock } from '../helpers.ts';

const executablePath = '/usr/bin/chromium';
let program: Running;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: install Debian's chromium`);
  const clock = movableClock('2026-11-23T09:10:00+08:00');
  program = await startBangban({ PORT: '0', LOG_LEVEL: 'off', DATA_DIR: 'memory' }, { clock });
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

const say = async (text: string) => {
  await page.getByLabel('消息').fill(text);
  await page.keyboard.press('Enter');
};
const last = () => page.locator('#messages li.bot .bubble').last();
const become = async (group: string, who: string) => {
  const people = page.locator('.people details', { hasText: group });
  if (!(await people.getAttribute('open').then((open) => open !== null)))
    await people.locator('summary').click();
  await people.getByRole('link', { name: who }).first().click();
  await page.waitForLoadState();
};

test('企业问，得到带出处的答复；报难点，看到谁在什么时候答', async () => {
  await page.goto(program.url);
  await become('企业经办人', '拓岩机械');
  await page.locator('.chats').getByText('拓岩二期帮办群').click();
  await say('施工许可证要哪些材料，几天能下来？');
  await expect.poll(() => last().textContent()).toContain('依据：《清禾县审批事项清单》第三部分第5项');
  await say('图审报上去十多天了没人理，卡住了');
  await expect.poll(() => last().textContent()).toContain('已登记 QH-2026-000001');
  await expect.poll(() => page.locator('#sent li').first().textContent()).toContain('QH-2026-000001');
});

test('联络员看到卡片，先填表退回要写部门，再接单；群里看到', async () => {
  await become('联络员', '住建局图审消防岗');
  await page.locator('.chats').getByText('单聊').click();
  await page.getByRole('button', { name: '转办' }).last().click();
  await expect.poll(() => page.getByLabel('归口部门').isVisible()).toBe(true);
  await page.getByRole('button', { name: '接单', exact: true }).last().click();
  await expect.poll(() => last().textContent()).toContain('已记您接单');
  await page.locator('.chats').getByText('拓岩二期帮办群').click();
  await expect.poll(() => last().textContent()).toContain('已由住建局图审消防岗接单');
});

test('按“下一个早晨”，群里有当天的提醒；时钟和日期跟着走', async () => {
  await page.getByRole('button', { name: '下一个早晨' }).click();
  await expect.poll(() => page.locator('#now').textContent()).toContain('2026-11-24 09:01');
  await expect.poll(() => last().textContent()).toContain('【今日提醒】11月24日 周二');
});

test('引用一条消息再说', async () => {
  await page.locator('#messages li.bot .bubble').last().click();
  await expect.poll(() => page.locator('#quote').textContent()).toContain('引用：');
});

test('挂图作战一行一个项目，最急的在前', async () => {
  await page.goto(`${program.url}/board`);
  expect(await page.locator('tbody tr').count()).toBe(8);
  expect(await page.locator('tbody tr').first().getAttribute('class')).toContain('worst-red');
});

test('没有脚本也能读、能说', async () => {
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(`${program.url}/?as=yunshan-1&chat=dm:yunshan-1`);
  await plain.getByLabel('消息').fill('工规证几个工作日');
  // Without a script the form leads to a page anew, which must have come before another can be asked for.
  await Promise.all([plain.waitForEvent('load'), plain.getByRole('button', { name: '发送' }).click()]);
  await program.settle();
  await plain.reload();
  expect(await plain.locator('#messages').textContent()).toContain('承诺5个工作日');
  await plain.close();
});

test('浏览器没有报错', () => {
  expect(problems).toEqual([]);
});
