/** `report` after a real run between two folders of mail: what it is made of, where it goes, what it leaves alone. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migplan } from '../support/migplan.ts';

let folder: string;

const PLAN = `plan "Two folders" { source old; target new }
endpoint old archive { path "old" }
endpoint new archive { path "new"; format maildir }
licence E1 { price 2 EUR/month }
domain a.example
lot first "The first" { date 2027-03-08; domain a.example }
mailbox anna@a.example E1 "Anna"
mailbox jean@a.example E1 "Jean"
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan report é-'));
  writeFileSync(join(folder, 'plan.migplan'), PLAN);
  mkdirSync(join(folder, 'old/anna@a.example'), { recursive: true });
  const message = 'From: x@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: One\r\n\r\nHello\r\n';
  writeFileSync(join(folder, 'old/anna@a.example/1.eml'), message);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('before a run it says so; after one, what moved, what did not and why', async () => {
  const before = await migplan(['report', folder]);
  expect(before).toMatchObject({ code: 0, err: '' });
  expect(before.out).toContain('**Nothing has been moved yet.**');
  expect(readdirSync(folder).toSorted()).toEqual(['old', 'plan.migplan']);

  expect(await migplan(['run', folder, '--lot', 'first', '--yes'])).toMatchObject({ code: 3 });
  const after = await migplan(['report', folder, '--lot', 'first']);
  expect(after.out).toContain('**1 of 2 mailboxes needs looking at; 1 is complete.**');
  expect(after.out).toMatch(
    /\| jean@a\.example \| {2}\| mailbox not complete \| endpoint old: .*jean@a\.example/,
  );
  expect(after.out).toMatch(/\| anna@a\.example \| Anna \| completed \| 1 \|/);
  expect(after.out).toMatch(/\| stage to verify \| .* \| 1 \/ 2 \| 1 \| — \| incomplete \|/);

  rmSync(join(folder, '.migplan/log'), { recursive: true });
  const bare = await migplan(['report', folder]);
  expect(bare.out).toMatch(/\| jean@a\.example \| {2}\| mailbox not complete \| endpoint old: /);
});

test('nothing in a plan commands the terminal', async () => {
  writeFileSync(join(folder, 'plan.migplan'), PLAN.replace('Two folders', 'Two \\u{1b}[31mfolders'));
  const { out } = await migplan(['report', folder]);
  expect(out).toContain('# Two ·');
  expect(out).not.toContain('\u001b');
  const sheets = await migplan(['sheets', 'export', folder, '--lot', 'first'], {
    env: { FORCE_COLOR: '1', NO_COLOR: '' },
  });
  expect(sheets.out).toContain('first.xlsx');
});

test('into a file, by its ending; any other file is left alone', async () => {
  for (const [name, begins] of [
    ['r.html', '<!doctype html>\n<html lang="fr">'],
    ['r.xlsx', 'PK'],
    ['r.md', '# Two folders\n'],
  ] as const) {
    const out = join(folder, name);
    expect(await migplan(['report', folder, '--out', out], { lang: 'fr' })).toEqual({
      code: 0,
      out: `${out}\n`,
      err: '',
    });
    expect(readFileSync(out, 'utf8').startsWith(begins), name).toBe(true);
  }
  const misused = await migplan(['report', folder, '--out', join(folder, 'plan.migplan')]);
  expect(misused).toMatchObject({ code: 2, out: '' });
  expect(misused.err).toContain('--out takes a file that ends in .html, .xlsx or .md');
  expect(readFileSync(join(folder, 'plan.migplan'), 'utf8')).toBe(PLAN);
  expect(await migplan(['report', folder, '--lot', 'frist'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('did you mean first?'),
  });
});
