/**
 * The tokens of the language, as data: the lexer, the block splitter and the TextMate grammar are made from them.
 * Every character above U+007F counts as part of a word, so that accents and look-alikes reach the rules that judge them.
 */
import { type CustomPatternMatcherReturn, createToken, Lexer, type TokenType } from 'chevrotain';

/** Words that start a declaration wherever they stand in column 0. */
export const DECLARATION_KEYWORDS = [
  'plan',
  'endpoint',
  'licence',
  'unit',
  'policy',
  'timeline',
  'lot',
  'domain',
  'mailbox',
  'shared',
  'resource',
  'list',
  'alias',
  'forward',
  'drop',
  'template',
] as const;

export type DeclarationKeyword = (typeof DECLARATION_KEYWORDS)[number];

export const WORD_CHARACTER = 'A-Za-z0-9_\\u0080-\\u009F\\u00A1-\\uFEFE\\uFF00-\\uFFFF';
export const LOCAL_CHARACTER = `${WORD_CHARACTER}.!$&'*+\\/=?^\`|~-`;
/**
 * Not followed by more of the same word or domain: without it `2025-01-20th` would read as a date and a rest, and
 * `163.example` as a number and one. An arrow may follow.
 */
export const END = `(?![${WORD_CHARACTER}]|-(?!>)|\\.[${WORD_CHARACTER}])`;
export const LABEL = `[${WORD_CHARACTER}](?:[${WORD_CHARACTER}-]*[${WORD_CHARACTER}])?`;

const UNREADABLE = `(?:[^\\s#"{},;/%*.<${WORD_CHARACTER}-]|-(?!>)|\\.(?!\\.)|<(?!=)){1,1000}`;

/**
 * The sources of the patterns that other tools need too (the TextMate grammar). Every repetition of a group is bounded,
 * and no pattern is tried again from inside a run it has refused: any text costs linear time and little stack.
 */
export const PATTERNS = {
  comment: '#[^\\r\\n]*',
  placeholder: '\\{[a-z]+\\.[a-z-]+\\}',
  // The domain of an address may be missing (`contact@` in a template); odd dots are let in for the address rule to name.
  // It never ends in a hyphen, so that `anne@a.example->jean@a.example` holds an arrow.
  address: `(?<![${LOCAL_CHARACTER}])[${LOCAL_CHARACTER}]{1,400}@[${WORD_CHARACTER}.-]*(?<!-)`,
  date: `[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}${END}`,
  time: `[0-9]{1,2}:[0-9]{2}${END}`,
  offset: `[DJ][+-][0-9]+${END}`,
  domain: `${LABEL}(?:\\.${LABEL}){1,127}`,
  number: `[0-9]+(?:\\.[0-9]+)?(?:${END}|(?=[KMGTkmgt]i?[Bbo]${END}))`,
  // No word has a plus in it but `GMT+1`: of the time zone database's names, those of `Etc` alone do.
  word: `${LABEL}(?:\\+(?<=GMT\\+)[0-9]{1,2}${END})?`,
} as const;

const pattern = (source: string): RegExp => new RegExp(source);

/** What may stand as a value; the parser asks for this one, the tree keeps which it was. */
export const Value = createToken({ name: 'Value', pattern: Lexer.NA });

type Pattern = string | RegExp | { exec(text: string, at: number): CustomPatternMatcherReturn | null };

const token = (
  name: string,
  source: Pattern,
  more: Partial<Parameters<typeof createToken>[0]> = {},
): TokenType =>
  createToken({ name, pattern: typeof source === 'string' ? pattern(source) : source, ...more });

const value = (name: string, source: Pattern): TokenType => token(name, source, { categories: [Value] });

/** A string by a scan, not by a pattern: a pattern's stack is used up by a million escapes. */
const string = (name: string, closed: boolean): TokenType => {
  const exec = (text: string, at: number): CustomPatternMatcherReturn | null => {
    if (text.charCodeAt(at) !== QUOTE) return null;
    const end = endOfString(text, at + 1);
    return (text.charCodeAt(end) === QUOTE) === closed ? [text.slice(at, closed ? end + 1 : end)] : null;
  };
  return token(name, { exec }, { categories: [Value], start_chars_hint: [QUOTE], line_breaks: false });
};

const [QUOTE, BACKSLASH, LF, CR] = [34, 92, 10, 13];

/** Where the closing quote stands, or where the line ends without one. */
function endOfString(text: string, from: number): number {
  let escaped = false;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || code === CR || (code === QUOTE && !escaped)) return i;
    escaped = code === BACKSLASH && !escaped;
  }
  return text.length;
}

export const Eol = token('Eol', /\r\n|\n|\r/, { line_breaks: true });
const Space = token('Space', /[ \t\f\v\u00A0\uFEFF]+/, { group: Lexer.SKIPPED });
const Comment = token('Comment', PATTERNS.comment, { group: 'comments' });
export const Text = string('Text', true);
export const OpenText = string('OpenText', false);
export const Placeholder = value('Placeholder', PATTERNS.placeholder);
export const Open = token('Open', /\{/);
export const Close = token('Close', /\}/);
export const Comma = token('Comma', /,/);
export const Semicolon = token('Semicolon', /;/);
export const Sign = value('Sign', /->|\.\.|<=|\/|%|\*/);
export const Address = value('Address', PATTERNS.address);
export const DateText = value('DateText', PATTERNS.date);
export const TimeText = value('TimeText', PATTERNS.time);
export const Offset = value('Offset', PATTERNS.offset);
export const NumberText = value('NumberText', PATTERNS.number);
export const Domain = value('Domain', PATTERNS.domain);
export const Word = value('Word', PATTERNS.word);
/** A run of characters that start nothing: read, so that nothing is skipped in silence, and reported by the parser. */
export const Unreadable = token('Unreadable', UNREADABLE, {
  categories: [Value],
  start_chars_hint: Array.from({ length: 128 }, (_, code) => code),
});

/** In the order they are tried. */
export const TOKENS: TokenType[] = [
  Value,
  Space,
  Eol,
  Comment,
  Text,
  OpenText,
  Placeholder,
  Open,
  Close,
  Comma,
  Semicolon,
  Address,
  DateText,
  TimeText,
  Offset,
  NumberText,
  Domain,
  Word,
  Sign,
  Unreadable,
];
