/** What a ManageSieve server sends, read piece by piece (RFC 5804, 1.2 and 4): lines of words, quoted strings and literals. Pure. */

/** A word of the protocol, such as `OK` or `ACTIVE`; a string, whichever way it was sent; or what stands in brackets. */
export type Token =
  | { readonly kind: 'word' | 'code'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string };

export interface Answer {
  readonly status: 'OK' | 'NO' | 'BYE';
  /** `AUTH-TOO-WEAK`, `NONEXISTENT`, `QUOTA/MAXSIZE`; empty where none is given. */
  readonly code: string;
  readonly words: string;
  /** The lines before it. */
  readonly lines: readonly (readonly Token[])[];
}

/** What a server may send before it is taken for another kind of server: scripts are small. */
const MOST = 16 * 1024 * 1024;

/** Takes bytes in, gives whole answers out. */
export class AnswerReader {
  #bytes = Buffer.alloc(0);

  add(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
  }

  /** What came in and was not read: after STARTTLS that is nobody's. */
  forget(): void {
    this.#bytes = Buffer.alloc(0);
  }

  /** Undefined until it is whole; throws a SyntaxError at what no such server sends. */
  next(): Answer | undefined {
    const lines: Token[][] = [];
    let at = 0;
    for (;;) {
      const read = lineAt(this.#bytes, at);
      if (!read) {
        if (this.#bytes.length > MOST) throw new SyntaxError('more than any script');
        return undefined;
      }
      at = read.end;
      const [first] = read.tokens;
      const status = first?.kind === 'word' ? statusOf(first.text) : undefined;
      if (!status) {
        lines.push(read.tokens);
        continue;
      }
      this.#bytes = this.#bytes.subarray(at);
      return { status, lines, ...saidIn(read.tokens) };
    }
  }
}

function statusOf(word: string): Answer['status'] | undefined {
  const status = word.toUpperCase();
  return status === 'OK' || status === 'NO' || status === 'BYE' ? status : undefined;
}

function saidIn(tokens: readonly Token[]): Pick<Answer, 'code' | 'words'> {
  const code = tokens.find(({ kind }) => kind === 'code')?.text ?? '';
  const words = tokens.find(({ kind }) => kind === 'string')?.text ?? '';
  return { code, words };
}

interface Read<T> {
  readonly tokens: T;
  readonly end: number;
}

function lineAt(bytes: Buffer, start: number): Read<Token[]> | undefined {
  const tokens: Token[] = [];
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    if (byte === SPACE) at++;
    else if (byte === CR) return bytes[at + 1] === undefined ? undefined : { tokens, end: at + 2 };
    else {
      const read = tokenAt(bytes, at);
      if (!read) return undefined;
      tokens.push(read.tokens);
      at = read.end;
    }
  }
}

const [SPACE, CR, QUOTE, BACKSLASH, BRACE, OPEN, CLOSE] = [0x20, 0x0d, 0x22, 0x5c, 0x7b, 0x28, 0x29];

function tokenAt(bytes: Buffer, at: number): Read<Token> | undefined {
  if (bytes[at] === QUOTE) return quotedAt(bytes, at);
  if (bytes[at] === BRACE) return literalAt(bytes, at);
  if (bytes[at] === OPEN) {
    const end = bytes.indexOf(CLOSE, at);
    return end < 0 ? undefined : { tokens: { kind: 'code', text: textOf(bytes, at + 1, end) }, end: end + 1 };
  }
  let end = at;
  while (end < bytes.length && bytes[end] !== SPACE && bytes[end] !== CR) end++;
  return end === bytes.length ? undefined : { tokens: { kind: 'word', text: textOf(bytes, at, end) }, end };
}

function quotedAt(bytes: Buffer, at: number): Read<Token> | undefined {
  const kept: number[] = [];
  for (let next = at + 1; next < bytes.length; next++) {
    if (bytes[next] === QUOTE)
      return { tokens: { kind: 'string', text: Buffer.from(kept).toString('utf8') }, end: next + 1 };
    if (bytes[next] === BACKSLASH) next++;
    const byte = bytes[next];
    if (byte !== undefined) kept.push(byte);
  }
  return undefined;
}

function literalAt(bytes: Buffer, at: number): Read<Token> | undefined {
  const lineEnd = bytes.indexOf('\r\n', at);
  if (lineEnd < 0) return undefined;
  const size = /^\{(\d{1,9})\+?\}$/.exec(textOf(bytes, at, lineEnd))?.[1];
  if (size === undefined) throw new SyntaxError('a literal without its size');
  const [start, end] = [lineEnd + 2, lineEnd + 2 + Number(size)];
  return bytes.length < end
    ? undefined
    : { tokens: { kind: 'string', text: textOf(bytes, start, end) }, end };
}

const textOf = (bytes: Buffer, start: number, end: number): string =>
  bytes.subarray(start, end).toString('utf8');

/** A string as a command has it: quoted where that is allowed, a literal that is not waited for elsewhere (RFC 5804, 4). */
export function asString(text: string): string {
  const bytes = Buffer.byteLength(text, 'utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these a quoted string may not hold
  if (bytes > 1024 || /[\u0000\r\n]/.test(text)) return `{${bytes}+}\r\n${text}`;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
