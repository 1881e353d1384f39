/** What is counted, with its number: each word in the form that the number asks for in its reader's language. */
import { l10n } from 'vscode';
import type { Language } from './language.ts';
import { isSingular, number } from './quantities.ts';

/** `1 mailbox`, `3,400 messages`; in French nought is no plural: `0 boîte`. */
export function counted(what: keyof typeof WORDS, count: number, language: Language): string {
  const [one, many] = WORDS[what];
  return (isSingular(count, language) ? one : many)(number(count, language));
}

/** `12 of 46 mailboxes`. English has as many as there are of all, French as many as there are of those. */
export function countedOf(
  what: keyof typeof WORDS_OF,
  count: number,
  of: number,
  language: Language,
): string {
  const [one, many] = WORDS_OF[what];
  const say = isSingular(language === 'fr' ? count : of, language) ? one : many;
  return say(number(count, language), number(of, language));
}

type Say = (count: string) => string;
type SayOf = (count: string, of: string) => string;

const WORDS = {
  mailbox: [(n) => l10n.t('{0} mailbox', n), (n) => l10n.t('{0} mailboxes', n)],
  message: [(n) => l10n.t('{0} message', n), (n) => l10n.t('{0} messages', n)],
  copied: [(n) => l10n.t('{0} message copied', n), (n) => l10n.t('{0} messages copied', n)],
  lot: [(n) => l10n.t('{0} lot', n), (n) => l10n.t('{0} lots', n)],
  unit: [(n) => l10n.t('{0} unit', n), (n) => l10n.t('{0} units', n)],
  week: [(n) => l10n.t('{0} week', n), (n) => l10n.t('{0} weeks', n)],
  problem: [(n) => l10n.t('{0} problem', n), (n) => l10n.t('{0} problems', n)],
} as const satisfies Readonly<Record<string, readonly [one: Say, many: Say]>>;

const WORDS_OF = {
  mailbox: [(n, of) => l10n.t('{0} of {1} mailbox', n, of), (n, of) => l10n.t('{0} of {1} mailboxes', n, of)],
  complete: [
    (n, of) => l10n.t('{0} of {1} mailbox complete', n, of),
    (n, of) => l10n.t('{0} of {1} mailboxes complete', n, of),
  ],
} as const satisfies Readonly<Record<string, readonly [one: SayOf, many: SayOf]>>;
