/** What is safe to take for granted of a mail server of which only the protocol is known. */
import type { KindFacts } from './facts.ts';

export const IMAP: KindFacts = [
  {
    // Both are extensions that few servers offer to all their users.
    source: 'RFC 6531 (SMTPUTF8) and RFC 6855 (UTF8=ACCEPT)',
    checked: '2026-11-22',
    facts: { 'address-letters': 'ascii' },
  },
  {
    source: 'RFC 4314: its access control lists know no sending for others',
    checked: '2026-11-22',
    facts: { rights: ['read', 'write', 'full'] },
  },
  {
    source: 'RFC 4616 and RFC 7628; a master user after a separator is a custom of servers',
    checked: '2026-11-22',
    facts: { logins: ['master', 'admin', 'each', 'oauth2'] },
  },
];
