/** Decides what a mailbox's failure means for the others: nothing, or that all of them stop. Knows no mailbox. */
import { text } from '../../planning/text.ts';
import type { Failure } from '../failures.ts';

/** In a row. */
const MOST_REFUSED_LOGINS = 5;

export class Breaker {
  readonly #stopping = new AbortController();
  #stoppedBy: Failure | undefined;
  #refusedLogins = 0;
  #fault: { readonly error: unknown } | undefined;

  /** Aborted once all must stop. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get stoppedBy(): Failure | undefined {
    return this.#stoppedBy;
  }

  /** A mailbox came to its end. */
  wentWell(): void {
    this.#refusedLogins = 0;
  }

  /** A shared login that mailbox after mailbox is refused has changed: it must not count as thousands of failures. */
  failed(failure: Failure): void {
    this.#refusedLogins = failure.kind === 'credentials' && !failure.isOwn ? this.#refusedLogins + 1 : 0;
    const reachesAll = failure.reach === 'lot' || failure.reach === 'plan';
    if (!reachesAll && this.#refusedLogins < MOST_REFUSED_LOGINS) return;
    this.#stoppedBy ??= reachesAll ? failure : ofAll(failure);
    this.#stopping.abort();
  }

  /** A fault of this program ends the run, but only once the others have stopped: the ledger and the lock are theirs too. */
  fault(error: unknown): void {
    this.#fault ??= { error };
    this.#stopping.abort();
  }

  throwFault(): void {
    if (this.#fault) throw this.#fault.error;
  }
}

/** What the mailbox's own failure advises, to look whether it exists, is not what ails them all. */
const ofAll = (failure: Failure): Failure => ({
  ...failure,
  reach: 'plan',
  advice: text(
    `The same login opened mailboxes before, and ${MOST_REFUSED_LOGINS} in a row are refused now: check whether its password was changed, then run again.`,
    `Le même identifiant ouvrait des boîtes avant, et ${MOST_REFUSED_LOGINS} de suite sont refusées maintenant\u00A0: vérifiez si son mot de passe a changé, puis relancez.`,
  ),
});
