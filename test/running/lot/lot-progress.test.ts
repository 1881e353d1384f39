/** How far a lot is, told from the events of its run. */
import { expect, test } from 'vitest';
import { LotProgress } from '../../../server/running/lot/lot-progress.ts';
import type { RunEvent } from '../../../server/running/run-event.ts';
import { type MailboxResult, NO_MESSAGES } from '../../../server/running/run-result.ts';

const SIZE = 50_000;
const expects = (messages: number) => ({ messages, bytes: messages * SIZE });

function begin(mailboxes: ConstructorParameters<typeof LotProgress>[0]) {
  let now = Date.parse('2026-01-05T08:00:00Z');
  const progress = new LotProgress(mailboxes, { now: () => new Date(now) });
  const tell = (event: RunEvent): void => progress.on(event);
  /** A hundred messages a second until so many are done of the mailbox's. */
  const copy = (address: string, from: number, to: number, of: number, worked = 0): void => {
    for (let messages = from; messages <= to; messages += 100) {
      const done = worked + messages - from;
      const amounts = { messages, ofMessages: of, bytes: messages * SIZE, ofBytes: of * SIZE };
      const progress = { folder: 'INBOX', ...amounts, worked: { messages: done, bytes: done * SIZE } };
      tell({ event: 'progress', address, progress });
      now += 1000;
    }
  };
  const end = (address: string, copied: number): void =>
    tell({
      event: 'mailbox-ended',
      result: {
        address,
        messages: { ...NO_MESSAGES, source: copied, copied },
        bytes: copied * SIZE,
      } as MailboxResult,
    });
  return {
    progress,
    tell,
    copy,
    end,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test('what is left is what mailboxes list, and what the inventory has of those that were not begun', () => {
  const { progress, tell, copy, end } = begin([
    { address: 'a', expects: expects(1000) },
    { address: 'b', expects: expects(3000) },
    { address: 'c', expects: expects(2000) },
  ]);
  tell({ event: 'mailbox-started', address: 'a', doing: 'copy' });
  copy('a', 0, 1000, 1000);
  end('a', 1000);
  tell({ event: 'mailbox-started', address: 'b', doing: 'copy' });
  copy('b', 0, 500, 3500);
  expect(progress.standing()).toMatchObject({
    state: 'running',
    mailboxes: { done: 1, of: 3 },
    underWay: [{ address: 'b', doing: 'copy', messages: 500, ofMessages: 3500 }],
    messages: { done: 1500, left: 5000 },
    bytes: { done: 1500 * SIZE, left: 5000 * SIZE },
    waiting: [],
  });
  const { secondsLeft = 0, rate } = progress.standing();
  expect(secondsLeft).toBeGreaterThan(45);
  expect(secondsLeft).toBeLessThan(60);
  expect(rate?.messages).toBeGreaterThan(80);
});

test('what was there already is no measure of speed', () => {
  const { progress, copy } = begin([{ address: 'a', expects: expects(10_000) }]);
  copy('a', 9000, 9900, 10_000);
  expect(progress.standing().rate?.messages).toBeCloseTo(100, 0);
});

test('a mailbox that is held back and gone on with counts once', () => {
  const { progress, tell, copy } = begin([{ address: 'a', expects: expects(1000) }]);
  copy('a', 0, 500, 1000);
  tell({ event: 'mailbox-held', address: 'a' });
  expect(progress.standing()).toMatchObject({ underWay: [], messages: { done: 500, left: 500 } });
  tell({ event: 'mailbox-started', address: 'a', doing: 'copy' });
  expect(progress.standing().messages).toEqual({ done: 500, left: 500 });
  copy('a', 500, 1000, 1000);
  expect(progress.standing().messages).toEqual({ done: 1000, left: 0 });
  expect(progress.standing().rate?.messages).toBeGreaterThan(85); // what was counted before is not counted again
  expect(progress.standing().rate?.messages).toBeLessThan(101);
});

test('without an inventory the others are taken to be like those that were seen', () => {
  const { progress, copy } = begin([{ address: 'a' }, { address: 'b' }, { address: 'c' }]);
  expect(progress.standing().messages).toEqual({ done: 0 });
  copy('a', 0, 200, 600);
  expect(progress.standing().messages).toEqual({ done: 200, left: 1600 });
  expect(progress.standing().bytes).toEqual({ done: 200 * SIZE, left: 1600 * SIZE });
});

test('an endpoint is waited for until its time has come, and one that is away until it is back', () => {
  const { progress, tell, later } = begin([]);
  const failure = {} as never;
  const until = new Date('2026-01-05T08:10:00Z');
  tell({ event: 'throttled', endpoint: 'new', until, failure });
  tell({ event: 'away', endpoint: 'old', until, failure });
  const why = () => progress.standing().waiting.map(({ endpoint, why }) => `${endpoint} ${why}`);
  expect(why()).toEqual(['new throttled', 'old away']);
  later(11 * 60_000);
  expect(why()).toEqual(['old away']);
  tell({ event: 'back', endpoint: 'old' });
  expect(why()).toEqual([]);
});
