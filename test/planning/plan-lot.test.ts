/** What a lot comes to as steps, by what the plan says of each mailbox. */
import { expect, test } from 'vitest';
import type { MigrationPlan, RunPhase } from '../../server/planning/migration-plan.ts';
import { NOTHING_OBSERVED, type Observation } from '../../server/planning/observation.ts';
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
    'shared desk@a.example: handover',
    'access anna@a.example full desk@a.example: handover',
  ]);
  expect(steps[3]?.reason).toBe(
    'it is new and begins empty; to be done by hand: this target has no supported call for it',
  );
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
  const pairs = new Map([['anna@a.example', { source: seen, target: seen }]]);
  const { verdict } = await planned('all', { ...NOTHING_OBSERVED, pairs });
  expect(verdict).toEqual({ errors: [], applicable: true, complete: true });
  expect(sourceAddressesOf(analyse(PLAN)).addresses.map(({ address }) => address)).toEqual([
    'anna@a.example',
  ]);
});

test('a new mailbox needs no source', async () => {
  const { steps, verdict } = await planLot(
    analyse(`
plan "P" { target fresh }
endpoint fresh imap { host imap.fresh.example; login master "m" secret env FRESH }
domain a.example
lot first { date 2025-01-20; domain a.example }
mailbox lea@a.example "Léa" { new }`),
    { lot: 'first', phase: 'all', locale: 'fr' },
  );
  expect(steps.map(({ reason }) => reason)).toEqual([
    'elle est nouvelle et commence vide\u00A0; à faire à la main\u00A0: cette cible n’a pas d’appel pris en charge pour cela',
  ]);
  expect(verdict.errors).toEqual([]);
});

const MIRRORED = `
plan "P" { timezone Europe/Paris; source old; target fresh }
endpoint old imap { host imap.old.example; login master "m" secret env OLD }
endpoint fresh imap { host imap.fresh.example; login master "m" secret env FRESH }
policy { deletions mirror }
policy for unit u { deletions keep }
unit u "U"
timeline t { D cutover; D+1 8:00 open }
domain a.example
domain b.example { unit u }
lot first { date 2025-01-20; domain a.example, b.example }
mailbox anna@a.example "Anna"
mailbox bert@b.example "Bert"
# inventory: anna@a.example 3 GB, 12 messages
`;

async function mirroredAt(now: string, plan = MIRRORED): Promise<MigrationPlan> {
  return planLot(analyse(`${plan}# clock: ${now}\n`), { lot: 'first', phase: 'all', locale: 'en' });
}

const opened = ({ steps }: MigrationPlan): object[] =>
  steps
    .filter(({ kind }) => kind === 'mail')
    .map(({ copy }) => ({ isOpen: copy?.isOpen, mirrorsDeletions: copy?.mirrorsDeletions }));

const reasons = ({ steps }: MigrationPlan): string[] =>
  steps.filter(({ kind }) => kind === 'mail').map(({ reason }) => reason.split('; ').at(-1) ?? '');

test('deletions are mirrored where the policy says so, until the lot opens', async () => {
  const before = await mirroredAt('2025-01-21T06:59:00Z'); // 07:59 in Paris
  expect(opened(before)).toEqual([
    { isOpen: undefined, mirrorsDeletions: true },
    { isOpen: undefined, mirrorsDeletions: undefined },
  ]);
  expect(reasons(before)).toEqual([
    'deletions at the source are mirrored until 2025-01-21 08:00',
    'what is there already is recognised and not copied again',
  ]);
  const after = await mirroredAt('2025-01-21T07:00:00Z');
  expect(opened(after)).toEqual([
    { isOpen: true, mirrorsDeletions: undefined },
    { isOpen: true, mirrorsDeletions: undefined },
  ]);
  expect(reasons(after)[0]).toBe('open since 2025-01-21 08:00: deletions at the source are mirrored no more');
  // The intent is the same on both days; it is another one where the policy or the day of opening is.
  expect(after.fingerprint).toBe(before.fingerprint);
  const kept = await mirroredAt(
    '2025-01-21T06:59:00Z',
    MIRRORED.replace('deletions mirror', 'deletions keep'),
  );
  const later = await mirroredAt('2025-01-21T06:59:00Z', MIRRORED.replace('D+1 8:00', 'D+2'));
  expect(new Set([before, kept, later].map(({ fingerprint }) => fingerprint)).size).toBe(3);
});

test.each([
  ['its cutover, where it has no open', 'timeline t { D-1 18:00 cutover }', '2025-01-19 18:00'],
  ['its date, where it has no timeline', '', '2025-01-20'],
])('a lot opens with %s', async (_, timeline, at) => {
  const plan = MIRRORED.replace(/timeline .*/, timeline);
  const [reason] = reasons(await mirroredAt('2025-01-01T00:00:00Z', plan));
  expect(reason).toBe(`deletions at the source are mirrored until ${at}`);
});

test('nothing is deleted where nobody has told the time', async () => {
  const plan = await planLot(analyse(MIRRORED), { lot: 'first', phase: 'all', locale: 'en' });
  expect(opened(plan)).toEqual([{}, {}].map(() => ({ isOpen: undefined, mirrorsDeletions: undefined })));
});

test('what the inventory has of a mailbox goes with its steps, and is no part of the intent', async () => {
  const { steps, fingerprint } = await planned('all');
  const expected = steps.filter(({ expects }) => expects).map(({ key, expects }) => ({ key, expects }));
  expect(expected).toEqual(
    ['mail', 'verify'].map((kind) => ({
      key: `${kind} anna@a.example`,
      expects: { messages: 12, bytes: 3e9 },
    })),
  );
  const other = await planLot(analyse(PLAN.replace('12 messages', '13 messages')), {
    ...{ lot: 'first', phase: 'all', locale: 'en' },
  });
  expect(other.fingerprint).toBe(fingerprint);
});
