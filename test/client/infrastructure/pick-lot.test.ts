/** A lot in the list from which one is chosen: its day, size and state, and what is due. */
import { afterEach, expect, test } from 'vitest';
import { lotItem } from '../../../client/infrastructure/pick-lot.ts';
import type { LotInfo } from '../../../server/protocol.ts';
import { speak } from '../../support/fake-vscode.ts';

afterEach(() => speak('en'));

const LOT: LotInfo = {
  ...{ name: 'pilot', title: 'Two who try it first', date: '2027-03-08', isPilot: true, shared: 0 },
  ...{ messages: 23_630, bytes: 11_664_000_000, size: '11.7 GB', cost: '5.50 EUR a month' },
  counts: { mailboxes: 1200, done: 0, running: 0, failed: 0 },
  standing: 'planned',
  isBegun: false,
  steps: [],
  place: {
    uri: 'file:///plan.migplan',
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } },
  },
};

const step = (word: string, day: string, isDone: boolean, isDue: boolean) => ({
  step: word,
  day,
  isDone,
  isDue,
});

const shown = (lot: Partial<LotInfo>): string => {
  const { label, description, detail, iconPath } = lotItem({ ...LOT, ...lot });
  return [label, description, detail, (iconPath as { id: string }).id].join(' | ');
};

test.each<[Partial<LotInfo>, string]>([
  [{}, 'pilot — Two who try it first | 8 Mar · 1,200 mailboxes · 11.7 GB | not begun | circle-outline'],
  [
    { isBegun: true, counts: { mailboxes: 1200, done: 1100, running: 0, failed: 0 } },
    'pilot — Two who try it first | 8 Mar · 1,200 mailboxes · 11.7 GB | begun: 1,100 of 1,200 done | circle-outline',
  ],
  [
    {
      counts: { mailboxes: 1, done: 1, running: 0, failed: 0 },
      standing: 'done',
      title: '',
      size: '',
    },
    'pilot | 8 Mar · 1 mailbox | done | pass',
  ],
  [
    {
      standing: 'failed',
      counts: { mailboxes: 30, done: 28, running: 0, failed: 2 },
      steps: [step('cutover', '2027-03-08', false, true), step('lock', '2027-03-07', false, true)],
    },
    'pilot — Two who try it first | 8 Mar · 30 mailboxes · 11.7 GB | 28 of 30 done, 2 failed · due: cutover, lock | error',
  ],
  [
    {
      standing: 'gone',
      hold: 'no licences yet',
      counts: { mailboxes: 30, done: 12, running: 0, failed: 0 },
      steps: [step('cutover', '2027-03-08', false, false), step('stage', '2027-03-01', false, false)],
    },
    'pilot — Two who try it first | 8 Mar · 30 mailboxes · 11.7 GB | its run was cut off: 12 of 30 done · on hold: no licences yet · next: stage on 1 Mar | debug-disconnect',
  ],
  [
    { standing: 'running', counts: { mailboxes: 30, done: 12, running: 4, failed: 0 } },
    'pilot — Two who try it first | 8 Mar · 30 mailboxes · 11.7 GB | under way: 12 of 30 | sync',
  ],
])('%j', (lot, line) => {
  expect(shown(lot)).toBe(line);
});

test('in French', () => {
  speak('fr');
  expect(shown({ steps: [step('stage', '2027-03-01', false, true)] })).toBe(
    'pilot — Two who try it first | 8 mars · 1\u202F200 boîtes · 11.7 GB | non commencé · à faire\u00A0: stage | circle-outline',
  );
});
