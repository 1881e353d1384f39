/**
 * Writes to a mailbox over IMAP: creates, subscribes, appends, marks. Moves and deletes the messages it is told by their UIDs, and
 * nothing else: EXPUNGE and CLOSE, which take all that is marked, are never sent.
 */
import { type Text, text } from '../../planning/text.ts';
import { sortFlags } from '../../running/message-flags.ts';
import type { FlagChange, FolderUse, FolderWriting, MailTarget } from '../../running/ports.ts';
import { toldUnder } from './append-outcomes.ts';
import { Appender } from './appending.ts';
import { folderOnWire } from './folder-on-wire.ts';
import { answerError, commandFailure } from './imap-failures.ts';
import { imapReading } from './imap-reading.ts';
import type { ImapConnection, ImapSession } from './imap-session.ts';
import { type ResponseCode, uidRanges, uidsTold } from './response.ts';
import { notOpened, openAfresh, otherFolder, stayIn } from './selecting.ts';

const UIDS_PER_COMMAND = 300;

/** `connection`: the session's, already open. */
export function imapTarget(session: ImapSession, connection: ImapConnection): MailTarget {
  const appender = new Appender(session);
  appender.choose(connection);
  return {
    ...imapReading(session),
    role: 'target',
    way: appender.way,
    lanes: appender.lanes,
    createFolder: (folder, signal, use) => createFolder(session, folder, signal, use),
    subscribe: (folder, signal) => nameCommand(session, 'subscribe', folder, signal),
    openForWriting: (folder, signal) => openForWriting(session, appender, folder, signal),
    append: (folder, messages, signal) => appender.append(folder, messages, signal),
    changeFlags: (folder, uids, change, signal) => changeFlags(session, folder, uids, change, signal),
    move: (folder, uids, to, signal) => move(session, folder, uids, to, signal),
    remove: (folder, uids, signal) => remove(session, folder, uids, signal),
    close: async () => {
      await appender.close();
      await session.close();
    },
  };
}

const IN_FRENCH = { create: 'de créer', subscribe: 'de s’abonner à' } as const;

/** With its use where the server can be told one (CREATE-SPECIAL-USE, RFC 6154, 3); a use that it refuses costs the use. */
async function createFolder(
  session: ImapSession,
  folder: string,
  signal: AbortSignal,
  use: FolderUse | undefined,
): Promise<void> {
  const { capabilities } = await session.connection(signal);
  if (use === undefined || use === 'inbox' || !capabilities.has('CREATE-SPECIAL-USE'))
    return nameCommand(session, 'create', folder, signal);
  const attribute = `\\${use[0]?.toUpperCase()}${use.slice(1)}`;
  try {
    await nameCommand(session, 'create', folder, signal, ` (USE (${attribute}))`);
  } catch {
    await nameCommand(session, 'create', folder, signal);
  }
}

async function nameCommand(
  session: ImapSession,
  command: keyof typeof IN_FRENCH,
  folder: string,
  signal: AbortSignal,
  more = '',
): Promise<void> {
  const connection = await session.connection(signal);
  const what = text(
    `refused to ${command} "${folder}"`,
    `a refusé ${IN_FRENCH[command]} «\u00A0${folder}\u00A0»`,
  );
  const parts = [`${command.toUpperCase()} `, ...folderOnWire(session, folder), more];
  await session.command(connection, what, parts);
}

function openForWriting(
  session: ImapSession,
  appender: Appender,
  folder: string,
  signal: AbortSignal,
): Promise<FolderWriting> {
  return session.read(notOpened(folder), signal, async (connection) => {
    const selected = await openAfresh(session, connection, folder, false);
    const { state, permanentFlags, flags } = selected;
    appender.opened(flags);
    const takesAny = permanentFlags === undefined || permanentFlags.includes('\\*');
    return { state, ...(takesAny ? {} : { permanentFlags }) };
  });
}

async function changeFlags(
  session: ImapSession,
  folder: string,
  uids: readonly number[],
  change: FlagChange,
  signal: AbortSignal,
): Promise<void> {
  const what = text(
    `did not change flags in "${folder}"`,
    `n’a pas modifié les marques dans «\u00A0${folder}\u00A0»`,
  );
  const connection = await openToWrite(session, folder, signal);
  for (const range of uidRanges(uids, UIDS_PER_COMMAND)) {
    await store(session, connection, what, range, '+FLAGS.SILENT', change.add);
    await store(session, connection, what, range, '-FLAGS.SILENT', change.remove);
  }
}

async function openToWrite(
  session: ImapSession,
  folder: string,
  signal: AbortSignal,
): Promise<ImapConnection> {
  const connection = await session.connection(signal);
  await stayIn(session, connection, folder, false);
  return connection;
}

async function store(
  session: ImapSession,
  connection: ImapConnection,
  what: Text,
  range: string,
  item: string,
  flags: readonly string[],
): Promise<void> {
  const { carried } = sortFlags(flags);
  if (carried.length === 0) return;
  await session.command(connection, what, [`UID STORE ${range} ${item} (${carried.join(' ')})`]);
}

async function move(
  session: ImapSession,
  folder: string,
  uids: readonly number[],
  to: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, number | undefined>> {
  const what = text(
    `did not move messages to "${to}"`,
    `n’a pas déplacé de messages vers «\u00A0${to}\u00A0»`,
  );
  const connection = await openToWrite(session, folder, signal);
  const canMove = connection.capabilities.has('MOVE');
  // It is by UIDPLUS, too, that a server tells which messages were there and what they became.
  mustExpungeByUid(session, connection, what);
  const moved = new Map<number, number | undefined>();
  for (const range of uidRanges(uids, UIDS_PER_COMMAND)) {
    if (!(await isAnyThere(session, connection, what, range))) continue;
    const parts = [`UID ${canMove ? 'MOVE' : 'COPY'} ${range} `, ...folderOnWire(session, to)];
    let told: ResponseCode | undefined;
    const tagged = await session.command(connection, what, parts, ({ code }) => {
      if (code?.name === 'COPYUID') told = code;
      return code?.name === 'COPYUID';
    });
    const code = tagged.code?.name === 'COPYUID' ? tagged.code : told;
    const pairs = copied(code);
    if (pairs.length === 0) throw notTold(session, what);
    const under = toldUnder(code);
    const other = under && otherFolder(session, to, under);
    if (other) throw other;
    for (const [from, uid] of pairs) moved.set(from, uid);
    if (!canMove && pairs.length > 0)
      await expunge(
        session,
        connection,
        what,
        pairs.map(([from]) => from),
      );
  }
  return moved;
}

/** Of these, whether any is there. */
async function isAnyThere(
  session: ImapSession,
  connection: ImapConnection,
  what: Text,
  range: string,
): Promise<boolean> {
  let isThere = false;
  await session.command(connection, what, [`UID FETCH ${range} (UID)`], ({ kind }) => {
    isThere ||= kind === 'FETCH';
    return kind === 'FETCH';
  });
  return isThere;
}

/** A server that moved and does not say what became of what: the folder is begun again, and what is there is recognised. */
function notTold(session: ImapSession, what: Text): Error {
  const code = { name: 'UNAVAILABLE', rest: '' };
  const text = '[UNAVAILABLE] it does not tell the new UIDs (COPYUID, RFC 6851, 4.3)';
  return commandFailure(session.access, what, answerError({ tag: '', status: 'NO', text, code }));
}

/** `COPYUID 38505 304,319:320 3956:3958` (RFC 4315, 3). */
function copied(code: ResponseCode | undefined): [number, number | undefined][] {
  const [, from = '', to = ''] = code?.rest.split(' ') ?? [];
  if (from === '') return [];
  const targets = uidsTold(to);
  return uidsTold(from).map((uid, at) => [uid, targets[at]]);
}

async function remove(
  session: ImapSession,
  folder: string,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const what = text(
    `did not delete messages of "${folder}"`,
    `n’a pas supprimé de messages de «\u00A0${folder}\u00A0»`,
  );
  const connection = await openToWrite(session, folder, signal);
  mustExpungeByUid(session, connection, what);
  await expunge(session, connection, what, uids);
}

async function expunge(
  session: ImapSession,
  connection: ImapConnection,
  what: Text,
  uids: readonly number[],
): Promise<void> {
  for (const range of uidRanges(uids, UIDS_PER_COMMAND)) {
    await session.command(connection, what, [`UID STORE ${range} +FLAGS.SILENT (\\Deleted)`]);
    await session.command(connection, what, [`UID EXPUNGE ${range}`]);
  }
}

/** Without UIDPLUS a server can only expunge all that is marked, by whomever. */
function mustExpungeByUid(session: ImapSession, { capabilities }: ImapConnection, what: Text): void {
  if (capabilities.has('UIDPLUS')) return;
  const tagged = { tag: '', status: 'NO', text: 'the server has no UIDPLUS (RFC 4315)' } as const;
  throw commandFailure(session.access, what, answerError(tagged));
}
