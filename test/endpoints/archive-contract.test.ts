/** Archives of each format keep the contract of every mail store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openArchiveSource, openArchiveTarget } from '../../server/endpoints/archive/open-archive.ts';
import type { MailArchive } from '../../server/planning/migration-plan.ts';
import { describeMailContract } from './mail-contract.ts';

const root = mkdtempSync(join(tmpdir(), 'migplan-archive-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let mailboxes = 0;

for (const format of ['maildir', 'mbox', 'eml'] as const) {
  const endpoint: MailArchive = { name: 'backup', kind: 'archive', path: root, format, connections: 4 };
  describeMailContract(`an archive of ${format}`, {
    empty: async () => {
      const mailbox = `m${++mailboxes}@a.example`;
      const target = await openArchiveTarget(endpoint, root, mailbox);
      const source = await openArchiveSource(endpoint, root, mailbox, { mayBeNew: true });
      return { source, target };
    },
    changes: 'none',
    largeFrom: 8_000_000,
  });
}
