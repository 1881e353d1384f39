/**
 * How messages of one folder are put on disk, in one format: what `WrittenFolder` needs of it. Each step may throw the system's error.
 */

import type { NewMessage } from '../../running/ports.ts';
import type { Place } from './content.ts';
import type { StoredMessage } from './folder-contents.ts';
import type { IndexLine, Written } from './folder-index.ts';

/** A message whose bytes are written, and not yet in sight. */
export interface PutMessage {
  /** By which the folder tells it from others. */
  readonly file: string;
  readonly written: Written;
  readonly place: Place;
}

export interface MessageStore {
  /** Before the first message of some: lines that the index must hold first. */
  begin(): Promise<readonly IndexLine[]>;
  /** Writes one message. Where it throws, nothing of that message stays. */
  put(uid: number, message: NewMessage, signal: AbortSignal): Promise<PutMessage>;
  /** Makes these last a power cut, and brings them in sight; returns lines that the index holds behind theirs. */
  settle(): Promise<readonly IndexLine[]>;
  /** Takes back what was put since `begin`. */
  undo(): Promise<void>;
  /** The messages with other flags; undefined for those that are gone. */
  changeFlags(
    changes: readonly { readonly message: StoredMessage; readonly flags: readonly string[] }[],
  ): Promise<readonly (StoredMessage | undefined)[]>;
  /** Deletes files; called before the index forgets them. */
  remove(messages: readonly StoredMessage[]): Promise<void>;
  close(): Promise<void>;
}
