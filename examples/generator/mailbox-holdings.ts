/** Invents what mailboxes hold: sizes skewed as real ones are, dates before the day the inventory was taken. */
import type { Holding } from './inventory-text.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface HoldingOptions {
  /** Bytes that half of the mailboxes stay under. */
  readonly median: number;
  /** No mailbox holds more. */
  readonly limit: number;
  readonly taken: string;
  /** Days from the newest message to the inventory, at least and at most. */
  readonly age: readonly [number, number];
  /** No message is larger; 14 MB unless told. */
  readonly largest?: number;
}

const KEYWORDS = ['$Forwarded', '$MDNSent', '$label1', '$label4', 'Junk', 'NonJunk'];

export function mailboxHolding(random: SeededRandom, options: HoldingOptions): Holding {
  const bytes = Math.round(Math.min(random.skewed(options.median, 1.7), options.limit) / 1000) * 1000;
  const average = random.whole(40_000, 260_000);
  const messages = Math.max(1, Math.round(bytes / average));
  const limit = options.largest ?? 14_000_000;
  const largest = messages === 1 ? bytes : Math.min(bytes, random.whole(Math.min(1_000_000, limit), limit));
  const flags = KEYWORDS.filter(() => random.chance(0.12));
  const newest = daysBefore(options.taken, random.whole(...options.age));
  return {
    messages,
    bytes,
    largest,
    folders: random.whole(4, 38),
    newest,
    ...(flags.length > 0 ? { flags } : {}),
  };
}

/** `date` less so many days, both as `YYYY-MM-DD`. */
function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
