/**
 * Opens folders (RFC 3501, 6.3.1 and 6.3.2) and keeps UIDs from being used on another folder than the one they were told of: between
 * two openings, one may have been removed and made again under its name, with UIDs of its own (2.3.1.1).
 */
import { type Text, text } from '../../planning/text.ts';
import type { MailFailure } from '../../running/failures.ts';
import { folderOnWire } from './folder-on-wire.ts';
import { commandFailure } from './imap-failures.ts';
import type { ImapConnection, ImapSession } from './imap-session.ts';
import type { Untagged } from './response.ts';
import { Selected } from './selected.ts';

export const notOpened = (folder: string): Text =>
  text(`did not open "${folder}"`, `n’a pas ouvert «\u00A0${folder}\u00A0»`);

/** Opens a folder afresh, so that its counts are of now. From here on, UIDs of this folder are those of this opening. */
export async function openAfresh(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
  isReadOnly: boolean,
): Promise<Selected> {
  const selected = await select(session, connection, folder, isReadOnly);
  session.uidValidities.set(folder, selected.uidValidity);
  return selected;
}

/** Opens a folder if the connection is not in it. Throws a `transient` failure where it is not the one that was opened before. */
export async function stayIn(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
  isReadOnly: boolean,
): Promise<Selected> {
  // Two at once must not open it twice, once for reading alone.
  while (connection.selecting) await connection.selecting.catch(() => undefined);
  const { selected } = connection;
  const isIn = selected?.folder === folder && (isReadOnly || !selected.isReadOnly);
  const now = isIn ? selected : await select(session, connection, folder, isReadOnly);
  mustBeSame(session, now);
  return now;
}

function mustBeSame(session: ImapSession, { folder, uidValidity }: Selected): void {
  const failure = otherFolder(session, folder, uidValidity);
  if (failure) throw failure;
}

/** Where what a server tells of a folder is told under another UIDVALIDITY than it was opened with. */
export function otherFolder(
  session: ImapSession,
  folder: string,
  uidValidity: string,
): MailFailure | undefined {
  const before = session.uidValidities.get(folder);
  if (before === undefined || before === uidValidity) return undefined;
  const what = text(
    `has another folder under the name "${folder}" since it was opened`,
    `a un autre dossier sous le nom «\u00A0${folder}\u00A0» depuis son ouverture`,
  );
  return commandFailure(session.access, what, new Error(`UIDVALIDITY ${before}, ${uidValidity}`));
}

async function select(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
  isReadOnly: boolean,
): Promise<Selected> {
  const selected = new Selected(folder, isReadOnly);
  connection.selected = undefined;
  const hear = (response: Untagged): boolean => {
    selected.hear(response);
    return true;
  };
  const verb = isReadOnly ? 'EXAMINE' : 'SELECT';
  const condstore = connection.capabilities.has('CONDSTORE') ? ' (CONDSTORE)' : '';
  const parts = [`${verb} `, ...folderOnWire(session, folder), condstore];
  const asked = session.command(connection, notOpened(folder), parts, hear);
  connection.selecting = asked;
  try {
    await asked;
    connection.selected = selected;
    return selected;
  } finally {
    connection.selecting = undefined;
  }
}
