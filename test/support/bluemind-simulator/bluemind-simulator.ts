/**
 * A BlueMind on 127.0.0.1 that takes nothing but what its maker has published: all else is answered with 501 and remembered, so that
 * tests fail. What a server does on bad days is switched on.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Asked, type Fitting, fitting } from './bluemind-contract.ts';
import { ServerFault, SimulatedBlueMind } from './simulated-bluemind.ts';
import { answer } from './simulated-rest.ts';

export interface Faults {
  /** Each so many requests, one fails with an error code of the server's; each second of those after it was done. */
  readonly failEvery?: number;
  /** Each so many requests, what stands before the server finds it away. */
  readonly unavailableEvery?: number;
  /** What changes anything becomes a task, which is over when it was asked for so often. */
  readonly taskLooks?: number;
}

export interface SimulatorOptions {
  readonly key: string;
  readonly aliases: readonly string[];
  readonly faults?: Faults;
}

export interface Said {
  readonly status: number;
  /** Text as it is; undefined for an empty answer. */
  readonly body?: unknown;
}

interface Task {
  looks: number;
  readonly run: () => void;
  state: 'InProgress' | 'Success' | 'InError';
  lastLogEntry: string;
}

const CODES = ['UNKNOWN', 'SQL_ERROR', 'TIMEOUT'] as const;

export class BlueMindSimulator {
  readonly bluemind: SimulatedBlueMind;
  readonly asked: Asked[] = [];
  /** What no contract has: a test that leaves something here has failed. */
  readonly outside: string[] = [];
  /** Properties that BlueMind does not know, and took without a word. */
  readonly ignored: string[] = [];
  /** How many requests were under way at once, at most. */
  mostAtOnce = 0;
  isDown = false;
  /** In place of the next answer. */
  canned: ((asked: Asked) => Said | undefined) | undefined;
  /** What somebody else does just before a request is looked at. */
  meanwhile: ((asked: Asked) => void) | undefined;
  readonly #key: string;
  readonly #faults: Faults;
  readonly #server: Server;
  readonly #tasks = new Map<string, Task>();
  #count = 0;
  #failed = 0;
  #underWay = 0;

  private constructor({ key, aliases, faults = {} }: SimulatorOptions) {
    this.bluemind = new SimulatedBlueMind(aliases);
    this.#key = key;
    this.#faults = faults;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: SimulatorOptions): Promise<BlueMindSimulator> {
    const simulator = new BlueMindSimulator(options);
    simulator.#server.listen(0, '127.0.0.1');
    await once(simulator.#server, 'listening');
    return simulator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#underWay);
    response.on('close', () => this.#underWay--);
    const said = await bodyOf(request);
    // Long enough for whoever asks several things at once to be seen.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isDown) return void request.socket.destroy();
    const url = new URL(request.url ?? '/', this.url);
    const key = request.headers['x-bm-apikey'];
    if (key !== this.#key)
      return say(response, fault(401, 'AUTHENTICATION_FAIL', `session id ${key} is not valid`));
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/api/, ''),
      query: Object.fromEntries(url.searchParams),
      body: said === '' ? undefined : (JSON.parse(said) as unknown),
    };
    say(response, this.#answer(asked));
  }

  #answer(asked: Asked): Said {
    this.asked.push(asked);
    const found = fitting(asked);
    if (typeof found === 'string') {
      this.outside.push(found);
      return fault(501, 'OUTSIDE_OF_THE_CONTRACT', found);
    }
    this.ignored.push(...found.ignored);
    const canned = this.canned?.(asked);
    if (canned) return canned;
    this.meanwhile?.(asked);
    const failing = this.#failing();
    if (failing === 'unavailable')
      return { status: 503, body: '<html>503 Service Temporarily Unavailable</html>' };
    if (failing === 'before') return fault(500, CODES[this.#failed % CODES.length] ?? '', 'it went wrong');
    const done = this.#do(found, asked);
    return failing === 'after' ? fault(500, 'TIMEOUT', 'it took too long') : done;
  }

  #failing(): 'unavailable' | 'before' | 'after' | undefined {
    this.#count++;
    const { failEvery, unavailableEvery } = this.#faults;
    if (unavailableEvery && this.#count % unavailableEvery === 0) return 'unavailable';
    if (!failEvery || this.#count % failEvery !== 0) return undefined;
    return ++this.#failed % 2 === 0 ? 'after' : 'before';
  }

  #do(found: Fitting, asked: Asked): Said {
    if (found.operation.name === 'task status') return this.#lookAt(found.subjects[0] ?? '');
    const run = () => answer(this.bluemind, found, Object.values(asked.query)[0] ?? '');
    const changes = /^(?:create|update|set|add) /.test(found.operation.name);
    if (changes && this.#faults.taskLooks !== undefined) return this.#begin(run);
    return attempt(run);
  }

  #begin(run: () => unknown): Said {
    const id = `task-${this.#tasks.size + 1}`;
    const { taskLooks: looks = 0 } = this.#faults;
    this.#tasks.set(id, { looks, run, state: 'InProgress', lastLogEntry: '' });
    return { status: 200, body: { id } };
  }

  #lookAt(id: string): Said {
    const task = this.#tasks.get(id);
    if (!task) return fault(404, 'NOT_FOUND', `task ${id} not found`);
    if (task.state === 'InProgress' && --task.looks <= 0) this.#end(task);
    const { state, lastLogEntry } = task;
    return { status: 200, body: { steps: 1, progress: 0, state, lastLogEntry, result: null } };
  }

  #end(task: Task): void {
    const { status, body } = attempt(task.run);
    task.state = status < 400 ? 'Success' : 'InError';
    if (status >= 400) task.lastLogEntry = (body as { message: string }).message;
  }
}

function attempt(run: () => unknown): Said {
  try {
    const body = run();
    return body === null ? { status: 204 } : { status: 200, body };
  } catch (error) {
    if (!(error instanceof ServerFault)) throw error;
    return fault(error.code === 'NOT_FOUND' ? 404 : 500, error.code, error.message);
  }
}

/** As net.bluemind.core.rest.base.codec.JsonObjectCodec writes it. */
export const fault = (status: number, errorCode: string, message: string): Said => ({
  status,
  body: { errorCode, errorType: 'ServerFault', message },
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function say(response: ServerResponse, { status, body }: Said): void {
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' });
  response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
}
