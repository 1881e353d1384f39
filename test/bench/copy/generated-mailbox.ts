/**
 * Mailboxes as people have them: made from a seed, so that every run copies the same bytes. They are values, written
 * nowhere; a message's content is made when it is asked for.
 */
import { seeded } from '../../support/odd-mail.ts';
import { edgeCases } from './edge-cases.ts';
import type { GeneratedMessage } from './generated-message.ts';
import { ordinaryContent, sizeOnWire } from './message-content.ts';

export interface GeneratedMailbox {
  readonly folders: readonly GeneratedFolder[];
  messages(): Iterable<GeneratedMessage>;
}

export interface GeneratedFolder {
  readonly path: string;
  readonly subscribed: boolean;
  /** Of a hundred messages, how many are here. */
  readonly share: number;
}

export interface Shape {
  readonly seed: number;
  readonly messages: number;
  /** As an IMAP server counts them: every line ends in CRLF. */
  readonly bytes: number;
  readonly hasEdgeCases: boolean;
}

/** One mailbox of 5,000 messages in 11 folders, 118 MB. */
export const MAILBOX_A: Shape = { seed: 4, messages: 5_000, bytes: 118e6, hasEdgeCases: true };
/** Twenty of 500 messages, 194 MB together. */
export const MAILBOXES_B: readonly Shape[] = Array.from({ length: 20 }, (_, number) => ({
  seed: 100 + number,
  messages: 500,
  bytes: 9.7e6,
  hasEdgeCases: false,
}));
/** One of 500 messages, for a long line. */
export const MAILBOX_L: Shape = { seed: 7, messages: 500, bytes: 9.7e6, hasEdgeCases: false };

const FOLDERS: readonly GeneratedFolder[] = [
  { path: 'INBOX', subscribed: true, share: 45 },
  { path: 'Sent', subscribed: true, share: 18 },
  { path: 'Drafts', subscribed: true, share: 1 },
  { path: 'Junk', subscribed: false, share: 2 },
  { path: 'Trash', subscribed: true, share: 5 },
  { path: 'Éléments envoyés', subscribed: false, share: 6 },
  { path: 'Projets', subscribed: true, share: 8 },
  { path: 'Projets/Année 2024', subscribed: true, share: 7 },
  { path: 'R&D & Qualité', subscribed: true, share: 5 },
  { path: 'Archives', subscribed: true, share: 0 },
  { path: 'Archives/2019 à 2021', subscribed: false, share: 3 },
];

const KEYWORDS = ['$Forwarded', 'NonJunk', '$label1', 'projet-2024'];

/** Sizes by their share: most mail is small, a few messages hold most of the bytes. */
const SIZES = [
  { share: 0.6, least: 1_600, most: 8_000, grows: false },
  { share: 0.28, least: 8_000, most: 30_000, grows: false },
  { share: 0.11, least: 40_000, most: 120_000, grows: true },
  { share: 0.01, least: 300_000, most: 4_000_000, grows: true },
];

/** 2015 to 2024, in seconds. */
const FIRST_DAY = Date.UTC(2015, 0, 1) / 1000;
const LAST_DAY = Date.UTC(2024, 11, 31) / 1000;

export function generatedMailbox(shape: Shape): GeneratedMailbox {
  return { folders: FOLDERS, messages: () => messagesOf(shape) };
}

/** What is new at the source on the next day. */
export function laterMessages(shape: Shape, count: number): Iterable<GeneratedMessage> {
  return messagesOf({
    seed: shape.seed + 1_000,
    messages: count,
    bytes: count * 20_000,
    hasEdgeCases: false,
  });
}

function* messagesOf(shape: Shape): Generator<GeneratedMessage> {
  const random = seeded(shape.seed);
  const odd = shape.hasEdgeCases ? edgeCases() : [];
  const sizes = sizesOf(shape, odd, random);
  // Spread among the others, in their own order: a twin is not beside its twin.
  const every = Math.floor(sizes.length / (odd.length + 1));
  const waiting = odd.values();
  for (const [number, size] of sizes.entries()) {
    yield ordinary(shape.seed, number, size, random);
    const edge = number % every === every - 1 ? waiting.next().value : undefined;
    if (edge) yield edge;
  }
}

/** The large ones are made larger or smaller until all together come to what is wanted. */
function sizesOf(
  { messages, bytes }: Shape,
  odd: readonly GeneratedMessage[],
  random: () => number,
): number[] {
  const drawn = Array.from({ length: messages - odd.length }, (_, number) => {
    const { least, most, grows } = sizeClass((number + 0.5) / (messages - odd.length));
    return { size: least + random() * (most - least), grows };
  });
  const taken = odd.reduce((sum, { content }) => sum + sizeOnWire(content), 0);
  const fixed = drawn.reduce((sum, { size, grows }) => sum + (grows ? 0 : size), taken);
  const growing = drawn.reduce((sum, { size, grows }) => sum + (grows ? size : 0), 0);
  const factor = (bytes - fixed) / growing;
  return shuffled(drawn, random).map(({ size, grows }) => Math.round(grows ? size * factor : size));
}

/** Shares are kept exactly, so that mailboxes of one size are alike whatever their seed. */
function sizeClass(at: number): (typeof SIZES)[number] {
  let upTo = 0;
  for (const size of SIZES) {
    upTo += size.share;
    if (at < upTo) return size;
  }
  return SIZES[0] as (typeof SIZES)[number];
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ value }) => value);
}

function ordinary(seed: number, number: number, size: number, random: () => number): GeneratedMessage {
  const folder = folderAt(random() * 100);
  const receivedAt = new Date(1000 * Math.floor(FIRST_DAY + random() * (LAST_DAY - FIRST_DAY)));
  const letters = [
    ['D', folder === 'Drafts' ? 1 : 0],
    ['F', 0.05],
    ['R', 0.2],
    ['S', 0.85],
  ] as const;
  return {
    folder,
    content: ordinaryContent({ id: `${seed}.${number}`, receivedAt, size, random }),
    letters: letters.flatMap(([letter, share]) => (random() < share ? [letter] : [])).join(''),
    keywords: KEYWORDS.filter(() => random() < 0.06),
    receivedAt,
  };
}

function folderAt(percent: number): string {
  let upTo = 0;
  for (const { path, share } of FOLDERS) {
    upTo += share;
    if (percent < upTo) return path;
  }
  return 'INBOX';
}
