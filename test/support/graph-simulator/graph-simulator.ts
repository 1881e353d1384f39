/**
 * Microsoft's sign-in, Microsoft Graph and Exchange's InvokeCommand on 127.0.0.1, over one simulated tenant. Whatever is asked that the
 * written contract does not have is answered with 501 and remembered, so that tests fail; what a tenant does on bad days is switched on.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CMDLETS } from './exchange-contract.ts';
import { type Asked, fitting } from './graph-contract.ts';
import { SignIn, type SignInOptions } from './sign-in.ts';
import { SimulatedExchange } from './simulated-exchange.ts';
import { type Delays, refusal, type Said, SimulatedGraph } from './simulated-graph.ts';
import { SimulatedTenant, type TenantOptions } from './simulated-tenant.ts';

export interface Faults extends Partial<Delays> {
  /** Each so many requests, one is asked to wait. */
  readonly throttleEvery?: number;
  /** Each so many requests, one finds nobody there. */
  readonly unavailableEvery?: number;
}

export interface SimulatorOptions extends TenantOptions {
  readonly faults?: Faults;
  readonly signIn: SignInOptions;
}

export interface CmdletCall {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export class GraphSimulator {
  readonly tenant: SimulatedTenant;
  readonly signIn: SignIn;
  /** All that Graph was asked, those in batches too. */
  readonly asked: Asked[] = [];
  readonly calls: CmdletCall[] = [];
  /** What no contract has: a test that leaves something here has failed. */
  readonly outside: string[] = [];
  /** How many requests each batch had. */
  readonly batches: number[] = [];
  isDown = false;
  /** In place of the next answer. */
  canned: ((path: string) => Said | undefined) | undefined;
  readonly #faults: Faults;
  readonly #graph: SimulatedGraph;
  readonly #exchange: SimulatedExchange;
  readonly #server: Server;
  #count = 0;

  private constructor({ faults = {}, signIn, ...tenant }: SimulatorOptions) {
    this.tenant = new SimulatedTenant(tenant);
    this.signIn = new SignIn(signIn, () => this.url);
    this.#faults = faults;
    const delays = { consistency: faults.consistency ?? 0, licence: faults.licence ?? 0 };
    this.#graph = new SimulatedGraph(this.tenant, delays, () => `${this.url}/v1.0`);
    this.#exchange = new SimulatedExchange(this.tenant);
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: SimulatorOptions): Promise<GraphSimulator> {
    const simulator = new GraphSimulator(options);
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
    const url = new URL(request.url ?? '/', this.url);
    const said = await bodyOf(request);
    const signedIn = this.signIn.answer(url.pathname, said);
    if (signedIn) return say(response, signedIn);
    if (this.isDown) return void request.socket.destroy();
    if (!this.signIn.isGood(request.headers.authorization, this.url))
      return say(
        response,
        refusal(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'),
      );
    say(
      response,
      this.canned?.(url.pathname) ?? this.#fault() ?? this.#answer(request.method ?? '', url, said),
    );
  }

  #answer(method: string, url: URL, said: string): Said {
    const body = said === '' ? undefined : (JSON.parse(said) as unknown);
    if (/^\/adminapi\/beta\/[^/]+\/InvokeCommand$/.test(url.pathname)) return this.#invoke(body);
    const path = url.pathname.replace(/^\/v1\.0/, '');
    if (path === '/$batch') return this.#batch(body as { requests: BatchRequest[] });
    return this.#one({ method, path, query: Object.fromEntries(url.searchParams), body });
  }

  #batch({ requests }: { requests: BatchRequest[] }): Said {
    this.batches.push(requests.length);
    if (requests.length > 20)
      return refusal(400, 'BadRequest', 'Number of batch request steps exceeds the maximum value of 20.');
    const responses = requests.map(({ id, method, url }) => {
      const { pathname, searchParams } = new URL(url, `${this.url}/`);
      const query = Object.fromEntries(searchParams);
      return { id, ...(this.#fault() ?? this.#one({ method, path: pathname, query, body: undefined })) };
    });
    // As Graph does: in whatever order they were done.
    return { status: 200, body: { responses: responses.toReversed() } };
  }

  #one(asked: Asked): Said {
    this.asked.push(asked);
    const found = fitting(asked);
    if (typeof found !== 'string') return this.#graph.answer(found, asked);
    return this.#isOutside(found);
  }

  #invoke(body: unknown): Said {
    const { CmdletName, Parameters } = (
      body as { CmdletInput: { CmdletName: string; Parameters: CmdletCall['parameters'] } }
    ).CmdletInput;
    this.calls.push({ cmdlet: CmdletName, parameters: Parameters });
    const schema = CMDLETS[CmdletName];
    if (!schema) return this.#isOutside(`no cmdlet ${CmdletName}`);
    const checked = schema.safeParse(Parameters);
    if (checked.success) return this.#exchange.answer(CmdletName, Parameters);
    return this.#isOutside(
      `${CmdletName}: ${checked.error.issues[0]?.path.join('.')} ${checked.error.issues[0]?.message}`,
    );
  }

  #isOutside(what: string): Said {
    this.outside.push(what);
    return refusal(501, 'outsideOfTheContract', what);
  }

  #fault(): Said | undefined {
    this.#count++;
    const { throttleEvery, unavailableEvery } = this.#faults;
    if (throttleEvery && this.#count % throttleEvery === 0)
      return { ...refusal(429, 'TooManyRequests', 'Too many requests'), headers: { 'Retry-After': '3' } };
    if (unavailableEvery && this.#count % unavailableEvery === 0)
      return refusal(503, 'ServiceUnavailable', 'The service is temporarily unavailable.');
    return undefined;
  }
}

interface BatchRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function say(response: ServerResponse, { status, headers = {}, body }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
