/**
 * What can go wrong with mail, sorted by what to do next, and how far it reaches.
 * Knows no protocol: an endpoint turns its own errors into these, and whoever runs a plan decides on `kind` and `reach` alone.
 */

import type { Locale } from '../language/rules/rule.ts';
import { inLanguage, type Text, text, type Words } from '../planning/text.ts';

/** How much must stop: this message, this mailbox, every mailbox of the lot on this endpoint, or the whole plan. */
type Reach = 'message' | 'mailbox' | 'lot' | 'plan';

interface Told {
  readonly reach: Reach;
  /** Who says so: `endpoint old: imap.old.example:993`, or the ledger's path. */
  readonly where: Text;
  /** What was being done: `refused the master login "migration"`. */
  readonly what: Text;
  /** The server's own words, or the system's. */
  readonly words: Words;
  /** What a person should do. */
  readonly advice?: Text;
}

export type Failure =
  /** May work in a moment: a lost connection, a server that restarts. Try again with back-off. */
  | ({ readonly kind: 'transient' } & Told)
  /** The server asks to slow down, perhaps until a given moment. */
  | ({ readonly kind: 'throttled'; readonly until?: Date } & Told)
  /** The server will not take this, now or later: record it and go on. */
  | ({ readonly kind: 'refused' } & Told)
  /** The mailbox has no room left. */
  | ({ readonly kind: 'full' } & Told)
  /** `isOwn`: what was refused or lacks is this mailbox's own, and says nothing of others. `isUnasked`: no server was asked. */
  | ({ readonly kind: 'credentials'; readonly isOwn?: boolean; readonly isUnasked?: boolean } & Told)
  | ({ readonly kind: 'unreachable' } & Told)
  | ({ readonly kind: 'certificate' } & Told)
  /** The connection was lost after a write had begun: the message may be there or not. Reconcile before another try. */
  | ({ readonly kind: 'unknown-outcome' } & Told)
  /** The server does not speak as its protocol says. */
  | ({ readonly kind: 'protocol' } & Told)
  /** The ledger cannot be read or written. */
  | ({ readonly kind: 'ledger' } & Told)
  /** The person asked to stop. */
  | ({ readonly kind: 'interrupted' } & Told);

/** The one exception that crosses a port. Its message is English, for logs and stack traces. */
export class MailFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(describeFailure(failure, 'en'), cause === undefined ? undefined : { cause });
    this.name = 'MailFailure';
    this.failure = failure;
  }
}

/** A failure in the words of one language, as results carry it. */
export interface SaidFailure {
  readonly kind: Failure['kind'];
  readonly reach: Reach;
  readonly where: string;
  readonly what: string;
  readonly words: string;
  readonly advice?: string;
  readonly until?: Date;
}

export function sayFailure({ advice, ...failure }: Failure, locale: Locale): SaidFailure {
  return {
    ...failure,
    where: failure.where[locale],
    what: failure.what[locale],
    words: inLanguage(locale, failure.words),
    ...(advice && { advice: advice[locale] }),
  };
}

/** What of a failure people are told. */
type SaidWords = Pick<SaidFailure, 'where' | 'what' | 'words'> & { readonly advice?: string | undefined };

/** One line for people: who, what, the server's own words, what became of the data, what to do. */
export function describeFailure(failure: Failure, locale: Locale, fate?: string): string {
  return lineOf(sayFailure(failure, locale), fate);
}

export function lineOf({ where, what, words, advice }: SaidWords, fate?: string): string {
  const told = `${where} ${what}${words === '' ? '' : ` (${words})`}.`;
  return [told, fate, advice].filter((part) => part !== undefined && part !== '').join(' ');
}

/** The failure an error stands for, or undefined if the error is a fault of this program. */
export function failureOf(error: unknown): Failure | undefined {
  return error instanceof MailFailure ? error.failure : undefined;
}

/** Worth another try on a new connection, after a pause. */
export function mayPass(failure: Failure): boolean {
  return failure.kind === 'transient' || failure.kind === 'throttled' || failure.kind === 'unknown-outcome';
}

/** Stops the work with the failure that says a person asked for it. */
export function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new MailFailure(interrupted);
}

const interrupted: Failure = {
  kind: 'interrupted',
  reach: 'plan',
  where: text('the run', 'l’exécution'),
  what: text('was interrupted', 'a été interrompue'),
  words: '',
  advice: text(
    'What was done is recorded; run again to go on.',
    'Ce qui a été fait est enregistré\u00A0; relancez pour continuer.',
  ),
};

/** What one folder is refused, or never tells whole, does not keep the others back. */
export function isFoldersOwn({ kind, reach }: Failure): boolean {
  if (kind === 'transient') return reach === 'message';
  return kind === 'refused' && reach !== 'lot' && reach !== 'plan';
}
