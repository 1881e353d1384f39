/** What BlueMind takes and goes on with in the background: waited for, not sent twice, and seen to have been kept. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import { ada, at, blueMindTrials } from './blue-mind-trial.ts';

const makeAda: Change = { does: 'make', kind: 'mailbox', address: ada, profile: { name: 'Ada Roux' } };

describe('a task that takes long', () => {
  const trial = blueMindTrials({ taskLooks: 20 });

  test('is waited for, and its change is not sent twice', async () => {
    expect(await trial().apply(makeAda)).toMatchObject({ kind: 'waiting' });
    expect((await trial().subject.seen({ address: ada, kind: 'mailbox' })).state).toBe('absent');
    expect(await trial().subject.settle(makeAda)).toMatchObject({ kind: 'done' });
    expect(trial().writes()).toHaveLength(1);
  });
});

describe('a task that is soon over', () => {
  const trial = blueMindTrials({ taskLooks: 2 });

  test('is not told of', async () => {
    expect(await trial().apply(makeAda)).toMatchObject({ kind: 'done' });
  });

  test('and ends in an error, is a failure in its own words', async () => {
    await trial().make('list', 'board');
    const namesake: Change = {
      does: 'make',
      kind: 'list',
      address: at('other'),
      profile: { name: 'Ada board' },
    };
    expect(await trial().refusal(namesake)).toContain('already used');
  });

  test('and did not keep what it was given, is a failure too', async () => {
    await trial().make('mailbox');
    trial().simulator.bluemind.drops = ['quota'];
    const quota: Change = { does: 'set-quota', address: ada, bytes: 2 ** 30 };
    expect(await trial().refusal(quota)).toContain('did not keep quota');
  });
});
