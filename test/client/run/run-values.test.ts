/** What a person has agreed to is what is run: the real command, held to what it said itself a moment ago. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookValues, runValues, verifyValues } from '../../../client/features/run/run-values.ts';
import { migplan } from '../../support/migplan.ts';

const planOf = (more: string): string => `plan "Archives" { source old; target new }
endpoint old archive { path "old"; format maildir }
endpoint new archive { path "new"; format maildir }
policy { alias-scope domain }
domain a.example
lot all "All" { date 2027-03-08; domain a.example }
mailbox anna@a.example "Anna"
${more}`;

let folder: string;
let asked: { readonly plan: string; readonly lot: string };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-agreed-'));
  writeFileSync(join(folder, 'plan.migplan'), planOf(''));
  for (const name of ['anna', 'bruno']) {
    const box = join(folder, 'old', `${name}@a.example`);
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(box, part), { recursive: true });
    writeFileSync(join(box, 'cur', '1700000001.M1.h:2,S'), 'Subject: 1\r\n\r\nhello\r\n');
  }
  asked = { plan: `file://${join(folder, 'plan.migplan')}`, lot: 'all' };
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what still holds is run, and run again once its mail is there', async () => {
  for (const _ of [1, 2]) {
    const { out } = await migplan(lookValues(asked));
    expect(JSON.parse(out)).toMatchObject({ looked: 'targets' });
    expect(await migplan(runValues(asked, out))).toMatchObject({ code: 0 });
  }
});

test('a plan that was changed before the person said yes is refused, in words for people', async () => {
  const { out } = await migplan(lookValues(asked));
  writeFileSync(join(folder, 'plan.migplan'), planOf('mailbox bruno@a.example "Bruno"\n'));
  const ended = await migplan(runValues(asked, out));
  expect(ended).toEqual({
    code: 4,
    out: '',
    err: expect.stringMatching(
      /^the reviewed plan is stale, nothing was begun \(the plan: .*bruno@a\.example was not in it.*\)\. Review a new dry run\.\n$/,
    ),
  });
  expect(ended.err).not.toContain(folder);
});

test('what was agreed to of a phase is for that phase', async () => {
  const staged = { ...asked, phase: 'stage' };
  const { out } = await migplan(lookValues(staged));
  expect(await migplan(runValues({ ...asked, phase: 'delta' }, out))).toMatchObject({ code: 4 });
  expect(await migplan(runValues(staged, out))).toMatchObject({ code: 0 });
});

test('it is kept for this person alone, and written through no link', () => {
  mkdirSync(join(folder, '.migplan'));
  const other = join(folder, 'other');
  writeFileSync(other, 'mine');
  const kept = join(folder, '.migplan', 'agreed.json');
  symlinkSync(other, kept);
  expect(runValues(asked, 'agreed')).toContain(kept);
  expect(readFileSync(other, 'utf8')).toBe('mine');
  expect(readFileSync(kept, 'utf8')).toBe('agreed');
  expect(statSync(kept).mode & 0o777).toBe(0o600);
});

test('a comparison is held to nothing', () => {
  expect(verifyValues(asked)).toEqual(['verify', join(folder, 'plan.migplan'), '--lot', 'all']);
});
