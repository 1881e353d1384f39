/** Counts what one mailbox's copy does, folder by folder, over all attempts, and tells progress. Decides nothing. */

import { inLanguage, text, type Words } from '../../planning/text.ts';
import type { Failure } from '../failures.ts';
import type { FolderPair } from '../folders/folder-mapping.ts';
import type { Clock, Note, OnProgress, RefusedMessage } from '../ports.ts';
import type { CopyResult, MessageCounts } from './copy-result.ts';
import type { FolderCounts, FolderTally } from './folder-work.ts';

/** Of one kind in one folder. */
const MOST_NOTES = 100;
const andMore = text('and more of the same', 'et d’autres du même ordre');

export class MailboxTally {
  readonly notes: Note[] = [];
  refusedMessages: readonly RefusedMessage[] = [];
  readonly #said = new Set<string>();
  /** By kind and folder. */
  readonly #noted = new Map<string, number>();
  readonly #clock: Clock;
  readonly #onProgress: OnProgress | undefined;
  readonly #started: Date;
  readonly #folders = new Map<string, FolderCounter>();
  readonly #failures = new Map<string, Failure>();
  #isBegun = false;

  constructor(clock: Clock, onProgress: OnProgress | undefined) {
    this.#clock = clock;
    this.#onProgress = onProgress;
    this.#started = clock.now();
  }

  /** What the listings tell, until each folder is looked into. */
  begin(pairs: readonly FolderPair[]): void {
    this.#isBegun = true;
    for (const { source } of pairs) {
      this.#folders.set(
        source.path,
        new FolderCounter(source.state?.messages ?? 0, () => this.#tell(source.path), this),
      );
    }
  }

  folder({ source }: FolderPair): FolderTally {
    const counter = this.#folders.get(source.path);
    if (!counter) throw new Error(`folder "${source.path}" was not announced`);
    return counter;
  }

  unchanged(pair: FolderPair): void {
    const messages = pair.source.state?.messages ?? 0;
    this.folder(pair).found({ messages, bytes: 0, recorded: messages, recordedBytes: 0, tooOld: 0 });
  }

  failedFolder(folder: string, failure: Failure): void {
    this.#failures.set(folder, failure);
  }

  /** Told once, however often it happens. */
  note(kind: Note['kind'], folder: string, told: Words): void {
    const said = JSON.stringify([kind, folder, inLanguage('en', told)]);
    if (this.#said.has(said)) return;
    this.#said.add(said);
    const of = JSON.stringify([kind, folder]);
    const count = (this.#noted.get(of) ?? 0) + 1;
    this.#noted.set(of, count);
    if (count <= MOST_NOTES) this.notes.push({ kind, folder, text: told });
    // A target that alters every message is not told of each.
    else if (count === MOST_NOTES + 1) this.notes.push({ kind, folder, text: andMore });
  }

  /** Any folder is, until it is known which are. */
  isCopied(folder: string): boolean {
    return !this.#isBegun || this.#folders.has(folder);
  }

  /** Grows with every message that is settled by this run. */
  get settled(): number {
    return this.#sum((counter) => counter.copiedMessages + counter.recognisedMessages);
  }

  isComplete(): boolean {
    return this.#failures.size === 0 && this.#sum((counter) => counter.refusedMessages) === 0;
  }

  result(stoppedBy: Failure | undefined): CopyResult {
    const ended = this.isComplete() ? 'complete' : 'incomplete';
    return {
      outcome: stoppedBy ? 'stopped' : ended,
      ...(stoppedBy && { stoppedBy }),
      messages: this.#counts(),
      bytes: this.#sum((counter) => counter.copiedBytes),
      flagsChanged: this.#sum((counter) => counter.changed),
      refused: this.refusedMessages,
      folderFailures: [...this.#failures].map(([folder, failure]) => ({ folder, failure })),
      notes: this.notes,
      seconds: (this.#clock.now().getTime() - this.#started.getTime()) / 1000,
    };
  }

  #counts(): MessageCounts {
    const lost = [...this.#folders].filter(([folder]) => this.#failures.has(folder));
    const lostMessages = lost.reduce((sum, [, counter]) => sum + counter.open, 0);
    return {
      source: this.#sum((counter) => counter.counts.messages),
      copied: this.#sum((counter) => counter.copiedMessages),
      already: this.#sum((counter) => counter.already + counter.recognisedMessages),
      failed: lostMessages + this.#sum((counter) => counter.refusedMessages),
      skipped: this.#sum((counter) => counter.counts.tooOld + counter.vanishedMessages),
    };
  }

  #sum(of: (counter: FolderCounter) => number): number {
    return [...this.#folders.values()].reduce((sum, counter) => sum + of(counter), 0);
  }

  #tell(folder: string): void {
    this.#onProgress?.({
      folder,
      messages: this.#sum((counter) => counter.already + counter.copiedMessages + counter.recognisedMessages),
      ofMessages: this.#sum((counter) => counter.counts.messages - counter.counts.tooOld),
      bytes: this.#sum((counter) => counter.alreadyBytes + counter.copiedBytes + counter.recognisedBytes),
      ofBytes: this.#sum((counter) => counter.counts.bytes),
      worked: {
        messages: this.settled,
        bytes: this.#sum((counter) => counter.copiedBytes + counter.recognisedBytes),
      },
    });
  }
}

class FolderCounter implements FolderTally {
  counts: FolderCounts;
  already = 0;
  alreadyBytes = 0;
  copiedMessages = 0;
  copiedBytes = 0;
  recognisedMessages = 0;
  recognisedBytes = 0;
  refusedMessages = 0;
  vanishedMessages = 0;
  changed = 0;
  #lookedInto = false;
  readonly #tell: () => void;
  readonly #mailbox: MailboxTally;

  constructor(announced: number, tell: () => void, mailbox: MailboxTally) {
    this.counts = { messages: announced, bytes: 0, recorded: 0, recordedBytes: 0, tooOld: 0 };
    this.#tell = tell;
    this.#mailbox = mailbox;
  }

  /** Neither settled nor refused nor skipped. */
  get open(): number {
    const { messages, tooOld } = this.counts;
    const settled = this.already + this.copiedMessages + this.recognisedMessages;
    return Math.max(0, messages - tooOld - settled - this.refusedMessages - this.vanishedMessages);
  }

  note(kind: Note['kind'], folder: string, told: Words): void {
    this.#mailbox.note(kind, folder, told);
  }

  found(counts: FolderCounts): void {
    this.counts = counts;
    // A second attempt finds recorded what the first one copied.
    if (!this.#lookedInto) {
      this.already = counts.recorded;
      this.alreadyBytes = counts.recordedBytes;
    }
    this.#lookedInto = true;
    this.#tell();
  }

  copied(messages: number, bytes: number): void {
    this.copiedMessages += messages;
    this.copiedBytes += bytes;
    this.#tell();
  }

  recognised(messages: number, bytes: number): void {
    this.recognisedMessages += messages;
    this.recognisedBytes += bytes;
    this.#tell();
  }

  refused(messages: number): void {
    this.refusedMessages = messages;
  }

  vanished(messages: number): void {
    this.vanishedMessages += messages;
  }

  flagsChanged(messages: number): void {
    this.changed += messages;
  }
}
