/**
 * What Gmail takes as names of folders, which are its labels. It is no kind of endpoint: an IMAP server that lists `[Gmail]` is held
 * to this instead.
 */
import type { FactGroup } from './facts.ts';

export const GMAIL: FactGroup = {
  source:
    'Gmail API, “Manage labels”: names of system labels are reserved; the length of a label as its users report it; GYB’s issues 350 and 442',
  checked: '2026-11-24',
  facts: {
    'folder-path-length': 225,
    'folder-signs-refused': '/\\',
    'folder-first-signs-refused': ' ^',
    'folder-last-signs-refused': ' ',
    'folder-look-alikes': false,
    'folders-reserved': [
      ...[
        '[Gmail]',
        '[Google Mail]',
        '[Imap]',
        'All Mail',
        'Bin',
        'Chat',
        'Chats',
        'Draft',
        'Drafts',
        'Important',
      ],
      ...[
        'Inbox',
        'Muted',
        'Read',
        'Scheduled',
        'Sent',
        'Sent Mail',
        'Snoozed',
        'Spam',
        'Star',
        'Starred',
        'Todo',
      ],
      ...['Trash', 'Unread', 'Voicemail'],
    ],
  },
};
