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
    // Maildir++, the layout of Maildir: a folder’s whole path is the name of one directory, with a dot before it and between its
    // levels. Other layouts take 4,096 octets and the signs too.
    source: 'Dovecot 2.3 and 2.4, names of mailboxes; tried on Dovecot 2.3.19 with Maildir',
    checked: '2026-11-24',
    facts: {
      'folder-name-bytes': 254,
      'folder-path-bytes': 254,
      'folder-signs-refused': './',
      'folder-first-signs-refused': '~',
      'folder-look-alikes': true,
    },
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
