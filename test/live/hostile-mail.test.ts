/**
 * A mailbox that is out to harm: flags, folder names and bodies that are IMAP commands, what is too big, too long or too many. On real
 * servers: nothing exists afterwards that was not to be copied, nothing is gone, and nobody else’s mail was touched.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import { systemClock } from '../../server/running/clock.ts';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import type { CopyResult } from '../../server/running/copying/copy-result.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import type { Ledger } from '../../server/running/ports.ts';
import { startCyrus } from '../support/cyrus.ts';
import { startDovecot } from '../support/dovecot.ts';
import { quoted, sayCommands } from '../support/imap-commands.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';
import { imapLines } from './imap-comparison.ts';
import { job, signal } from './two-dovecots.ts';

const password = 'of everybody';
const LARGEST = 300_000;

/** What each of these would do, were it run, shows at the target. */
const COMMANDS = [
  'h1 CREATE owned',
  'h2 DELETE precious',
  'h3 RENAME precious owned',
  'h4 SELECT INBOX',
  'h5 STORE 1:* +FLAGS.SILENT (\\Deleted)',
  'h6 EXPUNGE',
  'h7 CREATE INBOX.owned',
  'h8 APPEND INBOX {5+}',
  'owned',
  'h9 SUBSCRIBE owned',
  'h10 LOGOUT',
];
const script = `${COMMANDS.join('\r\n')}\r\n`;

/** Bodies whose commands come right after where a server may think that the message is over. */
const bodies: Readonly<Record<string, string>> = {
  'at once': script,
  'after a header': `Subject: commands\r\n\r\n${script}`,
  'after a bracket': `Subject: bracket\r\n\r\n)\r\n${script}`,
  'after a line that is not ended': `Subject: open\r\n\r\nx${script}`,
  'without a last line end': `Subject: last\r\n\r\n${script.trimEnd()}`,
  'behind a literal of its own': `Subject: literal {10+}\r\n\r\n{10+}\r\n0123456789${script}`,
  // LITERAL- takes up to 4,096 bytes at once (RFC 7888, 5).
  ...Object.fromEntries([4095, 4096, 4097, 8192, 65_536].map((size) => [`at byte ${size}`, padded(size)])),
  everywhere: `Subject: everywhere\r\n\r\n${script.repeat(300)}`,
};

/** The script begins after so many bytes. */
function padded(size: number): string {
  const head = 'Subject: padded\r\n\r\n';
  return `${head}${'p'.repeat(size - head.length - 2)}\r\n${script}`;
}

const flagSets: readonly (readonly string[])[] = [
  ['bad{flag'],
  ['{7+}'],
  ['bad flag', 'a]b', '%x*', 'x"y', '(', ')', 'a\\b'],
  ['\\Weird', '\\*', '\\', '\\Seen\r\nf1 CREATE owned\r\n'],
  ['é', '日本', '\u0000', '\u007f', '', ' '],
  ['x\r\nf2 CREATE owned'],
  ['NIL', '*', '+', '~{3}', '[', '$MDNSent', '\\Flagged'],
  ['k'.repeat(90), 'k'.repeat(200), 'k'.repeat(5_000)],
  Array.from({ length: 60 }, (_, number) => `many${number}`),
];

const folderNames = [
  ...['a\r\nn1 CREATE owned', '"', 'quote"n2 CREATE owned', '\\', '{5+}', '{5}', '(', ')', '*', '%', '*%"\\'],
  ...[
    '..',
    '../../owned',
    '.',
    'a/../b',
    '~root',
    '/etc',
    'a//b',
    ' ',
    ' both ',
    'NIL',
    '&',
    '&-',
    '&AGE-',
    '&Jjo',
  ],
  ...[
    'inbox/below',
    'Inbox',
    '#news',
    '\u0000zero',
    '\u202eright',
    '🎉',
    '日本',
    'é',
    'e\u0301',
    'x'.repeat(120),
  ],
  ...[
    'y'.repeat(400),
    Array(12).fill('deep').join('/'),
    'user/other',
    'Other Users/bystander',
    'shared/x',
    'INBOX',
  ],
];

function hostileMailbox(): MemoryMailbox {
  const mailbox = new MemoryMailbox();
  const receivedAt = new Date('2020-02-02T02:02:02Z');
  for (const [name, body] of Object.entries(bodies)) {
    mailbox.put('INBOX', body, { receivedAt, flags: ['\\Seen'] });
    mailbox.put('INBOX', `X-Name: ${name}\r\n${body}`, { receivedAt, flags: ['x{3+}'] });
  }
  for (const [number, flags] of flagSets.entries()) {
    const content = `Subject: flags ${number}\r\n\r\n${script}`;
    mailbox.put('INBOX', content, { receivedAt, flags: [...flags] });
  }
  for (const name of folderNames)
    mailbox.put(
      name,
      `Subject: of a folder\r\nX-Folder: ${Buffer.from(name).toString('hex')}\r\n\r\n${script}`,
      { receivedAt },
    );
  mailbox.put('INBOX', `Subject: too big\r\n\r\n${script.repeat(LARGEST / 100)}`, { receivedAt });
  mailbox.put('INBOX', 'Subject: the last one\r\n\r\nharmless\r\n', { receivedAt });
  return mailbox;
}

const names = ['victim', 'bystander', 'tiny'].map((name) => `${name}@odd.example`);
const [victim = '', bystander = '', tiny = ''] = names;
const QUOTA_KIB = 60;

interface Server {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

const kinds: Readonly<Record<string, () => Promise<Server>>> = {
  Dovecot: () => {
    const more = { largestMessage: `${LARGEST}` };
    const users = names.map((name) => ({
      name,
      password,
      ...more,
      ...(name === tiny && { quota: `*:storage=${QUOTA_KIB}K` }),
    }));
    return startDovecot({ users });
  },
  Cyrus: () => {
    const users = names.map((name) => ({ name, password, ...(name === tiny && { quota: QUOTA_KIB }) }));
    return startCyrus({ users, largestMessage: LARGEST });
  },
};

describe.each(Object.entries(kinds))('on %s', (_, start) => {
  let server: Server;
  let ledger: Ledger;
  let state: string;

  beforeAll(async () => {
    server = await start();
    state = mkdtempSync(join(tmpdir(), 'migplan-hostile-'));
    ledger = await openLedger(join(state, 'ledger.sqlite'), systemClock);
    for (const name of names) await putPrecious(server.port, name);
  });
  afterAll(async () => {
    await ledger?.close();
    await server?.stop();
    rmSync(state, { recursive: true, force: true });
  });

  const linesOf = (user: string) => imapLines({ port: server.port, user, password });

  async function copy(mailbox: MemoryMailbox, to: string): Promise<CopyResult> {
    const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
    const endpoint = {
      name: 'new',
      kind: 'imap',
      host: server.host,
      port: server.port,
      security: 'plain',
      login,
      connections: 1,
    } as const;
    const target = await connectImapTarget(endpoint, to, password, signal);
    const result = await copyMailbox(job('hostile', to), mailbox.asSource(), target, ledger, {
      signal,
      clock: systemClock,
    });
    await target.close();
    return result;
  }

  test('nothing can be done but be copied', async () => {
    const mailbox = hostileMailbox();
    const before = { victim: await linesOf(victim), bystander: await linesOf(bystander) };
    const result = await copy(mailbox, victim);
    const after = await linesOf(victim);
    expect(result.outcome).toBe('incomplete');
    expect(result.stoppedBy).toBeUndefined();
    expectNothingButCopied(mailbox, before.victim, after);
    expectAllAccountedFor(mailbox, result, after);
    expect(await linesOf(bystander)).toEqual(before.bystander);
    const again = await copy(mailbox, victim);
    expect(again.messages).toMatchObject({ copied: 0, already: result.messages.copied });
    expect(await linesOf(victim)).toEqual(after);
  }, 120_000);

  test('nothing is run of what a full mailbox does not take', async () => {
    const mailbox = new MemoryMailbox();
    for (let number = 0; number < 20; number++)
      mailbox.put('INBOX', `Subject: ${number}\r\n\r\n${script.repeat(40)}`);
    const before = await linesOf(tiny);
    const result = await copy(mailbox, tiny);
    expect(result).toMatchObject({ outcome: 'stopped', stoppedBy: { kind: 'full', reach: 'mailbox' } });
    const after = await linesOf(tiny);
    expectNothingButCopied(mailbox, before, after);
    expect(messagesIn(after)).toHaveLength(result.messages.copied + messagesIn(before).length);
  });
});

/** What has to be there afterwards as it is now. */
async function putPrecious(port: number, user: string): Promise<void> {
  const message = 'Subject: precious\r\n\r\nthis stays\r\n';
  const append = (folder: string) => `APPEND ${folder} (\\Seen) {${message.length}+}\r\n${message}`;
  const commands = ['CREATE precious', append('precious'), append('INBOX')];
  await sayCommands(port, [`LOGIN ${quoted(user)} ${quoted(password)}`, ...commands]);
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const messagesIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => / ([0-9a-f]{64}) \[/.exec(line)?.[1] ?? []);
const foldersIn = (lines: readonly string[]): string[] =>
  lines.filter((line) => / (not )?subscribed$/.test(line));

function hashesOf(mailbox: MemoryMailbox): string[] {
  return [...mailbox.folders.values()].flatMap(({ messages }) =>
    messages.map(({ content }) => sha256(content)),
  );
}

/** As often as it stands there, at most. */
function expectNothingButCopied(
  mailbox: MemoryMailbox,
  before: readonly string[],
  after: readonly string[],
): void {
  for (const line of before) expect(after).toContain(line);
  const allowed = [...messagesIn(before), ...hashesOf(mailbox)];
  for (const hash of messagesIn(after)) {
    const at = allowed.indexOf(hash);
    expect(
      at,
      `a message that nobody copied: ${after.find((line) => line.includes(hash))}`,
    ).toBeGreaterThanOrEqual(0);
    allowed.splice(at, 1);
  }
  const made = foldersIn(after).map((line) => line.replace(/ (not )?subscribed$/, ''));
  expect(made.filter((path) => /^(INBOX[./])?owned$/.test(path))).toEqual([]);
  const levels = [...mailbox.folders.keys()].reduce((sum, path) => sum + path.split('/').length, 0);
  expect(made.length).toBeLessThanOrEqual(levels + foldersIn(before).length);
}

/** At the target, or told as refused. */
function expectAllAccountedFor(mailbox: MemoryMailbox, result: CopyResult, after: readonly string[]): void {
  const there = new Set(messagesIn(after));
  const told = new Set(result.refused.map(({ folder, uid }) => `${folder} ${uid}`));
  const failed = new Set(result.folderFailures.map(({ folder }) => folder));
  const lost = [...mailbox.folders.values()].flatMap(({ path, messages }) =>
    messages
      .filter(
        ({ content, uid }) => !there.has(sha256(content)) && !told.has(`${path} ${uid}`) && !failed.has(path),
      )
      .map(({ uid, content }) => `${path} ${uid} ${content.toString('latin1', 0, 60)}`),
  );
  expect(lost).toEqual([]);
  const { source, copied, failed: notCopied } = result.messages;
  expect(copied + notCopied).toBe(source);
  expect(messagesIn(after).length).toBeGreaterThanOrEqual(copied);
}
