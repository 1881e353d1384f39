/** A server that speaks just enough IMAP to log in, open a folder and take mail, and says whatever else a test wants it to. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../../server/planning/migration-plan.ts';

/** Untagged lines and, if it is not to be `OK`, the tagged answer to one command, named as it came without its tag. */
export type Answer = (command: string) => Said | undefined;

interface Said {
  readonly untagged?: readonly string[];
  readonly tagged?: string;
}

const ordinary: Answer = (command) => {
  if (command.startsWith('CAPABILITY')) return { untagged: ['CAPABILITY IMAP4rev1 LITERAL+ UIDPLUS'] };
  if (!/^(EXAMINE|SELECT) /.test(command)) return {};
  return {
    untagged: ['3 EXISTS', 'OK [UIDVALIDITY 7] valid', 'OK [UIDNEXT 4] next'],
    tagged: command.startsWith('EXAMINE') ? 'OK [READ-ONLY] open' : 'OK [READ-WRITE] open',
  };
};

export class FakeImap {
  /** Every line that came, without its tag. */
  readonly heard: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answer: Answer;
  /** The tag of the command whose literal is under way. */
  #literalOf: string | undefined;

  private constructor(answer: Answer) {
    this.#answer = answer;
    this.#server = createServer((socket) => this.#serve(socket)).listen(0, '127.0.0.1');
  }

  static async start(answer: Answer): Promise<FakeImap> {
    const fake = new FakeImap(answer);
    await once(fake.#server, 'listening');
    return fake;
  }

  get endpoint(): Endpoint {
    const { port } = this.#server.address() as AddressInfo;
    const login = { method: 'each', secret: { kind: 'prompt' } } as const;
    return {
      ...{ name: 'fake', kind: 'imap', host: '127.0.0.1', port, security: 'plain', login, connections: 1 },
    };
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n');
    let rest = '';
    socket.on('data', (data) => {
      const lines = `${rest}${data}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#take(socket, line);
    });
  }

  #take(socket: Socket, line: string): void {
    const [, tag = '', command = ''] = /^(\S*) ?(.*)$/.exec(line) ?? [];
    this.heard.push(this.#literalOf === undefined ? command : line);
    if (this.#literalOf !== undefined) {
      this.#takeLiteral(socket, line);
      return;
    }
    const literal = /\{\d+(\+?)\}$/.exec(command);
    if (literal) {
      this.#literalOf = tag;
      if (literal[1] === '') socket.write('+ go on\r\n');
      return;
    }
    const { untagged = [], tagged = 'OK done' } = this.#answer(command) ?? ordinary(command) ?? {};
    for (const told of untagged) socket.write(`* ${told}\r\n`);
    socket.write(`${tag} ${tagged}\r\n`);
  }

  /** The literals of a test are lines of which the first empty one ends the command. */
  #takeLiteral(socket: Socket, line: string): void {
    if (line !== '') return;
    socket.write(`${this.#literalOf} OK taken\r\n`);
    this.#literalOf = undefined;
  }
}
