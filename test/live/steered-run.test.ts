/**
 * A run of the command itself between two real Dovecots, steered from other processes: paused, gone on with, cancelled, watched; killed
 * while it is paused; and its server gone for a while. At the end both sides are equal.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveRun, liveRunSchema } from '../../server/running/live/progress-file.ts';
import { ClosingDoor } from '../support/closing-door.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { CLI, type Ended, migplan } from '../support/migplan.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { maildirLines } from './maildir-comparison.ts';

const lots = ['paused', 'killed', 'cancelled', 'away'] as const;
type LotName = (typeof lots)[number];
const people = (lot: LotName): string[] =>
  ['anna', 'bruno', 'chloe'].map((name) => `${name}.${lot}@a.example`);
const PASSWORD = 'correct horse';
const env = { TEST_MASTER_PASSWORD: PASSWORD };

let folder: string;
let old: Dovecot;
let fresh: Dovecot;
let door: ClosingDoor;
let running: ChildProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-steered-'));
  const names = lots.flatMap(people);
  const users = names.map((name) => ({ name, password: `of ${name}` }));
  const master = { name: 'migration', password: PASSWORD };
  [old, fresh] = await Promise.all([startDovecot({ users, master }), startDovecot({ users, master })]);
  for (const [seed, name] of names.entries()) writeMaildir(old.maildir(name), oddMailbox(seed + 300));
  old.adopt();
  door = await ClosingDoor.to(fresh.port);
});

afterAll(async () => {
  running?.kill('SIGKILL');
  await door?.shut();
  await Promise.all([old?.stop(), fresh?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** `rate` slows the copy down, so that there is a middle to do something in. */
function write(rate: string): void {
  const endpoint = (name: string, port: number, more: string) =>
    `endpoint ${name} dovecot {\n  host 127.0.0.1 port ${port} plain\n  login master "migration" separator "*" secret env TEST_MASTER_PASSWORD\n  connections 2\n${more}}\n`;
  const declared = lots
    .map((lot, at) => `lot ${lot} "${lot}" { date 2099-03-0${at + 1}; mailbox ${people(lot).join(', ')} }\n`)
    .join('');
  const mailboxes = lots
    .flatMap(people)
    .map((name) => `mailbox ${name}\n`)
    .join('');
  const plan = 'plan "Steered" { source old; target new }\ndomain a.example\n';
  writeFileSync(
    join(folder, 'plan.migplan'),
    plan + endpoint('old', old.port, rate) + endpoint('new', door.port, '') + declared + mailboxes,
  );
}

const command = (...values: string[]): Promise<Ended> => migplan([...values, folder], { env });
const copied = (lot: LotName): number =>
  people(lot).flatMap((name) => maildirLines(fresh.maildir(name))).length;

interface Begun {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  err(): string;
}

async function begin(lot: LotName): Promise<Begun> {
  const child = spawn(process.execPath, [CLI, 'run', folder, '--lot', lot, '--yes'], {
    env: { ...process.env, LC_ALL: 'en', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running = child;
  let err = '';
  child.stderr?.on('data', (data) => {
    err += data;
  });
  const ended = once(child, 'exit');
  await until(() => copied(lot) >= 3 || child.exitCode !== null);
  return { child, ended, err: () => err };
}

/** Returns once the run was seen to be under way; `out` is what was told of it until its end. */
async function watch(): Promise<{ out(): Promise<string> }> {
  const child = spawn(process.execPath, [CLI, 'watch', '--format', 'json', folder], {
    env: { ...process.env, LC_ALL: 'en', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout?.on('data', (data) => {
    out += data;
  });
  const ended = once(child, 'close');
  await until(() => out.includes('\n') || child.exitCode !== null);
  return { out: () => ended.then(() => out) };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1500 && !isSo(); tries++) await sleep(20);
  expect(isSo()).toBe(true);
}

const live = (): LiveRun =>
  liveRunSchema.parse(JSON.parse(readFileSync(join(folder, '.migplan', 'progress.json'), 'utf8')));

async function expectToEndEqual(lot: LotName): Promise<void> {
  write('');
  const resumed = await migplan(['run', folder, '--lot', lot, '--yes', '--format', 'json'], { env });
  expect(resumed.code, resumed.err).toBe(0);
  expectEqual(lot);
}

function expectEqual(lot: LotName): void {
  for (const name of people(lot))
    expect(maildirLines(fresh.maildir(name))).toEqual(maildirLines(old.maildir(name)));
}

test('a run is paused, seen to be paused, and gone on with', async () => {
  write('  rate 30 kB/s\n');
  const { ended, err } = await begin('paused');
  const watching = await watch();
  const paused = await command('pause');
  expect(paused).toMatchObject({ code: 0, err: '' });
  expect(paused.out).toMatch(/^Lot paused: paused since \d\d:\d\d \(process \d+\)\n/);
  const before = copied('paused');
  expect(before).toBeLessThan(people('paused').flatMap((name) => maildirLines(old.maildir(name))).length);
  expect(door.connections).toBe(0);
  const status = await command('status', '--lot', 'paused');
  expect(status.out).toContain('Lot paused: paused since');
  expect(copied('paused')).toBe(before);
  expect((await command('resume')).out).toContain('Lot paused: under way since');
  await until(() => copied('paused') > before);
  expect(err()).toContain('Paused. Go on with migplan resume.\n');
  expect((await command('cancel')).out).toBe('the run has ended\n');
  expect(await ended).toEqual([130, null]);
  const states = (await watching.out())
    .trim()
    .split('\n')
    .map((line) => liveRunSchema.parse(JSON.parse(line)).state);
  expect(states).toContain('paused');
  expect(states[0]).toBe('running');
  expect(door.most).toBeLessThanOrEqual(2);
  await expectToEndEqual('paused');
}, 120_000);

test('a paused run that is killed and begun again is not paused', async () => {
  write('  rate 30 kB/s\n');
  const { child, ended } = await begin('killed');
  await command('pause');
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect((await command('resume')).code).toBe(4);
  expect((await command('status')).out).not.toContain('paused since');
  await expectToEndEqual('killed');
}, 120_000);

test('a run is cancelled as by Ctrl-C, and leaves nothing but its log', async () => {
  write('  rate 30 kB/s\n');
  const { ended } = await begin('cancelled');
  expect(live()).toMatchObject({ lot: 'cancelled', state: 'running', mailboxes: { of: 3 } });
  await command('cancel');
  expect(await ended).toEqual([130, null]);
  for (const name of ['progress.json', 'control.json'])
    expect(existsSync(join(folder, '.migplan', name))).toBe(false);
  const logs = readdirSync(join(folder, '.migplan', 'log')).map((name) =>
    readFileSync(join(folder, '.migplan', 'log', name), 'utf8'),
  );
  expect(logs.some((log) => log.includes('"event":"started"') && log.includes('"lot":"cancelled"'))).toBe(
    true,
  );
  expect(logs.join('')).not.toContain(PASSWORD);
  await expectToEndEqual('cancelled');
}, 120_000);

test('a server that is restarted under a run is waited for, told once, and nothing fails', async () => {
  write('  rate 60 kB/s\n');
  const { ended, err } = await begin('away');
  await door.shut();
  await until(() => err().includes('endpoint new cannot be reached; waiting for it until'));
  expect((await command('status')).out).toContain('endpoint new cannot be reached; waiting for it until');
  await door.reopen();
  await until(() => err().includes('endpoint new is back'));
  write('');
  expect(await ended, err()).toEqual([0, null]);
  expect(err().match(/cannot be reached; waiting/g)).toHaveLength(1);
  expectEqual('away');
}, 120_000);
