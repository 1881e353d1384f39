/** A mailbox in memory that shows its labels as folders, as Gmail does over IMAP: one message, many folders, one X-GM-MSGID. */
import {
  type FoldingOptions,
  foldedLabels,
  type GmailSurvey,
} from '../../server/endpoints/imap/gmail-labels.ts';
import type { FolderUse, MailSource } from '../../server/running/ports.ts';
import { MemoryMailbox } from './memory-mail.ts';

export const ALL_MAIL = '[Gmail]/All Mail';
export const SENT = '[Gmail]/Sent Mail';
export const TRASH = '[Gmail]/Trash';
export const SPAM = '[Gmail]/Spam';
export const STARRED = '[Gmail]/Starred';
export const IMPORTANT = '[Gmail]/Important';

const OWN: Readonly<Record<string, readonly [FolderUse, label: string]>> = {
  INBOX: ['inbox', '\\Inbox'],
  [ALL_MAIL]: ['all', ''],
  [SENT]: ['sent', '\\Sent'],
  '[Gmail]/Drafts': ['drafts', '\\Draft'],
  [TRASH]: ['trash', '\\Trash'],
  [SPAM]: ['junk', '\\Junk'],
  [STARRED]: ['flagged', '\\Starred'],
  [IMPORTANT]: ['important', '\\Important'],
};

export class GmailMailbox {
  readonly box: MemoryMailbox;
  /** Labels that Gmail shows in no folder over IMAP. */
  readonly hidden = new Set<string>();
  readonly #msgids = new Map<Buffer, string>();

  constructor(box = new MemoryMailbox()) {
    this.box = box;
    box.create('[Gmail]', { selectable: false });
    for (const [path, [use]] of Object.entries(OWN)) if (path !== 'INBOX') box.create(path, { use });
  }

  /** A new message. It shows in All Mail too, unless it is in Spam or Trash. */
  receive(name: string, ...folders: string[]): void {
    const shown = folders.some((path) => path === SPAM || path === TRASH) ? folders : [ALL_MAIL, ...folders];
    for (const path of shown) this.label(name, path);
  }

  label(name: string, path: string): void {
    const flags = this.#shown(name).some((one) => one === STARRED) ? ['\\Flagged'] : [];
    const { content } = this.box.put(path, mail(name), { flags });
    this.#msgids.set(content, `18${name}`);
  }

  unlabel(name: string, path: string): void {
    const folder = this.box.folder(path);
    folder.messages = folder.messages.filter(({ content }) => !content.equals(mail(name)));
    folder.modseq++;
  }

  source(options: FoldingOptions = {}): MailSource {
    return foldedLabels(this.box.asSource(), this.survey(), options);
  }

  survey(): GmailSurvey {
    const messages = (path: string) =>
      this.box.folder(path).messages.map((message) => this.#told(message, path));
    return {
      async *gmailIds(path) {
        yield* messages(path);
      },
    };
  }

  /** Without the folder's own label, as Gmail does. */
  #told({ uid, content }: { readonly uid: number; readonly content: Buffer }, path: string) {
    const msgid = this.#msgids.get(content) ?? '';
    const others = this.#shown(msgid.slice(2)).filter((one) => one !== path && one !== ALL_MAIL);
    return { uid, msgid, labels: [...others.map((one) => OWN[one]?.[1] ?? one), ...this.hidden] };
  }

  #shown(name: string): string[] {
    const own = mail(name);
    const holds = ({ content }: { readonly content: Buffer }) => content.equals(own);
    return [...this.box.folders.values()]
      .filter(({ messages }) => messages.some(holds))
      .map(({ path }) => path);
  }
}

const mail = (name: string): Buffer =>
  Buffer.from(`Message-ID: <${name}@gmail.example>\r\nSubject: ${name}\r\n\r\n${name}\r\n`);
