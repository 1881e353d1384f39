/**
 * Speaks IMAP on a connection that is opened, secured and logged in already: several commands may be under way before the first is
 * answered (RFC 3501, 5.5), literals are streamed with back-pressure both ways. Knows no mailbox, and judges no answer.
 */
import type { Duplex } from 'node:stream';
import type { Content } from '../../running/ports.ts';
import type { ReadMemory } from './read-memory.ts';
import { type ResponsePart, readResponse, type Tagged, type Untagged } from './response.ts';

/** What a command is made of: text as it stands, and literals (RFC 3501, 4.3; RFC 7888; RFC 3516 for `binary`). */
export type CommandPart = string | Literal;

export interface Literal {
  readonly content: Content;
  /** Asks the server before the bytes are sent. */
  readonly asksFirst: boolean;
  readonly binary?: boolean;
}

/** Returns true for what it takes: the others under way are not asked any more. */
export type Listener = (response: Untagged) => boolean;

/** The connection is gone; `asked` tells whether the command can have reached the server whole. */
export class WireLost extends Error {
  readonly mayHaveArrived: boolean;

  constructor(message: string, mayHaveArrived: boolean, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'WireLost';
    this.mayHaveArrived = mayHaveArrived;
  }
}

interface Pending {
  readonly listen: Listener | undefined;
  readonly resolve: (tagged: Tagged) => void;
  readonly reject: (error: WireLost) => void;
  /** The last byte of it was handed to the socket. */
  isSent: boolean;
  /** Answered before all of it was sent: the rest is not wanted. */
  isAnswered: boolean;
}

/** No message is larger; a server that announces more does not speak IMAP. */
const LARGEST_LITERAL = 1_000_000_000;
const LONGEST_LINE = 10_000_000;
const SLAB = 1_048_576;

export class ImapWire {
  readonly #socket: Duplex;
  readonly #silence: number;
  readonly #pending = new Map<string, Pending>();
  readonly #incoming: Incoming;
  #count = 0;
  /** Whoever writes waits for this: a command is not interrupted by another. */
  #turn: Promise<void> = Promise.resolve();
  #continuation: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lost: string | undefined;
  #farewell: string | undefined;
  /** What the server says unasked, and what no command took. */
  onUntagged: (response: Untagged) => void = () => undefined;

  /** `silence`: milliseconds after which a server that owes an answer is given up; `memory`: what the connection is read into. */
  constructor(socket: Duplex, silence: number, memory?: ReadMemory) {
    this.#socket = socket;
    this.#silence = silence;
    this.#incoming = new Incoming((parts) => this.#receive(parts));
    memory?.handTo((chunk) => this.#read(chunk));
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => this.#lose(error.message));
    socket.on('close', () => this.#lose('the connection was closed'));
    socket.on('end', () => this.#lose('the server closed the connection'));
    socket.resume();
  }

  get usable(): boolean {
    return this.#lost === undefined;
  }

  /** Sends a command and returns its tagged answer, whatever it says. Throws WireLost, or what a literal's content throws. */
  async send(parts: readonly CommandPart[], listen?: Listener): Promise<Tagged> {
    const tag = `m${++this.#count}`;
    const { promise, resolve, reject } = Promise.withResolvers<Tagged>();
    promise.catch(() => undefined);
    const pending: Pending = { listen, resolve, reject, isSent: false, isAnswered: false };
    const before = this.#turn;
    const turn = Promise.withResolvers<void>();
    this.#turn = turn.promise;
    await before;
    try {
      if (this.#lost !== undefined) throw new WireLost(this.#lost, false);
      this.#pending.set(tag, pending);
      await this.#write(tag, parts, pending);
    } catch (error) {
      // Half a command cannot be taken back.
      this.#pending.delete(tag);
      this.destroy('the connection was given up in the middle of a message');
      throw error;
    } finally {
      turn.resolve();
    }
    return promise;
  }

  /** Closes without a word. Commands under way end with WireLost. */
  destroy(why = 'the connection was dropped'): void {
    this.#lose(why);
  }

  /** Says goodbye, and does not wait for the answer. */
  leave(): void {
    if (this.#lost !== undefined) return;
    this.#socket.end(`m${++this.#count} LOGOUT\r\n`);
    this.#lose('the connection was left');
  }

  async #write(tag: string, parts: readonly CommandPart[], pending: Pending): Promise<void> {
    this.#socket.cork();
    try {
      this.#socket.write(`${tag} `);
      for (const part of parts) {
        if (typeof part === 'string') this.#socket.write(part, 'latin1');
        else if (!(await this.#writeLiteral(part, pending))) return;
      }
      this.#socket.write('\r\n');
      pending.isSent = true;
    } finally {
      this.#socket.uncork();
    }
    this.#watch();
    await this.#drained();
  }

  /** False where the server has answered instead of asking for the bytes. */
  async #writeLiteral({ content, asksFirst, binary }: Literal, pending: Pending): Promise<boolean> {
    const size = Buffer.isBuffer(content) ? content.length : content.size;
    this.#socket.write(`${binary ? '~' : ''}{${size}${asksFirst ? '' : '+'}}\r\n`);
    if (asksFirst && !(await this.#invited(pending))) return false;
    if (Buffer.isBuffer(content)) this.#socket.write(content);
    else await this.#stream(content);
    return true;
  }

  async #invited(pending: Pending): Promise<boolean> {
    const invitation = Promise.withResolvers<void>();
    this.#continuation = invitation.resolve;
    this.#socket.uncork();
    this.#watch();
    await invitation.promise;
    if (this.#lost !== undefined) throw new WireLost(this.#lost, false);
    this.#socket.cork();
    return !pending.isAnswered;
  }

  async #stream(content: Exclude<Content, Buffer>): Promise<void> {
    let sent = 0;
    this.#socket.uncork();
    for await (const piece of content.pieces(new AbortController().signal)) {
      sent += piece.length;
      if (sent > content.size) break;
      if (this.#lost !== undefined) throw new WireLost(this.#lost, false);
      this.#socket.write(piece);
      this.#watch();
      await this.#drained();
    }
    this.#socket.cork();
    if (sent !== content.size)
      throw new WireLost(`the message has another size than ${content.size} bytes`, false);
  }

  async #drained(): Promise<void> {
    if (!this.#socket.writableNeedDrain) return;
    const drained = Promise.withResolvers<void>();
    const settle = () => drained.resolve();
    this.#socket.once('drain', settle).once('close', settle);
    await drained.promise;
    this.#socket.off('drain', settle).off('close', settle);
  }

  #read(chunk: Buffer): void {
    this.#watch();
    try {
      this.#incoming.take(chunk);
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * What cannot be read may have been anything, the name of a folder too: the connection is not believed any more. Of a message's answer
   * the loss is noticed by whoever counts them, and is that message's alone.
   */
  #receive(parts: readonly ResponsePart[]): void {
    const response = readResponse(parts);
    const isHarmless = /^(?:$|\* +\d+ +FETCH\b)/i.test(String(parts[0]));
    if (!response && !isHarmless) throw new Error('the server sent a line that is no IMAP');
    if (!response) return;
    if (response.tag === '+') this.#invite();
    else if (response.tag === '*') this.#announce(response as Untagged);
    else this.#answer(response as Tagged);
  }

  #invite(): void {
    const invited = this.#continuation;
    this.#continuation = undefined;
    invited?.();
  }

  #announce(response: Untagged): void {
    if (response.kind === 'BYE') this.#farewell = response.text;
    // A server answers what was asked first.
    for (const { listen } of this.#pending.values()) if (listen?.(response)) return;
    this.onUntagged(response);
  }

  #answer(tagged: Tagged): void {
    const pending = this.#pending.get(tagged.tag);
    if (!pending) return;
    this.#pending.delete(tagged.tag);
    pending.isAnswered = true;
    pending.resolve(tagged);
    if (!pending.isSent) this.#invite();
    this.#watch();
  }

  /** Time runs only while the server owes something. */
  #watch(): void {
    if (this.#pending.size === 0 || this.#lost !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer) {
      this.#timer.refresh();
    } else {
      const seconds = Math.round(this.#silence / 1000);
      this.#timer = setTimeout(() => this.#lose(`no answer for ${seconds} seconds`), this.#silence);
    }
  }

  #lose(why: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = this.#farewell === undefined ? why : `BYE ${this.#farewell}`;
    clearTimeout(this.#timer);
    for (const { reject, isSent } of this.#pending.values()) reject(new WireLost(this.#lost, isSent));
    this.#pending.clear();
    this.#invite();
    // What was written before a farewell still goes out.
    if (!this.#socket.writableEnded) this.#socket.destroy();
    else this.#socket.once('finish', () => this.#socket.destroy());
  }
}

/** Cuts what comes in into responses: lines, and the literals they announce, each put together once in memory of its own. */
class Incoming {
  readonly #told: (parts: ResponsePart[]) => void;
  #parts: ResponsePart[] = [];
  #line = '';
  #literal: Buffer | undefined;
  #filled = 0;
  #slab: Buffer = Buffer.alloc(0);
  #taken = 0;

  constructor(told: (parts: ResponsePart[]) => void) {
    this.#told = told;
  }

  take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length)
      at = this.#literal ? this.#fill(this.#literal, chunk, at) : this.#scan(chunk, at);
  }

  #fill(literal: Buffer, chunk: Buffer, at: number): number {
    const taken = chunk.copy(literal, this.#filled, at);
    this.#filled += taken;
    if (this.#filled === literal.length) {
      this.#parts.push(literal);
      this.#literal = undefined;
    }
    return at + taken;
  }

  #scan(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(10, at);
    const piece = chunk.toString('latin1', at, end < 0 ? chunk.length : end);
    this.#line = this.#line === '' ? piece : this.#line + piece;
    if (end < 0 && this.#line.length > LONGEST_LINE) throw new Error('the server sent a line without an end');
    if (end < 0) return chunk.length;
    this.#endLine();
    return end + 1;
  }

  #endLine(): void {
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    this.#parts.push(line);
    const announced = line.endsWith('}') && !this.#isStatus() ? /\{(\d+)\+?\}$/.exec(line) : null;
    if (announced) this.#await(Number(announced[1]));
    else {
      const parts = this.#parts;
      this.#parts = [];
      this.#told(parts);
    }
  }

  /** What a status says to people may end as a literal's announcement does, and holds none (resp-text, RFC 3501, 9). */
  #isStatus(): boolean {
    return /^(?:\+|\S+ +(?:OK|NO|BAD|BYE|PREAUTH)\b)/i.test(String(this.#parts[0]));
  }

  /** Literals of a batch come and go together: they share their memory, which costs less than one of its own for each. */
  #memoryFor(size: number): Buffer {
    if (size > SLAB / 4) return Buffer.allocUnsafeSlow(size);
    if (this.#taken + size > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB);
      this.#taken = 0;
    }
    const start = this.#taken;
    this.#taken += size;
    return this.#slab.subarray(start, this.#taken);
  }

  #await(size: number): void {
    if (size > LARGEST_LITERAL) throw new Error(`the server announced ${size} bytes at once`);
    if (size === 0) this.#parts.push(Buffer.alloc(0));
    else this.#literal = this.#memoryFor(size);
    this.#filled = 0;
  }
}
