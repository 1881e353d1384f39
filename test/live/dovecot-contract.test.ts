/** The contract of a mail store, kept by a real Dovecot: plain, and with another delimiter and a namespace prefix. */
import { afterAll, beforeAll } from 'vitest';
import { describeMailContract } from '../endpoints/mail-contract.ts';
import { type Dovecot, type DovecotOptions, startDovecot } from '../support/dovecot.ts';
import { imapPlace, MAILBOXES } from './imap-place.ts';

const password = 'pass/word\\';
const users = MAILBOXES.map((name) => ({ name, password, largestMessage: '9M' }));
const unwanted = Buffer.alloc(9_500_000, 'Subject: too large\r\n');

for (const [name, shape] of Object.entries<Partial<DovecotOptions>>({
  'Dovecot over IMAP': {},
  'Dovecot with a prefix': { separator: '.', prefix: 'INBOX.' },
})) {
  let server: Dovecot;
  beforeAll(async () => {
    server = await startDovecot({ users, ...shape });
  });
  afterAll(() => server?.stop());

  const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
  const traits = {
    unwanted,
    refuses: ['empty'],
    mendsLineEnds: true,
    keepsUses: false,
    notInNames: [shape.prefix ? '/' : '.'],
  } as const;
  describeMailContract(
    name,
    imapPlace(() => server, login, password, traits),
  );
}
