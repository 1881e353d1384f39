/** Where a rule's documentation page is. */
import type { Rule } from './rule.ts';

/** The page's path in the project: `docs/rules/MP301-mailbox-over-quota.md`. Where it is published, the composition roots know. */
export const pageOf = ({ code, name }: Pick<Rule, 'code' | 'name'>): string =>
  `docs/rules/${code}-${name}.md`;

/** Not a rule, and so never off: a file beside a plan that cannot be used. It is told as rules' findings are. */
export const UNUSABLE_FILE = {
  code: 'MP000',
  rule: 'unusable-file',
  name: 'unusable-file',
  why: {
    en: 'What a file beside the plan says counts whole or not at all: half of it would be a surprise.',
    fr: 'Ce que dit un fichier à côté du plan compte en entier ou pas du tout\u00A0: une moitié surprendrait.',
  },
} as const;

/** The page that says what a file beside a plan holds. */
export const pageOfFile = (file: string): string =>
  file.startsWith('inventory/') ? 'docs/language.md' : 'docs/facts.md';
