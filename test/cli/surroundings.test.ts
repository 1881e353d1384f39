/** `check` judges a plan on the day it is, with what this machine knows of holidays, secrets and earlier runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import { ledgerPath } from '../../server/running/ledger/recorded-mailboxes.ts';
import { migplan, type Surroundings } from '../support/migplan.ts';

const PLAN = `plan "P" { country FR; timezone Europe/Paris; source old; target new }
endpoint old imap { host imap.a.example; login admin "m" secret env MIGPLAN_OLD }
endpoint new imap { host imap.b.example; login admin "m" secret file "secret.txt" }
domain a.example
lot one { date 2025-01-13; domain a.example }
lot two { date 2025-05-01 }
mailbox anna@a.example "Anna"
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-surroundings-'));
  writeFileSync(join(folder, 'plan.migplan'), PLAN);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function codes(surroundings: Surroundings): Promise<string[]> {
  const { out } = await migplan(['check', folder, '--format', 'json'], surroundings);
  const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string }[] };
  return diagnostics.map(({ code }) => code);
}

const THERE = { MIGPLAN_OLD: 'x' };

test('holidays are those of the country, the day is that of its time zone', async () => {
  writeFileSync(join(folder, 'secret.txt'), 'x\n');
  // 23:30 in Paris, then half an hour after midnight.
  expect(await codes({ env: THERE, now: '2025-01-13T22:30Z' })).toEqual(['MP706']);
  expect(await codes({ env: THERE, now: '2025-01-13T23:30Z' })).toEqual(['MP703', 'MP706']);
});

test('secrets are looked for beside the plan and in the environment', async () => {
  expect(await codes({ env: { MIGPLAN_OLD: '' }, now: '2025-01-02T08:00Z' })).toEqual([
    'MP803',
    'MP803',
    'MP706',
  ]);
});

test('what the ledger has counts, whatever its day', async () => {
  writeFileSync(join(folder, 'secret.txt'), 'x\n');
  const ledger = await openLedger(ledgerPath(folder), { now: () => new Date('2025-01-13T19:00:00Z') });
  const end = (endpoint: string) => ({ endpoint, mailbox: 'anna@a.example' });
  await (await ledger.mailbox({ source: end('old'), target: end('new') })).setState('Completed');
  await ledger.close();
  expect(await codes({ env: THERE, now: '2025-01-20T08:00Z' })).toEqual(['MP706']);
});

test('a ledger that cannot be read keeps nobody from checking', async () => {
  writeFileSync(join(folder, 'secret.txt'), 'x\n');
  await (await openLedger(ledgerPath(folder), { now: () => new Date() })).close();
  writeFileSync(ledgerPath(folder), 'no ledger');
  expect(await codes({ env: THERE, now: '2025-01-20T08:00Z' })).toEqual(['MP703', 'MP706']);
});
