/** A mailbox made on a Cyrus, for a person or for several: its INBOX, the folders that people's programs look for, nobody let in by default. */
import type { Change } from '../../planning/provisioning/change.ts';
import type { Applied } from '../../running/provisioning/provisioner.ts';
import type { ImapConnection } from '../imap/imap-session.ts';
import type { CyrusAdmin } from './cyrus-admin.ts';
import type { Home } from './cyrus-names.ts';

type Making = Extract<Change, { readonly does: 'make' }>;

/** What programs look for (RFC 6154), by the names that they show in their own language. */
const SPECIAL = [
  ['\\Sent', 'Sent'],
  ['\\Drafts', 'Drafts'],
  ['\\Junk', 'Junk'],
  ['\\Trash', 'Trash'],
  ['\\Archive', 'Archive'],
] as const;

interface Special {
  readonly use: string;
  readonly name: string;
}

/** INBOX first. A mailbox that was cut off while it was made is made whole. Throws MailFailure. */
export async function makeMailbox(
  admin: CyrusAdmin,
  connection: ImapConnection,
  { address, kind }: Making,
): Promise<Applied> {
  const before = await admin.names.homeOf(connection, address);
  const inbox = before?.inbox ?? (await admin.names.inboxFor(connection, address));
  if (!before) await admin.create(connection, inbox);
  const missing = await missingIn(admin, connection, before ?? { inbox, folders: [inbox] });
  const isFresh = !before || missing.length > 0;
  if (isFresh && kind !== 'mailbox') await shutOut(admin, connection, inbox);
  for (const { use, name } of missing) await admin.create(connection, name, use);
  const id = await admin.names.idOf(connection, inbox);
  return { kind: isFresh ? 'done' : 'already', ...(id !== undefined && { id }) };
}

/** None where people have folders of their own: they may have done away with these. */
async function missingIn(
  admin: CyrusAdmin,
  connection: ImapConnection,
  { inbox, folders }: Home,
): Promise<Special[]> {
  if (!connection.capabilities.has('CREATE-SPECIAL-USE')) return [];
  const wanted = await Promise.all(
    SPECIAL.map(async ([use, folder]) => ({
      use,
      name: await admin.names.folderIn(connection, inbox, folder),
    })),
  );
  const isOnlyOurs = folders.every(
    (folder) => folder === inbox || wanted.some(({ name }) => name === folder),
  );
  return isOnlyOurs ? wanted.filter(({ name }) => !folders.includes(name)) : [];
}

/** A new mailbox that several people open lets nobody in whom the plan does not name. */
async function shutOut(admin: CyrusAdmin, connection: ImapConnection, inbox: string): Promise<void> {
  const { all, remove } = await admin.listsOf(connection, [inbox]);
  const isOpen = all.some(({ entries }) => entries.some(({ identifier }) => identifier === 'anyone'));
  if (isOpen) await remove(inbox, 'anyone');
}
