/** What BlueMind takes. */
import { CYRUS_FOLDERS } from './cyrus.ts';
import type { KindFacts } from './facts.ts';

export const BLUEMIND: KindFacts = [
  {
    source: 'BlueMind’s API: a login is [a-z0-9][a-z0-9-._]{0,63}, an address ASCII',
    checked: '2026-11-22',
    facts: {
      'local-part-length': 64,
      'address-letters': 'ascii',
      'account-signs': '-._',
      'account-begins-with-sign': false,
    },
  },
  {
    source: 'BlueMind, message size limits: 20 MB over IMAP unless raised, 10 MiB for delivery',
    checked: '2026-11-22',
    facts: { 'message-bytes': 20e6 },
  },
  {
    source: 'BlueMind keeps mail in Cyrus IMAP; names tried on Cyrus 3.6',
    checked: '2026-11-24',
    facts: CYRUS_FOLDERS,
  },
  {
    source: 'BlueMind’s API, access control of a mailbox: Read, Write, SendAs, SendOnBehalf, All',
    checked: '2026-11-22',
    facts: { rights: ['read', 'write', 'full', 'send-as', 'send-on-behalf'] },
  },
  {
    source: 'BlueMind’s API: an administrator acts through it; IMAP is opened by each user',
    checked: '2026-11-22',
    facts: { logins: ['each'] },
  },
];
