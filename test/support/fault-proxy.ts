/**
 * A door to an IMAP server that misbehaves as it is told: what goes wrong on the n-th connection, after how many bytes and which way,
 * is a value, so that a test can make it up, shrink it and print it. Knows as much of IMAP as to find where a line or a literal ends.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFraming } from './imap-framing.ts';

export interface Fault {
  /** Whose bytes are counted: those to the server, or those from it. */
  readonly way: 'up' | 'down';
  readonly after: number;
  readonly does: FaultKind;
}

type FaultKind =
  /** Both ends are told that it is over. */
  | 'cut'
  /** Both ends are told so harshly. */
  | 'reset'
  /** Nothing passes any more, either way, and nobody is told. */
  | 'stall'
  /** Nothing passes this way any more, and nobody is told. */
  | 'swallow'
  /** A pause. */
  | 'delay'
  /** The client is told that it is over; the server works off later what was under way to it, as a slow one does. */
  | 'late'
  /** Goodbye in the server's name, between two answers, and the end. */
  | 'bye'
  /** Lines that nobody said, between two commands or two answers. */
  | 'garbage'
  /** Bytes that nobody said, between two answers: they spoil the next one. */
  | 'noise';

/** What goes wrong with each connection, in the order in which they are opened. All others work. */
export type Schedule = readonly (readonly Fault[])[];

export interface FaultProxy {
  readonly port: number;
  connections(): number;
  /** Faults that happened. */
  happened(): number;
  /** From now on, from its first connection on. `hides`: capabilities that the server has and does not seem to have. */
  follow(schedule: Schedule, hides?: readonly string[]): void;
  cutAll(): void;
  /** Cuts all, and takes nobody until it is told to. */
  shut(isShut: boolean): void;
  close(): Promise<void>;
}

const PAUSE = 30;
const LATE = 300;
const GARBAGE = {
  up: ['\r\n', 'nonsense\r\n', 'x9 NONSENSE {x}\r\n', 'x9 NOOP\r\n'],
  down: [
    '\r\n',
    '* \r\n',
    'nonsense\r\n',
    '* 99 NONSENSE (((\r\n',
    '* OK [NONSENSE] x\r\n',
    'x9 OK done\r\n',
  ],
};
const NOISE = '\u0001\u00fe)"{';

export async function faultProxy(port: number): Promise<FaultProxy> {
  let schedule: Schedule = [];
  let hidden: readonly string[] = [];
  let opened = 0;
  let happened = 0;
  let takesNobody = false;
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (takesNobody) {
      near.resetAndDestroy();
      return;
    }
    const faults = schedule[opened++] ?? [];
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    const connection = {
      near,
      far,
      count: () => happened++,
      seed: opened,
      isStalled: false,
      isLate: false,
      hidden,
    };
    const of = (way: Fault['way']) =>
      faults.filter((fault) => fault.way === way).toSorted((a, b) => a.after - b.after);
    void pump('up', connection, of('up'));
    void pump('down', connection, of('down'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    connections: () => opened,
    happened: () => happened,
    follow: (next, hides = []) => {
      schedule = next;
      hidden = hides;
      opened = 0;
    },
    cutAll,
    shut: (isShut) => {
      takesNobody = isShut;
      if (isShut) cutAll();
    },
    close: async () => {
      cutAll();
      await once(server.close(), 'close');
    },
  };
}

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
  readonly count: () => void;
  /** Chooses among kinds of garbage. */
  readonly seed: number;
  readonly hidden: readonly string[];
  isStalled: boolean;
  isLate: boolean;
}

/** Passes bytes on one way until it is over. A stalled connection is over when somebody loses patience. */
async function pump(way: Fault['way'], connection: Connection, faults: readonly Fault[]): Promise<void> {
  const [from, to] = way === 'up' ? [connection.near, connection.far] : [connection.far, connection.near];
  const line = new Line(way, connection, [...faults]);
  try {
    for await (const chunk of from) await line.pass(chunk, to);
    if (!line.isDeaf) to.end();
  } catch {
    // Gone: so is the other end, once it has what was under way to it.
    from.destroy();
    if (connection.isLate) to.end();
    else to.destroy();
  }
}

/** One direction of one connection. */
class Line {
  isDeaf = false;
  readonly #way: Fault['way'];
  readonly #connection: Connection;
  readonly #faults: Fault[];
  readonly #framing = new ImapFraming();
  #passed = 0;

  constructor(way: Fault['way'], connection: Connection, faults: Fault[]) {
    this.#way = way;
    this.#connection = connection;
    this.#faults = faults;
  }

  async pass(chunk: Buffer, to: Socket): Promise<void> {
    let rest = this.#way === 'down' ? withoutCapabilities(chunk, this.#connection.hidden) : chunk;
    while (rest.length > 0 && !this.isDeaf) {
      if (this.#connection.isStalled) await givenUp(this.#connection);
      if (this.#connection.isLate) await sleep(LATE);
      const [fault] = this.#faults;
      if (!fault) return this.#write(rest, to);
      const at = this.#placeOf(fault, rest);
      if (at === undefined) return this.#write(rest, to);
      await this.#write(rest.subarray(0, at), to);
      rest = rest.subarray(at);
      this.#faults.shift();
      this.#connection.count();
      await this.#happen(fault, to);
    }
  }

  /** How many of these bytes pass before it; undefined if all do. */
  #placeOf({ after, does }: Fault, bytes: Buffer): number | undefined {
    const left = Math.max(0, after - this.#passed);
    if (left > bytes.length) return undefined;
    if (does !== 'bye' && does !== 'garbage' && does !== 'noise') return left;
    return this.#framing.boundaryIn(bytes, left);
  }

  async #write(bytes: Buffer, to: Socket): Promise<void> {
    this.#framing.follow(bytes);
    this.#passed += bytes.length;
    if (bytes.length > 0 && !to.destroyed && !to.write(bytes))
      await Promise.race([once(to, 'drain'), once(to, 'close')]);
  }

  async #happen({ does }: Fault, to: Socket): Promise<void> {
    const { near, far, seed } = this.#connection;
    switch (does) {
      case 'cut':
        near.end();
        far.end();
        near.destroySoon();
        far.destroySoon();
        this.isDeaf = true;
        return;
      case 'reset':
        near.resetAndDestroy();
        far.resetAndDestroy();
        this.isDeaf = true;
        return;
      case 'stall':
        this.#connection.isStalled = true;
        return;
      case 'swallow':
        this.isDeaf = true;
        return;
      case 'delay':
        await sleep(PAUSE);
        return;
      case 'late':
        this.#connection.isLate = true;
        near.resetAndDestroy();
        return;
      case 'bye':
        near.end('* BYE going down\r\n');
        far.destroySoon();
        this.isDeaf = true;
        return;
      case 'garbage': {
        const lines = GARBAGE[this.#way];
        to.write(lines[(seed + this.#passed) % lines.length] ?? '');
        return;
      }
      case 'noise':
        to.write(Buffer.from(this.#way === 'down' ? NOISE : '\r\n', 'latin1'));
    }
  }
}

/** In their stead stand others of the same length that nobody knows. */
function withoutCapabilities(bytes: Buffer, hidden: readonly string[]): Buffer {
  if (hidden.length === 0 || !bytes.includes('CAPABILITY')) return bytes;
  const hide = (text: string, name: string) => text.replaceAll(` ${name}`, ` ${'X'.repeat(name.length)}`);
  return Buffer.from(hidden.reduce(hide, bytes.toString('latin1')), 'latin1');
}

/** Until one of the ends goes away. */
async function givenUp({ near, far }: Connection): Promise<never> {
  await Promise.race([once(near, 'close'), once(far, 'close')]);
  throw new Error('it was given up');
}
