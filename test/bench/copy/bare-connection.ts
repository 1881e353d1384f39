/**
 * IMAP on a bare socket, with no more understanding than splitting answers at lines and literals: as fast as a client can
 * be. Everything may be asked at once; answers come in the order asked. Not an engine: it recovers from nothing.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer's line in pieces: text, literal, text, and so on; a literal is the pieces it arrived in. */
export type Answer = readonly (string | Literal)[];

export interface Literal {
  readonly size: number;
  readonly pieces: readonly Buffer[];
}

interface Asked {
  readonly tag: string;
  readonly told: (answer: Answer) => void;
  readonly resolve: (status: string) => void;
  readonly reject: (error: Error) => void;
}

const MOST_UNSENT = 4 * 1024 * 1024;

export class BareConnection implements Disposable {
  readonly #socket: Socket;
  readonly #asked: Asked[] = [];
  #tag = 0;
  #rest: Buffer = Buffer.alloc(0);
  #answer: (string | Literal)[] = [];
  #pieces: Buffer[] = [];
  #size = 0;
  #missing = 0;

  private constructor(socket: Socket) {
    this.#socket = socket.setNoDelay();
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the connection was closed')));
  }

  /** Logged in when it returns. */
  static async open(port: number, user: string, password: string): Promise<BareConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const connection = new BareConnection(socket);
    await connection.ask([`LOGIN "${user}" "${password}"`]);
    return connection;
  }

  /** Resolves with the final line's text; an answer that is not OK is an error. */
  ask(
    command: readonly (string | Buffer)[],
    told: (answer: Answer) => void = () => undefined,
  ): Promise<string> {
    const tag = `b${++this.#tag}`;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    // Whoever asks many at once waits for them later.
    promise.catch(() => undefined);
    this.#asked.push({ tag, told, resolve, reject });
    this.#socket.cork();
    this.#socket.write(`${tag} `);
    for (const part of command) this.#socket.write(part);
    this.#socket.write('\r\n');
    this.#socket.uncork();
    return promise;
  }

  get isFull(): boolean {
    return this.#socket.writableLength > MOST_UNSENT;
  }

  async drained(): Promise<void> {
    if (this.isFull) await once(this.#socket, 'drain');
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = Buffer.alloc(0);
    let at = 0;
    while (at < data.length) {
      if (this.#missing > 0) {
        at = this.#takeLiteral(data, at);
        continue;
      }
      const end = data.indexOf(10, at);
      if (end < 0) {
        this.#rest = data.subarray(at);
        return;
      }
      this.#takeLine(data.toString('latin1', at, end).trimEnd());
      at = end + 1;
    }
  }

  #takeLiteral(data: Buffer, at: number): number {
    const piece = data.subarray(at, at + this.#missing);
    this.#pieces.push(piece);
    this.#missing -= piece.length;
    if (this.#missing === 0) this.#endLiteral();
    return at + piece.length;
  }

  #endLiteral(): void {
    this.#answer.push({ size: this.#size, pieces: this.#pieces });
    this.#pieces = [];
  }

  #takeLine(line: string): void {
    this.#answer.push(line);
    const announced = line.endsWith('}') ? /\{(\d+)\}$/.exec(line)?.[1] : undefined;
    if (announced === undefined) {
      const answer = this.#answer;
      this.#answer = [];
      this.#hand(answer);
      return;
    }
    this.#size = Number(announced);
    this.#missing = this.#size;
    if (this.#size === 0) this.#endLiteral();
  }

  #hand(answer: Answer): void {
    const [line] = answer as [string];
    const first = this.#asked[0];
    if (!first?.tag || !line.startsWith(`${first.tag} `)) {
      first?.told(answer);
      return;
    }
    this.#asked.shift();
    const status = line.slice(first.tag.length + 1);
    if (status.startsWith('OK')) first.resolve(status);
    else first.reject(new Error(status));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#asked.splice(0)) reject(error);
  }
}
