/**
 * Puts an endpoint's pace round its mailboxes: bytes a second over all connections, and hours in which nothing is copied.
 * Knows no protocol; what is put round looks the same from outside.
 */
import type { Endpoint } from '../planning/migration-plan.ts';
import { stopIfAsked } from '../running/failures.ts';
import type { Clock, MailReading, MailSource, MailTarget, Message } from '../running/ports.ts';

/** One endpoint's pace, shared by all its connections. */
export interface Pace {
  /** Waits until so many bytes may pass; throws the failure `interrupted` where the signal aborts meanwhile. */
  pass(bytes: number, signal: AbortSignal): Promise<void>;
  /** Counts bytes that have come already: whoever passes next waits for them. */
  owe(bytes: number): void;
}

/** Told when the pace makes everything wait for longer than a moment. */
export type OnQuiet = (endpoint: string, until: Date) => void;

const A_MINUTE = 60_000;

/** Messages between two waits: as many as a connection is asked for at once. */
const MESSAGES_AT_ONCE = 50;

/** The pace that an endpoint asks for, or undefined where it asks for none. */
export function paceOf(
  { name, rate, quiet }: Endpoint,
  clock: Clock,
  onQuiet: OnQuiet = () => undefined,
): Pace | undefined {
  if (rate === undefined && quiet === undefined) return undefined;
  let freeAt = 0;
  const owe = (bytes: number) => {
    if (rate !== undefined) freeAt = Math.max(freeAt, clock.now().getTime()) + (bytes / rate) * 1000;
  };
  return {
    owe,
    async pass(bytes, signal) {
      owe(bytes);
      const early = freeAt - clock.now().getTime() - 1000;
      if (early > 0) await clock.wait(early, signal);
      stopIfAsked(signal);
      // Last: a long wait for the rate may end in quiet hours.
      for (let told = false; quiet && isQuiet(quiet, clock.now()); told = true) {
        if (!told) onQuiet(name, quietEnd(quiet, clock.now()));
        await clock.wait(A_MINUTE - (clock.now().getTime() % A_MINUTE), signal);
        stopIfAsked(signal);
      }
    },
  };
}

export const pacedSource = (pace: Pace, source: MailSource): MailSource => ({
  ...source,
  messages: (folder, uids, signal) => pacedMessages(pace, source, folder, uids, signal),
});

export const pacedTarget = (pace: Pace, target: MailTarget): MailTarget => ({
  ...target,
  messages: (folder, uids, signal) => pacedMessages(pace, target, folder, uids, signal),
  async append(folder, message, signal) {
    await pace.pass(message.content.length, signal);
    return target.append(folder, message, signal);
  },
});

/**
 * Waits only while nothing is being read: a connection kept waiting within an answer is taken for dead, and what it had handed
 * out is read again. So what came is a debt, paid before more is asked for.
 */
async function* pacedMessages(
  pace: Pace,
  store: MailReading,
  folder: string,
  uids: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<Message> {
  for (let start = 0; start < uids.length; start += MESSAGES_AT_ONCE) {
    await pace.pass(0, signal);
    for await (const message of store.messages(folder, uids.slice(start, start + MESSAGES_AT_ONCE), signal)) {
      pace.owe(message.content.length);
      yield message;
    }
  }
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
