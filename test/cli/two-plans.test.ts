/** Two plans in one folder, of the same people: each command tells of its own plan's runs, and of no other's. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migplan } from '../support/migplan.ts';

let folder: string;

const plan = (title: string, source: string, target: string): string => `plan "${title}" {
  source ${source}
  target ${target}
}
endpoint ${source} archive { path "${source}" }
endpoint ${target} archive { path "${target}"; format maildir }
domain a.example
lot all "All" { date 2027-03-08; domain a.example }
mailbox anna@a.example "Anna"
`;

const path = (name: string): string => join(folder, `${name}.migplan`);
const told = async (...values: string[]) => {
  const { code, out, err } = await migplan(values);
  expect(code, err).toBe(0);
  return out;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-two-plans-'));
  writeFileSync(path('first'), plan('The first', 'old', 'new'));
  writeFileSync(path('second'), plan('The second', 'new', 'newer'));
  mkdirSync(join(folder, 'old/anna@a.example'), { recursive: true });
  const message = 'From: x@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: One\r\n\r\nHello\r\n';
  writeFileSync(join(folder, 'old/anna@a.example/1.eml'), message);
  await told('run', path('first'), '--lot', 'all', '--yes');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stateIn = async (name: string): Promise<unknown> =>
  JSON.parse(await told('status', path(name), '--format', 'json')).lots[0].mailboxes[0].state;

test('where mailboxes stand', async () => {
  expect([await stateIn('first'), await stateIn('second')]).toEqual(['Completed', 'Created']);
  await told('run', path('second'), '--lot', 'all', '--yes');
  expect([await stateIn('first'), await stateIn('second')]).toEqual(['Completed', 'Completed']);
});

test('what became of them, run by run', async () => {
  const runs = (report: string): number => report.match(/\| stage to verify \|/g)?.length ?? 0;
  const first = await told('report', path('first'));
  expect(runs(first)).toBe(1);
  await told('run', path('second'), '--lot', 'all', '--yes');
  expect(runs(await told('report', path('second')))).toBeGreaterThan(1);
  expect(runs(await told('report', path('first')))).toBe(1);
});

test('the run that is under way', async () => {
  const at = new Date().toISOString();
  const live = {
    ...{ schema: 'migplan/progress/v1', pid: process.pid, since: at, at, stateSince: at },
    ...{ plan: 'The second', lot: 'all', phase: 'all', state: 'running', mailboxes: { done: 0, of: 1 } },
    ...{ underWay: [], messages: { done: 0 }, bytes: { done: 0 }, waiting: [] },
  };
  writeFileSync(join(folder, '.migplan', 'progress.json'), JSON.stringify(live));
  const report = async (name: string) => JSON.parse(await told('status', path(name), '--format', 'json')).run;
  expect([await report('first'), (await report('second')).plan]).toEqual([undefined, 'The second']);
  for (const command of ['pause', 'cancel'])
    expect(await migplan([command, path('first')])).toEqual({
      ...{ code: 4, out: '' },
      err: 'no run of this plan is under way\n',
    });
  expect((await migplan(['watch', path('first')])).err).toBe('no run of this plan is under way\n');
});

test('a plan that is alone knows its mailboxes also where their ends are called otherwise by now', async () => {
  rmSync(path('second'));
  writeFileSync(path('first'), plan('The first', 'before', 'new'));
  expect(await stateIn('first')).toBe('Completed');
});
