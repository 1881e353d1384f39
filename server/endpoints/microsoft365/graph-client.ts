/**
 * Microsoft Graph v1.0 as it is asked: one thing, a list that comes in pages, or many things in batches. What is asked for, and what
 * the answers mean, is others' business.
 */
import * as z from 'zod';
import { text } from '../../planning/text.ts';
import { retryAfterOf } from './retry-after.ts';
import {
  type Answer,
  answerOf,
  granted,
  ServiceClient,
  type ServiceClientOptions,
} from './service-client.ts';
import { notUnderstood } from './service-failures.ts';

/** "JSON batch requests are currently limited to 20 individual requests" (learn.microsoft.com, "Combine multiple HTTP requests using JSON batching"). */
const MOST_IN_A_BATCH = 20;
const ROOT = '/v1.0';

export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** With its query: `/users`. */
  readonly path: string;
  readonly body?: unknown;
  readonly hides?: readonly string[];
}

const what = {
  read: text('was not read', 'n’a pas été lu'),
  write: text('refused the change', 'a refusé la modification'),
};

export class GraphClient {
  readonly #service: ServiceClient;
  readonly #options: ServiceClientOptions;

  constructor(options: ServiceClientOptions) {
    this.#options = options;
    this.#service = new ServiceClient(options);
  }

  get where() {
    return this.#service.where;
  }

  /** Whatever it says of it, refusals too. */
  ask(request: GraphRequest, signal: AbortSignal): Promise<Answer> {
    const told = request.method === 'GET' ? what.read : what.write;
    return this.#service.ask({ ...request, path: `${ROOT}${request.path}` }, told, signal);
  }

  async get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    return this.read(await this.ask({ method: 'GET', path }, signal), schema);
  }

  /** An answer as what it should be. Throws MailFailure. */
  read<T>(answer: Answer, schema: z.ZodType<T>): T {
    return granted(this.where, what.read, answer, schema);
  }

  /** What a change was answered with. Throws MailFailure. */
  written<T>(answer: Answer, schema: z.ZodType<T>): T {
    return granted(this.where, what.write, answer, schema);
  }

  /** A list with all its pages. */
  async list<T>(path: string, item: z.ZodType<T>, signal: AbortSignal): Promise<readonly T[]> {
    const page = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
    const items: T[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = path; next !== undefined; ) {
      seen.add(next);
      const { value, '@odata.nextLink': link }: z.infer<typeof page> = await this.get(next, page, signal);
      items.push(...value);
      next = link === undefined ? undefined : this.#pathOf(link, seen);
    }
    return items;
  }

  /** A token is taken to no place that an answer names, and nobody goes round in a circle. */
  #pathOf(link: string, seen: ReadonlySet<string>): string {
    const root = `${this.#options.origin}${ROOT}`;
    const path = link.slice(root.length);
    if (!link.startsWith(`${root}/`)) throw notUnderstood(this.where, elsewhere, hostOf(link));
    if (seen.has(path)) throw notUnderstood(this.where, circle, '@odata.nextLink');
    return path;
  }

  /** What each path answers, in their order. What is asked to wait is asked again, the rest of its batch is not. */
  async batch(paths: readonly string[], signal: AbortSignal): Promise<readonly Answer[]> {
    const answers = new Map<string, Answer>();
    for (let first = 0; first < paths.length; first += MOST_IN_A_BATCH)
      await this.#askTogether(paths.slice(first, first + MOST_IN_A_BATCH), answers, signal);
    return paths.map((path) => answers.get(path) ?? missing);
  }

  async #askTogether(
    paths: readonly string[],
    answers: Map<string, Answer>,
    signal: AbortSignal,
  ): Promise<void> {
    for (let left = [...new Set(paths)], tries = 1; left.length > 0; tries++) {
      const answered = await this.#once(left, signal);
      const late = answered.filter(([, { status }]) => status === 429 || status >= 500);
      const [, worst] = late.toSorted(([, one], [, other]) => untilOf(other) - untilOf(one))[0] ?? [];
      for (const [path, answer] of answered) answers.set(path, answer);
      if (!worst || !(await this.#service.pause(worst, tries, what.read, signal))) return;
      left = late.map(([path]) => path);
    }
  }

  async #once(
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (readonly [string, Answer])[]> {
    const requests = paths.map((url, index) => ({ id: `${index}`, method: 'GET', url }));
    const request = { method: 'POST', path: `${ROOT}/$batch`, body: { requests }, isReading: true } as const;
    const answer = await this.#service.ask(request, what.read, signal);
    const { responses } = this.read(answer, batchSchema);
    const byId = new Map(responses.map((one) => [one.id, one]));
    return paths.map((path, index) => [path, this.#part(byId.get(`${index}`))] as const);
  }

  #part(response: z.infer<typeof partSchema> | undefined): Answer {
    if (!response) return missing;
    const { status, headers = {}, body } = response;
    const header = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    const until = retryAfterOf(header, this.#options.clock.now());
    return { ...answerOf(status, body), ...(until && { until }) };
  }
}

const elsewhere = text('sent the rest of a list to another place', 'a renvoyé la suite d’une liste ailleurs');
const circle = text('sent the rest of a list round in a circle', 'a renvoyé la suite d’une liste en boucle');

const untilOf = ({ until }: Answer): number => until?.getTime() ?? 0;

/** A batch that does not answer all that it was asked: told as what was not read, never as what is not there. */
const missing: Answer = {
  status: 500,
  body: undefined,
  refusal: { status: 500, code: 'no answer in the batch' },
};

const partSchema = z.object({
  id: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
});
const batchSchema = z.object({ responses: z.array(partSchema) });

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link.slice(0, 40);
}
