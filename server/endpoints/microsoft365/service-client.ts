/**
 * Requests to one of Microsoft's services, as JSON over HTTPS: signed in, asked again where it asks to wait and for as long as is
 * reasonable, and never sent to another place. Knows nothing of what is asked for; an answer of refusal is an answer.
 */
import * as z from 'zod';
import { type Text, text } from '../../planning/text.ts';
import { MailFailure, stopIfAsked } from '../../running/failures.ts';
import { networkFailure, placeOf } from '../over-http.ts';
import type { Services } from './graph-options.ts';
import type { GraphTokens } from './graph-tokens.ts';
import { retryAfterOf } from './retry-after.ts';
import {
  notUnderstood,
  type Refusal,
  refusalFailure,
  throttled,
  unknownOutcome,
} from './service-failures.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** With its query, from the service's own root: `/v1.0/users`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What no error may say again: a password in the body. */
  readonly hides?: readonly string[];
  /** It changes nothing, whatever its method: it may be sent twice. */
  readonly isReading?: boolean;
}

export interface Answer {
  readonly status: number;
  /** Undefined where it is empty. */
  readonly body: unknown;
  /** Undefined where the request was granted. */
  readonly refusal?: Refusal;
  /** When it may be asked again. */
  readonly until?: Date;
}

export interface ServiceClientOptions extends Pick<Services, 'clock' | 'random'> {
  readonly endpoint: string;
  /** Without a slash at its end. */
  readonly origin: string;
  readonly tokens: GraphTokens;
}

/** A service that takes a request and never answers. */
const LONGEST_ANSWER = 120_000;
const TRIES = 5;
/** Whoever is to wait longer is told so, with the moment, and goes on with something else. */
const LONGEST_PAUSE = 60_000;
const FIRST_PAUSE = 500;
/** A wait becomes longer by this share of itself at most: never shorter, since `Retry-After` is to be honoured. */
const JITTER = 0.25;

export class ServiceClient {
  readonly where: Text;
  readonly #options: ServiceClientOptions;
  #isProven = false;

  constructor(options: ServiceClientOptions) {
    this.#options = options;
    this.where = placeOf(options.endpoint, options.origin);
  }

  /** Whatever is answered below 500, but 401 and 429. Throws MailFailure for all else. */
  async ask(request: Request, what: Text, signal: AbortSignal): Promise<Answer> {
    let isRefused = false;
    for (let tries = 1; ; tries++) {
      const answer = await this.#send(request, isRefused, tries, signal);
      if (answer?.refusal?.status === 401 && !isRefused) isRefused = true;
      else if (answer && !isPassing(answer)) return this.#settled(answer, what);
      else if (!mayRepeat(request, answer) || !(await this.pause(answer, tries, what, signal)))
        throw this.#failed(request, answer, what);
    }
  }

  /** Undefined where no answer came, and another try is worth it. */
  async #send(
    request: Request,
    isRefused: boolean,
    tries: number,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    const { origin, tokens } = this.#options;
    const token = await tokens.token(origin, signal, isRefused);
    try {
      const response = await fetch(`${origin}${request.path}`, {
        method: request.method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
          ...request.headers,
        },
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
        // A token goes to the service that it was given for, and to no other.
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_ANSWER)]),
      });
      const answer = await this.#read(response, [token, ...(request.hides ?? [])]);
      this.#isProven = true;
      return answer;
    } catch (error) {
      const failure = networkFailure(this.where, error, this.#isProven, signal);
      if (!isRepeatable(request)) throw this.#unknown(failure);
      if (tries === TRIES || failure.failure.kind === 'certificate') throw failure;
      return undefined;
    }
  }

  async #read(response: Response, hidden: readonly string[]): Promise<Answer> {
    const said = await response.text();
    const until = retryAfterOf(response.headers.get('retry-after'), this.#options.clock.now());
    const told = { ...(until && { until }) };
    return { ...answerOf(response.status, jsonOf(said), hidden), ...told };
  }

  /** True after a pause, with another try worth it. Throws where it would be too long: `throttled`, with its moment. */
  async pause(answer: Answer | undefined, tries: number, what: Text, signal: AbortSignal): Promise<boolean> {
    const { clock, random } = this.#options;
    const asked = answer?.until
      ? answer.until.getTime() - clock.now().getTime()
      : FIRST_PAUSE * 2 ** (tries - 1);
    const isTooLong = asked > LONGEST_PAUSE || tries >= TRIES;
    if (isTooLong && answer?.refusal && answer.until)
      throw throttled(this.where, what, answer.refusal, answer.until);
    if (isTooLong) return false;
    await clock.wait(Math.max(0, asked) * (1 + random() * JITTER), signal);
    stopIfAsked(signal);
    return true;
  }

  #settled(answer: Answer, what: Text): Answer {
    if (answer.refusal?.status === 401)
      throw new MailFailure(refusalFailure(this.where, what, answer.refusal));
    return answer;
  }

  #failed(request: Request, answer: Answer | undefined, what: Text): MailFailure {
    if (!answer?.refusal)
      return this.#unknown(new MailFailure(refusalFailure(this.where, what, { status: 500 })));
    const failure = new MailFailure(refusalFailure(this.where, what, answer.refusal));
    return mayRepeat(request, answer) ? failure : this.#unknown(failure);
  }

  #unknown({ failure }: MailFailure): MailFailure {
    if (failure.kind === 'certificate' || failure.kind === 'unreachable') return new MailFailure(failure);
    return unknownOutcome(
      this.where,
      lost,
      typeof failure.words === 'string' ? failure.words : failure.words.en,
    );
  }
}

const lost = text('did not say what became of the request', 'n’a pas dit ce que la demande est devenue');

/** 429 and 503 were not looked at; what else a service says from 500 on may have been done. */
const isRefusedUnread = ({ status }: Answer): boolean => status === 429 || status === 503;
/** What may have been done is not asked for again: whoever asked looks first. */
const mayRepeat = (request: Request, answer: Answer | undefined): boolean =>
  isRepeatable(request) || (answer !== undefined && isRefusedUnread(answer));
const isPassing = ({ status }: Answer): boolean => status === 429 || status >= 500;
/** Reading, and setting properties to what they then are. */
const isRepeatable = ({ method, isReading }: Request): boolean => method !== 'POST' || isReading === true;

const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(z.object({ message: z.string() })).optional(),
  }),
});

/** An answer as it came by itself or in a batch, its error without what must not be said. */
export function answerOf(status: number, body: unknown, hidden: readonly string[] = []): Answer {
  if (status < 400) return { status, body };
  const { error } = errorSchema.safeParse(body).data ?? {};
  if (!error) return { status, body, refusal: { status } };
  const said = [error.message, ...(error.details ?? []).map((one) => one.message)].filter(Boolean).join(' ');
  const message = hidden.reduce((left, one) => left.replaceAll(one, '…'), said);
  return { status, body, refusal: { status, code: error.code, message } };
}

function jsonOf(said: string): unknown {
  if (said === '') return undefined;
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return undefined;
  }
}

/** What was granted, checked; throws MailFailure where it was refused, or is not what the documents promise. */
export function granted<T>(where: Text, what: Text, answer: Answer, schema: z.ZodType<T>): T {
  if (answer.refusal) throw new MailFailure(refusalFailure(where, what, answer.refusal));
  const read = schema.safeParse(answer.body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw notUnderstood(where, what, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
