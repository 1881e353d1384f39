/** The tokens of the language, as the lexer and the parser have them. */
import { type CustomPatternMatcherReturn, createToken, Lexer, type TokenType } from 'chevrotain';
import { PATTERNS, WORD_CHARACTER } from './patterns.ts';

const UNREADABLE = `(?:[^\\s#"{},;/%*.<${WORD_CHARACTER}-]|-(?!>)|\\.(?!\\.)|<(?!=)){1,1000}`;

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
export const Sign = value('Sign', PATTERNS.sign);
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
