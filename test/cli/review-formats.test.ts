/** What is said for a review names files as those do who show it: from the repository's folder, not from the plan's. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migplan } from '../support/migplan.ts';

let repository: string;
beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'migplan-review-'));
  mkdirSync(join(repository, 'plans é', 'parts'), { recursive: true });
  writeFileSync(
    join(repository, 'plans é', 'plan.migplan'),
    'plan "P" {\n  source old\n  include "parts/*.migplan"\n}\nendpoint old imap { host old.example }\n',
  );
  writeFileSync(join(repository, 'plans é', 'parts', '100%.migplan'), 'domain a.example { colour red }\n');
});
afterAll(() => rmSync(repository, { recursive: true, force: true }));

const check = async (format: string, workspace: string): Promise<string> => {
  const env = { GITHUB_WORKSPACE: workspace };
  return (await migplan(['check', join(repository, 'plans é'), '--format', format], { env })).out;
};
const filesIn = (out: string): Set<string | undefined> =>
  new Set(out.match(/(?<= file=)[^,]+/g)?.map((file) => decodeURIComponent(file)));
const PART = 'plans é/parts/100%.migplan';

test('from the folder that a forge checks it out in', async () => {
  expect(filesIn(await check('github', repository))).toContain(PART);
});

test('from where the command is called, where nothing says otherwise', async () => {
  const called = relative(process.cwd(), repository).replaceAll('\\', '/');
  expect(filesIn(await check('github', ''))).toContain(`${called}/${PART}`);
});

test('in SARIF as references that any name fits into', async () => {
  const { runs } = JSON.parse(await check('sarif', repository));
  const uris = runs[0].results.map(
    (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations[0]?.physicalLocation.artifactLocation.uri,
  );
  expect(uris).toContain('plans%20%C3%A9/parts/100%25.migplan');
});
