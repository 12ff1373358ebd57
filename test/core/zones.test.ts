import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('zones/digest.ts', import.meta.url));

test('服务器在哪个时区都一样：UTC、上海、纽约、奥克兰', () => {
  const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Auckland'];
  const prints = zones.map((TZ) =>
    execFileSync(process.execPath, [script], { env: { ...process.env, TZ } }).toString(),
  );
  expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(prints).size).toBe(1);
});
