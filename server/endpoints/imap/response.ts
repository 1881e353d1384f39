/**
 * Reads one IMAP response (RFC 3501, 7; RFC 9051, 7) out of the lines and literals it came in. Never throws: what cannot be read is
 * undefined, and whoever counts answers notices that one is missing.
 */

/** An atom or number as text, a string (quoted or literal) as bytes, NIL, or a list of them. */
export type Value = string | Buffer | null | readonly Value[];

export type ResponsePart = string | Buffer;

/** `[UIDVALIDITY 3857529045]`: the name in capitals, the rest as it stands. */
export interface ResponseCode {
  readonly name: string;
  readonly rest: string;
}

export interface Tagged {
  readonly tag: string;
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly code?: ResponseCode;
  readonly text: string;
}

export interface Untagged {
  readonly tag: '*';
  /** In capitals: FETCH, EXISTS, LIST, OK, … */
  readonly kind: string;
  /** The number before it, as in `* 12 FETCH`. */
  readonly number?: number;
  readonly values: readonly Value[];
  readonly code?: ResponseCode;
  readonly text: string;
}

export interface Continuation {
  readonly tag: '+';
}

export type Response = Tagged | Untagged | Continuation;

const STATUSES = new Set(['OK', 'NO', 'BAD', 'BYE', 'PREAUTH']);

/** `parts`: text as latin1 with a literal's bytes after each `{n}` it ends with, alternately. */
export function readResponse(parts: readonly ResponsePart[]): Response | undefined {
  const [first = ''] = parts;
  const head = typeof first === 'string' ? first : '';
  if (head.startsWith('+')) return { tag: '+' };
  if (head.startsWith('* ')) return untagged(head.slice(1), parts);
  const [, tag = '', rest = ''] = /^(\S+) +(.*)$/s.exec(head) ?? [];
  return tag === '' || tag === '*' ? undefined : tagged(tag, rest);
}

function tagged(tag: string, line: string): Tagged | undefined {
  const [, word = '', rest = ''] = /^(\S+) ?(.*)$/s.exec(line) ?? [];
  const status = word.toUpperCase();
  if (status !== 'OK' && status !== 'NO' && status !== 'BAD') return undefined;
  return { tag, status, ...codeAndText(rest) };
}

/** `line`: what stands behind the `*`; `parts`: all of the response. */
function untagged(line: string, parts: readonly ResponsePart[]): Untagged | undefined {
  const [, digits, word = '', rest = ''] = /^ +(?:(\d+) +)?([^\s[(]+) ?(.*)$/s.exec(line) ?? [];
  if (word === '') return undefined;
  const kind = word.toUpperCase();
  if (STATUSES.has(kind)) return { tag: '*', kind, values: [], ...codeAndText(rest) };
  const values = readValues(rest, parts);
  if (!values) return undefined;
  return { tag: '*', kind, values, text: rest, ...(digits !== undefined && { number: Number(digits) }) };
}

function codeAndText(rest: string): { readonly code?: ResponseCode; readonly text: string } {
  const [, name, code = '', text = ''] =
    /^\[([^\s\]]+) ?((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\] ?(.*)$/s.exec(rest) ?? [];
  return name === undefined ? { text: rest } : { code: { name: name.toUpperCase(), rest: code }, text };
}

/** Values up to the end, the first part from `rest` on; undefined where a string or list does not end. */
function readValues(rest: string, parts: readonly ResponsePart[]): Value[] | undefined {
  const outer: Value[] = [];
  const open: Value[][] = [outer];
  if (!readText(rest, open)) return undefined;
  for (const part of parts.slice(1)) {
    if (typeof part !== 'string') open.at(-1)?.push(part);
    else if (!readText(part, open)) return undefined;
  }
  return open.length === 1 ? outer : undefined;
}

const LITERAL_ANNOUNCED = /~?\{\d+\+?\}$/;

function readText(text: string, open: Value[][]): boolean {
  const end = text.endsWith('}') ? (LITERAL_ANNOUNCED.exec(text)?.index ?? text.length) : text.length;
  let at = 0;
  while (at < end) {
    const sign = text[at];
    if (sign === ' ' || sign === '\r') at++;
    else if (sign === '(') {
      const list: Value[] = [];
      open.at(-1)?.push(list);
      open.push(list);
      at++;
    } else if (sign === ')') {
      if (open.length === 1) return false;
      open.pop();
      at++;
    } else if (sign === '"') {
      const next = quotedEnd(text, at + 1, end);
      if (next === undefined) return false;
      open.at(-1)?.push(Buffer.from(unescaped(text.slice(at + 1, next)), 'latin1'));
      at = next + 1;
    } else {
      const next = atomEnd(text, at, end);
      const atom = text.slice(at, next);
      open.at(-1)?.push(atom.length === 3 && atom.toUpperCase() === 'NIL' ? null : atom);
      at = next;
    }
  }
  return true;
}

const unescaped = (quoted: string): string =>
  quoted.includes('\\') ? quoted.replace(/\\(.)/gs, '$1') : quoted;

function quotedEnd(text: string, from: number, end: number): number | undefined {
  for (let at = from; at < end; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return undefined;
}

const SECTION = /^(?:BODY|BINARY(?:\.SIZE)?)\[/i;

/** `BODY[HEADER.FIELDS (DATE)]<0>` is one word, brackets, spaces and all; in a keyword a bracket means nothing. */
function atomEnd(text: string, from: number, end: number): number {
  let at = from;
  if ((text[from] === 'B' || text[from] === 'b') && SECTION.test(text.slice(from, from + 12))) {
    const closing = text.indexOf(']', from);
    at = closing < 0 ? end : closing + 1;
  }
  while (at < end && text[at] !== ' ' && text[at] !== '(' && text[at] !== ')') at++;
  return at;
}

/** What a FETCH tells of one message, by item name in capitals. */
export function fetchItems({ values }: Untagged): ReadonlyMap<string, Value> {
  const [list] = values;
  const items = new Map<string, Value>();
  if (!Array.isArray(list)) return items;
  for (let at = 0; at + 1 < list.length; at += 2) items.set(String(list[at]).toUpperCase(), list[at + 1]);
  return items;
}

/** Exchange Online holds a million messages a folder at most (2024), and nothing known holds more than some. */
export const MOST_UIDS = 10_000_000;

/** `1:3,7` as 1, 2, 3, 7. */
export function* numbersOf(set: string): Iterable<number> {
  for (const part of set.split(',')) {
    const [from = '', to = from] = part.split(':');
    const [low, high] = [Number(from), Number(to)].sort((one, other) => one - other);
    // No folder holds so many: what a hostile server tells would fill the memory.
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || (high ?? 0) - (low ?? 0) > MOST_UIDS)
      return;
    for (let number = low ?? 1; number <= (high ?? 0); number++) yield number;
  }
}

/** In the order told, which for APPENDUID and COPYUID is the order of the messages (RFC 4315, 3). */
export function uidsTold(set: string): number[] {
  return set.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split(':');
    return [...numbersOf(`${from}:${to}`)];
  });
}

/** `1:3,7` for 1, 2, 3, 7, at most so many UIDs apiece. */
export function uidRanges(uids: readonly number[], atMost: number): string[] {
  const ranges: string[] = [];
  for (let start = 0; start < uids.length; start += atMost) {
    ranges.push(uidRange(uids.slice(start, start + atMost)));
  }
  return ranges;
}

function uidRange(uids: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const uid of uids) {
    const last = runs.at(-1);
    if (last && last[1] === uid - 1) last[1] = uid;
    else runs.push([uid, uid]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}
