/** Compares the messages of one target folder with those of the source folders that go there. Reads only, and knows no ledger. */
import { inEach, type Text, text } from '../planning/text.ts';
import { contentHash, firstLook } from './content-identity.ts';
import { flagDifference, isSystemFlag, sameFlags } from './message-flags.ts';
import type { MailReading, MessageLook } from './ports.ts';

type DifferenceKind =
  | 'folder-missing'
  | 'folder-extra'
  | 'subscription'
  | 'missing'
  | 'extra'
  | 'doubled'
  | 'bytes'
  | 'flags'
  | 'keywords'
  | 'date';

export interface Difference {
  /** The source's folder; for what is extra, the target's. */
  readonly folder: string;
  readonly uid?: number;
  readonly messageId?: string;
  readonly kind: DifferenceKind;
  readonly reason: Text;
}

export interface FolderSides {
  readonly source: MailReading;
  readonly target: MailReading;
  readonly folders: readonly string[];
  /** Absent: the folder is not at the target. */
  readonly to: string | undefined;
  readonly keepSince: Date | undefined;
}

export interface FolderComparison {
  readonly differences: readonly Difference[];
  readonly messages: { readonly source: number; readonly target: number; readonly matched: number };
  readonly bytes: { readonly source: number; readonly target: number };
  readonly hashed: number;
}

interface Seen {
  readonly folder: string;
  readonly look: MessageLook;
  sha256?: string;
}

interface Pair {
  readonly ours: Seen;
  readonly theirs: Seen;
}

export async function verifyFolder(
  sides: FolderSides,
  content: 'sample' | 'all',
  signal: AbortSignal,
): Promise<FolderComparison> {
  const ours = await sourceSeen(sides, signal);
  const theirs = sides.to === undefined ? [] : await seen(sides.target, sides.to, signal);
  const isHashed = content === 'all' ? () => true : isAmbiguous(ours, theirs);
  await hash(sides.source, ours.filter(isHashed), signal);
  await hash(sides.target, theirs.filter(isHashed), signal);
  const matched = match(ours, theirs);
  const sample = sampleOf(matched.pairs.filter((pair) => pair.ours.sha256 === undefined));
  await hash(
    sides.source,
    sample.map((pair) => pair.ours),
    signal,
  );
  await hash(
    sides.target,
    sample.map((pair) => pair.theirs),
    signal,
  );
  const held = new Set(matched.pairs.map(({ theirs }) => keyOf(theirs)));
  return {
    differences: [
      ...matched.pairs.flatMap(pairDifferences),
      ...matched.missing.map(missing),
      ...matched.extra.map((message) => (held.has(keyOf(message)) ? doubled(message) : extra(message))),
    ],
    messages: { source: ours.length, target: theirs.length, matched: matched.pairs.length },
    bytes: { source: bytesOf(ours), target: bytesOf(theirs) },
    hashed: matched.pairs.filter((pair) => pair.ours.sha256 !== undefined).length,
  };
}

async function sourceSeen({ source, folders, keepSince }: FolderSides, signal: AbortSignal): Promise<Seen[]> {
  const all: Seen[] = [];
  for (const folder of folders) all.push(...(await seen(source, folder, signal)));
  return all.filter(({ look }) => keepSince === undefined || look.receivedAt >= keepSince);
}

async function seen(store: MailReading, folder: string, signal: AbortSignal): Promise<Seen[]> {
  const found: Seen[] = [];
  for await (const look of store.looks(folder, { all: true }, signal)) found.push({ folder, look });
  return found;
}

async function hash(store: MailReading, messages: readonly Seen[], signal: AbortSignal): Promise<void> {
  for (const [folder, group] of Map.groupBy(messages, (message) => message.folder)) {
    const byUid = new Map(group.map((message) => [message.look.uid, message]));
    const uids = [...byUid.keys()].toSorted((one, other) => one - other);
    for await (const { uid, content } of store.messages(folder, uids, signal)) {
      const message = byUid.get(uid);
      if (message) message.sha256 = contentHash(content);
    }
  }
}

/** What only its bytes tell apart: without a Message-ID, or not alone with its look. */
function isAmbiguous(ours: readonly Seen[], theirs: readonly Seen[]): (message: Seen) => boolean {
  const [here, there] = [ours, theirs].map((side) => Map.groupBy(side, ({ look }) => firstLook(look)));
  return ({ look }) => {
    const name = firstLook(look);
    return look.messageId === '' || (here?.get(name)?.length ?? 0) > 1 || (there?.get(name)?.length ?? 0) > 1;
  };
}

/** One in twenty, at least ten a folder, spread evenly. */
function sampleOf(pairs: readonly Pair[]): Pair[] {
  const step = Math.max(1, Math.floor(pairs.length / Math.max(10, pairs.length / 20)));
  return pairs.filter((_, at) => at % step === 0);
}

interface Matched {
  readonly pairs: readonly Pair[];
  readonly missing: readonly Seen[];
  readonly extra: readonly Seen[];
}

/** By hash where there is one, by look otherwise; then what is left by Message-ID and date (or instant and subject) alone, as the same message altered. */
function match(ours: readonly Seen[], theirs: readonly Seen[]): Matched {
  const exact = pairUp(ours, theirs, keyOf);
  const altered = pairUp(exact.missing, exact.extra, alteredKey);
  return { pairs: [...exact.pairs, ...altered.pairs], missing: altered.missing, extra: altered.extra };
}

const keyOf = ({ sha256, look }: Seen): string => sha256 ?? firstLook(look);

function alteredKey({ look }: Seen): string {
  const { messageId, date, subject, receivedAt } = look;
  return messageId === '' ? `${receivedAt.getTime()} ${date} ${subject}` : `${messageId} ${date}`;
}

function pairUp(ours: readonly Seen[], theirs: readonly Seen[], key: (message: Seen) => string): Matched {
  const free = Map.groupBy(theirs, key);
  const pairs: Pair[] = [];
  const missing: Seen[] = [];
  for (const message of ours) {
    const found = takeClosest(free.get(key(message)) ?? [], message);
    if (found) pairs.push({ ours: message, theirs: found });
    else missing.push(message);
  }
  return { pairs, missing, extra: [...free.values()].flat() };
}

function takeClosest(candidates: Seen[], { look }: Seen): Seen | undefined {
  const same = candidates.findIndex(
    (other) => sameDate(look, other.look) && sameFlags(look.flags, other.look.flags),
  );
  const dated = same >= 0 ? same : candidates.findIndex((other) => sameDate(look, other.look));
  return candidates.splice(Math.max(0, dated), 1)[0];
}

/** IMAP keeps whole seconds. */
function sameDate(one: MessageLook, other: MessageLook): boolean {
  return Math.floor(one.receivedAt.getTime() / 1000) === Math.floor(other.receivedAt.getTime() / 1000);
}

function pairDifferences({ ours, theirs }: Pair): Difference[] {
  const { folder, look } = ours;
  const tell = (kind: DifferenceKind, reason: Text): Difference => ({
    folder,
    uid: look.uid,
    messageId: look.messageId,
    kind,
    reason,
  });
  const found: Difference[] = [];
  if (look.size !== theirs.look.size) found.push(tell('bytes', sizesDiffer(look.size, theirs.look.size)));
  else if (ours.sha256 !== theirs.sha256) found.push(tell('bytes', bytesDiffer));
  found.push(...flagDifferences(look, theirs.look).map(([kind, reason]) => tell(kind, reason)));
  if (!sameDate(look, theirs.look)) found.push(tell('date', datesDiffer(look, theirs.look)));
  return found;
}

const sizesDiffer = (here: number, there: number): Text =>
  text(`${here} bytes here, ${there} there`, `${here} octets ici, ${there} là-bas`);

const bytesDiffer = text(
  'of the same size, but not the same bytes',
  'de la même taille, mais pas les mêmes octets',
);

function datesDiffer(ours: MessageLook, theirs: MessageLook): Text {
  const [here, there] = [ours.receivedAt.toISOString(), theirs.receivedAt.toISOString()];
  return text(`received ${here} here, ${there} there`, `reçu ${here} ici, ${there} là-bas`);
}

function flagDifferences(ours: MessageLook, theirs: MessageLook): [DifferenceKind, Text][] {
  const { add, remove } = flagDifference(ours.flags, theirs.flags);
  const groups = [
    ['flags', isSystemFlag],
    ['keywords', (flag: string) => !isSystemFlag(flag)],
  ] as const;
  return groups.flatMap(([kind, belongs]) => {
    const lacking = remove.filter(belongs).map((flag) => text(`${flag} only here`, `${flag} ici seulement`));
    const more = add.filter(belongs).map((flag) => text(`${flag} only there`, `${flag} là-bas seulement`));
    const told = [...lacking, ...more];
    const list = inEach((locale) => told.map((one) => one[locale]).join(', '));
    return told.length === 0 ? [] : [[kind, list] as [DifferenceKind, Text]];
  });
}

function missing({ folder, look }: Seen): Difference {
  const reason = onOneSide(look, text('is not at the target', 'n’est pas à la cible'));
  return { folder, uid: look.uid, messageId: look.messageId, kind: 'missing', reason };
}

function extra({ folder, look }: Seen): Difference {
  const reason = onOneSide(look, text('is only at the target', 'n’est qu’à la cible'));
  return { folder, uid: look.uid, messageId: look.messageId, kind: 'extra', reason };
}

/** Once more than the source holds it: nothing that anybody put there, but the same message again. */
function doubled({ folder, look }: Seen): Difference {
  const reason = onOneSide(look, text('is at the target once too often', 'est une fois de trop à la cible'));
  return { folder, uid: look.uid, messageId: look.messageId, kind: 'doubled', reason };
}

function onOneSide({ subject, date, receivedAt, size }: MessageLook, where: Text): Text {
  const when = date || receivedAt.toISOString();
  return text(
    `"${subject}" of ${when}, ${size} bytes, ${where.en}`,
    `« ${subject} » du ${when}, ${size} octets, ${where.fr}`,
  );
}

function bytesOf(messages: readonly Seen[]): number {
  return messages.reduce((sum, { look }) => sum + look.size, 0);
}
