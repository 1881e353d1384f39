/** The contract of a mail store, kept by a real Dovecot: plain, and with another delimiter and a namespace prefix. */
import { afterAll, beforeAll } from 'vitest';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { Endpoint } from '../../server/planning/migration-plan.ts';
import { describeMailContract } from '../endpoints/mail-contract.ts';
import { type Dovecot, type DovecotOptions, startDovecot } from '../support/dovecot.ts';

const users = Array.from({ length: 40 }, (_, number) => ({
  name: `c${number}@c.example`,
  password: 'pass/word\\',
}));
const signal = new AbortController().signal;

for (const [name, shape] of Object.entries<Partial<DovecotOptions>>({
  'Dovecot over IMAP': {},
  'Dovecot with a prefix': { separator: '.', prefix: 'INBOX.' },
})) {
  let server: Dovecot;
  let next = 0;
  beforeAll(async () => {
    server = await startDovecot({ users, ...shape });
  }, 30_000);
  afterAll(() => server?.stop());

  describeMailContract(name, async () => {
    const { name: mailbox = '', password = '' } = users[next++] ?? {};
    const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
    const { host, port } = server;
    const endpoint: Endpoint = {
      name: 'c',
      kind: 'imap',
      host,
      port,
      security: 'plain',
      login,
      connections: 2,
    };
    const source = await connectImapSource(endpoint, mailbox, password, signal);
    return { source, target: await connectImapTarget(endpoint, mailbox, password, signal) };
  });
}
