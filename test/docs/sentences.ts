/**
 * Plans made from the grammar of the documents, as rows of tokens, by what its rules and notes say and by nothing else: what
 * a reader of the page could have written.
 */
import fc from 'fast-check';
import type { Expression } from '../../docs/syntax/expression.ts';
import { tokenize } from '../../grammar/lexer.ts';
import { characterClass, type Rules, ruleOf } from './recognition.ts';

type Row = readonly string[];
type Rows = fc.Arbitrary<Row>;

/** A text that a rule of tokens allows, character by character. */
export const texts = (rules: Rules, name: string): fc.Arbitrary<string> =>
  pieces(rules)(ruleOf(rules, name)).map((row) => row.join(''));

/** A declaration, its properties apart as the page says. */
export function declarations(rules: Rules, keyword: string): Rows {
  const tokens = tokensOf(rules);
  const made = (part: Expression): Rows =>
    rowsOf(part, made, (name) =>
      name.endsWith('Declaration')
        ? declaration(name)
        : /^[A-Z]/.test(name)
          ? tokens(name)
          : made(ruleOf(rules, name)),
    );
  const declaration = (name: string): Rows => {
    const is = ruleOf(rules, name);
    const parts = is.kind === 'sequence' ? is.of : [is];
    const inside = namesOfProperties(parts.at(-1));
    const head = joined(parts.slice(0, -1).map(made));
    return inside === undefined ? head : head.chain((row) => body(ruleOf(rules, inside), row, made));
  };
  return declaration(`${keyword}Declaration`);
}

function namesOfProperties(body: Expression | undefined): string | undefined {
  const braces = body?.kind === 'optional' && body.of.kind === 'sequence' ? body.of.of : [];
  const [, inside] = braces;
  const listed = inside?.kind === 'optional' && inside.of.kind === 'repeated' ? inside.of.of : undefined;
  return listed?.kind === 'rule' ? listed.name : undefined;
}

/** A head and any of the properties that its notes allow, in any order. */
function body(properties: Expression, head: Row, made: (part: Expression) => Rows): Rows {
  const branches = properties.kind === 'choice' ? properties.of : [properties];
  const given = branches.map((branch) => {
    const [least, most] = branch.kind === 'noted' ? howOften(branch.note, head) : [0, 2];
    return fc.array(made(branch.kind === 'noted' ? branch.of : branch), {
      minLength: least,
      maxLength: most,
    });
  });
  return fc
    .tuple(...given)
    .map((found) => found.flat())
    .chain((found) => fc.shuffledSubarray(found, { minLength: found.length }))
    .chain((found) =>
      fc.tuple(
        fc.constant(found),
        fc.array(fc.constantFrom(';', '\n'), { minLength: found.length, maxLength: found.length }),
      ),
    )
    .map(([found, ends]) =>
      found.length === 0
        ? head
        : [...head, '{', ...found.flatMap((row, index) => [...row, ends[index] ?? ';']), '}'],
    );
}

/** How often a property is given, by its note; `of` some kinds says that it is of no others. */
function howOften(note: string, head: Row): [least: number, most: number] {
  const parts = note.split('; ');
  const kinds = parts.flatMap((part) => {
    const [, verb, names] = /^(required|may be) of (.+)$/.exec(part) ?? [];
    return names === undefined ? [] : [{ isRequired: verb === 'required', names: names.split(', ') }];
  });
  const known = (part: string): boolean => part === 'once' || part === 'required' || / of /.test(part);
  const unknown = parts.find((part) => !known(part));
  if (unknown !== undefined) throw new Error(`a note that nobody keeps to: ${unknown}`);
  const mine = kinds.find(({ names }) => names.some((name) => head.includes(name)));
  if (kinds.length > 0 && !mine) return [0, 0];
  return [mine?.isRequired || parts.includes('required') ? 1 : 0, parts.includes('once') ? 1 : 2];
}

/** A row for each kind of expression; rules are the caller's. */
function rowsOf(of: Expression, made: (part: Expression) => Rows, ofRule: (name: string) => Rows): Rows {
  switch (of.kind) {
    case 'literal':
      return fc.constant([of.text]);
    case 'characters':
      return fc
        .constantFrom(...ALPHABET.filter((character) => characterClass(of.set).test(character)))
        .map((text) => [text]);
    case 'rule':
      return ofRule(of.name);
    case 'sequence':
      return joined(of.of.map(made));
    case 'choice':
      return fc.oneof(...of.of.map(made));
    case 'optional':
      return fc.oneof(fc.constant([]), made(of.of));
    case 'repeated':
      return fc
        .array(joined([of.between ? made(of.between) : fc.constant([]), made(of.of)]), {
          minLength: 1,
          maxLength: 3,
        })
        .map((rows) => rows.flat().slice(of.between ? 1 : 0));
    case 'noted':
      return keeping(of.note, made(of.of));
  }
}

const joined = (rows: readonly Rows[]): Rows => fc.tuple(...rows).map((parts) => parts.flat());

const ALPHABET = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...[
    '\u0080',
    '\u00a0',
    '\u00e9',
    '\u0153',
    '\u2014',
    '\u200b',
    '\u2028',
    '\u6f22',
    '\ufeff',
    '\uff20',
    '\u{1f4e7}',
    '\u{10ffff}',
  ],
];

const pieces = (rules: Rules) => {
  const made = (part: Expression): Rows => rowsOf(part, made, (name) => made(ruleOf(rules, name)));
  return made;
};

/** A token of a kind: a text of its rule that no token before it in the lexer's order takes. */
function tokensOf(rules: Rules): (name: string) => Rows {
  const known = new Map<string, Rows>();
  return (name) => {
    const found =
      known.get(name) ?? one(texts(rules, name).filter((text) => tokenNames(text).includes(name)));
    known.set(name, found);
    return found;
  };
}

/** The token that a text is, and what it counts as; nothing where it is several. */
export function tokenNames(text: string): string[] {
  const { tokens, comments } = tokenize(text);
  const [token] = tokens;
  if (!token) return [comments.length > 0 ? 'Comment' : 'Space'];
  if (tokens.length > 1 || comments.length > 0 || token.image !== text) return [];
  return [token.tokenType, ...(token.tokenType.CATEGORIES ?? [])].map(({ name }) => name);
}

const one = (text: fc.Arbitrary<string>): Rows => text.map((token) => [token]);

/** What a note asks for beyond its expression: fewer of its rows, or others in their place. */
function keeping(note: string, of: Rows): Rows {
  if (LOOKS.test(note)) return of;
  const kept = NOTED[note];
  if (!kept) throw new Error(`a note that nobody keeps to: ${note}`);
  return kept(of);
}

/** What the lexer looks for around a token is seen to by trying it; its counts are never reached here. */
const LOOKS =
  /^(?:(?:\d+ at most|more of a word does not follow|or a size's unit does|no LocalCharacter stands before it|it does not end in a hyphen|a plus stands behind GMT only)(?:, |$))+$/;

const SPELLINGS = [
  (unit: string) => unit,
  (unit: string) => unit.toLowerCase(),
  (unit: string) => unit.toUpperCase(),
  (unit: string) => unit.replace('B', 'o'),
];

const NOTED: Readonly<Record<string, (of: Rows) => Rows>> = {
  'three capitals': () => one(fc.stringMatching(/^[A-Z]{3}$/)),
  'a day that exists': () => one(days),
  'before 24:00': () => one(times),
  'a whole number': (of) => of.filter(([count]) => Number.isInteger(Number(count))),
  'a whole one, of fifteen digits at most': () => one(fc.stringMatching(/^[0-9]{1,15}$/)),
  'at most four digits': (of) => of.filter(([offset = '']) => offset.length <= 'D+1234'.length),
  'at most nine digits before the point and four behind it': (of) =>
    of.filter(([amount = '']) => /^[0-9]{1,9}(?:\.[0-9]{1,4})?$/.test(amount)),
  'the smaller end first': (of) =>
    of.map((row) => (Number(row[0]) <= Number(row[2]) ? row : row.toReversed())),
  'at most the whole': (of) =>
    of.filter(([part, , whole = '100']) => Number(whole) > 0 && Number(part) <= Number(whole)),
  'a name of the IANA time zone database': () => zones,
  'in capitals or not; o is read for B, as in Go': (of) =>
    fc
      .tuple(of, fc.constantFrom(...SPELLINGS))
      .map(([[amount = '', unit = ''], spelt]) => [amount, spelt(unit)]),
  'anything else is taken for a secret written down, and refused': (of) => of,
  'always refused: a plan holds no secret': (of) => of,
  'six digits at most, up to 10FFFF': () => one(fc.nat(0x10ffff).map((code) => `\\u{${code.toString(16)}}`)),
};

const days = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const times = fc
  .tuple(fc.nat(23), fc.nat(59), fc.constantFrom(1, 2))
  .map(([hour, minute, width]) => `${String(hour).padStart(width, '0')}:${String(minute).padStart(2, '0')}`);

const zones = fc
  .constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+1', 'Etc/GMT-14')
  .map((zone) => zone.split(/(\/)/));
