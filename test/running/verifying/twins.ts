/** Two mailboxes in memory that hold the same mail under other UIDs, for one of them to be spoilt; no copy has to work for that. */
import type { MailboxCopy } from '../../../server/planning/migration-plan.ts';
import { type BothEnds, FurtherLanes } from '../../../server/running/further-lanes.ts';
import type { Clock, FolderUse } from '../../../server/running/ports.ts';
import { verifyMailbox } from '../../../server/running/verifying/verify-mailbox.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';

export interface TwinFolder {
  readonly path: string;
  readonly subscribed?: boolean;
  readonly use?: FolderUse;
  readonly messages: readonly TwinMessage[];
}

export interface TwinMessage {
  readonly content: string;
  readonly flags?: readonly string[];
  readonly receivedAt?: Date;
}

/** On which waiting takes no time. */
const clock: Clock = { now: () => new Date('2026-01-01T00:00:00Z'), wait: async () => undefined };

const job: MailboxCopy = {
  source: { endpoint: 'old', mailbox: 'a' },
  target: { endpoint: 'new', mailbox: 'a' },
  exclude: [],
  folders: [],
};

export class Twins {
  readonly from = new MemoryMailbox();
  readonly to = new MemoryMailbox();

  constructor(folders: readonly TwinFolder[]) {
    fill(this.from, folders, 1);
    fill(this.to, folders, 7);
  }

  verify(content: 'sample' | 'all' = 'all', more: Partial<MailboxCopy> = {}, lanes = this.lanes(0)) {
    const { signal } = new AbortController();
    const { source, target } = this.ends();
    return verifyMailbox({ ...job, ...more }, source, target, { signal, clock, content, lanes });
  }

  ends(): BothEnds {
    return { source: this.from.asSource(), target: this.to.asSource() };
  }

  /** So many further connections to both, none open yet. */
  lanes(count: number): FurtherLanes<BothEnds> {
    return new FurtherLanes(Array.from({ length: count }, () => async () => this.ends()));
  }
}

function fill(mailbox: MemoryMailbox, folders: readonly TwinFolder[], firstUid: number): void {
  for (const { path, subscribed = false, use, messages } of folders) {
    const known = path === 'INBOX' ? mailbox.folder(path) : mailbox.create(path, use ? { use } : {});
    Object.assign(known, { subscribed, uidNext: firstUid });
    for (const { content, flags = [], receivedAt } of messages)
      mailbox.put(path, Buffer.from(content, 'latin1'), {
        flags: [...flags],
        ...(receivedAt && { receivedAt }),
      });
  }
}
