/** What Cyrus IMAP takes. */
import type { KindFacts } from './facts.ts';

export const CYRUS: KindFacts = [
  {
    // A mailbox’s name holds its user’s; signs that the oldest versions in use refuse are left out.
    source: 'Cyrus IMAP, imap/mboxname.c: GOODCHARS',
    checked: '2026-11-23',
    facts: {
      'address-letters': 'ascii',
      'account-signs': '+-._=~',
      'account-begins-with-sign': true,
    },
  },
  {
    source: 'Cyrus IMAP, imap/mailbox.h: MAX_MAILBOX_NAME, the user’s part in it',
    checked: '2026-11-23',
    facts: { 'folder-path-bytes': 490 },
  },
  {
    source: 'RFC 4314 and Cyrus IMAP’s access control lists, which know no sending for others',
    checked: '2026-11-22',
    facts: { rights: ['read', 'write', 'full'] },
  },
  {
    source:
      'imapd.conf(5): admins and proxyservers act for others by SASL; there is no separator for a master user',
    checked: '2026-11-22',
    facts: { logins: ['admin', 'each'] },
  },
];
