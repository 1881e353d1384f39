import { pacedSource, pacedTarget, paceOf } from '../../server/endpoints/paced.ts';
import type { Endpoint } from '../../server/planning/migration-plan.ts';
import { systemClock } from '../../server/running/clock.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';
import { describeMailContract } from './mail-contract.ts';

describeMailContract('the memory store', async () => {
  const mailbox = new MemoryMailbox();
  return { source: mailbox.asSource(), target: mailbox.asTarget() };
});

describeMailContract('the memory store with a prefix', async () => {
  const mailbox = new MemoryMailbox({ delimiter: '.', prefix: 'INBOX.' });
  return { source: mailbox.asSource(), target: mailbox.asTarget() };
});

/** A decorator keeps the contract of what it is put round. */
describeMailContract('a paced store', async () => {
  const mailbox = new MemoryMailbox();
  const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
  const endpoint: Endpoint = {
    name: 'e',
    kind: 'imap',
    host: 'h',
    port: 1,
    security: 'plain',
    login,
    connections: 1,
    rate: 1e9,
  };
  const pace = paceOf(endpoint, systemClock);
  if (!pace) throw new Error('a rate makes a pace');
  return { source: pacedSource(pace, mailbox.asSource()), target: pacedTarget(pace, mailbox.asTarget()) };
});
