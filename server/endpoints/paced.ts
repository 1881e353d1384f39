/**
 * Puts an endpoint's pace round its mailboxes: bytes a second over all connections, and hours in which nothing is copied.
 * Knows no protocol; what is put round looks the same from outside.
 */
import type { Endpoint } from '../planning/migration-plan.ts';
import { stopIfAsked } from '../running/failures.ts';
import type { Clock, MailSource, MailTarget, Message } from '../running/ports.ts';

/** One endpoint's pace, shared by all its connections. */
export interface Pace {
  /** Waits until so many bytes may pass; throws the failure `interrupted` where the signal aborts meanwhile. */
  pass(bytes: number, signal: AbortSignal): Promise<void>;
}

/** Told when the pace makes everything wait for longer than a moment. */
export type OnQuiet = (endpoint: string, until: Date) => void;

const A_MINUTE = 60_000;

/** The pace that an endpoint asks for, or undefined where it asks for none. */
export function paceOf(
  { name, rate, quiet }: Endpoint,
  clock: Clock,
  onQuiet: OnQuiet = () => undefined,
): Pace | undefined {
  if (rate === undefined && quiet === undefined) return undefined;
  let freeAt = 0;
  return {
    async pass(bytes, signal) {
      for (let told = false; quiet && isQuiet(quiet, clock.now()); told = true) {
        if (!told) onQuiet(name, quietEnd(quiet, clock.now()));
        await clock.wait(A_MINUTE - (clock.now().getTime() % A_MINUTE), signal);
        stopIfAsked(signal);
      }
      if (rate === undefined) return;
      const now = clock.now().getTime();
      freeAt = Math.max(freeAt, now) + (bytes / rate) * 1000;
      if (freeAt - now > 1000) await clock.wait(freeAt - now - 1000, signal);
      stopIfAsked(signal);
    },
  };
}

export const pacedSource = (pace: Pace, source: MailSource): MailSource => ({
  ...source,
  messages: (folder, uids, signal) => pacedMessages(pace, source.messages(folder, uids, signal), signal),
});

export const pacedTarget = (pace: Pace, target: MailTarget): MailTarget => ({
  ...target,
  messages: (folder, uids, signal) => pacedMessages(pace, target.messages(folder, uids, signal), signal),
  async append(folder, message, signal) {
    await pace.pass(message.content.length, signal);
    return target.append(folder, message, signal);
  },
});

async function* pacedMessages(
  pace: Pace,
  messages: AsyncIterable<Message>,
  signal: AbortSignal,
): AsyncGenerator<Message> {
  for await (const message of messages) {
    await pace.pass(message.content.length, signal);
    yield message;
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
