/** The demo on two real Dovecots: the same mailboxes, put into the old one over IMAP. */

import { connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { MailServer } from '../../server/planning/migration-plan.ts';
import { type Dovecot, startDovecot } from '../../test/support/dovecot.ts';
import type { StoredFolder } from './mailbox-store.ts';
import { DEMO_ADDRESSES, demoMailboxes } from './mailboxes.ts';
import { DEMO_PASSWORD, type DemoServers } from './servers.ts';

/** Starts both and fills the old one. Throws, saying what to install, where there is no Dovecot. */
export async function startDovecotServers(): Promise<DemoServers> {
  const users = DEMO_ADDRESSES.map((name) => ({ name, password: DEMO_PASSWORD }));
  const master = { name: 'migration', password: DEMO_PASSWORD };
  const [source, target] = await Promise.all([
    startDovecot({ users, master, separator: '.' }),
    startDovecot({ users, master }),
  ]);
  for (const [address, folders] of demoMailboxes()) await fill(source, address, folders);
  return {
    source: { host: source.host, port: source.port },
    target: { host: target.host, port: target.port },
    stop: async () => void (await Promise.all([source.stop(), target.stop()])),
  };
}

async function fill(
  { host, port }: Dovecot,
  address: string,
  folders: readonly StoredFolder[],
): Promise<void> {
  const { signal } = new AbortController();
  const mailbox = await connectImapTarget(endpoint(host, port), address, DEMO_PASSWORD, signal);
  const there = new Set((await mailbox.folders(signal)).folders.map(({ path }) => path));
  for (const { path, messages } of folders) {
    const name = path.join('.');
    if (!there.has(name)) await mailbox.createFolder(name, signal);
    await mailbox.subscribe(name, signal);
    await mailbox.openForWriting(name, signal);
    for (const { raw, flags, received } of messages) {
      await mailbox.append(name, [{ content: raw, flags, receivedAt: received }], signal);
    }
  }
  await mailbox.close();
}

const endpoint = (host: string, port: number): MailServer => ({
  ...{ name: 'old', kind: 'dovecot', host, port, security: 'plain', connections: 4 },
  login: {
    method: 'master',
    user: 'migration',
    separator: '*',
    secret: { kind: 'env', name: 'MIGPLAN_DEMO_PASSWORD' },
  },
});
