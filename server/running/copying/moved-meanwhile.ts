/**
 * Moves that people make at the source while it is copied: what left a folder since it was looked into, and turns up in one whose turn
 * comes after, would be taken for new there. Writes nothing.
 */
import { text } from '../../planning/text.ts';
import { MailFailure } from '../failures.ts';
import type { FolderPair } from '../folders/folder-mapping.ts';
import type { FolderRecord, FolderState, MailboxLedger, MailSource, MessageEntry } from '../ports.ts';
import { findGone, type GoneMessages } from './gone-messages.ts';

export interface Meanwhile {
  readonly ledger: MailboxLedger;
  readonly gone: GoneMessages;
  /** Folders of the listing. */
  readonly listed: ReadonlySet<string>;
}

/** A folder whose missing messages are known, as it was opened. */
export interface Receiving {
  readonly pair: FolderPair;
  readonly state: FolderState;
  readonly source: MailSource;
  readonly signal: AbortSignal;
}

export class MovedMeanwhile {
  readonly #of: Meanwhile;
  /** Folders that another connection may be in, or come to. */
  readonly #busy: Set<FolderPair>;

  /** `busy`: the folders that are to be copied, where there are several connections. */
  constructor(of: Meanwhile, busy: Iterable<FolderPair>) {
    this.#of = of;
    this.#busy = new Set(busy);
  }

  /** Nobody comes to this folder any more. */
  ended(pair: FolderPair): void {
    this.#busy.delete(pair);
  }

  /** Looks for what may be these, where they came since the folders were listed: those of before stood in both at the same time. */
  async lookFor(missing: readonly MessageEntry[], { pair, state, source, signal }: Receiving): Promise<void> {
    const { path, state: listed } = pair.source;
    const fresh = missing.filter(({ uid }) => uid >= (listed?.uidNext ?? 0));
    // A source that is dear to open tells nothing of what came since the folders were listed.
    if (fresh.length === 0 || source.isDear) return;
    const sizes = new Set(fresh.map(({ size }) => size));
    const mayLack = (record: FolderRecord) => this.#isFree(record, pair);
    this.#of.gone.addLater(await findGone({ ...this.#of, source, mayLack, sizes }, signal));
    const now = await source.openForReading(path, signal);
    if (now.uidValidity !== state.uidValidity) throw replaced(path);
  }

  #isFree({ folder, target }: FolderRecord, own: FolderPair): boolean {
    const isIn = (pair: FolderPair) => pair.source.path === folder || pair.target === target;
    return !this.#busy.values().some((pair) => pair !== own && isIn(pair));
  }
}

const replaced = (folder: string): MailFailure =>
  new MailFailure({
    ...{ kind: 'transient', reach: 'mailbox', words: '' },
    where: text(`the source’s "${folder}"`, `«\u00A0${folder}\u00A0» à la source`),
    what: text('became another folder while it was copied', 'est devenu un autre dossier pendant la copie'),
  });
