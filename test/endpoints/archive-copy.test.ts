/** A mailbox copied to an archive and from there to another mailbox is the same one, whatever odd mail it holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchiveSource, openArchiveTarget } from '../../server/endpoints/archive/open-archive.ts';
import { openEnds } from '../../server/open-ends.ts';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import type { Clock, Ledger, MailSource, MailTarget } from '../../server/running/ports.ts';
import { verifyMailbox } from '../../server/running/verifying/verify-mailbox.ts';
import { temporaryFolder } from '../support/files.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';
import { oddMailbox } from '../support/odd-mail.ts';
import { archive, FORMATS, type Format, signal } from './archive-mailbox.ts';

let folder: ReturnType<typeof temporaryFolder>;
let ledger: Ledger;
const clock: Clock = { now: () => new Date('2026-01-01T00:00:00Z'), wait: async () => undefined };
beforeEach(async () => {
  folder = temporaryFolder();
  ledger = await openLedger(join(folder.path, 'ledger.sqlite'), clock);
});
afterEach(async () => {
  await ledger.close();
  folder.remove();
});

const mailbox = 'anna@a.example';
const options = { signal, clock };
const SYSTEM: Readonly<Record<string, string>> = {
  D: '\\Draft',
  F: '\\Flagged',
  R: '\\Answered',
  S: '\\Seen',
  T: '\\Deleted',
};

/** Odd mail in memory, with folders that a file system takes for others. */
function oddMail(): MemoryMailbox {
  const { folders, messages } = oddMailbox(11, 9_000_000);
  const made = new MemoryMailbox();
  for (const { path, subscribed } of folders)
    if (path !== 'INBOX') made.create(path, { subscribed });
    else Object.assign(made.folder(path), { subscribed });
  for (const path of ['projets', 'Sent.sbd', 'a.b', 'x'.repeat(240)]) made.create(path);
  for (const { folder: path, content, letters, keywords, receivedAt } of messages) {
    const flags = [...[...letters].flatMap((letter) => SYSTEM[letter] ?? []), ...keywords];
    made.put(path, content, { flags, receivedAt });
  }
  return made;
}

/** Every folder's messages as text, in order. */
function everything(of: MemoryMailbox): Record<string, unknown> {
  return Object.fromEntries(
    [...of.folders.values()].map(({ path, subscribed, messages }) => [
      path,
      {
        subscribed,
        messages: messages.map(
          ({ content, flags, receivedAt }) =>
            `${content.toString('base64')} ${flags.toSorted()} ${receivedAt.toISOString()}`,
        ),
      },
    ]),
  );
}

async function copy(source: MailSource, target: MailTarget, from: string, to: string) {
  const job = {
    source: { endpoint: from, mailbox },
    target: { endpoint: to, mailbox },
    exclude: [],
    folders: [],
  };
  const copied = await copyMailbox(job, source, target, ledger, options);
  const verified = await verifyMailbox(job, source, target, { ...options, content: 'all' });
  await target.close();
  return {
    outcome: copied.outcome,
    copied: copied.messages.copied,
    verified: verified.outcome,
    differences: verified.differences,
  };
}

const opened = (format: Format) => ({
  source: () => openArchiveSource(archive(folder.path, format), folder.path, mailbox),
  target: () => openArchiveTarget(archive(folder.path, format), folder.path, mailbox),
});

describe.each(FORMATS)('by way of %s', (format) => {
  test('odd mail comes out bit for bit', { timeout: 60_000 }, async () => {
    const from = oddMail();
    const to = new MemoryMailbox();
    const count = [...from.folders.values()].reduce((sum, { messages }) => sum + messages.length, 0);
    const equal = { outcome: 'complete', copied: count, verified: 'equal', differences: [] };
    const { source, target } = opened(format);
    expect(await copy(from.asSource(), await target(), 'memory', 'archive')).toEqual(equal);
    expect(await copy(await source(), to.asTarget(), 'archive', 'memory')).toEqual(equal);
    expect(everything(to)).toEqual(everything(from));
  });

  test('a second run adds nothing, brings flags, and goes on where a ledger was lost', async () => {
    const from = new MemoryMailbox();
    for (let number = 0; number < 30; number++)
      from.put('INBOX', `Message-ID: <${number}@x>\r\n\r\nbody ${number}\r\n`);
    const { target } = opened(format);
    expect(await copy(from.asSource(), await target(), 'memory', 'archive')).toMatchObject({ copied: 30 });
    from.mark('INBOX', 5, ['\\Seen', 'work']);
    from.put('INBOX', 'Message-ID: <new@x>\r\n\r\nnew\r\n');
    const after = await copy(from.asSource(), await target(), 'memory', 'archive');
    expect(after).toMatchObject({ copied: 1, verified: 'equal' });
    await ledger.close();
    ledger = await openLedger(join(folder.path, 'another.sqlite'), clock);
    const again = await copy(from.asSource(), await target(), 'memory', 'archive');
    expect(again).toMatchObject({ copied: 0, verified: 'equal' });
  });
});

test('an archive of a format is read whatever the plan says of it', async () => {
  const from = new MemoryMailbox();
  from.put('INBOX', 'Subject: x\r\n\r\n');
  await copy(from.asSource(), await opened('mbox').target(), 'memory', 'archive');
  const to = new MemoryMailbox();
  expect(await copy(await opened('eml').source(), to.asTarget(), 'archive', 'memory')).toMatchObject({
    copied: 1,
    verified: 'equal',
  });
  expect(readFileSync(join(folder.path, mailbox, 'INBOX'), 'latin1')).toContain('From - ');
});

test('a plan names its archives from its folder, and one that is to be made is empty until then', async () => {
  const asked = () => Promise.reject(new Error('an archive has no secret'));
  const secrets = { secret: asked, passwords: asked };
  const told: string[] = [];
  const ends = openEnds({
    folder: folder.path,
    secrets,
    clock,
    onQuiet: () => undefined,
    keepLabels: async () => undefined,
    tell: ({ en }) => void told.push(en),
  });
  const endpoint = archive('backup/2026', 'eml');
  await expect(ends.source(endpoint, mailbox, signal)).rejects.toMatchObject({
    failure: { kind: 'refused', reach: 'plan' },
  });
  const looked = await ends.source(endpoint, mailbox, signal, { mayBeNew: true });
  expect((await looked.folders(signal)).folders).toMatchObject([{ path: 'INBOX', state: { messages: 0 } }]);
  expect(readdirSync(folder.path).filter((name) => name === 'backup')).toEqual([]);
  const target = await ends.target({ ...endpoint, rate: 1e9 }, mailbox, signal);
  const given = { content: Buffer.from('x'), flags: [], receivedAt: new Date(0) };
  expect(await target.append('INBOX', [given], signal)).toEqual([{ kind: 'appended', uid: 1 }]);
  await target.close();
  expect(readdirSync(join(folder.path, 'backup/2026', mailbox, 'INBOX'))).toEqual([
    '00000001.eml',
    'migplan-index',
  ]);
  expect(told).toEqual([]);
});
