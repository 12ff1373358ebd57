import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** What each room may reach inside src; rooms that are not named stand on top and may reach everything. */
const rooms: Record<string, string[]> = {
  core: ['core'],
  ...Object.fromEntries(['store', 'knowledge', 'understand', 'llm'].map((room) => [room, ['core', room]])),
  chat: ['core', 'chat', 'log'],
  ...Object.fromEntries(['desk', 'postman', 'scheduler'].map((room) => [room, ['core', 'store', 'log']])),
};
/** Of the machine: core has no clock, no environment, no chance, and never waits. */
const worldly = /\bDate\.now\(|\bnew Date\(\)|\bprocess\.|\bMath\.random\b|\basync\b|\bawait\b/;

/** Static and dynamic imports, re-exports, types named by import(). */
const reaching = /(?:^import\b[^'"(]*|^export\s[^'"=;(]*\bfrom\s*|\bimport\()['"]([^'"]+)['"]/gm;
/** Tables of nouns that are read as one. */
const long = ['core/model.ts', 'store/schema.ts'];

const roomOf = (path: string) => path.replace(/\.ts$/, '').split('/')[0]!;

/** Everything that is wrong with one file of src, as sentences. */
function complaints(path: string, source: string): string[] {
  const room = roomOf(path);
  const imports = [...source.matchAll(reaching)].map((match) => match[1]!);
  const wrong = imports.filter((name) => {
    if (!name.startsWith('.')) return room === 'core' && name !== 'zod';
    const target = join(dirname(path), name);
    return rooms[room] !== undefined && !target.startsWith('..') && !rooms[room].includes(roomOf(target));
  });
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return [
    ...wrong.map((name) => `${path} imports ${name}`),
    ...(room === 'core' && worldly.test(code) ? [`${path} uses ${code.match(worldly)![0]}`] : []),
    ...(source.split('\n').length > 301 && !long.includes(path) ? [`${path} is longer than 300 lines`] : []),
  ];
}

test('every room reaches only what lies below it', () => {
  const files = globSync('**/*.ts', { cwd: 'src' });
  expect(files).toContain('core/model.ts');
  expect(files.flatMap((path) => complaints(path, readFileSync(join('src', path), 'utf8')))).toEqual([]);
});

test.each([
  ['core/x.ts', "import express from 'express';", 'core/x.ts imports express'],
  ['core/x.ts', "import type { Db } from '../store/db.ts';", 'core/x.ts imports ../store/db.ts'],
  ['core/deep/x.ts', "import {\n  a,\n} from '../../chat/x.ts';", 'core/deep/x.ts imports ../../chat/x.ts'],
  ['store/x.ts', "export { a } from '../knowledge/x.ts';", 'store/x.ts imports ../knowledge/x.ts'],
  ['desk.ts', "const a = await import('./chat/index.ts');", 'desk.ts imports ./chat/index.ts'],
  ['core/x.ts', 'const at = new Date();', 'core/x.ts uses new Date()'],
  ['core/x.ts', 'const n = Math.random();', 'core/x.ts uses Math.random'],
  ['pages/x.ts', 'a\n'.repeat(301), 'pages/x.ts is longer than 300 lines'],
])('%s with %j is refused', (path, source, complaint) => {
  expect(complaints(path, source)).toEqual([complaint]);
});

test('below and beside is allowed', () => {
  const source =
    "import { z } from 'zod';\nimport { a } from './a.ts'; // new Date()\nconst at = new Date(a);";
  expect(complaints('core/x.ts', source)).toEqual([]);
  expect(
    complaints('store/x.ts', "import { sql } from 'drizzle-orm';\nimport { a } from '../core/a.ts';"),
  ).toEqual([]);
});
