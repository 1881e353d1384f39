/** What has changed since a migration plan was saved: told by where it changed, and nothing else is. */
import { describe, expect, test } from 'vitest';
import { type Drift, driftBetween, type SavedPlan } from '../../server/planning/drift.ts';
import type { MigrationPlan, Step } from '../../server/planning/migration-plan.ts';

const step = (key: string, more: Partial<Step> = {}): Step => ({
  ...{ key, kind: 'account', subject: key, action: 'create', before: 'not there', after: 'it is there' },
  ...{ reason: '', needs: [], reach: 'mailbox', ...more },
});
const mail = (source: number | undefined): Step =>
  step('mail a@x', { kind: 'mail', action: 'copy', ...(source !== undefined && { holds: { source } }) });

const saved = (steps: readonly Step[], fingerprint = 'same'): SavedPlan => ({
  lot: 'l',
  phase: 'all',
  fingerprint,
  steps,
});
const now = (steps: readonly Step[], fingerprint = 'same') =>
  ({ fingerprint, steps }) as unknown as MigrationPlan;
const told = (drift: readonly Drift[]) => drift.map(({ where, says }) => `${where}: ${says.en}`);

describe('what still holds is no drift', () => {
  test.each([
    ['the same', [step('account a@x'), mail(10)], [step('account a@x'), mail(10)]],
    ['mail that came in, and some that was deleted', [mail(100)], [mail(95)]],
    ['more mail', [mail(100)], [mail(500)]],
    [
      'what nobody looked at then',
      [step('quota a@x', { action: 'update', before: 'not checked' })],
      [step('quota a@x', { action: 'none' })],
    ],
    [
      'what was not looked at in French',
      [step('quota a@x', { action: 'update', before: 'non vérifié' })],
      [step('quota a@x', { action: 'none' })],
    ],
    [
      'a comparison',
      [step('verify a@x', { kind: 'verify', action: 'none' })],
      [step('verify a@x', { kind: 'verify', action: 'copy' })],
    ],
  ] as const)('%s', (_, before, after) => {
    expect(driftBetween(saved(before), now(after))).toEqual([]);
  });
});

test('a step more or less with another intent is the plan’s', () => {
  const drift = driftBetween(
    saved([step('alias a'), step('b')], 'old'),
    now([step('b'), step('alias c')], 'new'),
  );
  expect(told(drift)).toEqual(['plan: alias c was not in it', 'plan: alias a is no longer to be done']);
});

test('another intent with the same steps is told all the same', () => {
  expect(told(driftBetween(saved([step('a')], 'old'), now([step('a')], 'new')))).toEqual([
    'plan: what is intended has changed: an endpoint, a property of a mailbox, or the lot’s opening',
  ]);
});

test('what is there now, or is there no more, is the target’s', () => {
  const before = [step('account a'), step('profile b')];
  const after = [
    step('account a', { action: 'none', before: 'it is there' }),
    step('quota b', { before: '1 GB' }),
  ];
  expect(told(driftBetween(saved(before), now(after)))).toEqual([
    'target: quota b was not in it',
    'target: profile b is no longer to be done',
    'target: account a: it was "not there", and is "it is there"',
  ]);
});

test('what only a look at the target brings up is no change where nobody looked yet', () => {
  const before = [
    step('profile a'),
    step('access without x full a', { action: 'revoke' }),
    step('alias b a'),
  ];
  const unseen = { ...now([step('domain a.example')], 'new'), looked: 'nothing' as const };
  expect(told(driftBetween(saved(before, 'old'), unseen))).toEqual([
    'plan: alias b a is no longer to be done',
  ]);
  expect(told(driftBetween(saved(before), now([])))).toHaveLength(3);
});

test('a source that holds far less, or opens no more, is told', () => {
  expect(told(driftBetween(saved([mail(100)]), now([mail(80)])))).toEqual([
    'source: mail a@x: the source held 100 messages, and holds 80',
  ]);
  expect(told(driftBetween(saved([mail(100)]), now([mail(undefined)])))).toEqual([
    'source: mail a@x: the source held 100 messages, and does not open now',
  ]);
});
