/**
 * Compares what two mailboxes hold and counts what became of the first one's mail in the second: lost, doubled, changed. Each
 * message stands for itself: two exact duplicates have to be there twice.
 */
import type { KeptMail, KeptMessage } from './kept-mail.ts';

export interface Losses {
  /** Messages of the source that are nowhere in their folder at the target. */
  readonly lost: number;
  /** More of the same than the source has. */
  readonly doubled: number;
  /** There, with other bytes. */
  readonly altered: number;
  /** At the target, and like nothing in that folder of the source. */
  readonly strange: number;
  /** Messages whose flags, keywords or date are others. */
  readonly flags: number;
  readonly keywords: number;
  readonly dates: number;
  readonly folders: number;
  readonly subscriptions: number;
}

export const NOTHING_LOST: Losses = {
  lost: 0,
  doubled: 0,
  altered: 0,
  strange: 0,
  flags: 0,
  keywords: 0,
  dates: 0,
  folders: 0,
  subscriptions: 0,
};

const WORDS: Readonly<Record<keyof Losses, string>> = {
  lost: 'lost',
  doubled: 'doubled',
  altered: 'altered',
  strange: 'unknown',
  flags: 'flags wrong',
  keywords: 'keywords wrong',
  dates: 'dates wrong',
  folders: 'folders missing',
  subscriptions: 'subscriptions wrong',
};

const KINDS = Object.keys(WORDS) as (keyof Losses)[];

export const isExact = (losses: Losses): boolean => KINDS.every((kind) => losses[kind] === 0);

export function sayLosses(losses: Losses): string {
  const told = KINDS.filter((kind) => losses[kind] > 0);
  return told.map((kind) => `${losses[kind].toLocaleString('en')} ${WORDS[kind]}`).join(', ') || 'exact';
}

export function together(all: readonly Losses[]): Losses {
  const sum = (kind: keyof Losses) => all.reduce((total, losses) => total + losses[kind], 0);
  return Object.fromEntries(KINDS.map((kind) => [kind, sum(kind)])) as unknown as Losses;
}

export function losses(source: KeptMail, target: KeptMail): Losses {
  const names = new Set([...source.folders.keys(), ...target.folders.keys()]);
  const inFolders = [...names].map((name) =>
    inFolder(source.folders.get(name) ?? [], target.folders.get(name) ?? []),
  );
  return together([
    ...inFolders,
    {
      ...NOTHING_LOST,
      folders: [...source.folders.keys()].filter((name) => !target.folders.has(name)).length,
      subscriptions: differences(source.subscriptions, target.subscriptions),
    },
  ]);
}

const differences = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((name) => !other.has(name)).length + [...other].filter((name) => !one.has(name)).length;

/** How a message at one end is taken for one at the other, from the surest way to the faintest. */
const ALIKE: readonly ((message: KeptMessage) => string)[] = [
  ({ content, flags, keywords, receivedAt }) => JSON.stringify([content, flags, keywords, receivedAt]),
  ({ content, receivedAt }) => JSON.stringify([content, receivedAt]),
  ({ content }) => content,
  ({ id, body, receivedAt }) => JSON.stringify([id, body, receivedAt]),
  ({ id, body }) => JSON.stringify([id, body]),
  ({ id, receivedAt }) => JSON.stringify([id, receivedAt]),
  ({ id, receivedAt }) => id || String(receivedAt),
];

function inFolder(source: readonly KeptMessage[], target: readonly KeptMessage[]): Losses {
  const found: [KeptMessage, KeptMessage][] = [];
  let left = source;
  let right = target;
  for (const key of ALIKE) ({ left, right } = paired(left, right, key, found));
  const twins = new Set(source.flatMap(({ content, id, body }) => [content, JSON.stringify([id, body])]));
  const isTwin = ({ content, id, body }: KeptMessage) =>
    twins.has(content) || twins.has(JSON.stringify([id, body]));
  const doubled = right.filter(isTwin).length;
  const differing = (property: keyof KeptMessage) =>
    found.filter(([one, other]) => one[property] !== other[property]).length;
  return {
    ...NOTHING_LOST,
    lost: left.length,
    doubled,
    altered: differing('content'),
    strange: right.length - doubled,
    flags: differing('flags'),
    keywords: differing('keywords'),
    dates: differing('receivedAt'),
  };
}

/** Takes away what has its like on the other side, one for one; returns what is left of both. */
function paired(
  left: readonly KeptMessage[],
  right: readonly KeptMessage[],
  key: (message: KeptMessage) => string,
  found: [KeptMessage, KeptMessage][],
): { left: KeptMessage[]; right: KeptMessage[] } {
  const waiting = Map.groupBy(right, key);
  const missing = left.filter((message) => {
    const like = waiting.get(key(message))?.pop();
    if (like) found.push([message, like]);
    return !like;
  });
  return { left: missing, right: [...waiting.values()].flat() };
}
