/**
 * A plan's words for what somebody may do in a mailbox, and the letters of IMAP's lists (RFC 4314, 2.1). Letters are a set: their order
 * means nothing, and `c` and `d`, which servers add for older clients, say nothing that newer letters beside them do not (2.1.1). Pure.
 *
 * - `read`: `lrs`, see the folders, read, and mark as read.
 * - `write`: `lrswipte` too, so change flags, put messages in, delete them.
 * - `full`: `lrswipkxte` too, so make, rename and remove folders.
 *
 * None of them has `a`: who else is let in stays with whoever runs the plan.
 */
import type { Right } from '../../../grammar/vocabulary.ts';

export type AclRight = Extract<Right, 'read' | 'write' | 'full'>;

/** From the least to the most: each has all that is in the one before it. */
const LETTERS: readonly (readonly [AclRight, string])[] = [
  ['read', 'lrs'],
  ['write', 'lrswipte'],
  ['full', 'lrswipkxte'],
];

/** Undefined for a word that IMAP has no right for. */
export function lettersOf(right: Right): string | undefined {
  return LETTERS.find(([word]) => word === right)?.[1];
}

/**
 * The most that a set of letters allows whole; undefined where it does not even allow to read. A set between two words is told as the
 * lower one, so that nobody is said to have what they have not.
 */
export function rightOf(letters: string): AclRight | undefined {
  return LETTERS.findLast(([, needed]) => [...needed].every((letter) => letters.includes(letter)))?.[0];
}

/** What is to be set so that a person has a right: that and no more, but for the administration they may have been given (`a`). */
export function lettersFor(right: Right, held: string): string {
  return `${lettersOf(right) ?? ''}${held.includes('a') ? 'a' : ''}`;
}

/** What several folders all allow. */
export function sharedLetters(sets: readonly string[]): string {
  const [first = '', ...others] = sets;
  return [...first].filter((letter) => others.every((set) => set.includes(letter))).join('');
}
