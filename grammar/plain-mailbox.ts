/**
 * The most frequent declarations of a large plan, read without tokens or a tree: `mailbox camille.dupont@spf55.org E1
 * "Camille Dupont"`, alone or with a body of names and other addresses. It takes only what can be read in no other way, and
 * says of it exactly what the parser says (test/grammar/plain-mailbox.test.ts); whatever else a block holds is the parser's.
 */
import { readDeclaration } from './declarations.ts';
import { plainBlock } from './plain-block.ts';
import type { DeclarationOf } from './vocabulary.ts';

/** Addresses without anything odd in them. */
export const ADDRESS =
  '[A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_])){0,63}@[A-Za-z0-9](?:[A-Za-z0-9]|[.-](?=[A-Za-z0-9])){0,200}';
const STRING = '"[^"\\\\\\r\\n]{0,200}"';

const LINE = new RegExp(`^mailbox (${ADDRESS})(?: ([A-Za-z][A-Za-z0-9]{0,30}))?(?: (${STRING}))?`);
const PROPERTY = new RegExp(`(given|family|title|phone) (${STRING})|(was|alias) (${ADDRESS})`, 'y');

const HEAD = 'mailbox '.length;

/** The declaration in a block's text; `undefined` where it holds more than this. */
export function plainMailbox(text: string): DeclarationOf<'mailbox'> | undefined {
  if (text.charCodeAt(0) !== 109 || text.charCodeAt(1) !== 97) return undefined; // "ma"
  const found = LINE.exec(text);
  if (!found) return undefined;
  const [head, address = '', licence, label] = found;
  const body = bodyAt(text, head.length);
  if (!body || !isEmptyFrom(text, body.end)) return undefined;
  const addressEnd = HEAD + address.length;
  const licenceEnd = licence === undefined ? addressEnd : addressEnd + 1 + licence.length;
  const mailbox = {
    declares: 'mailbox' as const,
    keyword: KEYWORD,
    start: 0,
    end: body.end,
    address: { value: address, start: HEAD, end: addressEnd },
    licence: { value: licence ?? '', start: addressEnd + 1, end: licenceEnd },
    label: { value: label?.slice(1, -1) ?? '', start: licenceEnd + 1, end: head.length },
    has: body.has,
  };
  // In one piece, as most are: what is added to an object later costs as much memory again.
  if (licence !== undefined && label !== undefined) return mailbox;
  const { licence: written, label: title, ...rest } = mailbox;
  return {
    ...rest,
    ...(licence === undefined ? {} : { licence: written }),
    ...(label === undefined ? {} : { label: title }),
  };
}

type Has = DeclarationOf<'mailbox'>['has'];

interface Body {
  readonly has: Has;
  /** Where the declaration ends. */
  readonly end: number;
}

/** As the canonical form writes it: on one line, or a line a property. */
const FORMS = [
  { open: ' { ', between: '; ', close: ' }' },
  { open: ' {\n  ', between: '\n  ', close: '\n}' },
];

/** The body behind a head; without one the declaration ends there. */
function bodyAt(text: string, from: number): Body | undefined {
  if (text.charCodeAt(from) !== SPACE) return { has: NOTHING, end: from };
  const form = FORMS.find(({ open }) => text.startsWith(open, from));
  if (!form) return undefined;
  const has: Writable<Has> = { ...NOTHING };
  for (let at = from + form.open.length; ; at += form.between.length) {
    PROPERTY.lastIndex = at;
    const found = PROPERTY.exec(text);
    if (!found || !take(found, has)) return undefined;
    at += found[0].length;
    if (text.startsWith(form.close, at)) return { has, end: at + form.close.length };
    if (!text.startsWith(form.between, at)) return undefined;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Whether a property could be taken: one that is given twice is the parser's to tell. */
function take(
  { index, 0: whole, 1: name, 2: string, 3: list, 4: address }: RegExpExecArray,
  has: Writable<Has>,
): boolean {
  const end = index + whole.length;
  if (list !== undefined && address !== undefined) {
    const several = list as 'was' | 'alias';
    has[several] = [...has[several], { value: address, start: end - address.length, end }];
    return true;
  }
  const one = name as 'given' | 'family' | 'title' | 'phone';
  if (string === undefined || has[one]) return false;
  has[one] = { value: string.slice(1, -1), start: end - string.length, end };
  return true;
}

const SPACE = 32;

function isEmptyFrom(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13) return false;
  }
  return true;
}

const KEYWORD = { start: 0, end: HEAD - 1 };

/** The properties of a mailbox that has no body, one object for all of them. */
export const NOTHING = bodiless('mailbox').has;

/** A declaration of its kind that says nothing but an address. */
export function bodiless<K extends 'mailbox' | 'shared'>(keyword: K): DeclarationOf<K> {
  const statement = plainBlock(`${keyword} a@a.example`)?.declaration;
  const declaration = statement && readDeclaration(statement).declaration;
  if (declaration?.declares !== keyword) throw new Error(`a ${keyword} without a body cannot be read`);
  return declaration as unknown as DeclarationOf<K>;
}
