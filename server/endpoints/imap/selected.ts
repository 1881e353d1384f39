/** A folder that a connection is in, as the server tells of it (RFC 3501, 7; RFC 7162). Sends nothing. */
import type { FolderState } from '../../running/ports.ts';
import { numbersOf, type Untagged, type Value } from './response.ts';

/** The folder a connection is in, kept up to date by what the server says unasked. */
export class Selected {
  readonly folder: string;
  readonly isReadOnly: boolean;
  exists = 0;
  uidValidity = '';
  uidNext = 0;
  highestModseq: string | undefined;
  permanentFlags: readonly string[] | undefined;
  /** Flags and keywords in use there: the server knows them. */
  flags: readonly string[] = [];

  constructor(folder: string, isReadOnly: boolean) {
    this.folder = folder;
    this.isReadOnly = isReadOnly;
  }

  hear({ kind, number, values, code }: Untagged): void {
    if (kind === 'EXISTS') this.exists = number ?? this.exists;
    else if (kind === 'EXPUNGE') this.exists--;
    else if (kind === 'VANISHED') this.exists -= vanishedNow(values);
    else if (kind === 'FLAGS') this.flags = atomsOf(values[0]);
    else if (code) this.#hearCode(code.name, code.rest);
  }

  #hearCode(name: string, rest: string): void {
    if (name === 'UIDVALIDITY') this.uidValidity = rest;
    else if (name === 'UIDNEXT') this.uidNext = Number(rest);
    else if (name === 'HIGHESTMODSEQ') this.highestModseq = rest;
    else if (name === 'PERMANENTFLAGS')
      this.permanentFlags = rest.replace(/[()]/g, ' ').split(' ').filter(Boolean);
  }

  get state(): FolderState {
    const { uidValidity, uidNext, exists, highestModseq } = this;
    return { uidValidity, uidNext, messages: exists, ...(highestModseq && { highestModseq }) };
  }
}

/** `VANISHED 41,43` takes away; `VANISHED (EARLIER) …` tells of what was counted no more (RFC 7162, 3.2.10). */
function vanishedNow(values: readonly Value[]): number {
  return values.length === 1 ? [...numbersOf(String(values[0]))].length : 0;
}

function atomsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
