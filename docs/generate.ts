/**
 * Writes the rules' pages, docs/rules/, from the rules themselves, the page of facts, and the grammar's page and diagrams: `node
 * docs/generate.ts`. With `--check` it writes nothing and fails where a page is missing, stale or left over.
 */
import type { Analysis } from '../server/language/analysis.ts';
import type { Diagnostic } from '../server/language/diagnostic.ts';
import { pageOf } from '../server/language/rules/pages.ts';
import { RULES } from '../server/language/rules/registry.ts';
import type { Rule } from '../server/language/rules/rule.ts';
import { analyse, applyFix, parseMarkers, published } from '../test/support/check.ts';
import { factsPage } from './facts.ts';
import { grammarDiagrams, grammarPage } from './grammar.ts';
import { keepFile, keepFolder } from './keep-folder.ts';

/** Every page by its file name. */
function pages(): Map<string, string> {
  const made = new Map(RULES.map((rule) => [fileOf(rule), page(rule)]));
  return made.set('README.md', table());
}

const fileOf = (rule: Rule): string => pageOf(rule).replace(/^.*\//, '');

function table(): string {
  const rows = RULES.map(
    (rule) =>
      `| [${rule.code}](${fileOf(rule)}) | ${rule.name}${namesOfParts(rule)} | ${severityOf(rule)} | ${rule.why.en} |`,
  );
  return `# Rules

What \`migplan check\` and the editor look for. Codes are never reused. A rule's severity is changed in the plan's policy
(\`severity mailbox-over-quota warning\`, or \`off\`); one place is excepted by a comment above it that gives the reason
(\`# migplan-ignore mailbox-over-quota: agreed with the provider\`). These pages are made from the rules by \`docs/generate.ts\`.

| code | name | severity | why |
|---|---|---|---|
${rows.join('\n')}
`;
}

const namesOfParts = ({ variants }: Rule): string =>
  variants ? ` (${Object.keys(variants).join(', ')})` : '';

const severityOf = ({ severity, variants }: Rule): string =>
  variants ? [...new Set(Object.values(variants))].join(', ') : severity;

function page(rule: Rule): string {
  const example = parseMarkers(rule.bad).text;
  const analysis = analyse(example);
  const english = published(analysis);
  const french = published(analyse(example, { locale: 'fr' }));
  return `# ${rule.code} ${rule.name}

${rule.why.en}

${defaults(rule)}

## What is reported

${code(underlined(example, english))}

In French: ${[...new Set(french.map(({ message }) => `“${message}”`))].join(' · ')}

## What is accepted

${code(rule.good)}

## How to mend it

${mending(rule, analysis, english[0])}

## How to except or change it

On the line above it, with the reason:

${code(`# migplan-ignore ${nameFor(rule)}: why it is right here`)}

For the whole plan, in its policy (\`off\`, \`hint\`, \`information\`, \`warning\` or \`error\`):

${code(`policy { severity ${nameFor(rule)} ${rule.severity === 'error' ? 'warning' : 'off'} }`)}
`;
}

/** The name to write: a part's where the rule has parts, else its own. */
const nameFor = ({ name, variants }: Rule): string => Object.keys(variants ?? {})[0] ?? name;

function defaults(rule: Rule): string {
  if (!rule.variants) return `Severity: **${rule.severity}** unless the policy says otherwise.`;
  const parts = Object.entries(rule.variants).map(([name, severity]) => `- \`${name}\`: **${severity}**`);
  return `It has parts, each with its own name and severity unless the policy says otherwise:\n\n${parts.join('\n')}`;
}

function mending({ fixes = [] }: Rule, analysis: Analysis, sample: Diagnostic | undefined): string {
  const titles = fixes.flatMap(({ title }, index) =>
    sample && applyFix(analysis, sample, index) ? [title.en(sample.finding.data, analysis.model)] : [],
  );
  const byHand = 'The message names what is wrong and what to change.';
  if (titles.length === 0) return byHand;
  return `${byHand} In the editor, on the example above:\n\n${titles.map((title) => `- ${title}`).join('\n')}`;
}

/** The example with carets and the message under each reported place. */
function underlined(example: string, diagnostics: readonly Diagnostic[]): string {
  const lines = example.split('\n');
  for (const { range, severity, code, message } of diagnostics.toReversed()) {
    const { start, end } = range;
    const carets = `${' '.repeat(start.character)}${'^'.repeat(end.character - start.character)}`;
    lines.splice(start.line + 1, 0, `#${carets.slice(1)} ${severity} ${code}: ${message}`);
  }
  return lines.join('\n');
}

const code = (text: string): string => `\`\`\`migplan\n${text.trimEnd()}\n\`\`\``;

const MAKER = 'node docs/generate.ts';

keepFolder('rules', pages(), MAKER);
keepFolder('grammar', grammarDiagrams(), MAKER);
keepFile('grammar.md', grammarPage(), MAKER);
keepFile('facts.md', factsPage(), MAKER);
