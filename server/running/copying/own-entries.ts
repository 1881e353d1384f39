/**
 * Which of the messages that a target lists are those that it has just acknowledged. Told their UIDs, by these; else by what a target
 * may keep of a message that it alters: header fields, date of receipt, size, order. Pure.
 */
import type { HeaderFields } from '../header-fields.ts';
import type { MessageEntry, MessageLook } from '../ports.ts';

export interface Sought {
  readonly message: {
    readonly entry: Pick<MessageEntry, 'receivedAt'>;
    readonly size: number;
    fields(): HeaderFields;
  };
  readonly uid: number | undefined;
}

export type Own<S extends Sought> = Map<S, MessageEntry>;

/** Those whose UIDs were told; they leave `found`. */
export function takeTold<S extends Sought>(sought: readonly S[], found: Map<number, MessageEntry>): Own<S> {
  const own: Own<S> = new Map();
  for (const one of sought) {
    const entry = one.uid === undefined ? undefined : found.get(one.uid);
    if (!entry) continue;
    found.delete(entry.uid);
    own.set(one, entry);
  }
  return own;
}

/** Those whose UIDs were not told, in the order sent, among messages that nothing else stands for, in the order of their UIDs. */
export function findUntold<S extends Sought>(sought: readonly S[], looks: readonly MessageLook[]): Own<S> {
  const pairing = new Pairing(sought.map(ofSought), looks.map(ofLook));
  pairing.by(({ name, instant }) => `${instant} ${name}`, inOrder);
  pairing.by(({ size, instant }) => `${instant} ${size}`, inOrder);
  // A date of its own, or of the day it was put there.
  pairing.by(({ name, isNamed }) => (isNamed ? name : undefined), inOrder);
  // It rewrote what it could be known by: where as many came as were sent in a second, they are these.
  pairing.by(({ instant }) => String(instant), whereAsMany);
  return pairing.own;
}

interface Seen<T> {
  readonly of: T;
  readonly size: number;
  /** IMAP keeps whole seconds. */
  readonly instant: number;
  readonly name: string;
  readonly isNamed: boolean;
}

const ofSought = <S extends Sought>(of: S): Seen<S> =>
  seen(of, of.message.size, of.message.entry.receivedAt, of.message.fields());

const ofLook = (look: MessageLook): Seen<MessageLook> => seen(look, look.size, look.receivedAt, look);

function seen<T>(of: T, size: number, receivedAt: Date, { messageId, date, subject }: HeaderFields): Seen<T> {
  const instant = Math.floor(receivedAt.getTime() / 1000);
  return { of, size, instant, name: JSON.stringify([messageId, date, subject]), isNamed: messageId !== '' };
}

type Pairs<S> = readonly (readonly [Seen<S>, Seen<MessageLook>])[];
type Way = <S>(ours: readonly Seen<S>[], theirs: readonly Seen<MessageLook>[]) => Pairs<S>;

class Pairing<S extends Sought> {
  readonly own: Own<S> = new Map();
  #ours: readonly Seen<S>[];
  #theirs: readonly Seen<MessageLook>[];

  constructor(ours: readonly Seen<S>[], theirs: readonly Seen<MessageLook>[]) {
    this.#ours = ours;
    this.#theirs = theirs;
  }

  /** Pairs what is left on both sides among those of the same key. */
  by(key: (one: Seen<unknown>) => string | undefined, way: Way): void {
    const groups = Map.groupBy(this.#theirs, key);
    const taken = new Set<MessageLook>();
    for (const [shared, ours] of Map.groupBy(this.#ours, key)) {
      if (shared === undefined) continue;
      for (const [mine, { of }] of way(ours, groups.get(shared) ?? [])) {
        this.own.set(mine.of, of);
        taken.add(of);
      }
    }
    this.#ours = this.#ours.filter(({ of }) => !this.own.has(of));
    this.#theirs = this.#theirs.filter(({ of }) => !taken.has(of));
  }
}

/** By size where each finds its own; else the target alters sizes, and order tells them apart, if none of them is missing. */
const inOrder: Way = (ours, theirs) => {
  const sized = bySize(ours, theirs);
  if (sized.length === ours.length || theirs.length < ours.length) return sized;
  return ours.flatMap((one, at) => {
    const other = theirs[at];
    return other ? [[one, other] as const] : [];
  });
};

const whereAsMany: Way = (ours, theirs) => (ours.length === theirs.length ? inOrder(ours, theirs) : []);

const bySize: Way = (ours, theirs) => {
  const free = Map.groupBy(theirs, ({ size }) => size);
  return ours.flatMap((one) => {
    const other = free.get(one.size)?.shift();
    return other ? [[one, other] as const] : [];
  });
};
