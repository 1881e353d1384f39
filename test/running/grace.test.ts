/** A target that is slow to tell what it holds, before and after the person asked to stop. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import { stopIfAsked } from '../../server/running/failures.ts';
import type { MailTarget } from '../../server/running/ports.ts';
import { held, job, MemoryCopy } from './copying/memory-copy.ts';

let mail: MemoryCopy;

beforeEach(async () => {
  mail = await MemoryCopy.begin();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // The clock of these tests moves every limit there is, this one too.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), milliseconds);
    return limit.signal;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await mail.end();
});

/** Takes so long to look at a batch, and ends as a connection does whose signal aborts. */
function slow(seconds: number): MailTarget {
  const target = mail.to.asTarget();
  return {
    ...target,
    async *entries(...[folder, which, signal]: Parameters<MailTarget['entries']>) {
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      stopIfAsked(signal);
      yield* target.entries(folder, which, signal);
    },
  };
}

const copyTo = (target: MailTarget, { signal } = new AbortController()) =>
  copyMailbox(job, mail.from.asSource(), target, mail.ledger, { signal, clock: mail.clock });

test('a target that takes minutes to tell what it holds does not interrupt the run', async () => {
  mail.fill(100);
  expect(await copyTo(slow(300))).toMatchObject({ outcome: 'complete', messages: { copied: 100 } });
  expect(held(mail.to)).toEqual(held(mail.from));
});

test.each([
  [59, 20],
  [61, 0],
])(
  'a person who stops waits a minute for what is done to be recorded: after %d seconds, %d are',
  async (seconds, recorded) => {
    mail.fill(100);
    const stop = new AbortController();
    mail.to.faults.afterAppend = () => {
      if (mail.to.folder('INBOX').messages.length === 20) stop.abort();
    };
    expect(await copyTo(slow(seconds), stop)).toMatchObject({
      outcome: 'stopped',
      stoppedBy: { kind: 'interrupted' },
      messages: { copied: recorded },
    });
    mail.to.faults = {};
    expect(await mail.copy()).toMatchObject({ outcome: 'complete', messages: { already: 20, copied: 80 } });
    expect(held(mail.to)).toEqual(held(mail.from));
  },
);
