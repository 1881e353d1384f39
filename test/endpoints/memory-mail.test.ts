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
