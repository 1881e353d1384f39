/** What Microsoft 365 takes, as its own pages say; where they disagree, the smaller number. */
import type { KindFacts } from './facts.ts';
import { OUTLOOK_FOLDERS } from './outlook-folders.ts';

const MIB = 2 ** 20;

export const MICROSOFT365: KindFacts = [
  {
    source: 'IdFix, errors of proxyAddresses and userPrincipalName (microsoft.github.io/idfix)',
    checked: '2026-11-23',
    facts: {
      'local-part-length': 64,
      'address-length': 256,
      'address-letters': 'ascii',
      'address-signs': "!#$%&'*+-/=?^_`{|}~.",
      'account-length': 113,
      'account-signs': "'.-_!#^~",
      'account-begins-with-sign': true,
    },
  },
  {
    source: 'Microsoft KB 3196424 (2024-01) and Set-Mailbox (ExchangePowerShell)',
    checked: '2026-11-22',
    facts: { addresses: 300, 'display-name-length': 256 },
  },
  {
    // Migrations over IMAP are held to the general limit; what a mailbox receives is 37,748,736 bytes unless raised, to
    // 150 MB at most. Others saw 45 MB pass over APPEND.
    source: 'Exchange Online limits, “Message limits” and “Mailbox folder limits”',
    checked: '2026-11-23',
    facts: {
      'message-bytes': 36 * MIB,
      folders: 10_000,
      'folder-depth': 300,
      'folder-messages': 1_000_000,
      'list-members': 100_000,
    },
  },
  {
    // Blanks at the ends are lost without a word. How long a name may be is told nowhere: less than any number that is told.
    source:
      'CloudBlue KB 116553, names that Exchange’s own tools refuse; imapsync, FAQ.Office365 (2024-02): “Folder name is reserved”',
    checked: '2026-11-24',
    facts: {
      'folder-name-length': 250,
      'folder-signs-refused': '/',
      'folder-first-signs-refused': ' ',
      'folder-last-signs-refused': ' .',
      'folder-look-alikes': false,
      'folders-reserved': OUTLOOK_FOLDERS,
    },
  },
  {
    source: 'About shared mailboxes (learn.microsoft.com)',
    checked: '2026-11-22',
    facts: { 'shared-bytes': 50e9, 'shared-members': 25 },
  },
  {
    // Reading and writing alone are rights on folders: Reviewer and Editor.
    source: 'Add-RecipientPermission, Set-Mailbox and Add-MailboxFolderPermission (ExchangePowerShell)',
    checked: '2026-11-22',
    facts: { rights: ['read', 'write', 'full', 'send-as', 'send-on-behalf'] },
  },
  {
    source: 'Deprecation of basic authentication in Exchange Online',
    checked: '2026-11-22',
    facts: { logins: ['oauth2'] },
  },
  {
    source: 'Control automatic external email forwarding: 550 5.7.520',
    checked: '2026-11-22',
    facts: { 'external-forwarding': 'refused' },
  },
  {
    source: 'Microsoft Graph v1.0, assignLicense and deletedItems',
    checked: '2026-11-22',
    facts: { 'licence-sku': true, 'soft-delete-days': 30 },
  },
  {
    source: 'External DNS records for Microsoft 365',
    checked: '2026-11-22',
    facts: {
      mx: '<token>.mail.protection.outlook.com',
      autodiscover: 'autodiscover.outlook.com',
      'spf-include': 'spf.protection.outlook.com',
      'dkim-selectors': 'selector1 selector2',
    },
  },
];
