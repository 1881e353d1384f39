/**
 * Makes the folders that a copy needs at the target, all asked for at once, and carries subscriptions. A name that the target refuses
 * is made plainer; where that is another folder's already, the folder is the one that fails.
 */
import { inLanguage, type Text, text } from '../../planning/text.ts';
import { failureOf } from '../failures.ts';
import { type FolderPair, plainerPath } from '../folders/folder-mapping.ts';
import type { FolderList, MailTarget, Note } from '../ports.ts';

export interface FolderMaking {
  readonly target: MailTarget;
  readonly there: FolderList;
  readonly signal: AbortSignal;
  readonly note: (kind: Note['kind'], folder: string, told: Note['text']) => void;
}

export class FolderMaker {
  readonly #making: FolderMaking;
  /** Which source folder each target path is for: a plainer name must not make two fall together. */
  readonly #taken: Map<string, string>;
  readonly #first = new Map<FolderPair, Promise<string>>();

  constructor(making: FolderMaking, pairs: readonly FolderPair[]) {
    this.#making = making;
    this.#taken = new Map(pairs.map(({ source, target }) => [target, source.path]));
  }

  /** Asks for all of these; what comes of each is told by `pathOf`. */
  begin(pairs: readonly FolderPair[]): void {
    // Some servers make missing parents themselves, and refuse them afterwards.
    const parentsFirst = [...pairs].sort((one, other) => (one.target < other.target ? -1 : 1));
    for (const pair of parentsFirst) {
      const made = this.#make(pair);
      // Its failure is told when it is its turn.
      made.catch(() => undefined);
      this.#first.set(pair, made);
    }
  }

  /** The folder's path at the target: as mapped, or plainer where the target refuses that name. Asked again, it is tried again. */
  async pathOf(pair: FolderPair): Promise<string> {
    const first = this.#first.get(pair);
    this.#first.delete(pair);
    return first ?? this.#make(pair);
  }

  async #make(pair: FolderPair): Promise<string> {
    const { existing, target, source } = pair;
    const path = existing?.selectable ? target : await this.#create(pair);
    if (source.subscribed && !existing?.subscribed) await this.#subscribe(pair, path);
    return path;
  }

  async #create(pair: FolderPair): Promise<string> {
    const { target, signal } = this.#making;
    try {
      await target.createFolder(pair.target, signal, pair.use);
      return pair.target;
    } catch (error) {
      if (failureOf(error)?.kind !== 'refused') throw error;
      return this.#otherwise(pair, error);
    }
  }

  /** An attempt before this one may have made it already; else a plainer name may do. */
  async #otherwise(pair: FolderPair, error: unknown): Promise<string> {
    const { target, there, signal, note } = this.#making;
    const { folders } = await target.folders(signal);
    const known = new Set(folders.filter(({ selectable }) => selectable).map(({ path }) => path));
    if (known.has(pair.target)) return pair.target;
    const plainer = plainerPath(pair.target, there.prefix, there.delimiter);
    const isTaken = (this.#taken.get(plainer) ?? pair.source.path) !== pair.source.path;
    if (plainer === pair.target || isTaken) throw error;
    this.#taken.set(plainer, pair.source.path);
    if (!known.has(plainer)) await target.createFolder(plainer, signal, pair.use);
    note('folder-renamed', pair.source.path, becomes(plainer, failureOf(error)?.words ?? ''));
    return plainer;
  }

  async #subscribe(pair: FolderPair, path: string): Promise<void> {
    const { target, signal, note } = this.#making;
    try {
      await target.subscribe(path, signal);
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind !== 'refused') throw error;
      note('subscription-refused', pair.source.path, failure.words);
    }
  }
}

function becomes(plainer: string, words: Note['text']): Text {
  return text(
    `becomes "${plainer}": ${inLanguage('en', words)}`,
    `devient «\u00A0${plainer}\u00A0»\u00A0: ${inLanguage('fr', words)}`,
  );
}
