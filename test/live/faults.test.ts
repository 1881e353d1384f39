/**
 * Connections that fail in every way between the engine and real servers, by schedules made up at random: run again until it says that
 * it is complete, the copy is whole, nothing is doubled and the source is as it was. `MIGPLAN_FAULTS` sets how many schedules a pair of
 * servers goes through; what fails is shrunk and printed.
 */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectImapSource } from '../../server/endpoints/imap/connect-imap.ts';
import { systemClock } from '../../server/running/clock.ts';
import { failureOf } from '../../server/running/failures.ts';
import { type VerifyOptions, verifyMailbox } from '../../server/running/verifying/verify-mailbox.ts';
import { type Cyrus, startCyrus } from '../support/cyrus.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type Fault, type FaultProxy, faultProxy, type Schedule } from '../support/fault-proxy.ts';
import { type OddMailbox, oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import { type Change, change } from './changing-mailbox.ts';
import { imapLines } from './imap-comparison.ts';
import { maildirFolderLines, maildirLines, untouchedLines } from './maildir-comparison.ts';
import { copyOnce, copyUntilDone, type End, mailServer, type PersistentCopy } from './persistent-copy.ts';
import { signal } from './two-dovecots.ts';

const schedules = Number(process.env['MIGPLAN_FAULTS'] ?? 15);
/** A server that says nothing for so long is given up. */
const SILENCE = 700;
/** Runs before a mailbox has to be complete: no schedule has as many connections. */
const MOST_RUNS = 12;

/** Of one pair of servers, with whatever has to be shrunk. */
const LONGEST = 60_000 + schedules * 6_000;

const from = 'from@odd.example';
const password = 'of everybody';
/** Enough for schedules that are shrunk, too. */
const targets = Array.from({ length: schedules + 60 }, (_, number) => `t${number}@odd.example`);
/** For the comparison under faults. */
const compared = 'compared@odd.example';
const users = (names: readonly string[]) => names.map((name) => ({ name, password }));

/** Small enough to be copied in no time, and odd enough for anything to go wrong; Cyrus neither refuses nor alters any of it. */
const mail: OddMailbox = (() => {
  const { folders, messages } = oddMailbox(5);
  const isTaken = (content: Buffer) => content.length > 1 && !content.includes(0);
  return { folders, messages: messages.filter(({ content }) => isTaken(content)) };
})();

/** Everything about the source that must stay as it is. */
const treeHash = (dovecot: Dovecot): string =>
  createHash('sha256')
    .update(untouchedLines(dovecot.maildir(from)).join('\n'))
    .digest('hex');

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
const schedule: fc.Arbitrary<Schedule> = fc.array(fc.array(fault, { minLength: 1, maxLength: 3 }), {
  maxLength: 7,
});

/** What people do at the source between one run and the next. */
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    does: fc.constantFrom<Change['does']>(
      ...([
        'add',
        'add again',
        'mark',
        'unmark',
        'keyword',
        'move',
        'move',
        'copy',
        'delete',
        'new folder',
      ] as const),
    ),
    which: fc.nat({ max: 5_000 }),
  }),
  { maxLength: 6 },
);

interface Case {
  readonly source: Schedule;
  readonly target: Schedule;
  /** Runs before which the ledger is lost. */
  readonly forgets: readonly number[];
  /** What the servers do not seem to be able to do: mail is sent, and looked for, in other ways then. */
  readonly hides: readonly string[];
}

const anyCase: fc.Arbitrary<Case> = fc
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

let old: Dovecot;
let untouched: string;

beforeAll(async () => {
  old = await startDovecot({ users: users([from]) });
  writeMaildir(old.maildir(from), mail);
  old.adopt();
  untouched = treeHash(old);
}, 60_000);
afterAll(() => old?.stop());

const end = (name: string, port: number): End => ({ endpoint: mailServer(name, port), secret: password });

const jobTo = (mailbox: string) => ({
  ...{ source: { endpoint: 'old', mailbox: from }, target: { endpoint: 'new', mailbox } },
  ...{ exclude: [], folders: [] },
});

interface Ports {
  readonly old: number;
  readonly fresh: number;
}

/** From nothing. */
async function verified(mailbox: string, ports: Ports, more: Partial<VerifyOptions> = {}) {
  const imap = { silence: SILENCE };
  const source = await connectImapSource(mailServer('old', ports.old), from, password, signal, imap);
  const target = await connectImapSource(mailServer('new', ports.fresh), mailbox, password, signal, imap);
  const options = { signal, clock: systemClock, content: 'all', ...more } as const;
  const { outcome, differences, messages } = await verifyMailbox(jobTo(mailbox), source, target, options);
  await Promise.all([source.close(), target.close()]);
  // A message that had to be sent again may stand behind those that came after it.
  return { outcome, differences: differences.filter(({ kind }) => kind !== 'order'), messages };
}

const pairs: Readonly<
  Record<
    string,
    { start(): Promise<Dovecot | Cyrus>; expectSame(server: Dovecot | Cyrus, mailbox: string): Promise<void> }
  >
> = {
  'Dovecot to Dovecot': {
    start: () => startDovecot({ users: users([...targets, compared]) }),
    async expectSame(server, mailbox) {
      const maildir = (server as Dovecot).maildir(mailbox);
      expect(maildirLines(maildir)).toEqual(maildirLines(old.maildir(from)));
      expect(maildirFolderLines(maildir)).toEqual(maildirFolderLines(old.maildir(from)));
    },
  },
  'Dovecot to Cyrus': {
    start: () => startCyrus({ users: users([...targets, compared]) }),
    async expectSame({ port }, mailbox) {
      const login = { user: mailbox, password };
      expect(messagesOf(await imapLines({ ...login, port }))).toEqual(
        messagesOf(await imapLines({ port: old.port, user: from, password })),
      );
    },
  },
};

/** Cyrus does not take every folder's name; verify says which folder is which. */
function messagesOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => / ([0-9a-f]{64} \[.*)$/.exec(line)?.[1] ?? []).sort();
}

describe.each(Object.entries(pairs))('%s', (_, { start, expectSame }) => {
  let server: Dovecot | Cyrus;
  let doors: { readonly source: FaultProxy; readonly target: FaultProxy };
  const fresh = targets.values();

  beforeAll(async () => {
    server = await start();
    doors = { source: await faultProxy(old.port), target: await faultProxy(server.port) };
  }, 120_000);
  afterAll(async () => {
    await Promise.all([doors?.source.close(), doors?.target.close()]);
    await server?.stop();
  });

  test(
    `${schedules} schedules of faults: the copy comes out whole`,
    async () => {
      const property = fc.asyncProperty(anyCase, async ({ source, target, forgets, hides }) => {
        const mailbox = nextOf(fresh);
        doors.source.follow(source, hides);
        doors.target.follow(target, hides);
        const copy: PersistentCopy = {
          job: jobTo(mailbox),
          from: end('old', doors.source.port),
          to: end('new', doors.target.port),
          ledger: join(old.maildir(from), '../..', `ledger-${server.port}-${mailbox}`, 'ledger.sqlite'),
          imap: { silence: SILENCE, lanes: 3 },
          forgets,
        };
        const results = await copyUntilDone(copy, MOST_RUNS);
        expect(results.at(-1)).toMatchObject({ outcome: 'complete', refused: [], folderFailures: [] });
        await expectSame(server, mailbox);
        const all = mail.messages.length;
        expect(await verified(mailbox, { old: old.port, fresh: server.port })).toEqual({
          outcome: 'equal',
          differences: [],
          messages: { source: all, target: all, matched: all },
        });
        expect(treeHash(old)).toBe(untouched);
      });
      await fc.assert(property, {
        numRuns: schedules,
        interruptAfterTimeLimit: LONGEST,
        markInterruptAsFailure: true,
      });
    },
    LONGEST + 60_000,
  );

  test(
    `${schedules} schedules of faults on the comparison: it tells nothing that is not so`,
    async () => {
      const mailbox = compared;
      const [here, there] = [end('old', old.port), end('new', server.port)];
      const ledger = join(dirname(old.configuration), `ledger-${server.port}-compared`, 'ledger.sqlite');
      expect(await copyOnce({ job: jobTo(mailbox), from: here, to: there, ledger })).toMatchObject({
        outcome: 'complete',
      });
      const ports = { old: doors.source.port, fresh: doors.target.port };
      const how = { clock: systemClock, retries: { attempts: 3, firstPause: 0, longestPause: 0 } };
      const property = fc.asyncProperty(schedule, schedule, async (source, target) => {
        doors.source.follow(source);
        doors.target.follow(target);
        for (let run = 0; run < MOST_RUNS; run++) {
          const told = await verified(mailbox, ports, how).catch(mustBeMail);
          expect(told?.differences ?? []).toEqual([]);
          if (told?.outcome === 'equal') return;
        }
        throw new Error('it never came to its end');
      });
      await fc.assert(property, {
        numRuns: schedules,
        interruptAfterTimeLimit: LONGEST,
        markInterruptAsFailure: true,
      });
    },
    LONGEST + 60_000,
  );
});

/** Shrinking ends where no mailbox is left. */
function nextOf(mailboxes: Iterator<string>): string {
  const next = mailboxes.next();
  fc.pre(next.done !== true);
  return next.value;
}

/** An end that cannot be opened. */
function mustBeMail(error: unknown): undefined {
  if (!failureOf(error)) throw error;
}

describe('a source that its people go on using', () => {
  const mailboxes = Array.from({ length: schedules + 60 }, (_, number) => `m${number}@odd.example`);
  const unused = mailboxes.values();
  let busy: Dovecot;
  let fresh: Dovecot;
  let doors: { readonly source: FaultProxy; readonly target: FaultProxy };

  beforeAll(async () => {
    [busy, fresh] = await Promise.all([
      startDovecot({ users: users(mailboxes) }),
      startDovecot({ users: users(mailboxes) }),
    ]);
    doors = { source: await faultProxy(busy.port), target: await faultProxy(fresh.port) };
  }, 120_000);
  afterAll(async () => {
    await Promise.all([doors?.source.close(), doors?.target.close()]);
    await Promise.all([busy?.stop(), fresh?.stop()]);
  });

  test(
    `${schedules} schedules of faults and changes: the copy follows`,
    async () => {
      const days = fc.array(changes, { minLength: 1, maxLength: 3 });
      const property = fc.asyncProperty(anyCase, days, async ({ source, target }, changed) => {
        const mailbox = nextOf(unused);
        writeMaildir(busy.maildir(mailbox), mail);
        busy.adopt();
        doors.source.follow(source);
        doors.target.follow(target);
        const copy: PersistentCopy = {
          job: { ...jobTo(mailbox), source: { endpoint: 'old', mailbox }, mirrorsDeletions: true },
          from: end('old', doors.source.port),
          to: end('new', doors.target.port),
          ledger: join(dirname(busy.configuration), `ledger-${mailbox}`, 'ledger.sqlite'),
          imap: { silence: SILENCE },
        };
        for (const day of changed) {
          // One run may or may not get to its end; then the source is another one.
          await copyUntilDone(copy, 1);
          await change({ port: busy.port, user: mailbox, password }, day);
        }
        const results = await copyUntilDone(copy, MOST_RUNS);
        expect(results.at(-1)).toMatchObject({ outcome: 'complete', refused: [], folderFailures: [] });
        expect(maildirLines(fresh.maildir(mailbox))).toEqual(maildirLines(busy.maildir(mailbox)));
      });
      await fc.assert(property, {
        numRuns: schedules,
        interruptAfterTimeLimit: LONGEST,
        markInterruptAsFailure: true,
      });
    },
    LONGEST + 60_000,
  );
});
