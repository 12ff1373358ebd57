import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sampleFolder = fileURLToPath(new URL('../../src/county', import.meta.url));

/** The sample county moved to DingTalk: the same groups and people under its addresses. */
export function dingtalkCounty(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'bangban-county-'));
  cpSync(sampleFolder, dir, { recursive: true });
  const edit = (file: string, from: RegExp, to: string) => {
    const path = join(dir, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  };
  edit('chats.yaml', /platform: wecom/g, 'platform: dingtalk');
  edit('people.yaml', /accounts: \{wecom: ([a-z0-9-]+)[^}]*\}/g, 'accounts: {dingtalk: $1}');
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
