/** Changes a mailbox as its people do while it is copied, over IMAP and with none of the engine’s code. */
import { ImapFlow } from 'imapflow';
import type { Login } from './imap-comparison.ts';

/** `which`: a number that chooses the message, and the folder it comes from or goes to. */
export interface Change {
  readonly does:
    | 'add'
    | 'add again'
    | 'mark'
    | 'unmark'
    | 'keyword'
    | 'move'
    | 'copy'
    | 'delete'
    | 'new folder';
  readonly which: number;
}

const folders = ['INBOX', 'Sent', 'Projets', 'Projets/Année 2024', '日本語/メール', 'empty'];

export async function change({ port, user, password }: Login, changes: readonly Change[]): Promise<void> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false, disableAutoIdle: true },
    auth: { user, pass: password },
  });
  await client.connect();
  for (const one of changes) await apply(client, one);
  await client.logout();
}

const folderOf = (which: number): string => folders[which % folders.length] ?? 'INBOX';

async function apply(client: ImapFlow, { does, which }: Change): Promise<void> {
  const folder = folderOf(which);
  if (does === 'new folder') {
    await client.mailboxCreate(`new/${which % 5}`).catch(() => undefined);
    return;
  }
  if (does === 'add') {
    const content = `Message-ID: <${which}@since.example>\r\nSubject: since ${which}\r\n\r\nnew ${which}\r\n`;
    await client.append(folder, content, which % 2 ? ['\\Seen'] : [], new Date(1.1e12 + which * 1000));
    return;
  }
  const { exists } = await client.mailboxOpen(folder);
  if (exists === 0) return;
  const number = `${1 + (which % exists)}`;
  const other = folderOf(Math.floor(which / 7));
  switch (does) {
    case 'add again': {
      const message = await client.fetchOne(number, { source: true, internalDate: true });
      if (message) await client.append(folder, message.source ?? '', [], message.internalDate);
      return;
    }
    case 'mark':
      await client.messageFlagsAdd(number, ['\\Flagged', '\\Seen']);
      return;
    case 'unmark':
      await client.messageFlagsRemove(number, ['\\Seen', '\\Flagged', '\\Deleted']);
      return;
    case 'keyword':
      await client.messageFlagsAdd(number, [`since${which % 3}`]);
      return;
    case 'move':
      // biome-ignore lint/plugin: a person moves it, and not the program
      if (other !== folder) await client.messageMove(number, other);
      return;
    case 'copy':
      await client.messageCopy(number, other);
      return;
    case 'delete':
      // biome-ignore lint/plugin: a person deletes it, and not the program
      await client.messageDelete(number);
  }
}
