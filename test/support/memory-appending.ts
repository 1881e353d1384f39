/**
 * How batches reach a store in memory: one after the other, in the order of the calls, with an outcome for each message. What is
 * thrown by a fault that a test asked for becomes an outcome; anything else is a fault of the program and thrown on.
 */
import { type Failure, failureOf, stopIfAsked } from '../../server/running/failures.ts';
import type { AppendOutcome, NewMessage } from '../../server/running/ports.ts';
import { wholeOf } from './large-content.ts';

/** Where the messages of a batch are put. */
export interface Intake {
  /** Asked before a message is stored; may throw. */
  before(content: Buffer, flags: readonly string[]): void;
  store(content: Buffer, message: NewMessage): { readonly uid?: number };
  /** Asked after it is stored; what it throws loses the answer. */
  after(content: Buffer): void;
  /** A batch is stored whole or not at all (MULTIAPPEND, RFC 3502). */
  readonly wholeBatches: boolean;
}

/** One connection's appends. Calls that waited while it was lost were never sent. */
export class AppendQueue {
  #last: Promise<unknown> = Promise.resolve();
  #lost: Failure | undefined;
  #losses = 0;

  add(messages: readonly NewMessage[], intake: () => Intake, signal: AbortSignal) {
    const losses = this.#losses;
    const turn = this.#last.then(() =>
      this.#losses === losses ? this.#send(messages, intake(), signal) : unsent(messages, this.#lost),
    );
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #send(messages: readonly NewMessage[], intake: Intake, signal: AbortSignal) {
    const way = intake.wholeBatches ? allAtOnce : oneByOne;
    const outcomes = await way(messages, intake, signal);
    const loss = outcomes.find(({ kind }) => kind === 'unknown');
    if (loss?.kind === 'unknown') {
      this.#lost = loss.failure;
      this.#losses++;
    }
    return outcomes;
  }
}

async function oneByOne(
  messages: readonly NewMessage[],
  intake: Intake,
  signal: AbortSignal,
): Promise<readonly AppendOutcome[]> {
  const outcomes: AppendOutcome[] = [];
  for (const [at, message] of messages.entries()) {
    const outcome = await append(message, intake, signal);
    outcomes.push(outcome);
    if (outcome.kind === 'appended' || outcome.failure.reach === 'message') continue;
    return [...outcomes, ...unsent(messages.slice(at + 1), outcome.failure)];
  }
  return outcomes;
}

async function append(message: NewMessage, intake: Intake, signal: AbortSignal): Promise<AppendOutcome> {
  try {
    const content = await taken(message, intake, signal);
    const stored = intake.store(content, message);
    return answer(() => intake.after(content)) ?? { kind: 'appended', ...stored };
  } catch (error) {
    return notStored(error);
  }
}

/** A message that is refused is found by halving, and the others are stored; anything else keeps all of them out. */
async function allAtOnce(
  messages: readonly NewMessage[],
  intake: Intake,
  signal: AbortSignal,
): Promise<readonly AppendOutcome[]> {
  const outcomes: AppendOutcome[] = [];
  const contents: Buffer[] = [];
  for (const [at, message] of messages.entries()) {
    try {
      contents[at] = await taken(message, intake, signal);
    } catch (error) {
      const outcome = notStored(error);
      if (outcome.failure.reach !== 'message') return messages.map(() => outcome);
      outcomes[at] = outcome;
    }
  }
  for (const [at, message] of messages.entries()) {
    const content = contents[at];
    if (content) outcomes[at] = { kind: 'appended', ...intake.store(content, message) };
  }
  const lost = answer(() => {
    for (const content of contents) if (content) intake.after(content);
  });
  return lost ? outcomes.map((outcome) => (outcome.kind === 'appended' ? lost : outcome)) : outcomes;
}

async function taken(message: NewMessage, intake: Intake, signal: AbortSignal): Promise<Buffer> {
  stopIfAsked(signal);
  const content = await wholeOf(message.content, signal);
  intake.before(content, message.flags);
  return content;
}

/** That the answer was lost, if it was. */
function answer(after: () => void): Untold | undefined {
  try {
    after();
    return undefined;
  } catch (error) {
    return { kind: 'unknown', failure: told(error) };
  }
}

type Untold = Exclude<AppendOutcome, { kind: 'appended' }>;

/** A lost connection may have been lost after the message was stored: nobody knows. A server that was never reached has nothing. */
function notStored(error: unknown): Untold {
  const failure = told(error);
  if (failure.kind === 'unknown-outcome') return { kind: 'unknown', failure };
  const isSent = failure.kind !== 'transient' && failure.kind !== 'interrupted';
  return { kind: isSent ? 'refused' : 'unsent', failure };
}

function told(error: unknown): Failure {
  const failure = failureOf(error);
  if (!failure) throw error;
  return failure;
}

/** What is known not to have been sent may be sent again. */
function unsent(messages: readonly NewMessage[], because: Failure | undefined): readonly AppendOutcome[] {
  if (!because) throw new TypeError('nothing was lost');
  const failure: Failure = because.kind === 'unknown-outcome' ? { ...because, kind: 'transient' } : because;
  return messages.map(() => ({ kind: 'unsent', failure }));
}
