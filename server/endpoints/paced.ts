/**
 * Puts an endpoint's pace round its mailboxes: bytes a second over all connections, and hours in which nothing is copied.
 * Knows no protocol; what is put round looks the same from outside.
 */
import type { Endpoint } from '../planning/migration-plan.ts';
import { failureOf, stopIfAsked } from '../running/failures.ts';
import type {
  AppendOutcome,
  Clock,
  Content,
  LargeContent,
  MailReading,
  MailSource,
  MailTarget,
  Message,
  MessageEntry,
  NewMessage,
} from '../running/ports.ts';

/** One endpoint's pace, shared by all its connections. */
export interface Pace {
  /** Waits until so many bytes may pass; throws the failure `interrupted` where the signal aborts meanwhile. */
  pass(bytes: number, signal: AbortSignal): Promise<void>;
  /** Counts bytes that have come already: whoever passes next waits for them. */
  owe(bytes: number): void;
  /** Counts a piece of a message that is under way, and waits a little: never for so long that a server takes the connection for dead. */
  step(bytes: number, signal: AbortSignal): Promise<void>;
  /** Bytes that one answer should hold at most, so that what it owes is paid soon. */
  readonly answer: number;
}

/** Told once when the quiet hours of an endpoint begin to be waited for. */
export type OnQuiet = (endpoint: string, until: Date) => void;

const A_SECOND = 1000;
const A_MINUTE = 60_000;

/** Messages between two waits: as many as a connection is asked for at once. */
const MESSAGES_AT_ONCE = 50;

/** What a connection is kept waiting within an answer or a literal, in milliseconds; RFC 9051, 5.4 gives it 30 minutes. */
const LONGEST_STEP = 10_000;

/** The pace that an endpoint asks for, or undefined where it asks for none. */
export function paceOf(
  { name, rate, quiet }: Endpoint,
  clock: Clock,
  onQuiet: OnQuiet = () => undefined,
): Pace | undefined {
  if (rate === undefined && quiet === undefined) return undefined;
  let freeAt = 0;
  let toldUntil = 0;
  const owe = (bytes: number) => {
    if (rate !== undefined) freeAt = Math.max(freeAt, clock.now().getTime()) + (bytes / rate) * A_SECOND;
  };
  /** Milliseconds until what was owed is paid, but for a second of grace. */
  const early = () => Math.max(0, freeAt - clock.now().getTime() - A_SECOND);
  const waitQuiet = async (hours: Quiet, signal: AbortSignal) => {
    while (isQuiet(hours, clock.now())) {
      const end = quietEnd(hours, clock.now());
      if (end.getTime() > toldUntil) onQuiet(name, end);
      toldUntil = Math.max(toldUntil, end.getTime());
      await clock.wait(A_MINUTE - (clock.now().getTime() % A_MINUTE), signal);
      stopIfAsked(signal);
    }
  };
  return {
    answer: rate === undefined ? Number.POSITIVE_INFINITY : rate * (LONGEST_STEP / A_SECOND),
    owe,
    async pass(bytes, signal) {
      owe(bytes);
      if (early() > 0) await clock.wait(early(), signal);
      stopIfAsked(signal);
      if (quiet) await waitQuiet(quiet, signal); // last: a long wait for the rate may end in quiet hours
    },
    async step(bytes, signal) {
      owe(bytes);
      if (early() > 0) await clock.wait(Math.min(LONGEST_STEP, early()), signal);
      stopIfAsked(signal);
    },
  };
}

export const pacedSource = (pace: Pace, source: MailSource): MailSource => ({
  ...source,
  messages: (folder, wanted, signal) => pacedMessages(pace, source, folder, wanted, signal),
});

export function pacedTarget(pace: Pace, target: MailTarget): MailTarget {
  // What was asked for first is sent first, however long it has to wait.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...target,
    get way() {
      return target.way;
    },
    messages: (folder, wanted, signal) => pacedMessages(pace, target, folder, wanted, signal),
    append(folder, messages, signal) {
      const allowed = last.then(() => allowedBy(pace, messages, signal));
      last = allowed;
      return allowed.then(
        (refusal) =>
          refusal ??
          target.append(
            folder,
            messages.map((message) => ({ ...message, content: pacedContent(pace, message.content) })),
            signal,
          ),
      );
    },
  };
}

/** Waits for what is sent at once; large messages are counted as they are sent. Where it was interrupted, nothing was. */
async function allowedBy(
  pace: Pace,
  messages: readonly NewMessage[],
  signal: AbortSignal,
): Promise<readonly AppendOutcome[] | undefined> {
  const atOnce = messages.reduce((sum, { content }) => sum + (isLarge(content) ? 0 : content.length), 0);
  try {
    await pace.pass(atOnce, signal);
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return messages.map(() => ({ kind: 'unsent', failure }));
  }
}

const isLarge = (content: Content): content is LargeContent => !Buffer.isBuffer(content);

/**
 * Waits only while nothing is being read: a connection kept waiting within an answer is taken for dead, and what it had handed
 * out is read again. So what came is a debt, paid before more is asked for.
 */
async function* pacedMessages(
  pace: Pace,
  store: MailReading,
  folder: string,
  wanted: readonly Pick<MessageEntry, 'uid' | 'size'>[],
  signal: AbortSignal,
): AsyncGenerator<Message> {
  for (const some of answers(wanted, pace.answer)) {
    await pace.pass(0, signal);
    for await (const message of store.messages(folder, some, signal)) {
      const { content } = message;
      if (!isLarge(content)) pace.owe(content.length);
      yield { ...message, content: pacedContent(pace, content) };
    }
  }
}

/** What is asked for in one go: so many messages, or one that is larger than that. */
function* answers<M extends { readonly size: number }>(wanted: readonly M[], most: number): Generator<M[]> {
  let some: M[] = [];
  let bytes = 0;
  for (const message of wanted) {
    if (some.length === MESSAGES_AT_ONCE || (some.length > 0 && bytes + message.size > most)) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(message);
    bytes += message.size;
  }
  if (some.length > 0) yield some;
}

function pacedContent(pace: Pace, content: Content): Content {
  if (!isLarge(content)) return content;
  return {
    size: content.size,
    async *pieces(signal) {
      for await (const piece of content.pieces(signal)) {
        await pace.step(piece.length, signal);
        yield piece;
      }
    },
  };
}

type Quiet = NonNullable<Endpoint['quiet']>;

/** Whether a moment is in the quiet hours; hours that end before they start run over midnight. */
function isQuiet({ from, to, timezone }: Quiet, at: Date): boolean {
  const time = localTime(at, timezone);
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** The first whole minute after the quiet hours. */
function quietEnd(quiet: Quiet, at: Date): Date {
  let end = new Date(Math.ceil(at.getTime() / A_MINUTE) * A_MINUTE);
  for (let minutes = 0; minutes < 24 * 60 && isQuiet(quiet, end); minutes++)
    end = new Date(end.getTime() + A_MINUTE);
  return end;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(at: Date, timeZone: string): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(timeZone, format);
  return format.format(at);
}
