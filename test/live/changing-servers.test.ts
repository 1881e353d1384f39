/** Servers that change while mail is copied: they go away and come back, run out of room, get another password or certificate. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectImapSource } from '../../server/endpoints/imap/connect-imap.ts';
import { systemClock } from '../../server/running/clock.ts';
import type { CopyResult } from '../../server/running/copying/copy-result.ts';
import { describeFailure } from '../../server/running/failures.ts';
import { verifyMailbox } from '../../server/running/verifying/verify-mailbox.ts';
import { startCyrus } from '../support/cyrus.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type FaultProxy, faultProxy } from '../support/fault-proxy.ts';
import { quoted, sayCommands } from '../support/imap-commands.ts';
import { oddMailbox, writeMaildir } from '../support/odd-mail.ts';
import {
  end,
  greeting,
  launch,
  type ServerProcess,
  serverAccount,
  writeCertificate,
} from '../support/server-process.ts';
import { maildirLines, untouchedLines } from './maildir-comparison.ts';
import { copyOnce, copyUntilDone, mailServer, type PersistentCopy } from './persistent-copy.ts';
import { job, signal } from './two-dovecots.ts';

const person = 'person@odd.example';
const password = 'the first one';

/** A server that is away is asked again soon, and not for long. */
const patient = {
  clock: systemClock,
  retries: { attempts: 40, throttles: 3, firstPause: 50, longestPause: 200 },
};

let state: string;
let old: Dovecot;
let fresh: Dovecot;
let doors: { readonly old: FaultProxy; readonly fresh: FaultProxy };
let restarted: ServerProcess[];
let untouched: string[];

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'migplan-changing-'));
  restarted = [];
  const users = [{ name: person, password }];
  [old, fresh] = await Promise.all([startDovecot({ users }), startDovecot({ users })]);
  writeMaildir(old.maildir(person), oddMailbox(21, 6_000_000));
  old.adopt();
  untouched = untouchedLines(old.maildir(person));
  doors = { old: await faultProxy(old.port), fresh: await faultProxy(fresh.port) };
});
afterEach(async () => {
  expect(untouchedLines(old.maildir(person))).toEqual(untouched);
  await Promise.all([doors.old.close(), doors.fresh.close(), ...restarted.map(end)]);
  await Promise.all([old.stop(), fresh.stop()]);
  rmSync(state, { recursive: true, force: true });
});

const copy = (more: Partial<PersistentCopy> = {}): PersistentCopy => ({
  job: job(person),
  from: { endpoint: mailServer('old', doors.old.port), secret: password },
  to: { endpoint: mailServer('new', doors.fresh.port), secret: password },
  ledger: join(state, 'ledger', 'ledger.sqlite'),
  imap: { silence: 3_000 },
  ...more,
});

function expectWhole(): void {
  expect(maildirLines(fresh.maildir(person))).toEqual(maildirLines(old.maildir(person)));
}

/** Runs something once, as soon as so many messages are there, and lets the copy go on meanwhile. */
function once(messages: number, action: () => Promise<void> | void) {
  let doing: Promise<void> | undefined;
  const onProgress = ({ messages: settled }: { readonly messages: number }) => {
    if (settled >= messages) doing ??= Promise.resolve(action());
  };
  return { how: { ...patient, onProgress }, done: () => doing };
}

/** Nobody gets at it from the first moment on, however long it takes to go. */
async function stopServer(server: Dovecot): Promise<void> {
  doorOf(server).shut(true);
  const own = restarted.find(({ child }) => child.pid === pidOf.get(server));
  if (own) return end(own);
  process.kill(server.pid, 'SIGTERM');
  while (isRunning(server.pid)) await systemClock.wait(10, signal);
}

const doorOf = (server: Dovecot): FaultProxy => (server === old ? doors.old : doors.fresh);

const pidOf = new Map<Dovecot, number>();

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function startAgain(server: Dovecot): Promise<void> {
  const process = launch(['/usr/sbin/dovecot', '-F', '-c', server.configuration], serverAccount());
  restarted.push(process);
  pidOf.set(server, process.child.pid ?? 0);
  await greeting('Dovecot', server.port, process, () => server.log());
  doorOf(server).shut(false);
}

/** Rewrites a file of the server’s, and waits until it reads it anew at the next login: Dovecot looks at it once a second. */
async function rewrite(server: Dovecot, file: string, change: (text: string) => string): Promise<void> {
  const path = join(dirname(server.configuration), file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  await systemClock.wait(1_100, signal);
}

describe('a server that is stopped and started', () => {
  test.each([
    ['the source', () => [old]],
    ['the target', () => [fresh]],
    ['both', () => [old, fresh]],
  ] as const)(
    '%s: the run goes on by itself',
    async (_, which) => {
      const restart = once(8, async () => {
        await Promise.all(which().map(stopServer));
        await systemClock.wait(300, signal);
        await Promise.all(which().map(startAgain));
      });
      const result = await copyOnce(copy({ how: restart.how }));
      expect(restart.done()).toBeDefined();
      await restart.done();
      expect(result).toMatchObject({ outcome: 'complete', messages: { failed: 0 } });
      expectWhole();
    },
    60_000,
  );

  test('and stays away: the run ends and says so, and the next one goes on', async () => {
    const away = once(8, () => stopServer(fresh));
    const retries = { ...patient.retries, attempts: 4 };
    const result = await copyOnce(copy({ how: { ...away.how, retries } }));
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'transient', reach: 'plan' } });
    expect(lineOf(result)).toMatch(
      /^endpoint new: 127\.0\.0\.1:\d+ (cannot be reached any more|closed the connection|lost the connection)/,
    );
    await away.done();
    await startAgain(fresh);
    expect((await copyUntilDone(copy(), 3)).at(-1)).toMatchObject({ outcome: 'complete' });
    expectWhole();
  });
});

const lineOf = ({ stoppedBy }: CopyResult): string => (stoppedBy ? describeFailure(stoppedBy, 'en') : '');

describe('a password that is changed in the middle', () => {
  const second = 'the second one';
  const change = async () => {
    doors.fresh.shut(true);
    await rewrite(fresh, 'users', (text) => text.replace(password, second));
    doors.fresh.shut(false);
  };

  test('ends the run and says so without any password, and the next one goes on', async () => {
    const changing = once(8, change);
    const result = await copyOnce(copy({ how: changing.how }));
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'credentials' } });
    expect(lineOf(result)).toMatch(/^endpoint new: .* refused the login "person@odd\.example"/);
    expect(JSON.stringify(result)).not.toMatch(/the (first|second) one/);
    const to = { endpoint: mailServer('new', fresh.port), secret: second };
    expect(await copyOnce(copy({ to }))).toMatchObject({ outcome: 'complete' });
    expectWhole();
  });

  test('is no hindrance where the secret is asked for anew', async () => {
    let counts = password;
    const changing = once(8, () => {
      counts = second;
      return change();
    });
    const to = { endpoint: mailServer('new', doors.fresh.port), secret: async () => counts };
    const result = await copyOnce(copy({ to, how: changing.how }));
    expect(lineOf(result)).toBe('');
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(changing.done()).toBeDefined();
    expectWhole();
  });
});

describe('a certificate', () => {
  const tls = (port = fresh.tlsPort): PersistentCopy['to'] => {
    const endpoint = { ...mailServer('new', port), host: 'localhost', security: 'tls' } as const;
    return { endpoint, secret: password };
  };

  test('that is not trusted ends it before a byte of mail is sent', async () => {
    await expect(copyOnce(copy({ to: tls() }))).rejects.toMatchObject({
      failure: { kind: 'certificate', reach: 'plan' },
    });
    expect(maildirLines(fresh.maildir(person))).toEqual([]);
  });

  test('that becomes another one in the middle ends the run, and the next one goes on', async () => {
    const trusted = { ca: fresh.certificate, silence: 3_000 };
    const door = await faultProxy(fresh.tlsPort);
    const changing = once(8, async () => {
      door.shut(true);
      await stopServer(fresh);
      writeCertificate(dirname(fresh.configuration));
      fresh.adopt();
      await startAgain(fresh);
      door.shut(false);
    });
    const result = await copyOnce(copy({ to: tls(door.port), imap: trusted, how: changing.how }));
    await Promise.all([changing.done(), door.close()]);
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'certificate', reach: 'plan' } });
    const anew = readFileSync(join(dirname(fresh.configuration), 'cert.pem'), 'utf8');
    expect(await copyOnce(copy({ to: tls(), imap: { ca: anew } }))).toMatchObject({ outcome: 'complete' });
    expectWhole();
  });
});

describe('a target that is out of room', () => {
  test('on Dovecot: the run ends and says so; with more room the next one goes on', async () => {
    await rewrite(fresh, 'users', (text) =>
      text.replace(/::::::$/m, '::::::userdb_quota_rule=*:storage=200K'),
    );
    const result = await copyOnce(copy());
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'full', reach: 'mailbox' } });
    const copied = maildirLines(fresh.maildir(person)).length;
    expect(result.messages.copied).toBe(copied);
    await rewrite(fresh, 'users', (text) => text.replace('storage=200K', 'storage=1G'));
    const next = await copyOnce(copy());
    expect(next).toMatchObject({ outcome: 'complete', messages: { already: copied, failed: 0 } });
    expectWhole();
  });

  test('on Cyrus: the same', async () => {
    const admin = { name: 'cyrus', password: 'of the admin' };
    const cyrus = await startCyrus({ users: [{ name: person, password, quota: 200 }], admin });
    const to = { endpoint: mailServer('new', cyrus.port), secret: password };
    const only = {
      ...job(person),
      exclude: ['Sent', 'Projets', '日本語', 'Éléments envoyés', 'quote"and\\backslash', 'percent%star*'],
    };
    const result = await copyOnce(copy({ to, job: only }));
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'full', reach: 'mailbox' } });
    const signIn = `LOGIN ${quoted(admin.name)} ${quoted(admin.password)}`;
    await sayCommands(cyrus.port, [signIn, `SETQUOTA ${quoted(`user/${person}`)} (STORAGE 1000000)`]);
    expect(await copyOnce(copy({ to, job: only }))).toMatchObject({ outcome: 'complete' });
    const source = await connectImapSource(mailServer('old', old.port), person, password, signal);
    const target = await connectImapSource(mailServer('new', cyrus.port), person, password, signal);
    const how = { signal, clock: systemClock, content: 'all' } as const;
    expect(await verifyMailbox(only, source, target, how)).toMatchObject({ outcome: 'equal' });
    await Promise.all([source.close(), target.close(), cyrus.stop()]);
  });
});
