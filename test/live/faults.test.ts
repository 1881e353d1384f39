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
import { type FaultProxy, faultProxy } from '../support/fault-proxy.ts';
import { writeMaildir } from '../support/odd-mail.ts';
import {
  anyCase,
  LONGEST,
  MOST_RUNS,
  mail,
  nextOf,
  SILENCE,
  schedule,
  schedules,
} from './fault-schedules.ts';
import { imapLines } from './imap-comparison.ts';
import { maildirFolderLines, maildirLines, untouchedLines } from './maildir-comparison.ts';
import { copyOnce, copyUntilDone, type End, mailServer, type PersistentCopy } from './persistent-copy.ts';
import { signal } from './two-dovecots.ts';

const from = 'from@odd.example';
const password = 'of everybody';
/** Enough for schedules that are shrunk, too. */
const targets = Array.from({ length: schedules + 60 }, (_, number) => `t${number}@odd.example`);
/** For the comparison under faults. */
const compared = 'compared@odd.example';
const users = (names: readonly string[]) => names.map((name) => ({ name, password }));

/** Everything about the source that must stay as it is. */
const treeHash = (dovecot: Dovecot): string =>
  createHash('sha256')
    .update(untouchedLines(dovecot.maildir(from)).join('\n'))
    .digest('hex');

let old: Dovecot;
let untouched: string;

beforeAll(async () => {
  old = await startDovecot({ users: users([from]) });
  writeMaildir(old.maildir(from), mail);
  old.adopt();
  untouched = treeHash(old);
});
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

/** An end that cannot be opened. */
function mustBeMail(error: unknown): undefined {
  if (!failureOf(error)) throw error;
}
