/** Schedules of faults made up at random, and the mail that goes through them, as the suites of faults use them. */
import fc from 'fast-check';
import type { Fault, Schedule } from '../support/fault-proxy.ts';
import { type OddMailbox, oddMailbox } from '../support/odd-mail.ts';

export const schedules = Number(process.env['MIGPLAN_FAULTS'] ?? 15);
/** A server that says nothing for so long is given up. */
export const SILENCE = 700;
/** Runs before a mailbox has to be complete: no schedule has as many connections. */
export const MOST_RUNS = 12;

/** Of one pair of servers, with whatever has to be shrunk. */
export const LONGEST = 60_000 + schedules * 6_000;

/** Small enough to be copied in no time, and odd enough for anything to go wrong; Cyrus neither refuses nor alters any of it. */
export const mail: OddMailbox = (() => {
  const { folders, messages } = oddMailbox(5);
  const isTaken = (content: Buffer) => content.length > 1 && !content.includes(0);
  return { folders, messages: messages.filter(({ content }) => isTaken(content)) };
})();

const fault: fc.Arbitrary<Fault> = fc.record({
  way: fc.constantFrom<Fault['way']>('up', 'down'),
  // Mostly early, where folders are listed and opened; up to the size of the mailbox.
  after: fc.oneof(fc.nat({ max: 3_000 }), fc.nat({ max: 60_000 }), fc.nat({ max: 400_000 })),
  does: fc.constantFrom<Fault['does']>(
    ...([
      'cut',
      'cut',
      'cut',
      'reset',
      'reset',
      'stall',
      'swallow',
      'delay',
      'late',
      'late',
      'bye',
      'garbage',
      'noise',
    ] as const),
  ),
});

/** Each connection but the last few goes wrong, some in more than one way. */
export const schedule: fc.Arbitrary<Schedule> = fc.array(fc.array(fault, { minLength: 1, maxLength: 3 }), {
  maxLength: 7,
});

export interface Case {
  readonly source: Schedule;
  readonly target: Schedule;
  /** Runs before which the ledger is lost. */
  readonly forgets: readonly number[];
  /** What the servers do not seem to be able to do: mail is sent, and looked for, in other ways then. */
  readonly hides: readonly string[];
}

export const anyCase: fc.Arbitrary<Case> = fc
  .record({
    source: schedule,
    target: schedule,
    forgets: fc.oneof(fc.constant([]), fc.subarray([1, 2, 3])),
    hides: fc.oneof(
      fc.constant<string[]>([]),
      fc.subarray([
        'MULTIAPPEND',
        'LITERAL+',
        'UIDPLUS',
        'CONDSTORE',
        'QRESYNC',
        'ESEARCH',
        'MOVE',
        'BINARY',
      ]),
    ),
  })
  // What a slow server stores twice can be taken back only where single messages can be deleted.
  .filter(
    ({ target, hides }) => !hides.includes('UIDPLUS') || !target.flat().some(({ does }) => does === 'late'),
  );

/** Shrinking ends where no mailbox is left. */
export function nextOf(mailboxes: Iterator<string>): string {
  const next = mailboxes.next();
  fc.pre(next.done !== true);
  return next.value;
}
