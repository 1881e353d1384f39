/** Where a rule's documentation page is. */
import type { Rule } from './rule.ts';

/** The page's path in the project: `docs/rules/MP301-mailbox-over-quota.md`. Where it is published, the composition roots know. */
export const pageOf = ({ code, name }: Pick<Rule, 'code' | 'name'>): string =>
  `docs/rules/${code}-${name}.md`;
