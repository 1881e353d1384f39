/**
 * Whether an address is named after its person as a policy's `personal-address` says, and which address that would be.
 * Generous: people have several names, several ways to write them, and namesakes. Knows no plan.
 */
import { endOfName, foldedName, hasTwoSpellings, isSeparator, nameWords, speltOut } from './name-words.ts';

/** What is known of a mailbox's person: `given` and `family`, or else what it is called. */
export interface Person {
  readonly given?: string | undefined;
  readonly family?: string | undefined;
  readonly label?: string | undefined;
}

type Part =
  | { readonly takes: 'text'; readonly text: string }
  | { readonly takes: 'given' | 'family'; readonly initial: boolean };

/** `{given}.{family}`, taken apart. */
export interface AddressPattern {
  readonly parts: readonly Part[];
  readonly needs: readonly ('given' | 'family')[];
  /** Of a pattern that is two names with a sign between them: which comes first, and the sign. */
  readonly simple?: { readonly first: 'given' | 'family'; readonly sign: string };
}

/** What a pattern can be filled with. */
export const NAME_PARTS = ['{given}', '{family}', '{given.initial}', '{family.initial}'] as const;

const patterns = new Map<string, AddressPattern | undefined>();

/** More patterns than a plan has policies: while one is typed, each of its states is one. */
const MOST_PATTERNS = 200;

/** A policy's pattern; nothing where it has no place for a name, or one for something else. */
export function addressPattern(text: string): AddressPattern | undefined {
  if (patterns.has(text)) return patterns.get(text);
  if (patterns.size >= MOST_PATTERNS) patterns.clear();
  const pattern = readPattern(text);
  patterns.set(text, pattern);
  return pattern;
}

function readPattern(text: string): AddressPattern | undefined {
  const parts = text.split(/(\{[^{}]*\})/).filter((part) => part !== '');
  const read = parts.flatMap((part) => partOf(part) ?? []);
  const needs = (['given', 'family'] as const).filter((name) => read.some(({ takes }) => takes === name));
  if (read.length < parts.length || needs.length === 0) return undefined;
  const [, first, sign = ''] = SIMPLE.exec(text) ?? [];
  return {
    parts: read,
    needs,
    ...(first === 'given' || first === 'family' ? { simple: { first, sign } } : {}),
  };
}

const SIMPLE = /^\{(given|family)\}([-._])\{(?!\1)(?:given|family)\}$/;

function partOf(written: string): Part | undefined {
  const [, name, initial] = /^\{(given|family)(\.initial)?\}$/.exec(written) ?? [];
  if (name === 'given' || name === 'family') return { takes: name, initial: initial !== undefined };
  return /^[\w.-]+$/.test(written) ? { takes: 'text', text: written.toLowerCase() } : undefined;
}

/** Whether `localPart` is one of the ways to name the person by the pattern; `undefined` where the names say nothing. */
export function isNamedBy(pattern: AddressPattern, localPart: string, person: Person): boolean | undefined {
  if (isPlainlyNamed(pattern, localPart, person)) return true;
  const local = foldedName(localPart);
  const fits = fitsWords(pattern, local, person, (text) => text);
  if (fits !== false || ![person.given, person.family, person.label].some(isSpeltTwice)) return fits;
  return fitsWords(pattern, local, person, speltOut);
}

/** Most addresses are the name as it is written, and are told by looking at each letter once. */
function isPlainlyNamed(
  { simple }: AddressPattern,
  local: string,
  { given, family, label }: Person,
): boolean {
  if (!simple) return false;
  if (!given || !family)
    return !!label && local.includes(simple.sign) && endOfName(label, local, 0) === local.length;
  const isGivenFirst = simple.first === 'given';
  const middle = endOfName(isGivenFirst ? given : family, local, 0);
  if (middle < 0 || local[middle] !== simple.sign) return false;
  return endOfName(isGivenFirst ? family : given, local, middle + 1) === local.length;
}

const isSpeltTwice = (name = ''): boolean => hasTwoSpellings(name);

function fitsWords(
  pattern: AddressPattern,
  local: string,
  person: Person,
  spelt: (text: string) => string,
): boolean | undefined {
  const { given, family, label } = person;
  if (pattern.needs.every((name) => person[name])) {
    const first = nameWords(spelt(given ?? ''));
    const last = nameWords(spelt(family ?? ''));
    if (!first || !last || first.length + last.length > MOST_WORDS) return undefined;
    if (pattern.needs.some((name) => (name === 'given' ? first : last).length === 0)) return undefined;
    const words = [...first, ...last];
    const from = { given: 0, family: first.length };
    return fits({ pattern, local, words, from, to: { given: first.length, family: words.length } }, 0, 0);
  }
  return label ? fitsLabel(pattern, local, spelt(label)) : undefined;
}

/** A label does not say where the given name ends, nor which comes first: any split will do. */
function fitsLabel(pattern: AddressPattern, local: string, label: string): boolean | undefined {
  const name = nameIn(label);
  const all = nameWords(name);
  const words = withoutTitle(all);
  const fewest = pattern.needs.length;
  if (!all || !words || words.length < fewest || words.length > MOST_WORDS) return undefined;
  if (fitsSomeSplit(pattern, local, words)) return true;
  if (words.length < all.length && fitsSomeSplit(pattern, local, all)) return true; // a name that is like a title
  const comma = name.indexOf(','); // `Dupont, Camille`, but also `Camille Dupont, treasurer`
  const before = comma < 0 ? undefined : withoutTitle(nameWords(name.slice(0, comma)));
  return before !== undefined && before.length >= fewest && fitsSomeSplit(pattern, local, before);
}

function fitsSomeSplit(pattern: AddressPattern, local: string, words: readonly string[]): boolean {
  const end = words.length;
  const last = pattern.needs.length === 2 ? end - 1 : end;
  const attempt = { pattern, local, words, from: { given: 0, family: 0 }, to: { given: 0, family: 0 } };
  for (let cut = 1; cut <= last; cut++) {
    attempt.from = { given: 0, family: cut };
    attempt.to = { given: cut, family: end };
    if (fits(attempt, 0, 0)) return true;
    attempt.from = { given: cut, family: 0 };
    attempt.to = { given: end, family: cut };
    if (fits(attempt, 0, 0)) return true;
  }
  return false;
}

/** One way to read a name: which of its words are given names, and which the family's. */
interface Attempt {
  readonly pattern: AddressPattern;
  readonly local: string;
  readonly words: readonly string[];
  readonly from: { readonly given: number; readonly family: number };
  readonly to: { readonly given: number; readonly family: number };
}

/** Whether the pattern from its part `index` on fits the local part from `at` on, and leaves nothing over. */
function fits(attempt: Attempt, index: number, at: number): boolean {
  const { pattern, local, from, to } = attempt;
  const part = pattern.parts[index];
  if (!part) return at === local.length || NAMESAKE.test(local.slice(at));
  if (part.takes === 'text') {
    return local.startsWith(part.text, at) && fits(attempt, index + 1, at + part.text.length);
  }
  const [first, end] = [from[part.takes], to[part.takes]];
  if (part.initial) return fitsInitials(attempt, index, at, first, end);
  const after = endOfWords(attempt, at, first, end, true);
  return after > at && fits(attempt, index + 1, after);
}

/** The digits that tell namesakes apart. */
const NAMESAKE = /^[-._]?\d+$/;

/** Jean-Pierre's are `j` or `jp`. */
function fitsInitials(attempt: Attempt, index: number, at: number, first: number, end: number): boolean {
  const { local, words } = attempt;
  let after = at;
  for (let word = first; word < end; word++) {
    if (after > at && isSeparator(local.charCodeAt(after))) after++;
    if (local.charCodeAt(after) !== words[word]?.charCodeAt(0)) break;
    after++;
    if ((word === first || word === end - 1) && fits(attempt, index + 1, after)) return true;
  }
  return false;
}

/** Where the words end if they stand at `at`, with or without hyphens or dots between them; -1 where they do not. */
function endOfWords(attempt: Attempt, at: number, first: number, end: number, isStart: boolean): number {
  if (first === end) return at;
  const { local, words } = attempt;
  const word = words[first] ?? '';
  const start = !isStart && isSeparator(local.charCodeAt(at)) ? at + 1 : at;
  if (local.startsWith(word, start)) {
    const after = endOfWords(attempt, start + word.length, first + 1, end, false);
    if (after >= 0) return after;
  }
  return PARTICLES.has(word) ? endOfWords(attempt, at, first + 1, end, isStart) : -1;
}

/** Words of family names that addresses often leave out. */
const PARTICLES: ReadonlySet<string> = new Set(
  'd de del della der den des di do dos du la le van von y zu'.split(' '),
);

/** The local part that the pattern gives, in the spelling that it is offered in. */
export function spelling({ parts }: AddressPattern, person: Person): string | undefined {
  const { given, family } =
    person.given && person.family ? person : { ...splitLabel(person.label ?? ''), ...named(person) };
  const names = { given: slug(given ?? ''), family: slug(family ?? '') };
  const filled = parts.map((part) => {
    if (part.takes === 'text') return part.text;
    return part.initial ? names[part.takes].slice(0, 1) : names[part.takes];
  });
  return filled.includes('') ? undefined : filled.join('');
}

const named = ({ given, family }: Person): Person => ({
  ...(given ? { given } : {}),
  ...(family ? { family } : {}),
});

/** `Jean-Pierre` → `jean-pierre`, `de La Tour` → `de-la-tour`, `d’Arc` → `darc`. */
const slug = (name: string): string => nameWords(name.replace(/['’ʼ]/g, ''))?.join('-') ?? '';

/** The likeliest given and family name: words in capitals are the family's, so is what stands before a comma, else all but the first. */
function splitLabel(label: string): Person {
  const name = nameIn(label);
  const [before = '', behind = ''] = name.split(',');
  if (!/\s/.test(before.trim()) && behind !== '') return { family: before, given: behind };
  const all = before.split(/\s+/).filter((word) => word !== '');
  const words = withoutTitle(all.map((word) => nameWords(word)?.join('-') ?? word));
  const written = all.slice(all.length - (words?.length ?? 0));
  const capitals = written.filter(isInCapitals).length;
  if (capitals === 0 || capitals === written.length) return cutAt(written, 1);
  if (written.slice(0, capitals).every(isInCapitals)) {
    const { given, family } = cutAt(written, capitals);
    return { given: family ?? '', family: given ?? '' };
  }
  return cutAt(written, written.slice(-capitals).every(isInCapitals) ? -capitals : 1);
}

const cutAt = (words: readonly string[], index: number): Person => ({
  given: words.slice(0, index).join(' '),
  family: words.slice(index).join(' '),
});

const isInCapitals = (word: string): boolean => /\p{Lu}.*\p{Lu}/u.test(word) && word === word.toUpperCase();

/** What stands before a remark: `Camille Dupont (treasurer)`, `Camille Dupont — Meuse`. */
function nameIn(label: string): string {
  const cut = label.search(/[([|/:—–]| - /);
  return cut < 0 ? label : label.slice(0, cut);
}

/** More words than this are a function or a place, not a name. */
const MOST_WORDS = 8;

const TITLES: ReadonlySet<string> = new Set(
  'm mr mme mlle mrs ms miss dr pr prof me maitre monsieur madame mademoiselle herr frau'.split(' '),
);

function withoutTitle(words: string[] | undefined): string[] | undefined {
  const [first] = words ?? [];
  return words && first !== undefined && TITLES.has(first) ? words.slice(1) : words;
}
