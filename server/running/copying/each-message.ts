/**
 * Hands out messages past one that the source cannot: a server whose file is damaged hangs up in the middle of an answer (Dovecot),
 * or refuses all that were asked for with it. Knows nothing of what is made of them.
 */
import { type Failure, failureOf } from '../failures.ts';
import type { MailReading, Message, MessageEntry } from '../ports.ts';

export interface Handing {
  readonly source: MailReading;
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Those that fail alone, while the folder can be asked. */
  readonly unreadable: MessageEntry[];
}

/** Among these after a failure is the one that it was about: more are not asked for at a time. */
const ONE_BY_ONE = 300;
/** As many in a row that fail alone are no damage of theirs. */
const MOST = 10;

export async function* eachMessage(
  handing: Handing,
  entries: readonly MessageEntry[],
): AsyncIterable<Message> {
  const { source, folder, signal } = handing;
  let left = entries;
  while (left.length > 0) {
    const done = new Set<number>();
    try {
      for await (const message of source.messages(folder, left, signal)) {
        done.add(message.uid);
        yield message;
      }
      return;
    } catch (error) {
      if (!isPerhapsOneMessages(failureOf(error))) throw error;
      left = after(left, done);
      yield* oneByOne(handing, left.slice(0, ONE_BY_ONE), error);
      left = left.slice(ONE_BY_ONE);
    }
  }
}

/** What comes after the last one that was handed out. */
function after(entries: readonly MessageEntry[], done: ReadonlySet<number>): readonly MessageEntry[] {
  return entries.slice(entries.findLastIndex(({ uid }) => done.has(uid)) + 1);
}

/** A message that cannot be handed out may be all that it is about. */
export function isPerhapsOneMessages(failure: Failure | undefined): boolean {
  return (
    failure?.kind === 'refused' ||
    (failure?.kind === 'transient' && failure.reach !== 'lot' && failure.reach !== 'plan')
  );
}

async function* oneByOne(
  handing: Handing,
  entries: readonly MessageEntry[],
  first: unknown,
): AsyncIterable<Message> {
  let inARow = 0;
  for (const entry of entries) {
    if (yield* alone(handing, entry, first)) inARow = 0;
    else if (++inARow > MOST) throw first;
    else handing.unreadable.push(entry);
  }
}

/** False where it cannot be had; one that is gone is no failure. Throws the first failure where the folder cannot be asked either. */
async function* alone(
  { source, folder, signal }: Handing,
  entry: MessageEntry,
  first: unknown,
): AsyncGenerator<Message, boolean> {
  let isRead = false;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      for await (const message of source.messages(folder, [entry], signal)) {
        isRead = true;
        yield message;
      }
      return true;
    } catch (error) {
      if (isRead || !isPerhapsOneMessages(failureOf(error))) throw error;
      await mustAnswer({ source, folder, signal }, entry, first);
    }
  }
  return false;
}

async function mustAnswer(
  { source, folder, signal }: Omit<Handing, 'unreadable'>,
  { uid }: MessageEntry,
  first: unknown,
): Promise<void> {
  try {
    for await (const _ of source.entries(folder, { uids: [uid] }, signal));
  } catch (error) {
    throw failureOf(error)?.kind === 'interrupted' ? error : first;
  }
}
