/** What Dovecot takes as it is delivered. */
import type { KindFacts } from './facts.ts';

export const DOVECOT: KindFacts = [
  {
    source: 'Dovecot’s settings: auth_username_chars, as it is unless set otherwise',
    checked: '2026-11-23',
    facts: {
      'address-letters': 'ascii',
      'account-signs': '.-_',
      'account-begins-with-sign': true,
    },
  },
  {
    source: 'Dovecot 2.3 and 2.4, names of mailboxes',
    checked: '2026-11-22',
    facts: { 'folder-name-bytes': 255, 'folder-path-bytes': 4096 },
  },
  {
    source: 'RFC 4314 and Dovecot’s ACL plugin, which know no sending for others',
    checked: '2026-11-22',
    facts: { rights: ['read', 'write', 'full'] },
  },
  {
    source: 'Dovecot’s documentation, “Master Users”: after a separator, or by the authorisation identity',
    checked: '2026-11-23',
    facts: { logins: ['master', 'admin', 'each', 'oauth2'] },
  },
];
