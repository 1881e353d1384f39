/**
 * One mailbox of an embedded mail server: its folders and messages as a hoodiecrow server that never listens, with that
 * server's departures from RFC 3501 mended. Knows nothing of logins.
 */
import hoodiecrow, { type Attribute, type Folder, type ImapServer, type Token } from 'hoodiecrow-imap';
import fetchHandlers from 'hoodiecrow-imap/lib/commands/handlers/fetch.js';

export interface StoredMessage {
  readonly raw: Buffer;
  /** System flags and keywords. */
  readonly flags: readonly string[];
  /** INTERNALDATE, to the second. */
  readonly received: Date;
}

export interface StoredFolder {
  /** One name a level, in Unicode; `['INBOX']` is the inbox. */
  readonly path: readonly string[];
  readonly specialUse?: string;
  readonly subscribed?: boolean;
  readonly messages: readonly StoredMessage[];
}

export interface StoreOptions {
  readonly separator: string;
  readonly uidValidity: number;
}

/** None: the server's own key would be read from beside its sources, and a bundle has none. */
export const NO_TLS = {};

const PLUGINS = [
  'ID',
  'UIDPLUS',
  'LITERALPLUS',
  'SPECIAL-USE',
  'CREATE-SPECIAL-USE',
  'NAMESPACE',
  'UNSELECT',
];

/** A store with these folders; an inbox is made where none is given. */
export function mailboxStore(
  folders: readonly StoredFolder[],
  { separator, uidValidity }: StoreOptions,
): ImapServer {
  const inbox = folders.find(isInbox) ?? { path: ['INBOX'], messages: [] };
  const tree: Record<string, Folder> = {};
  for (const [index, folder] of folders.filter((each) => !isInbox(each)).entries()) {
    plant(tree, folder, uidValidity + index + 1);
  }
  const store = hoodiecrow({
    credentials: NO_TLS,
    plugins: [...PLUGINS, exactBodies, quotedStatus],
    storage: { INBOX: toFolder(inbox, uidValidity), '': { type: 'personal', separator, folders: tree } },
  });
  store.setMaxListeners(0);
  return store;
}

/** Puts a folder into the tree, after the ones above it, which are folders too and empty. */
function plant(tree: Record<string, Folder>, folder: StoredFolder, uidValidity: number): void {
  const names = folder.path.map(modifiedUtf7);
  const last = names.pop() ?? '';
  let level = tree;
  for (const [depth, name] of names.entries()) {
    level[name] ??= toFolder({ path: folder.path.slice(0, depth + 1), messages: [] }, uidValidity);
    level[name].folders ??= {};
    level = level[name].folders;
  }
  const planted = level[last];
  level[last] = {
    ...toFolder(folder, uidValidity),
    ...(planted?.folders ? { folders: planted.folders } : {}),
  };
}

/** RFC 3501, 5.1.3: runs outside printable ASCII as base64 of UTF-16BE, `,` for `/`, unpadded. */
export function modifiedUtf7(name: string): string {
  return name.replaceAll('&', '&-').replace(/[^\x20-\x7e]+/g, (run) => {
    const utf16 = Buffer.from(run, 'utf16le').swap16();
    return `&${utf16.toString('base64').replaceAll('/', ',').replace(/=+$/, '')}-`;
  });
}

function isInbox({ path }: StoredFolder): boolean {
  return path.length === 1 && path[0] === 'INBOX';
}

function toFolder({ messages, specialUse, subscribed = true }: StoredFolder, uidvalidity: number): Folder {
  return {
    uidvalidity,
    subscribed,
    ...(specialUse ? { 'special-use': specialUse } : {}),
    messages: messages.map(({ raw, flags, received }) => ({
      raw: raw.toString('latin1'),
      flags: [...flags],
      internaldate: internalDate(received),
    })),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function internalDate(date: Date): string {
  const [day, time] = date.toISOString().split('T') as [string, string];
  const [year, month, dayOfMonth] = day.split('-');
  return `${dayOfMonth}-${MONTHS[Number(month) - 1]}-${year} ${time.slice(0, 8)} +0000`;
}

/** Whole messages and parts of them, as they were stored: hoodiecrow parses every message first and loses a range's end after one. */
function exactBodies(server: ImapServer): void {
  for (const item of ['BODY', 'BODY.PEEK']) {
    server.fetchHandlers[item] = (connection, message, query) => {
      if (query.section?.length !== 0) return fetchHandlers.BODY(connection, message, query);
      const [start = 0, length = message.raw.length] = query.partial ?? [];
      return { type: 'LITERAL', value: message.raw.slice(start, start + length) };
    };
  }
  server.outputHandlers.push((_connection, response, description) => {
    if (description !== 'FETCH' && description !== 'UID FETCH') return;
    response.attributes = (response.attributes ?? []).map(answerRange);
  });
}

/** A request names a range by start and length, its answer by the start alone. */
function answerRange(attribute: Attribute): Attribute {
  if (Array.isArray(attribute)) return attribute.map(answerRange);
  if (!isToken(attribute) || !attribute.partial) return attribute;
  return { ...attribute, partial: attribute.partial.slice(0, 1) };
}

function isToken(attribute: Attribute): attribute is Token {
  return typeof attribute === 'object' && attribute !== null && !Array.isArray(attribute);
}

/** STATUS answers with the folder's name as it is, blanks and all, where a quoted string is due. */
function quotedStatus(server: ImapServer): void {
  server.outputHandlers.push((_connection, response) => {
    const [folder] = response.attributes ?? [];
    if (response.command === 'STATUS' && folder !== undefined && isToken(folder)) folder.type = 'STRING';
  });
}
