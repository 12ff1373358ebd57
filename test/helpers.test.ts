import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { movableClock } from './helpers.ts';

test('the clock stands still until it is moved', async () => {
  const clock = movableClock('2026-11-23T09:00:00+08:00');
  const before = clock.now();
  clock.advance(60_000);
  expect(before.toISOString()).toBe('2026-11-23T01:00:00.000Z');
  expect(clock.now().toISOString()).toBe('2026-11-23T01:01:00.000Z');
  await clock.set(before);
  expect(clock.now()).toEqual(before);
});

test.each([
  ['options', () => new Socket().connect({ host: '192.0.2.1', port: 9 })],
  ['port and host', () => new Socket().connect(9, 'example.invalid')],
])('a test cannot reach another machine: %s', (_, reach) => {
  expect(reach).toThrow('a test tried to reach');
});

test('nor by fetch', async () => {
  const cause = await fetch('http://192.0.2.1:8099/').catch((error: Error) => error.cause);
  expect(String(cause)).toContain('a test tried to reach');
});
