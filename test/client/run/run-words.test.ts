/** A run in words: in the status bar and its notification, before it begins, and once it has ended. */
import { afterEach, describe, expect, test } from 'vitest';
import { progressText, statusText } from '../../../client/features/run/live-words.ts';
import { outcomeOf } from '../../../client/features/run/run-outcome.ts';
import { runQuestion } from '../../../client/features/run/run-question.ts';
import type { DryRun, Step } from '../../../client/infrastructure/dry-run.ts';
import { partDone } from '../../../client/infrastructure/run-words.ts';
import type { LiveRun, RunRecord } from '../../../server/protocol.ts';
import { speak } from '../../support/fake-vscode.ts';
import { LIVE, RECORD } from './a-run.ts';

afterEach(() => speak('en'));

describe('a run that is under way', () => {
  test.each<[Partial<LiveRun>, string, string]>([
    [
      {},
      '$(sync~spin) pilot 12/46 · 3 min',
      '12 of 46 mailboxes · 3,400 messages · 1.2 GB · about 3 min left',
    ],
    [
      { state: 'paused' },
      '$(debug-pause) pilot 12/46',
      '12 of 46 mailboxes · 3,400 messages · 1.2 GB · paused',
    ],
    [
      { state: 'stopping' },
      '$(debug-stop) pilot 12/46',
      '12 of 46 mailboxes · 3,400 messages · 1.2 GB · stopping: what is under way is finished first',
    ],
    [
      { waiting: [{ endpoint: 'old', why: 'throttled', until: '2027-03-08T09:00:00Z' }] },
      '$(sync~spin) pilot 12/46 · 3 min',
      '12 of 46 mailboxes · 3,400 messages · 1.2 GB · old asks to slow down',
    ],
    [
      {
        mailboxes: { done: 0, of: 46 },
        messages: { done: 0 },
        bytes: { done: 0 },
        secondsLeft: undefined,
      },
      '$(sync~spin) pilot 0/46',
      '0 of 46 mailboxes',
    ],
    [
      { mailboxes: { done: 1, of: 1 }, messages: { done: 1, left: 0 }, secondsLeft: 0 },
      '$(sync~spin) pilot 1/1',
      '1 of 1 mailbox · 1 message · 1.2 GB',
    ],
  ])('%j', (more, status, progress) => {
    const run = { ...LIVE, ...more };
    expect(statusText(run, 'en')).toBe(status);
    expect(progressText(run, 'en')).toBe(progress);
  });

  test('in French', () => {
    speak('fr');
    expect(progressText(LIVE, 'fr')).toBe(
      '12 boîtes sur 46 · 3\u202F400 messages · 1,2 Go · encore 3 min environ',
    );
    const first = { mailboxes: { done: 1, of: 2 }, messages: { done: 1 }, secondsLeft: undefined };
    expect(progressText({ ...LIVE, ...first }, 'fr')).toBe('1 boîte sur 2 · 1 message · 1,2 Go');
    expect(progressText({ ...LIVE, ...first, mailboxes: { done: 0, of: 2 } }, 'fr')).toMatch(
      /^0 boîte sur 2 · /,
    );
  });

  test('is as far as its messages are, else as its mailboxes', () => {
    expect(partDone(LIVE)).toBeCloseTo(0.25);
    expect(partDone({ ...LIVE, messages: { done: 10 } })).toBeCloseTo(12 / 46);
    expect(partDone({ ...LIVE, messages: { done: 0, left: 0 }, mailboxes: { done: 0, of: 0 } })).toBe(0);
  });
});

const step = (kind: string, action: Step['action']): Step => ({
  ...{ kind, action, subject: 'a@a.example', before: '', after: '', reason: '' },
});

const DRY_RUN: DryRun = {
  ...{ schema: 'migplan/dry-run/v1', plan: 'A plan', lot: 'pilot', date: '2027-03-08', phase: 'all' },
  verdict: { errors: [], applicable: true, complete: true },
  steps: [
    ...[step('account', 'create'), step('quota', 'update'), step('access', 'grant'), step('ready', 'wait')],
    ...[step('alias', 'handover'), step('licence', 'none'), step('mail', 'copy'), step('verify', 'none')],
  ],
  totals: { mailboxes: 1, messages: 23_630, bytes: 11_664_000_000 },
};

describe('the question before a run', () => {
  test('names what is copied, done and left to people', () => {
    expect(runQuestion(DRY_RUN, 'en')).toEqual({
      asks: 'Run lot pilot now?',
      detail: `Mail: 1 mailbox, 23,630 messages, 11.7 GB
Steps at the target: 4
Steps left to people: 1

The run goes on when this window is closed.`,
    });
  });

  test('names the phase, and no mail where none is copied', () => {
    expect(runQuestion({ ...DRY_RUN, phase: 'lock', steps: [step('lock', 'update')] }, 'en')).toEqual({
      asks: 'Run phase lock of lot pilot now?',
      detail: 'Steps at the target: 1\n\nThe run goes on when this window is closed.',
    });
  });

  test('invents no number where no inventory was taken, and says where there is nothing to do', () => {
    const unknown = { mailboxes: 1, messages: 0, bytes: 0 };
    expect(runQuestion({ ...DRY_RUN, steps: [step('mail', 'copy')], totals: unknown }, 'en').detail).toBe(
      'Mail: 1 mailbox\n\nThe run goes on when this window is closed.',
    );
    expect(runQuestion({ ...DRY_RUN, steps: [] }, 'en').detail).toMatch(/^Everything is looked at again\.\n/);
  });
});

describe('what a run came to', () => {
  test.each<[Partial<RunRecord>, string]>([
    [{}, 'information: Lot pilot: 46 of 46 mailboxes complete, 1,394 messages copied. [report dashboard]'],
    [{ copied: 0 }, 'information: Lot pilot: 46 of 46 mailboxes complete. [report dashboard]'],
    [
      { copied: 1 },
      'information: Lot pilot: 46 of 46 mailboxes complete, 1 message copied. [report dashboard]',
    ],
    [
      { how: 'incomplete', complete: 44, failed: 2 },
      'warning: Lot pilot: 44 of 46 mailboxes complete, 2 failed. [problems again report]',
    ],
    [
      { how: 'stopped', complete: 12 },
      'warning: The run of lot pilot was ended: 12 of 46 mailboxes complete. What was done is recorded. [again problems]',
    ],
    [
      { how: 'stopped', complete: 12, words: 'endpoint new: the disk is full' },
      'error: endpoint new: the disk is full [again problems]',
    ],
    [
      { how: 'gone', complete: 12 },
      'warning: The run of lot pilot was cut off: 12 of 46 mailboxes complete when it was last heard of. What was done is recorded; run it again to go on. [again dashboard]',
    ],
  ])('%j', (more, told) => {
    const outcome = outcomeOf({ ...RECORD, ...more }, 'en');
    expect(outcome && `${outcome.severity}: ${outcome.says} [${outcome.next.join(' ')}]`).toBe(told);
  });

  test('is nothing yet while it goes on', () => {
    expect(outcomeOf({ ...RECORD, how: 'running' }, 'en')).toBeUndefined();
  });
});
