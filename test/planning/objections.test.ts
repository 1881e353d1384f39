/** What stands against beginning a lot is told before the first change, all of it at once, and the lot is not to be run. */
import { expect, test } from 'vitest';
import { NOTHING_OBSERVED } from '../../server/planning/observation.ts';
import { planLot } from '../../server/planning/plan-lot.ts';
import type { SeenObject, TargetState } from '../../server/planning/provisioning/target-state.ts';
import { text } from '../../server/planning/text.ts';
import { analyse } from '../support/check.ts';

const people = Array.from({ length: 300 }, (_, number) => `person${number}@a.example`);

const PLAN = `
plan "P" { source old; target new }
endpoint old imap { host o.example; login master "m" secret env O }
endpoint new microsoft365 { tenant x.onmicrosoft.example; client c secret env S }
licence E1 { sku STANDARDPACK }
domain a.example
lot one { date 2027-03-22; domain a.example }
${people.map((address) => `mailbox ${address} E1`).join('\n')}
`;

const absent: SeenObject = { state: 'absent' };
const state = (
  more: Partial<TargetState>,
  objects: Readonly<Record<string, SeenObject>> = {},
): TargetState => ({
  objects: new Map(people.map((address) => [address, objects[address] ?? absent])),
  domains: new Map([['a.example', { state: 'verified' }]]),
  seats: [{ sku: 'STANDARDPACK', seats: 1000, used: 0 }],
  ...more,
});

async function errorsWith(seen: TargetState): Promise<readonly string[]> {
  const targets = new Map([['new', seen]]);
  const chosen = { lot: 'one', phase: 'all', locale: 'en' } as const;
  const { verdict } = await planLot(analyse(PLAN), chosen, { ...NOTHING_OBSERVED, targets });
  expect(verdict.applicable).toBe(false);
  return verdict.errors;
}

test('a licence that runs out at the 200th of 300 accounts', async () => {
  const seats = [{ sku: 'STANDARDPACK', seats: 240, used: 40 }];
  expect(await errorsWith(state({ seats }))).toEqual([
    'licence E1: 300 are needed, 200 of 240 are free; nothing is begun',
  ]);
});

test('those that have their licence already need none', async () => {
  const held: SeenObject = { state: 'held', kind: 'mailbox', id: '1', isReady: true, skus: ['STANDARDPACK'] };
  const licensed = Object.fromEntries(people.slice(0, 250).map((address) => [address, held]));
  const seats = [{ sku: 'STANDARDPACK', seats: 299, used: 250 }];
  expect(await errorsWith(state({ seats }, licensed))).toEqual([
    'licence E1: 50 are needed, 49 of 299 are free; nothing is begun',
  ]);
});

test('a licence that the target does not know, a domain that is not verified, an address that another object has', async () => {
  const blocked: SeenObject = { state: 'blocked', why: text('a group has it', 'un groupe l’a') };
  const domains = new Map([['a.example', { state: 'unverified' as const }]]);
  expect(await errorsWith(state({ seats: [], domains }, { 'person7@a.example': blocked }))).toEqual([
    'person7@a.example: a group has it',
    'a.example: the target has not verified it yet; add the records that preflight lists, then verify it there',
    'licence E1: the target knows no STANDARDPACK',
  ]);
});
