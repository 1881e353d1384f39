/**
 * Requests to BlueMind's REST interface: JSON under `/api` with the header X-BM-ApiKey (BlueMind's published clients). What is read is
 * asked for again where that may help; what is written is sent once, since only whoever asked can look whether it was done. Knows
 * nothing of what is asked for; an answer of refusal is an answer.
 */
import * as z from 'zod';
import { type Text, text } from '../../planning/text.ts';
import { systemClock } from '../../running/clock.ts';
import { MailFailure, stopIfAsked } from '../../running/failures.ts';
import type { Clock } from '../../running/ports.ts';
import { networkFailure } from '../over-http.ts';
import { withoutSecrets } from '../without-secrets.ts';
import {
  type Doing,
  type Fault,
  faultFailure,
  faultSchema,
  isMissing,
  isPassing,
  notUnderstood,
  refused,
} from './bluemind-faults.ts';
import { path } from './rest-path.ts';
import { TaskRunning } from './task-running.ts';

export interface BlueMindOptions {
  readonly clock?: Clock;
  /** Spreads waits, so that many clients do not come back together: at least 0, less than 1. */
  readonly random?: () => number;
}

export interface Reached {
  readonly where: Text;
  /** `https://bm.example`, without a slash at its end. */
  readonly origin: string;
  readonly key: string;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/api`, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** What no error may say again: a password in the body. */
  readonly hides?: readonly string[];
}

/** `body` is undefined where the answer is empty, or `null`, as what is not there is answered. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly fault?: Fault;
}

const LONGEST_ANSWER = 120_000;
const TRIES = 5;
const FIRST_PAUSE = 500;
/** A task is asked for this often, with longer and longer pauses: some 16 seconds. Whoever waits longer comes back. */
const TASK_LOOKS = 6;
const JITTER = 0.25;

export class BlueMindClient {
  readonly where: Text;
  readonly #reached: Reached;
  readonly #clock: Clock;
  readonly #random: () => number;
  #isProven = false;

  constructor(reached: Reached, { clock = systemClock, random = Math.random }: BlueMindOptions) {
    this.where = reached.where;
    this.#reached = reached;
    this.#clock = clock;
    this.#random = random;
  }

  /** Undefined where BlueMind says that there is none. Throws MailFailure. */
  async find<T>(at: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | undefined> {
    const answer = await this.#reading({ method: 'GET', path: at }, signal);
    return answer.body === undefined ? undefined : this.#understood(answer, schema);
  }

  /** What must be there. Throws MailFailure. */
  async read<T>(at: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const answer = await this.#reading({ method: 'GET', path: at }, signal);
    if (answer.fault) throw new MailFailure(faultFailure(this.where, unread, answer.fault, 'reading'));
    return this.#understood(answer, schema);
  }

  /** A question that is too long for an address: it changes nothing, whatever its method. Throws MailFailure. */
  async search<T>(at: string, body: unknown, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const answer = await this.#reading({ method: 'POST', path: at, body }, signal);
    if (answer.fault) throw new MailFailure(faultFailure(this.where, unread, answer.fault, 'reading'));
    return this.#understood(answer, schema);
  }

  /** Undefined once it is done; the fault where BlueMind said why not. Throws MailFailure, and TaskRunning where it takes long. */
  async write(call: Call, signal: AbortSignal): Promise<Fault | undefined> {
    const { body, fault } = await this.#send(call, 'writing', signal);
    if (fault && (isPassing(fault) || fault.code === undefined || fault.status < 404))
      throw new MailFailure(faultFailure(this.where, unwritten, fault, 'writing'));
    const task = taskRefSchema.safeParse(body);
    if (!fault && task.success) await this.follow(task.data.id, signal);
    return fault;
  }

  /** As `write`; any refusal is thrown. */
  async change(call: Call, signal: AbortSignal): Promise<void> {
    const fault = await this.write(call, signal);
    if (fault) throw this.refusal(fault);
  }

  refusal(fault: Fault): MailFailure {
    return new MailFailure(faultFailure(this.where, unwritten, fault, 'writing'));
  }

  /** Until a task has ended: net.bluemind.core.task.api.ITask, `GET /tasks/{id}`. Throws TaskRunning where that takes long. */
  async follow(id: string, signal: AbortSignal): Promise<void> {
    for (let look = 0; look < TASK_LOOKS; look++) {
      if (look > 0) await this.#pause(look - 1, signal);
      const task = await this.find(path`/tasks/${id}`, taskStatusSchema, signal);
      // One that BlueMind has forgotten, as after a restart, is over: what it did is seen by looking.
      if (!task || task.state === 'Success') return;
      if (task.state === 'InError') throw this.#taskFailed(task);
    }
    throw new TaskRunning(id);
  }

  #taskFailed({ lastLogEntry, result }: z.infer<typeof taskStatusSchema>): MailFailure {
    const words = this.#clean(lastLogEntry ?? result ?? '', [])
      .replace(/\s+/g, ' ')
      .slice(0, 400);
    return refused(this.where, taskFailed, undefined, words);
  }

  async #reading(call: Call, signal: AbortSignal): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      const answer = await this.#attempt(call, tries === TRIES - 1, signal);
      if (answer && !(answer.fault && isPassing(answer.fault))) return this.#settled(answer);
      if (answer?.fault && tries === TRIES - 1)
        throw new MailFailure(faultFailure(this.where, unread, answer.fault, 'reading'));
      await this.#pause(tries, signal);
    }
  }

  /** Undefined where no answer came, and another try is worth it. */
  async #attempt(call: Call, isLast: boolean, signal: AbortSignal): Promise<Answer | undefined> {
    try {
      return await this.#send(call, 'reading', signal);
    } catch (error) {
      if (!isLast && error instanceof MailFailure && error.failure.kind === 'transient') return undefined;
      throw error;
    }
  }

  /** A refusal that is no answer to the question is thrown; that there is none is one. */
  #settled(answer: Answer): Answer {
    const { fault } = answer;
    if (!fault) return answer;
    if (!isMissing(fault)) throw new MailFailure(faultFailure(this.where, unread, fault, 'reading'));
    return { ...answer, body: undefined };
  }

  async #send(call: Call, doing: Doing, signal: AbortSignal): Promise<Answer> {
    stopIfAsked(signal);
    const { origin, key } = this.#reached;
    try {
      const response = await fetch(`${origin}/api${call.path}`, {
        method: call.method,
        headers: {
          accept: 'application/json',
          'x-bm-apikey': key,
          ...(call.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
        // A key goes to the server that it was given for, and to no other.
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_ANSWER)]),
      });
      const said = await response.text();
      this.#isProven = true;
      return this.#answer(response.status, said, call.hides ?? []);
    } catch (error) {
      throw this.#lost(error, doing, signal);
    }
  }

  #answer(status: number, said: string, hides: readonly string[]): Answer {
    const body = jsonOf(said);
    if (status < 400) return { status, body: body ?? undefined };
    const { errorCode: code, message } = faultSchema.safeParse(body).data ?? {};
    const told = {
      ...(code !== undefined && { code: this.#clean(code, hides) }),
      ...(message && { message: this.#clean(message, hides) }),
    };
    return { status, body: undefined, fault: { status, ...told } };
  }

  #lost(error: unknown, doing: Doing, signal: AbortSignal): MailFailure {
    const { failure } = networkFailure(this.where, error, this.#isProven, signal);
    const words = typeof failure.words === 'string' ? this.#clean(failure.words, []) : failure.words;
    if (doing === 'writing' && failure.kind === 'transient')
      return new MailFailure({ ...failure, kind: 'unknown-outcome', reach: 'mailbox', what: lost, words });
    return new MailFailure({ ...failure, words });
  }

  #clean(words: string, hides: readonly string[]): string {
    return withoutSecrets(words, [this.#reached.key, ...hides].flatMap(formsOf));
  }

  #understood<T>({ body }: Answer, schema: z.ZodType<T>): T {
    const read = schema.safeParse(body);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw notUnderstood(this.where, unread, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }

  async #pause(tries: number, signal: AbortSignal): Promise<void> {
    await this.#clock.wait(FIRST_PAUSE * 2 ** tries * (1 + this.#random() * JITTER), signal);
    stopIfAsked(signal);
  }
}

const unread = text('was not read', 'n’a pas été lu');
const unwritten = text('refused the change', 'a refusé la modification');
const taskFailed = text('began the change and did not end it', 'a commencé la modification sans l’achever');
const lost = text('did not say what became of the change', 'n’a pas dit ce que la modification est devenue');

/** net.bluemind.core.task.api.TaskRef. */
const taskRefSchema = z.strictObject({ id: z.string() });
/** net.bluemind.core.task.api.TaskStatus. */
const taskStatusSchema = z.looseObject({
  state: z.enum(['NotStarted', 'InProgress', 'InError', 'Success']),
  lastLogEntry: z.string().nullish(),
  result: z.string().nullish(),
});

function jsonOf(said: string): unknown {
  if (said === '') return undefined;
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return said;
  }
}

/** As a server may say a secret again: as it is, in JSON, in an address, in base64. The longest first. */
const formsOf = (secret: string): readonly string[] =>
  [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret, 'utf8').toString('base64'),
    Buffer.from(secret, 'utf8').toString('base64url'),
  ].toSorted((a, b) => b.length - a.length);
