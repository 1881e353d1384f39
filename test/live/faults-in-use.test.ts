/**
 * A source that its people go on using while connections to both ends fail in every way, and the servers seem to lack this or that:
 * the copy follows what they do, loses nothing and doubles nothing. `MIGPLAN_FAULTS` sets how many schedules a pair of servers goes
 * through; what fails is shrunk and printed.
 */
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectImapSource } from '../../server/endpoints/imap/connect-imap.ts';
import { systemClock } from '../../server/running/clock.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import { type Difference, verifyMailbox } from '../../server/running/verifying/verify-mailbox.ts';
import { type Cyrus, startCyrus } from '../support/cyrus.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type FaultProxy, faultProxy } from '../support/fault-proxy.ts';
import { writeMaildir } from '../support/odd-mail.ts';
import { type Change, change } from './changing-mailbox.ts';
import { anyCase, LONGEST, MOST_RUNS, mail, nextOf, SILENCE, schedules } from './fault-schedules.ts';
import { imapMailbox, type SeenMessage } from './imap-comparison.ts';
import { copyUntilDone, type End, mailServer, type PersistentCopy } from './persistent-copy.ts';
import { signal } from './two-dovecots.ts';

const password = 'of everybody';
/** Enough for schedules that are shrunk, too. */
const mailboxes = Array.from({ length: schedules + 60 }, (_, number) => `m${number}@odd.example`);
const users = mailboxes.map((name) => ({ name, password }));

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
const days = fc.array(changes, { minLength: 1, maxLength: 3 });

const end = (name: string, port: number): End => ({ endpoint: mailServer(name, port), secret: password });

const targets: Readonly<Record<string, () => Promise<Dovecot | Cyrus>>> = {
  'Dovecot to Dovecot': () => startDovecot({ users }),
  'Dovecot to Cyrus': () => startCyrus({ users }),
};

describe.each(Object.entries(targets))('%s', (_, start) => {
  const unused = mailboxes.values();
  let busy: Dovecot;
  let fresh: Dovecot | Cyrus;
  let doors: { readonly source: FaultProxy; readonly target: FaultProxy };

  beforeAll(async () => {
    [busy, fresh] = await Promise.all([startDovecot({ users }), start()]);
    doors = { source: await faultProxy(busy.port), target: await faultProxy(fresh.port) };
  }, 120_000);
  afterAll(async () => {
    await Promise.all([doors?.source.close(), doors?.target.close()]);
    await Promise.all([busy?.stop(), fresh?.stop()]);
  });

  const jobOf = (mailbox: string) => ({
    ...{ source: { endpoint: 'old', mailbox }, target: { endpoint: 'new', mailbox } },
    ...{ exclude: [], folders: [] },
  });

  /** From nothing, every byte. A message that had to be sent again may stand behind those that came after it. */
  async function differences(mailbox: string): Promise<Difference[]> {
    const source = await connectImapSource(mailServer('old', busy.port), mailbox, password, signal);
    const target = await connectImapSource(mailServer('new', fresh.port), mailbox, password, signal);
    const how = { signal, clock: systemClock, content: 'all' } as const;
    const { differences: told } = await verifyMailbox(jobOf(mailbox), source, target, how);
    await Promise.all([source.close(), target.close()]);
    return told.filter(({ kind }) => kind !== 'order');
  }

  test(
    `${schedules} schedules of faults and changes: the copy follows`,
    async () => {
      const property = fc.asyncProperty(anyCase, days, async ({ source, target, hides }, changed) => {
        const mailbox = nextOf(unused);
        writeMaildir(busy.maildir(mailbox), mail);
        busy.adopt();
        doors.source.follow(source, hides);
        doors.target.follow(target, hides);
        // Where single messages cannot be deleted, what was moved or deleted stays where it was as well.
        const canDelete = !hides.includes('UIDPLUS');
        const copy: PersistentCopy = {
          job: { ...jobOf(mailbox), mirrorsDeletions: canDelete },
          from: end('old', doors.source.port),
          to: end('new', doors.target.port),
          ledger: join(dirname(busy.configuration), `ledger-${fresh.port}-${mailbox}`, 'ledger.sqlite'),
          imap: { silence: SILENCE },
        };
        const login = { port: busy.port, user: mailbox, password };
        const once = new Once(canDelete);
        let isExact = canDelete;
        for (const day of changed) {
          once.holds((await imapMailbox(login)).messages);
          // One run may or may not get to its end; then the source is another one.
          await copyUntilDone(copy, 1);
          // What a run could not record, and people then take away, stays: nothing proves whose it is.
          isExact &&= await isAllRecorded(copy);
          await change(login, day);
        }
        once.holds((await imapMailbox(login)).messages);
        const results = await copyUntilDone(copy, MOST_RUNS);
        expect(results.at(-1)).toMatchObject({ outcome: 'complete', refused: [], folderFailures: [] });
        const told = await differences(mailbox);
        const isAllowed = ({ kind }: Difference) => !isExact && (kind === 'extra' || kind === 'doubled');
        expect(told.filter((one) => !isAllowed(one))).toEqual([]);
        const { messages } = await imapMailbox({ ...login, port: fresh.port });
        expect(once.lacks(messages)).toEqual([]);
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

async function isAllRecorded({ ledger: path, job }: PersistentCopy): Promise<boolean> {
  const ledger = await openLedger(path, systemClock);
  const folders = await (await ledger.mailbox(job)).folders();
  await ledger.close();
  return folders.every(({ writingFrom }) => writingFrom === undefined);
}

/**
 * What each folder of the source has ever held of each message at the same time: nothing more of it may be at the target. Where nothing
 * can be deleted there, each that ever came to the source.
 */
class Once {
  readonly #canDelete: boolean;
  readonly #most = new Map<string, { readonly sha256: string; readonly count: number }>();

  constructor(canDelete: boolean) {
    this.#canDelete = canDelete;
  }

  holds(messages: readonly SeenMessage[]): void {
    const placeOf = ({ folder, uid }: SeenMessage) => (this.#canDelete ? folder : `${folder} ${uid}`);
    const groups = Map.groupBy(messages, (message) => `${placeOf(message)} ${message.sha256}`);
    for (const [one, [{ sha256 } = { sha256: '' }, ...more]] of groups) {
      const count = Math.max(this.#most.get(one)?.count ?? 0, 1 + more.length);
      this.#most.set(one, { sha256, count });
    }
  }

  /** Over all folders, since a target may have other names for them. */
  lacks(messages: readonly SeenMessage[]): string[] {
    const left = new Map<string, number>();
    for (const { sha256, count } of this.#most.values()) left.set(sha256, (left.get(sha256) ?? 0) + count);
    return messages.flatMap(({ folder, sha256 }) => {
      const count = left.get(sha256) ?? 0;
      left.set(sha256, count - 1);
      return count > 0 ? [] : [`${folder} ${sha256}`];
    });
  }
}
