/**
 * A server that speaks just enough IMAP to log in, open a folder and take mail, and says whatever else a test wants it to. Literals are
 * taken by their bytes, asked for first where they want to be.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { MailServer } from '../../server/planning/migration-plan.ts';

/** Untagged lines and, if it is not to be `OK`, the tagged answer to one command; `hangsUp` instead of it. */
export interface Said {
  readonly untagged?: readonly string[];
  readonly tagged?: string;
  readonly hangsUp?: boolean;
  /** The answer comes only once this is settled. */
  readonly after?: Promise<unknown>;
}

/** What is said to a command, named as it came without its tag, each literal as its announcement, `{5+}`. */
export type Answer = (command: string, literals: readonly Buffer[]) => Said | undefined;

export interface FakeOptions {
  /** Besides IMAP4rev1. */
  readonly capabilities?: string;
  readonly answer?: Answer;
  /** A line that announces a literal may be refused instead of being asked on. */
  readonly refuses?: (line: string) => string | undefined;
}

const OPENED = ['3 EXISTS', 'OK [UIDVALIDITY 7] valid', 'OK [UIDNEXT 4] next'];

export class FakeImap {
  /** Every command that came, without its tag, one text a command. */
  readonly heard: string[] = [];
  readonly literals: Buffer[] = [];
  connections = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #options: FakeOptions;

  private constructor(options: FakeOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#serve(socket)).listen(0, '127.0.0.1');
  }

  static async start(options: FakeOptions): Promise<FakeImap> {
    const fake = new FakeImap(options);
    await once(fake.#server, 'listening');
    return fake;
  }

  get endpoint(): MailServer {
    const { port } = this.#server.address() as AddressInfo;
    const login = { method: 'each', secret: { kind: 'prompt' } } as const;
    return {
      ...{ name: 'fake', kind: 'imap', host: '127.0.0.1', port, security: 'plain', login, connections: 1 },
    };
  }

  /** Commands of this name. */
  said(name: string): string[] {
    return this.heard.filter((command) => command.startsWith(name));
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n');
    const reader = new CommandReader({
      line: (line) => this.#invite(socket, line),
      command: (command, literals) => this.#answer(socket, command, literals),
    });
    socket.on('data', (data: Buffer) => reader.take(data));
  }

  /** Whether what the line announces is wanted. */
  #invite(socket: Socket, line: string): boolean {
    const refusal = this.#options.refuses?.(line.slice(line.indexOf(' ') + 1));
    if (refusal !== undefined) {
      this.heard.push(line.slice(line.indexOf(' ') + 1));
      socket.write(`${line.split(' ')[0]} ${refusal}\r\n`);
      return false;
    }
    if (!line.endsWith('+}')) socket.write('+ go on\r\n');
    return true;
  }

  #answer(socket: Socket, line: string, literals: readonly Buffer[]): void {
    const [, tag = '', command = ''] = /^(\S*) ?(.*)$/s.exec(line) ?? [];
    this.heard.push(command);
    this.literals.push(...literals);
    const said = this.#options.answer?.(command, literals) ?? this.#ordinary(command);
    void this.#say(socket, tag, said);
  }

  async #say(
    socket: Socket,
    tag: string,
    { untagged = [], tagged = 'OK done', hangsUp, after }: Said,
  ): Promise<void> {
    await after;
    for (const told of untagged) socket.write(`* ${told}\r\n`);
    if (hangsUp) socket.destroy();
    else socket.write(`${tag} ${tagged}\r\n`);
  }

  #ordinary(command: string): Said {
    const { capabilities = 'LITERAL+ UIDPLUS' } = this.#options;
    if (command.startsWith('CAPABILITY')) return { untagged: [`CAPABILITY IMAP4rev1 ${capabilities}`] };
    if (command.startsWith('EXAMINE')) return { untagged: OPENED, tagged: 'OK [READ-ONLY] open' };
    if (command.startsWith('SELECT')) return { untagged: OPENED, tagged: 'OK [READ-WRITE] open' };
    return {};
  }
}

interface Heard {
  /** A line that announces a literal: false where it is not wanted, which ends the command. */
  line(line: string): boolean;
  command(command: string, literals: readonly Buffer[]): void;
}

class CommandReader {
  readonly #heard: Heard;
  #rest: Buffer = Buffer.alloc(0);
  #text = '';
  #literals: Buffer[] = [];
  #wanted: number | undefined;

  constructor(heard: Heard) {
    this.#heard = heard;
  }

  take(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    while (this.#step());
  }

  #step(): boolean {
    return this.#wanted === undefined ? this.#line() : this.#literal(this.#wanted);
  }

  #literal(size: number): boolean {
    if (this.#rest.length < size) return false;
    this.#literals.push(Buffer.from(this.#rest.subarray(0, size)));
    this.#rest = this.#rest.subarray(size);
    this.#wanted = undefined;
    return true;
  }

  #line(): boolean {
    const end = this.#rest.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + 2);
    this.#text += line;
    const announced = /\{(\d+)\+?\}$/.exec(line);
    if (announced && this.#heard.line(this.#text)) this.#wanted = Number(announced[1]);
    else this.#end(announced !== null);
    return true;
  }

  #end(isRefused: boolean): void {
    const [text, literals] = [this.#text, this.#literals];
    this.#text = '';
    this.#literals = [];
    if (!isRefused) this.#heard.command(text, literals);
  }
}
