/**
 * Names of folders as a target takes them: signs, ends, length, depth, names that it keeps for itself, and which names it takes for
 * one. By what is known of its kind (`NameLimits`); never by trying. Pure.
 */
import { createHash } from 'node:crypto';
import { GMAIL } from '../../language/facts/gmail.ts';
import { type NameLimits, nameLimitsOf } from '../../language/facts/name-limits.ts';
import type { Folder, FolderList } from '../ports.ts';
import { INBOX, inOrder, isGmail, isInbox, levelsOf, pathOf, withoutPrefix } from './listed-paths.ts';

/** Why a name is not what it was. */
export type Change =
  | { readonly kind: 'signs'; readonly signs: string }
  | { readonly kind: 'ends' | 'empty' | 'reserved' | 'long' }
  | { readonly kind: 'deep'; readonly most: number };

export interface Place {
  readonly path: string;
  /** Below the target's prefix. */
  readonly levels: readonly string[];
  readonly changes: readonly Change[];
}

/** What tells two names apart, by the path at the source: always the same, so that no number has to be remembered. */
export interface Mark {
  readonly of: string;
  readonly digits: number;
  /** Put on even where the name would fit without. */
  readonly always: boolean;
}

/** RFC 6855, 3: what no name of a folder may hold; and halves of characters, and what is none. */
const NEVER = /[\p{Cc}\u2028\u2029\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** What a level is left at least, in octets and characters, before it moves up. */
const LEAST_ROOM = 32;
const SIGN_ROOM = 12;

export class TargetNames {
  readonly limits: NameLimits;
  /** Whether any name there may be one that was told apart. */
  readonly hasSigns: boolean;
  readonly #list: FolderList;
  readonly #user: number;
  readonly #refused: ReadonlySet<string>;
  readonly #reserved: ReadonlySet<string>;
  /** By what the target takes for one: paths that are listed, or that something listed lies below. */
  readonly #there = new Map<string, string>();
  readonly #folders: ReadonlyMap<string, Folder>;

  /** `mailbox`: whose folders they are; its name counts on some targets. */
  constructor(list: FolderList, mailbox: string | undefined) {
    this.#list = list;
    this.limits = isGmail(list) ? nameLimitsOf(GMAIL.facts) : (list.names ?? {});
    this.#user = this.limits.pathHoldsUser && mailbox !== undefined ? octets(`user.${mailbox}.`) : 0;
    this.#refused = new Set([...(this.limits.refused ?? ''), ...list.delimiter]);
    this.#reserved = new Set((this.limits.reserved ?? []).map(folded));
    const paths = list.folders.map(({ path }) => path).toSorted(inOrder);
    for (const path of [...paths, ...paths.flatMap((path) => this.#above(path))]) {
      if (!this.#there.has(this.key(path))) this.#there.set(this.key(path), path);
    }
    this.hasSigns = paths.some((path) => path.includes(this.#sign()));
    this.#folders = new Map(list.folders.map((folder) => [folder.path, folder]));
  }

  /** Equal for two paths that are one folder at the target. */
  key(path: string): string {
    const canonical = this.#canonical(path);
    return this.limits.lookAlikes === false ? folded(canonical) : canonical;
  }

  /** As the target spells it, where it has this path or something below it. */
  there(path: string): string | undefined {
    return this.#there.get(this.key(path));
  }

  folder(path: string): Folder | undefined {
    return this.#folders.get(path);
  }

  at(path: string): Place {
    return isInbox(path) ? this.inbox() : { path, levels: levelsOf(path, this.#list), changes: [] };
  }

  /** Below a prefix, as old servers have `INBOX.`, nothing lies in the inbox but what lies at the top. */
  inbox(): Place {
    return { path: INBOX, levels: this.isInboxApart || this.#list.prefix !== '' ? [] : [INBOX], changes: [] };
  }

  /** What keeps the name has nothing below it: what lay in the inbox lies at the top. */
  get isInboxApart(): boolean {
    return this.#reserved.has(folded(INBOX));
  }

  /** Whether a place lies below, or is, what the target keeps for itself. */
  isReserved([first]: readonly string[]): boolean {
    return first !== undefined && first !== INBOX && this.#reserved.has(folded(first));
  }

  pathOf(levels: readonly string[]): string {
    return pathOf(levels, this.#list);
  }

  /** Where a name comes to below a place, as it is or as it must be. */
  below(above: readonly string[], name: string, mark: Mark): Place {
    const changes: Change[] = [];
    const own = this.#plain(name, changes);
    const { base, level, isOut } = this.#reached(above, own, changes);
    const isReserved = this.#isKept(base, level);
    if (isReserved) changes.push({ kind: 'reserved' });
    const free = isReserved ? this.#plain(`${level} (mail)`, []) : level;
    const isLong = isOut || !this.#fits(base, free);
    if (isLong) changes.push({ kind: 'long' });
    const isSigned = isLong || mark.always;
    // Of levels that were joined, the last says most.
    const kept = isLong && level !== own ? own : free;
    const levels = [...base, isSigned ? this.#cut(base, kept, this.#marked(mark)) : free];
    return { levels, path: pathOf(levels, this.#list), changes };
  }

  /** At the top, and an inbox in the inbox, which Cyrus refuses. */
  #isKept(base: readonly string[], name: string): boolean {
    if (base.length === 0) return this.#reserved.has(folded(name));
    return base.length === 1 && base[0] === INBOX && isInbox(name);
  }

  /** As deep as the target goes, with the levels beyond joined; and no deeper than where there is room for a name. */
  #reached(above: readonly string[], own: string, changes: Change[]) {
    const most = this.#list.delimiter === '' ? 1 : Math.max(1, this.limits.depth ?? Number.POSITIVE_INFINITY);
    const base = [...above];
    let level = own;
    if (base.length >= most) changes.push({ kind: 'deep', most });
    while (base.length >= most) level = this.#joined(base.pop(), level);
    const reached = base.length;
    while (base.length > 0 && !this.#hasRoom(base, own)) base.pop();
    return { base, level, isOut: base.length < reached };
  }

  /** A path that people wrote: in the target's own delimiter, or with slashes. */
  written(path: string, mark: Mark): Place {
    if (isInbox(path)) return this.inbox();
    const { delimiter } = this.#list;
    const own = withoutPrefix(path, this.#list);
    const isOwn = delimiter !== '' && own.includes(delimiter);
    const [first = '', ...rest] = own.split(isOwn ? delimiter : '/');
    const start = isInbox(first) ? this.inbox() : this.below([], first, mark);
    return rest.reduce((place: Place, name) => {
      const next = this.below(place.levels, name, mark);
      return { ...next, changes: [...place.changes, ...next.changes] };
    }, start);
  }

  /** INBOX in any case, and below a prefix of its own it is the same (Dovecot's `INBOX.INBOX`). */
  #canonical(path: string): string {
    if (isInbox(path) || isInbox(withoutPrefix(path, this.#list))) return INBOX;
    const start = path.slice(0, INBOX.length);
    return isInbox(start) && path.startsWith(this.#list.delimiter, INBOX.length)
      ? INBOX + path.slice(INBOX.length)
      : path;
  }

  #above(path: string): string[] {
    const levels = levelsOf(path, this.#list);
    return levels.slice(1).map((_, at) => pathOf(levels.slice(0, at + 1), this.#list));
  }

  /** One level, as far as its signs go. */
  #plain(name: string, changes: Change[]): string {
    const signs = new Set<string>();
    const replaced = this.#isFine(name)
      ? name
      : Array.from(name, (sign) => {
          if (!NEVER.test(sign) && !this.#refused.has(sign)) return sign;
          signs.add(sign);
          return '_';
        }).join('');
    if (signs.size > 0) changes.push({ kind: 'signs', signs: [...signs].join('') });
    // Paths in file systems; no server is better off with them.
    const isDots = /^\.\.?$/.test(replaced);
    const ended = this.#ended(isDots ? replaced.replaceAll('.', '_') : replaced);
    if (isDots || ended === '') changes.push({ kind: 'empty' });
    else if (ended !== replaced) changes.push({ kind: 'ends' });
    return ended || '_';
  }

  /** A quick answer for most names. */
  #isFine(name: string): boolean {
    if (NEVER.test(name)) return false;
    for (const sign of this.#refused) if (name.includes(sign)) return false;
    return true;
  }

  /** Blanks are cut off an end that takes none, as servers do themselves; other signs are replaced. */
  #ended(name: string): string {
    const { refusedFirst = '', refusedLast = '' } = this.limits;
    if (refusedFirst === '' && refusedLast === '') return name;
    let signs = Array.from(name);
    const [atFirst, atLast] = [
      (sign = '') => sign !== '' && refusedFirst.includes(sign),
      (sign = '') => sign !== '' && refusedLast.includes(sign),
    ];
    while (atFirst(signs[0]) && isBlank(signs[0])) signs.shift();
    while (atLast(signs.at(-1)) && isBlank(signs.at(-1))) signs.pop();
    if (atFirst(signs[0])) signs = ['_', ...signs.slice(1)];
    if (atLast(signs.at(-1))) signs = [...signs.slice(0, -1), '_'];
    return signs.join('');
  }

  #joined(above: string | undefined, name: string): string {
    const joint =
      [' - ', '-', '_'].find((one) => Array.from(one).every((sign) => !this.#refused.has(sign))) ?? '';
    return `${above ?? ''}${joint}${name}`;
  }

  #marked({ of, digits }: Mark): string {
    const hash = createHash('sha256').update(of, 'utf16le').digest('hex').slice(0, digits);
    const sign =
      [' ~', '-', '_'].find((one) => Array.from(one).every((each) => !this.#refused.has(each))) ?? '';
    return sign + hash;
  }

  #sign(): string {
    return [' ~', '-', '_'].find((one) => Array.from(one).every((each) => !this.#refused.has(each))) ?? '';
  }

  /** With the mark at its end, and as much of the name before it as there is room for. */
  #cut(base: readonly string[], name: string, mark: string): string {
    if (this.#fits(base, name + mark)) return this.#ended(name + mark) || mark;
    const signs = Array.from(name);
    let [kept, beyond] = [0, signs.length + 1];
    while (beyond - kept > 1) {
      const middle = (kept + beyond) >> 1;
      if (this.#fits(base, signs.slice(0, middle).join('') + mark)) kept = middle;
      else beyond = middle;
    }
    // No accent is cut off its letter, and no person off their family.
    while (kept > 0 && kept < signs.length && isHeld(signs[kept - 1], signs[kept])) kept--;
    const start = signs.slice(0, kept).join('').trimEnd();
    return this.#ended(start + mark) || mark;
  }

  /** For the name with a sign at its end, or what is left of it. */
  #hasRoom(base: readonly string[], name: string): boolean {
    const { bytes, length } = this.#room(base);
    const [octetsOf, lengthOf] = [octets(name) + SIGN_ROOM, name.length + SIGN_ROOM];
    return bytes >= Math.min(LEAST_ROOM, octetsOf) && length >= Math.min(LEAST_ROOM, lengthOf);
  }

  #fits(base: readonly string[], name: string): boolean {
    const { bytes, length } = this.#room(base);
    return octets(name) <= bytes && name.length <= length;
  }

  /** For one more level below these. */
  #room(base: readonly string[]): { readonly bytes: number; readonly length: number } {
    const none = Number.POSITIVE_INFINITY;
    const { nameBytes = none, nameLength = none, pathBytes = none, pathLength = none } = this.limits;
    const above = base.length === 0 ? '' : withoutPrefix(pathOf([...base, ''], this.#list), this.#list);
    return {
      bytes: Math.min(nameBytes, pathBytes - this.#user - octets(above)),
      length: Math.min(nameLength, pathLength - above.length),
    };
  }
}

const isBlank = (sign: string | undefined): boolean => sign?.trim() === '';

/** Accents, variation selectors, joined emoji and tones of skin belong to what stands before them. */
const isHeld = (before = '', after = ''): boolean =>
  /^(?:\p{M}|\u200d|\p{Emoji_Modifier})/u.test(after) || before === '\u200d';

/** More is taken for one than any server does: what tells them apart costs only a mark. */
export function folded(text: string): string {
  return text.normalize('NFC').toUpperCase().toLowerCase();
}

/** In modified UTF-7: `&` is two, a run of what is not printable ASCII is base64 of UTF-16 between two signs (RFC 3501, 5.1.3). */
export function octets(text: string): number {
  if (/^[\x20-\x25\x27-\x7e]*$/.test(text)) return text.length;
  const ascii = text.replace(/[^\x20-\x7e]+/g, (run) => '&'.padEnd(Math.ceil((run.length * 8) / 3) + 2, '-'));
  const encoded = text.length - text.replaceAll('&', '').length;
  return ascii.length + encoded;
}
