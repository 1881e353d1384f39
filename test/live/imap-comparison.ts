/** What a mailbox holds, as an IMAP client other than the engine sees it. Shares no code with the engine. */
import { createHash } from 'node:crypto';
import { ImapFlow } from 'imapflow';

export interface Login {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export interface SeenMessage {
  readonly folder: string;
  readonly uid: number;
  readonly sha256: string;
  readonly flags: readonly string[];
  readonly receivedAt: Date;
}

interface SeenMailbox {
  readonly folders: readonly { readonly path: string; readonly subscribed: boolean }[];
  readonly messages: readonly SeenMessage[];
}

/** One line a folder and one a message: folder, bytes, flags and keywords, date. As sorted text, two mailboxes are equal when their lines are. */
export async function imapLines(login: Login): Promise<string[]> {
  const { folders, messages } = await imapMailbox(login);
  return [
    ...folders.map(({ path, subscribed }) => `${path} ${subscribed ? 'subscribed' : 'not subscribed'}`),
    ...messages.map(
      ({ folder, sha256, flags, receivedAt }) =>
        `${folder} ${sha256} [${flags.join(' ')}] ${receivedAt.toISOString()}`,
    ),
  ].sort();
}

export async function imapMailbox({ port, user, password }: Login): Promise<SeenMailbox> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false, disableAutoIdle: true },
    auth: { user, pass: password },
  });
  await client.connect();
  const folders = await client.list();
  const messages: SeenMessage[] = [];
  for (const { path, flags } of folders)
    if (!flags.has('\\Noselect')) messages.push(...(await messagesIn(client, path)));
  await client.logout();
  return { folders, messages };
}

async function messagesIn(client: ImapFlow, folder: string): Promise<SeenMessage[]> {
  const { exists } = await client.mailboxOpen(folder, { readOnly: true });
  const messages: SeenMessage[] = [];
  if (exists === 0) return messages;
  const wanted = { uid: true, source: true, flags: true, internalDate: true };
  for await (const { uid, source = '', flags = [], internalDate = 0 } of client.fetch('1:*', wanted)) {
    const kept = [...flags].filter((flag) => flag !== '\\Recent').sort();
    const sha256 = createHash('sha256').update(source).digest('hex');
    messages.push({ folder, uid, sha256, flags: kept, receivedAt: new Date(internalDate) });
  }
  return messages;
}
