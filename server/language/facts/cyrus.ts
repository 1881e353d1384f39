/** What Cyrus IMAP takes. */
import type { Facts, KindFacts } from './facts.ts';

/** What Cyrus takes as names of folders, and what has Cyrus inside. */
export const CYRUS_FOLDERS: Facts = {
  'folder-path-bytes': 490,
  'folder-path-holds-user': true,
  'folder-signs-refused': '!"%/;<>\\^`{|}',
  'folder-look-alikes': true,
  'folders-reserved': ['#addressbooks', '#calendars', '#drive', '#notifications'],
};

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
    // Its own names for calendars and contacts are made and then shown to nobody. Older ones refuse more: `( ) * ? [ ]` and what
    // Unicode has beyond 16 bits; a plainer name is tried there.
    source:
      'Cyrus IMAP, imap/mailbox.h: MAX_MAILBOX_NAME, and imap/mboxname.c; tried on Cyrus 3.6, each sign for itself',
    checked: '2026-11-24',
    facts: CYRUS_FOLDERS,
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
