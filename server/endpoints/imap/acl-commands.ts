/** Lists of who may do what in a folder: GETACL, SETACL, DELETEACL (RFC 4314, 3). Knows no plan and no person. */
import { text } from '../../planning/text.ts';
import { folderOnWire } from './folder-on-wire.ts';
import type { ImapConnection, ImapSession } from './imap-session.ts';
import type { Value } from './response.ts';
import type { CommandPart } from './wire.ts';

/** One line of a folder's list. */
export interface AclEntry {
  /** A login name, a group, or a word such as `anyone`; with `-` before it, what is taken away from it. */
  readonly identifier: string;
  readonly letters: string;
}

/** Throws MailFailure where the list may not be read. */
export async function getAcl(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
): Promise<readonly AclEntry[]> {
  const entries: AclEntry[] = [];
  const what = text(`did not tell who may open ${folder}`, `n’a pas dit qui peut ouvrir ${folder}`);
  await session.command(
    connection,
    what,
    ['GETACL ', ...folderOnWire(session, folder)],
    ({ kind, values }) => {
      if (kind !== 'ACL') return false;
      const [, ...told] = values;
      for (let at = 0; at + 1 < told.length; at += 2)
        entries.push({ identifier: asText(told[at]), letters: asText(told[at + 1]) });
      return true;
    },
  );
  return entries;
}

/** Somebody's letters become these, whatever they were. */
export async function setAcl(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
  { identifier, letters }: AclEntry,
): Promise<void> {
  const what = text(
    `did not let ${identifier} into ${folder}`,
    `n’a pas laissé ${identifier} entrer dans ${folder}`,
  );
  const parts = [
    'SETACL ',
    ...folderOnWire(session, folder),
    ' ',
    ...identifierOnWire(identifier),
    ` ${letters}`,
  ];
  await session.command(connection, what, parts);
}

export async function deleteAcl(
  session: ImapSession,
  connection: ImapConnection,
  folder: string,
  identifier: string,
): Promise<void> {
  const what = text(
    `did not shut ${identifier} out of ${folder}`,
    `n’a pas exclu ${identifier} de ${folder}`,
  );
  const parts = ['DELETEACL ', ...folderOnWire(session, folder), ' ', ...identifierOnWire(identifier)];
  await session.command(connection, what, parts);
}

/** UTF-8, which a quoted string may not hold (RFC 4314, 3). */
function identifierOnWire(identifier: string): CommandPart[] {
  if (/^[\x20-\x7e]*$/.test(identifier)) return [`"${identifier.replace(/["\\]/g, '\\$&')}"`];
  return [{ content: Buffer.from(identifier, 'utf8'), asksFirst: true }];
}

function asText(value: Value | undefined): string {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'string' ? Buffer.from(value, 'latin1').toString('utf8') : '';
}
