/** What a mailbox holds, as an IMAP client other than the engine sees it. Shares no code with the engine. */
import { createHash } from 'node:crypto';
import { ImapFlow } from 'imapflow';

export interface Login {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** One line a folder and one a message: folder, bytes, flags and keywords, date. As sorted text, two mailboxes are equal when their lines are. */
export async function imapLines({ port, user, password }: Login): Promise<string[]> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false, disableAutoIdle: true },
    auth: { user, pass: password },
  });
  await client.connect();
  const lines: string[] = [];
  for (const { path, flags, subscribed } of await client.list()) {
    lines.push(`${path} ${subscribed ? 'subscribed' : 'not subscribed'}`);
    if (!flags.has('\\Noselect')) lines.push(...(await messageLines(client, path)));
  }
  await client.logout();
  return lines.sort();
}

async function messageLines(client: ImapFlow, path: string): Promise<string[]> {
  const { exists } = await client.mailboxOpen(path, { readOnly: true });
  const lines: string[] = [];
  if (exists === 0) return lines;
  for await (const message of client.fetch('1:*', { source: true, flags: true, internalDate: true })) {
    const flags = [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent').sort();
    const hash = createHash('sha256')
      .update(message.source ?? '')
      .digest('hex');
    lines.push(`${path} ${hash} [${flags.join(' ')}] ${new Date(message.internalDate ?? 0).toISOString()}`);
  }
  return lines;
}
