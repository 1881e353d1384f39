/** Where a rule's documentation page is. */
import type { Rule } from './rule.ts';

/** What stands before a page's path in a diagnostic's link; empty until the pages are published somewhere. */
export const PUBLISHED_AT = '';

/** The page's path in the project: `docs/rules/MP301-mailbox-over-quota.md`. */
export const pageOf = ({ code, name }: Pick<Rule, 'code' | 'name'>): string =>
  `docs/rules/${code}-${name}.md`;

/** The link that a diagnostic carries to its page. */
export const linkOf = (rule: Pick<Rule, 'code' | 'name'>): string => `${PUBLISHED_AT}${pageOf(rule)}`;
