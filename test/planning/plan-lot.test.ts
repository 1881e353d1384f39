/** What a lot comes to as steps, by what the plan says of each mailbox. */
import { expect, test } from 'vitest';
import type { MigrationPlan, RunPhase } from '../../server/planning/migration-plan.ts';
import type { Observation } from '../../server/planning/observation.ts';
import { planLot } from '../../server/planning/plan-lot.ts';
import { sourceAddressesOf } from '../../server/planning/source-addresses.ts';
import { analyse } from '../support/check.ts';

const PLAN = `
plan "P" { source old; target fresh }
endpoint old imap { host imap.old.example; login master "m" secret env OLD }
endpoint fresh imap { host imap.fresh.example; login master "m" secret env FRESH }
domain a.example
lot first { date 2025-01-20; domain a.example }
mailbox anna@a.example "Anna"
mailbox lea@a.example "Léa" { new; alias l@a.example }
shared desk@a.example "Desk" { new; access anna@a.example full }
# inventory: anna@a.example 3 GB, 12 messages
# inventory: desk@a.example 7 GB, 70 messages
`;

const planned = (phase: RunPhase | 'all', observed?: Observation): Promise<MigrationPlan> =>
  planLot(analyse(PLAN), { lot: 'first', phase, locale: 'en' }, observed);

test('a new mailbox takes no copy and no comparison, and its account is handed over', async () => {
  const { steps, totals } = await planned('all');
  expect(steps.map(({ key, action }) => `${key}: ${action}`)).toEqual([
    'account anna@a.example: none',
    'mail anna@a.example: copy',
    'verify anna@a.example: none',
    'account lea@a.example: handover',
    'alias l@a.example lea@a.example: handover',
    'account desk@a.example: handover',
    'access anna@a.example full desk@a.example: handover',
  ]);
  expect(steps[3]?.reason).toBe('it is new and begins empty: make its account on the target');
  expect(totals).toMatchObject({ mailboxes: 3, messages: 12, bytes: 3e9 });
});

test('each phase has its part of it', async () => {
  const keysOf = async (phase: RunPhase): Promise<string[]> =>
    (await planned(phase)).steps.map(({ key }) => key).filter((key) => key.includes('lea@'));
  expect(await keysOf('stage')).toEqual(['account lea@a.example', 'alias l@a.example lea@a.example']);
  expect(await keysOf('delta')).toEqual(['account lea@a.example']);
  expect(await keysOf('verify')).toEqual([]);
});

test('nothing of a new mailbox is looked at, and the lot can be run all the same', async () => {
  const seen = { messages: 12, folders: 1 };
  const { verdict } = await planned('all', new Map([['anna@a.example', { source: seen, target: seen }]]));
  expect(verdict).toEqual({ errors: [], applicable: true, complete: true });
  expect(sourceAddressesOf(analyse(PLAN)).addresses.map(({ address }) => address)).toEqual([
    'anna@a.example',
  ]);
});

test('a new mailbox needs no source', async () => {
  const { steps, verdict } = await planLot(
    analyse(`
domain a.example
lot first { date 2025-01-20; domain a.example }
mailbox lea@a.example "Léa" { new }`),
    { lot: 'first', phase: 'all', locale: 'fr' },
  );
  expect(steps.map(({ reason }) => reason)).toEqual([
    'elle est nouvelle et commence vide : créez son compte sur la cible',
  ]);
  expect(verdict.errors).toEqual([]);
});
