import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = new Map(globSync('src/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')]));
const readme = readFileSync('README.md', 'utf8');

test('机器人的每句话都有人说', () => {
  const all = [...sources.values()].join('\n');
  const unused = [...sources]
    .filter(([file]) => file.startsWith('src/core/texts/'))
    .flatMap(([, source]) =>
      [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map((match) => match[1] ?? ''),
    )
    .filter((name) => (all.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length < 2);
  expect(unused).toEqual([]);
});

test('README 说得出每间屋子和每个直接依赖', () => {
  const rooms = globSync('src/*').map((path) => path.replace(/\\/g, '/'));
  expect(rooms.filter((room) => !readme.includes(room))).toEqual([]);
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const names = Object.keys({ ...dependencies, ...devDependencies }).map((name) =>
    name.startsWith('@types/') ? '@types/*' : name,
  );
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
