/**
 * Lists a mailbox's folders with their uses, subscriptions and states, in as few round trips as the server allows
 * (LIST-EXTENDED RFC 5258, LIST-STATUS RFC 5819, SPECIAL-USE RFC 6154, NAMESPACE RFC 2342). Opens none of them.
 */
import { text } from '../../planning/text.ts';
import type { Folder, FolderList, FolderState, FolderUse } from '../../running/ports.ts';
import { folderOnWire } from './folder-on-wire.ts';
import type { ImapConnection, ImapSession } from './imap-session.ts';
import { decodeFolderName, encodeFolderName } from './modified-utf7.ts';
import type { Untagged, Value } from './response.ts';

const notListed = text('did not list its folders', 'n’a pas listé ses dossiers');

export function listFolders(session: ImapSession, signal: AbortSignal): Promise<FolderList> {
  return session.read(notListed, signal, async (connection) => {
    leaveFolder(connection);
    const [spaces, listed] = await Promise.all([namespaces(connection), list(session, connection)]);
    const own = listed.entries.filter(({ raw }) => !spaces.foreign.some((prefix) => raw.startsWith(prefix)));
    const states = listed.states ?? (await askStates(session, connection, own));
    const subscribed = listed.subscribed ?? (await askSubscribed(connection));
    const folders = own.map((entry) => toFolder(entry, states, subscribed));
    const delimiter = spaces.delimiter ?? own[0]?.delimiter ?? '/';
    const names = namesTaken(session, spaces);
    return { folders, prefix: decodeFolderName(spaces.prefix), delimiter, ...(names && { names }) };
  });
}

/** What its kind takes as names, less the tops of others' namespaces: a folder made there would be somebody else's. */
function namesTaken({ access }: ImapSession, { foreign, delimiter = '/' }: Namespaces): FolderList['names'] {
  const { names } = access.endpoint;
  const tops = foreign.map((prefix) => decodeFolderName(prefix.split(delimiter)[0] ?? '')).filter(Boolean);
  return tops.length === 0 ? names : { ...names, reserved: [...(names?.reserved ?? []), ...tops] };
}

/** Of the folder a connection is in, a server tells what it told before (RFC 3501, 6.3.10): it is left first (UNSELECT, RFC 3691). */
function leaveFolder(connection: ImapConnection): void {
  if (!connection.selected) return;
  const canLeave = connection.capabilities.has('UNSELECT');
  void connection.wire.send([canLeave ? 'UNSELECT' : 'NOOP']).catch(() => undefined);
  if (canLeave) connection.selected = undefined;
}

interface Namespaces {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  /** Other users' and shared folders belong to other mailboxes of the plan. */
  readonly foreign: readonly string[];
}

async function namespaces({ wire, capabilities }: ImapConnection): Promise<Namespaces> {
  const none = { prefix: '', delimiter: undefined, foreign: [] };
  if (!capabilities.has('NAMESPACE')) return none;
  let told: readonly Value[] = [];
  await wire.send(['NAMESPACE'], ({ kind, values }) => {
    if (kind !== 'NAMESPACE') return false;
    told = values;
    return true;
  });
  const [personal, other, shared] = told.map(spacesOf);
  const foreign = [...(other ?? []), ...(shared ?? [])].map(({ prefix }) => prefix);
  const [first] = personal ?? [];
  return { ...none, ...first, foreign: foreign.filter((prefix) => prefix !== '') };
}

function spacesOf(value: Value): { prefix: string; delimiter: string }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((space: Value) =>
    Array.isArray(space) ? [{ prefix: textOf(space[0]), delimiter: textOf(space[1]) }] : [],
  );
}

/** A string or atom as the server wrote it, as latin1. */
function textOf(value: Value | undefined): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  return typeof value === 'string' ? value : '';
}

interface Entry {
  readonly path: string;
  readonly raw: string;
  readonly delimiter: string;
  readonly attributes: ReadonlySet<string>;
}

interface Listed {
  readonly entries: readonly Entry[];
  /** By raw name; absent where the server does not tell them with the list. */
  readonly states?: ReadonlyMap<string, FolderState>;
  readonly subscribed?: ReadonlySet<string>;
}

const statusItems = (connection: ImapConnection): string =>
  `MESSAGES UIDNEXT UIDVALIDITY${connection.capabilities.has('CONDSTORE') ? ' HIGHESTMODSEQ' : ''}`;

async function list(session: ImapSession, connection: ImapConnection): Promise<Listed> {
  const { capabilities } = connection;
  const hasStatus = capabilities.has('LIST-STATUS');
  const isExtended = capabilities.has('LIST-EXTENDED');
  const wanted = [
    ...(isExtended ? ['SUBSCRIBED', 'CHILDREN'] : []),
    ...(capabilities.has('SPECIAL-USE') && isExtended ? ['SPECIAL-USE'] : []),
    ...(hasStatus && isExtended ? [`STATUS (${statusItems(connection)})`] : []),
  ];
  const returning = wanted.length > 0 ? ` RETURN (${wanted.join(' ')})` : '';
  const entries: Entry[] = [];
  const states = new Map<string, FolderState>();
  await session.command(connection, notListed, [`LIST "" "*"${returning}`], (response) => {
    if (response.kind === 'LIST') entries.push(toEntry(session, response));
    else if (response.kind === 'STATUS') addState(states, response);
    else return false;
    return true;
  });
  const there = entries.filter(({ attributes }) => !attributes.has('\\nonexistent'));
  return {
    entries: there,
    ...(hasStatus && isExtended && { states }),
    ...(isExtended && { subscribed: subscribedOf(there) }),
  };
}

function subscribedOf(entries: readonly Entry[]): Set<string> {
  return new Set(entries.filter(({ attributes }) => attributes.has('\\subscribed')).map(({ raw }) => raw));
}

function toEntry(session: ImapSession, { values: [attributes, delimiter, name] }: Untagged): Entry {
  const raw = textOf(name);
  const told = Array.isArray(attributes) ? attributes.map((one: Value) => textOf(one).toLowerCase()) : [];
  return { path: pathOf(session, raw), raw, delimiter: textOf(delimiter), attributes: new Set(told) };
}

/** As people read it. A name that encoding does not give back is remembered as the server wrote it. */
function pathOf(session: ImapSession, raw: string): string {
  if (raw.toUpperCase() === 'INBOX') return 'INBOX';
  const decoded = decodeFolderName(raw);
  if (encodeFolderName(decoded) === raw) return decoded;
  // Another folder may read the same: each has its own path.
  let path = decoded;
  while ((session.rawNames.get(path) ?? encodeFolderName(path)) !== raw && isTaken(session, path, raw))
    path += '\ufffd';
  session.rawNames.set(path, raw);
  return path;
}

function isTaken(session: ImapSession, path: string, raw: string): boolean {
  const known = session.rawNames.get(path);
  return known !== undefined && known !== raw;
}

function addState(states: Map<string, FolderState>, { values: [name, items] }: Untagged): void {
  if (!Array.isArray(items)) return;
  const told = new Map<string, string>();
  for (let at = 0; at + 1 < items.length; at += 2)
    told.set(textOf(items[at]).toUpperCase(), textOf(items[at + 1]));
  const uidValidity = told.get('UIDVALIDITY');
  if (uidValidity === undefined) return;
  const highestModseq = told.get('HIGHESTMODSEQ');
  states.set(canonical(textOf(name)), {
    uidValidity,
    uidNext: Number(told.get('UIDNEXT') ?? 0),
    messages: Number(told.get('MESSAGES') ?? 0),
    ...(highestModseq !== undefined && { highestModseq }),
  });
}

/** INBOX is the same in any case, and no other name is (RFC 3501, 5.1). */
function canonical(raw: string): string {
  return raw.toUpperCase() === 'INBOX' ? 'INBOX' : raw;
}

/** All asked at once; a folder that cannot be opened has no state. */
async function askStates(session: ImapSession, connection: ImapConnection, entries: readonly Entry[]) {
  const states = new Map<string, FolderState>();
  const asked = entries.filter(isSelectable).map(({ path }) =>
    connection.wire.send(
      ['STATUS ', ...folderOnWire(session, path), ` (${statusItems(connection)})`],
      (response) => {
        if (response.kind !== 'STATUS') return false;
        addState(states, response);
        return true;
      },
    ),
  );
  await Promise.all(asked);
  return states;
}

/** A server of IMAP4rev2 alone has no LSUB (RFC 9051, appendix E), and tells subscriptions with the list. */
async function askSubscribed({ wire }: ImapConnection): Promise<Set<string>> {
  const subscribed = new Set<string>();
  await wire.send(['LSUB "" "*"'], ({ kind, values: [attributes, , name] }) => {
    if (kind !== 'LSUB') return false;
    // \Noselect stands for a parent that is not subscribed itself (RFC 3501, 6.3.9).
    const flags = Array.isArray(attributes) ? attributes.map((one: Value) => textOf(one).toLowerCase()) : [];
    if (!flags.includes('\\noselect')) subscribed.add(textOf(name));
    return true;
  });
  return subscribed;
}

const isSelectable = ({ attributes }: Entry): boolean =>
  !attributes.has('\\noselect') && !attributes.has('\\nonexistent');

function toFolder(
  entry: Entry,
  states: ReadonlyMap<string, FolderState>,
  subscribed: ReadonlySet<string>,
): Folder {
  const { path, raw, delimiter } = entry;
  const use = useOf(entry);
  const state = states.get(canonical(raw));
  return {
    path,
    delimiter,
    selectable: isSelectable(entry),
    subscribed:
      subscribed.has(raw) || (path === 'INBOX' && [...subscribed].some((one) => canonical(one) === 'INBOX')),
    ...(use && { use }),
    ...(state && { state }),
  };
}

const USES: readonly FolderUse[] = [
  'sent',
  'drafts',
  'junk',
  'trash',
  'archive',
  'all',
  'flagged',
  'important',
];

/** What the server declares, and nothing else: guessing from names belongs to the folder mapping. */
function useOf({ path, attributes }: Entry): FolderUse | undefined {
  return path === 'INBOX' ? 'inbox' : USES.find((use) => attributes.has(`\\${use}`));
}
