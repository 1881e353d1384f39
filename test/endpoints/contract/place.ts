/** A place under the contract: how to get an empty mailbox of it, and in what it honestly differs from others. */
import type {
  Content,
  MailSource,
  MailTarget,
  MessageEntry,
  MessageLook,
  NewMessage,
  Selection,
} from '../../../server/running/ports.ts';
import { wholeOf } from '../../support/large-content.ts';

/** Messages that servers differ on. */
export const ODD_MESSAGES = {
  empty: '',
  'one without a header': 'x',
  'one with an empty header': '\r\nno header\r\n',
  'bare LF': 'Subject: a\nX: b\n\nbody\nmore\n',
  'bare CR': 'Subject: a\r\n\r\none\rtwo\r\n',
  'NUL bytes': 'A: b\r\n\r\nq\0q\x80\0\r\n',
  '8-bit bytes': 'Subject: caf\xe9\r\nA: \x80\r\n\r\nr\xe9sum\xe9 \xff\r\n',
  'a long line': `Subject: \xe9\r\n\r\n${'y'.repeat(300_000)}\r\n`,
  'no line end at its end': 'Subject: open\r\n\r\nno newline here',
  'header lines alone': 'Subject: only a header\r\n',
} as const;

export type OddMessage = keyof typeof ODD_MESSAGES;

export interface Place {
  /** The same mailbox, opened both ways. */
  empty(): Promise<{ readonly source: MailSource; readonly target: MailTarget }>;
  /** A message that it refuses; absent where it takes whatever bytes there are. */
  readonly unwanted?: Buffer;
  readonly refuses?: readonly OddMessage[];
  /** It stores each line end as CRLF. */
  readonly mendsLineEnds?: boolean;
  /** Characters that names of folders cannot have. */
  readonly notInNames?: readonly string[];
  /** False: what a folder is made for is not kept (no CREATE-SPECIAL-USE, RFC 6154). */
  readonly keepsUses?: boolean;
  /** Of changes it tells what is new and what is gone (QRESYNC), what is new (CONDSTORE), or nothing. Default: both. */
  readonly changes?: 'new and gone' | 'new' | 'none';
  /** Messages of so many bytes come in pieces. */
  readonly largeFrom: number;
  /** False: what UIDs it gives, it does not tell. */
  readonly tellsUids?: boolean;
  /** False: it can only expunge all messages that are marked. */
  readonly removes?: boolean;
}

export const signal = new AbortController().signal;
export const receivedAt = new Date('2019-12-31T23:59:58Z');
export const content = Buffer.from(
  'Message-ID: <one@c.example>\r\nSubject: a\r\n folded one\r\nDate: today\r\n\r\nbody\r\n',
);

export function message(more: Partial<NewMessage> = {}): NewMessage {
  return { content, flags: [], receivedAt, ...more };
}

/** Messages that their subjects tell apart. */
export function numbered(from: number, to: number): NewMessage[] {
  return Array.from({ length: to - from }, (_, at) =>
    message({ content: Buffer.from(`Subject: ${from + at}\r\n\r\nnumber ${from + at}\r\n`) }),
  );
}

/** Both ends of an empty mailbox, and what is asked of them in every test. */
export class OpenPlace {
  readonly place: Place;
  readonly source: MailSource;
  readonly target: MailTarget;

  private constructor(place: Place, source: MailSource, target: MailTarget) {
    this.place = place;
    this.source = source;
    this.target = target;
  }

  static async open(place: Place): Promise<OpenPlace> {
    const { source, target } = await place.empty();
    return new OpenPlace(place, source, target);
  }

  async close(): Promise<void> {
    await Promise.all([this.source.close(), this.target.close()]);
  }

  append(...messages: readonly NewMessage[]) {
    return this.target.append('INBOX', messages, signal);
  }

  /** The UID under which the appended message is listed. */
  async put(flags: readonly string[] = [], bytes: Content = content): Promise<number> {
    const outcomes = await this.append(message({ flags, content: bytes }));
    if (outcomes[0]?.kind !== 'appended') throw new Error(`not appended: ${JSON.stringify(outcomes)}`);
    return (await this.uids()).at(-1) ?? 0;
  }

  /** As the source sees it now: a connection that is in a folder learns what others did there when it opens it again. */
  async uids(folder = 'INBOX'): Promise<readonly number[]> {
    await this.source.openForReading(folder, signal);
    return this.source.uids(folder, signal);
  }

  async list(which: Selection = { all: true }, folder = 'INBOX'): Promise<MessageEntry[]> {
    await this.source.openForReading(folder, signal);
    return gathered(this.source.entries(folder, which, signal));
  }

  async looks(folder = 'INBOX'): Promise<MessageLook[]> {
    await this.source.openForReading(folder, signal);
    return gathered(this.source.looks(folder, { all: true }, signal));
  }

  /** Messages as the source hands them out, whole. */
  async read(wanted: readonly Pick<MessageEntry, 'uid' | 'size'>[], folder = 'INBOX') {
    const found: { readonly uid: number; readonly bytes: Buffer }[] = [];
    for await (const { uid, content } of this.source.messages(folder, wanted, signal)) {
      found.push({ uid, bytes: await wholeOf(content, signal) });
    }
    return found;
  }

  async inbox() {
    const { folders } = await this.source.folders(signal);
    return folders.find(({ use }) => use === 'inbox');
  }

  /** A new folder, by its whole path. */
  async make(name: string): Promise<string> {
    const path = (await this.target.folders(signal)).prefix + name;
    await this.target.createFolder(path, signal);
    return path;
  }
}

async function gathered<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of from) found.push(one);
  return found;
}
