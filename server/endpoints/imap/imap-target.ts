/**
 * Writes to a mailbox over IMAP: creates, subscribes, appends, marks. Nothing here deletes, moves, closes or expunges.
 * After a lost connection an APPEND's outcome is unknown and is said so: the caller reconciles.
 */
import type { ImapFlow } from 'imapflow';
import { text } from '../../planning/text.ts';
import { MailFailure } from '../../running/failures.ts';
import { sortFlags } from '../../running/message-flags.ts';
import type { Appended, FlagChange, FolderWriting, MailTarget, NewMessage } from '../../running/ports.ts';
import { type ExecutedResponse, execute } from './execute.ts';
import { commandFailure, type ImapError } from './imap-failures.ts';
import { imapReading, notOpened, uidRanges } from './imap-reading.ts';
import type { ImapSession } from './imap-session.ts';
import { encodeFolderName } from './modified-utf7.ts';
import { mustBeSameFolder, rememberFolder } from './same-folder.ts';

const uidsPerStore = 300;

export function imapTarget(session: ImapSession): MailTarget {
  return {
    ...imapReading(session),
    role: 'target',
    createFolder: (folder, signal) => nameCommand(session, 'create', folder, signal),
    subscribe: (folder, signal) => nameCommand(session, 'subscribe', folder, signal),
    openForWriting: (folder, signal) => openForWriting(session, folder, signal),
    append: (folder, message, signal) => append(session, folder, message, signal),
    changeFlags: (folder, uids, change, signal) => changeFlags(session, folder, uids, change, signal),
  };
}

function folderName(folder: string) {
  return { type: 'STRING', value: encodeFolderName(folder) };
}

const IN_FRENCH = { create: 'de créer', subscribe: 'de s’abonner à' } as const;

async function nameCommand(
  session: ImapSession,
  command: keyof typeof IN_FRENCH,
  folder: string,
  signal: AbortSignal,
) {
  const client = await session.client(signal);
  try {
    await execute(client, command.toUpperCase(), [folderName(folder)]);
  } catch (error) {
    const what = text(`refused to ${command} "${folder}"`, `a refusé ${IN_FRENCH[command]} « ${folder} »`);
    throw commandFailure(session.access, what, error);
  }
}

async function openForWriting(
  session: ImapSession,
  folder: string,
  signal: AbortSignal,
): Promise<FolderWriting> {
  const opened = await session.read(notOpened(folder), signal, (client) => client.mailboxOpen(folder));
  const permanent = opened.permanentFlags;
  return {
    state: rememberFolder(session, folder, opened),
    ...(permanent === undefined || permanent.has('\\*') ? {} : { permanentFlags: [...permanent] }),
  };
}

/**
 * A NUL byte is tried in a plain literal first: Dovecot keeps it, and rewrites `binary` parts of a literal8 as base64. Servers
 * that refuse it (RFC 3501 allows no NUL there) get a literal8 (RFC 3516).
 */
async function append(session: ImapSession, folder: string, message: NewMessage, signal: AbortSignal) {
  const client = await session.client(signal);
  const binary = message.content.includes(0) && client.capabilities.has('BINARY');
  try {
    return await appendOnce(session, client, folder, message, false);
  } catch (error) {
    if (!binary || !(error instanceof MailFailure) || error.failure.kind !== 'refused') throw error;
    return await appendOnce(session, await session.client(signal), folder, message, true);
  }
}

async function appendOnce(
  session: ImapSession,
  client: ImapFlow,
  folder: string,
  message: NewMessage,
  isLiteral8: boolean,
): Promise<Appended> {
  // Whoever calls has sorted the flags; what reaches the wire is sorted all the same.
  const flags = sortFlags(message.flags).carried.map((value) => ({ type: 'ATOM', value }));
  const date = { type: 'STRING', value: internalDate(message.receivedAt) };
  const literal = { type: 'LITERAL', value: message.content, isLiteral8 };
  try {
    return appended(await execute(client, 'APPEND', [folderName(folder), flags, date, literal]));
  } catch (error) {
    throw appendFailure(session, folder, error as ImapError);
  }
}

function appendFailure(session: ImapSession, folder: string, error: ImapError): MailFailure {
  const notTaken = text(
    `did not take a message for "${folder}"`,
    `n’a pas accepté un message pour « ${folder} »`,
  );
  const failure = commandFailure(session.access, notTaken, error);
  // What a server does after a BAD is anybody's guess: nothing more is said on this connection.
  if (error.responseStatus !== 'NO') session.drop();
  if (error.responseStatus !== undefined || neverSent(error)) return failure;
  const what = text(
    `lost the connection while a message for "${folder}" was under way`,
    `a perdu la connexion pendant l’envoi d’un message pour « ${folder} »`,
  );
  return new MailFailure({ ...failure.failure, kind: 'unknown-outcome', what }, error);
}

function neverSent(error: ImapError): boolean {
  return /^Invalid(String|Token|Text)Value$/.test(error.code ?? '');
}

/** APPENDUID of RFC 4315. */
function appended(response: ExecutedResponse): Appended {
  const [code, , uid] = response.attributes?.[0]?.section ?? [];
  if (String(code?.value).toUpperCase() !== 'APPENDUID') return {};
  const number = Number(uid?.value);
  return Number.isSafeInteger(number) && number > 0 ? { uid: number } : {};
}

async function changeFlags(
  session: ImapSession,
  folder: string,
  uids: readonly number[],
  change: FlagChange,
  signal: AbortSignal,
): Promise<void> {
  const client = await session.client(signal);
  try {
    if (!client.mailbox || client.mailbox.path !== folder || client.mailbox.readOnly)
      await client.mailboxOpen(folder);
    mustBeSameFolder(session, folder, client.mailbox);
    for (const range of uidRanges(uids, uidsPerStore)) {
      await store(client, range, '+FLAGS.SILENT', change.add);
      await store(client, range, '-FLAGS.SILENT', change.remove);
    }
  } catch (error) {
    const what = text(
      `did not change flags in "${folder}"`,
      `n’a pas modifié les marques dans « ${folder} »`,
    );
    throw commandFailure(session.access, what, error);
  }
}

async function store(client: ImapFlow, range: string, item: string, flags: readonly string[]): Promise<void> {
  const atoms = sortFlags(flags).carried.map((value) => ({ type: 'ATOM', value }));
  if (atoms.length === 0) return;
  await execute(client, 'UID STORE', [
    { type: 'SEQUENCE', value: range },
    { type: 'ATOM', value: item },
    atoms,
  ]);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `date-time` of RFC 3501: the same instant, told in UTC. */
export function internalDate(instant: Date): string {
  const day = String(instant.getUTCDate()).padStart(2, ' ');
  const year = String(instant.getUTCFullYear()).padStart(4, '0');
  return `${day}-${months[instant.getUTCMonth()]}-${year} ${instant.toISOString().slice(-13, -5)} +0000`;
}
