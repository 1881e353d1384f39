/** Steps taken at a target: in their order, none before what it needs; what waits, fails and is stopped is told, and remembered. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Endpoint, Step, StepAction, StepKind } from '../../../server/planning/migration-plan.ts';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import { text } from '../../../server/planning/text.ts';
import type { Failure } from '../../../server/running/failures.ts';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import type { Clock, Ledger } from '../../../server/running/ports.ts';
import { Provisioning, whyHeld } from '../../../server/running/provisioning/provision.ts';
import { MemoryTarget } from '../../support/memory-provisioner.ts';

const endpoint: Endpoint = {
  ...{ name: 'new', kind: 'imap', host: 'h', port: 993, security: 'tls', connections: 4 },
  login: { method: 'master', user: 'm', secret: { kind: 'prompt' } },
};

let folder: string;
let ledger: Ledger;
let time: number;
const waits: number[] = [];
const clock: Clock = {
  now: () => new Date(time),
  wait: async (milliseconds) => void waits.push(milliseconds),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-provision-'));
  time = Date.parse('2027-03-01T09:00:00Z');
  waits.length = 0;
  ledger = await openLedger(join(folder, 'ledger.sqlite'), clock);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

const step = (kind: StepKind, change: Change, needs: string[] = [], action: StepAction = 'create'): Step => ({
  ...{
    key: `${kind} ${change.address}`,
    kind,
    subject: change.address,
    action,
    needs,
    change,
    endpoint: 'new',
  },
  ...{ before: '', after: '', reason: '', reach: 'mailbox' },
});
const make = (address: string) => step('account', { does: 'make', kind: 'mailbox', address, profile: {} });
const quota = (address: string) =>
  step('quota', { does: 'set-quota', address, bytes: 5e9 }, [`account ${address}`]);
const ready = (address: string) => step('ready', { does: 'await', address }, [`account ${address}`], 'wait');

async function taken(target: MemoryTarget, steps: readonly Step[], signal = new AbortController().signal) {
  const provisioning = new Provisioning({
    ...{ endpoints: [endpoint], open: async () => target.open(), ledger: () => ledger, clock, signal },
    tell: () => undefined,
  });
  await provisioning.take(steps);
  await provisioning.close();
  return provisioning;
}
const outcomes = ({ outcomes: all }: Provisioning) =>
  all.map(({ step: { key }, outcome }) => `${key}: ${outcome}`);

const failure = (reach: Failure['reach'], kind: 'refused' | 'transient' = 'refused'): Failure => ({
  ...{ kind, reach, words: 'no' },
  ...{ where: text('it', 'elle'), what: text('will not', 'ne veut pas') },
});

test('accounts come before what needs them, in whichever order they are given', async () => {
  const target = new MemoryTarget();
  const provisioning = await taken(target, [quota('a@x'), quota('b@x'), make('b@x'), make('a@x')]);
  expect(target.asked.map(({ does }) => does)).toEqual(['make', 'make', 'set-quota', 'set-quota']);
  expect(outcomes(provisioning).every((one) => one.endsWith(': done'))).toBe(true);
});

test('what fails stops what needs it and nothing else, in its own words', async () => {
  const target = new MemoryTarget();
  target.refuses = (change) =>
    change.address === 'a@x' && change.does === 'make' ? failure('mailbox') : undefined;
  const provisioning = await taken(target, [make('a@x'), quota('a@x'), make('b@x'), quota('b@x')]);
  expect(outcomes(provisioning).toSorted()).toEqual([
    'account a@x: failed',
    'account b@x: done',
    'quota a@x: unreached',
    'quota b@x: done',
  ]);
  const unreached = provisioning.outcomes.find(({ outcome }) => outcome === 'unreached');
  expect(unreached?.problem).toEqual(text('it will not (no).', 'elle ne veut pas (no).'));
  expect(target.asked.some(({ address, does }) => address === 'a@x' && does === 'set-quota')).toBe(false);
});

test('what reaches the lot stops them all', async () => {
  const target = new MemoryTarget();
  target.refuses = ({ does }) => (does === 'make' ? failure('lot') : undefined);
  const provisioning = await taken(target, [make('a@x'), quota('a@x'), quota('b@x')]);
  expect(provisioning.stoppedBy).toMatchObject({ reach: 'lot' });
  expect(outcomes(provisioning)).toEqual([
    'account a@x: failed',
    'quota a@x: unreached',
    'quota b@x: unreached',
  ]);
  expect(target.asked).toHaveLength(1);
});

test('what may pass is asked again, with a pause', async () => {
  const target = new MemoryTarget();
  let failures = 2;
  target.refuses = () => (failures-- > 0 ? failure('mailbox', 'transient') : undefined);
  expect(outcomes(await taken(target, [make('a@x')]))).toEqual(['account a@x: done']);
  expect(waits).toHaveLength(2);
});

test('what waits is gone on with by later runs, and since when is remembered', async () => {
  const target = new MemoryTarget({ slowness: 2 });
  const steps = [make('a@x'), ready('a@x'), quota('a@x')];
  const first = await taken(target, steps);
  expect(outcomes(first)).toEqual(['account a@x: done', 'ready a@x: waiting', 'quota a@x: done']);
  const since = new Date(time);
  time += 3_600_000;
  const second = await taken(target, steps);
  const waiting = second.outcomes.find(({ outcome }) => outcome === 'waiting');
  expect(waiting?.since).toEqual(since);
  expect(waiting && whyHeld(waiting)).toEqual(
    text(
      'is being made since 2027-03-01T09:00:00.000Z. Run again to go on.',
      'est en création depuis le 2027-03-01T09:00:00.000Z. Relancez pour continuer.',
    ),
  );
  expect(outcomes(await taken(target, steps))[1]).toBe('ready a@x: done');
});

test('the target’s own id of what was made is kept, and its state', async () => {
  await taken(new MemoryTarget(), [make('a@x')]);
  expect(await ledger.steps()).toEqual([
    { endpoint: 'new', key: 'account a@x', state: 'done', id: 'made 0', since: new Date(time) },
  ]);
});

test('what is for people is not taken, and is done once somebody has said so', async () => {
  const target = new MemoryTarget();
  const byHand = { ...make('a@x'), action: 'handover' } as const;
  expect(outcomes(await taken(target, [byHand, quota('a@x')]))).toEqual([
    'account a@x: by-hand',
    'quota a@x: failed',
  ]);
  await ledger.recordStep({ endpoint: 'new', key: 'account a@x', state: 'by-hand', since: new Date(time) });
  expect(outcomes(await taken(target, [byHand]))).toEqual(['account a@x: already']);
  expect(target.asked.map(({ does }) => does)).toEqual(['set-quota']);
});

test('an interrupted run leaves the rest and says so', async () => {
  const target = new MemoryTarget();
  const stopping = new AbortController();
  target.refuses = () => {
    stopping.abort();
    return undefined;
  };
  const provisioning = await taken(target, [make('a@x'), quota('a@x')], stopping.signal);
  expect(outcomes(provisioning)).toEqual(['account a@x: done', 'quota a@x: unreached']);
});
