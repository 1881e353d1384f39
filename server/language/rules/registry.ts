/** Every validation rule, in the order of the codes. A test compares this list with the files of the folder. */
import { aliasOutsideDomain } from './alias-outside-domain.ts';
import { mailboxOverQuota } from './mailbox-over-quota.ts';
import type { Rule } from './rule.ts';
import { unknownName } from './unknown-name.ts';

export const RULES: readonly Rule[] = [unknownName, mailboxOverQuota, aliasOutsideDomain];
