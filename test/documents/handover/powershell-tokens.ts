/** A small reader of PowerShell's simplest lines: a command, its parameters, and single-quoted literals, as its own tokenizer takes them. */

/** Each of these begins and ends a literal, and two of them side by side are one within it (about_Quoting_Rules). */
const QUOTES = new Set(["'", '\u2018', '\u2019', '\u201a', '\u201b']);

export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string };

/** Throws where a literal does not end, or where anything stands that a line of literals has no use for. */
export function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < line.length; ) {
    const sign = line[at] ?? '';
    if (sign === ' ') at++;
    else if (QUOTES.has(sign)) at = literalAt(line, at + 1, tokens);
    else at = wordAt(line, at, tokens);
  }
  return tokens;
}

function literalAt(line: string, start: number, tokens: Token[]): number {
  let text = '';
  for (let at = start; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (!QUOTES.has(sign)) text += sign;
    else if (QUOTES.has(line[at + 1] ?? '')) text += line[at++];
    else {
      tokens.push({ kind: 'literal', text });
      return at + 1;
    }
  }
  throw new Error(`a literal does not end: ${line}`);
}

function wordAt(line: string, start: number, tokens: Token[]): number {
  const [text = ''] = /^[A-Za-z0-9-]+|^\$(?:true|false)/.exec(line.slice(start)) ?? [];
  if (text === '') throw new Error(`what is ${line.slice(start)}`);
  tokens.push({ kind: 'word', text });
  return start + text.length;
}

/** By parameter. */
export function readCall(line: string): {
  readonly name: string;
  readonly given: Readonly<Record<string, string>>;
} {
  const [name, ...rest] = tokensOf(line);
  const given: Record<string, string> = {};
  for (let at = 0; at < rest.length; at += 2) {
    const parameter = rest[at];
    if (parameter?.kind !== 'word' || !parameter.text.startsWith('-'))
      throw new Error(`no parameter: ${line}`);
    given[parameter.text.slice(1)] = rest[at + 1]?.text ?? '';
  }
  return { name: name?.text ?? '', given };
}
