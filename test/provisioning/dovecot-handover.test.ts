/** What is handed over for a Dovecot, read by a real one: accounts are there and open to the master alone; whoever is locked is kept out. */
import { expect, test } from 'vitest';
import { dovecotFiles } from '../../server/documents/handover/dovecot-files.ts';
import type { Change } from '../../server/planning/provisioning/change.ts';
import { handedAt } from '../documents/handover/handed.ts';
import { startDovecot } from '../support/dovecot.ts';
import { MASTER } from './dovecot-place.ts';
import { imapDialogue, statusOf } from './imap-dialogue.ts';

const anna = 'anna@test.example';

function fileOf(ending: string, changes: readonly Change[]): string {
  return dovecotFiles(handedAt(changes)).find(({ name }) => name.endsWith(ending))?.content ?? '';
}

test('an account of the file has its quota, and nobody signs in to it without a password', async () => {
  const moreUsers = fileOf('passwd', [
    { does: 'make', kind: 'mailbox', address: anna, profile: {} },
    { does: 'set-quota', address: anna, bytes: 3 * 2 ** 20 },
  ]);
  const server = await startDovecot({ users: [], master: MASTER, moreUsers });
  try {
    const [, quota] = await imapDialogue(server.port, [
      `LOGIN ${anna}*${MASTER.name} ${MASTER.password}`,
      'GETQUOTAROOT INBOX',
    ]);
    expect(quota).toContain('(STORAGE 0 3072)');
    for (const guess of ['""', '"!"', '"{CRYPT}!"', '"x"'])
      expect((await imapDialogue(server.port, [`LOGIN ${anna} ${guess}`])).map(statusOf)).toEqual(['NO']);
  } finally {
    await server.stop();
  }
});

test('whoever is locked is kept out, and the master is not', async () => {
  const users = ['anna', 'bob'].map((name) => ({ name: `${name}@test.example`, password: 'own' }));
  const locked = fileOf('locked', [{ does: 'lock', address: anna }]);
  const server = await startDovecot({ users, master: MASTER, locked });
  try {
    const logins = [`${anna} own`, 'bob@test.example own', `${anna}*${MASTER.name} ${MASTER.password}`];
    const answers = await Promise.all(logins.map((login) => imapDialogue(server.port, [`LOGIN ${login}`])));
    expect(answers.flat().map(statusOf)).toEqual(['NO', 'OK', 'OK']);
  } finally {
    await server.stop();
  }
});
