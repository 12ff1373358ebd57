/** `npm run bench` runs all, `npm run bench -- wecom` or `-- dingtalk`, `-- clocks` or `-- answers` one; each prints figures beside their floor. */
const wanted = process.argv[2];
for (const name of ['wecom', 'dingtalk', 'clocks', 'answers']) {
  if (wanted !== undefined && wanted !== name) continue;
  process.stdout.write(`== ${name}\n`);
  await import(`./${name}.ts`);
}

export {};
