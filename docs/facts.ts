/** The page of what is known of each kind of mail system, docs/facts.md, made from the facts themselves. */
import { ENDPOINT_KINDS, type EndpointKind } from '../grammar/vocabulary.ts';
import {
  FACT_NAMES,
  FACTS,
  type FactGroup,
  type FactName,
  type Facts,
  type Takes,
} from '../server/language/facts/facts.ts';
import { GMAIL } from '../server/language/facts/gmail.ts';
import { factsOfKind, groupOf, SYSTEMS } from '../server/language/facts/kinds.ts';
import { SMTP } from '../server/language/facts/smtp.ts';

export const factsPage = (): string => `# What is known of mail systems

Each kind of endpoint has its limits and its ways: how long an address may be, how large a message, whether a right exists.
migplan ships what is known of them, with the source and the day it was looked up, and [rules](rules/README.md) hold a plan
against it. Where sources disagree, the smaller number is shipped. What is not in a kind's table is not known of it: no rule
speaks of it, and that is no promise that there is no limit.

## Your own facts

A contract may give more than what is shipped here, and a provider may change its limits. A file \`facts.yaml\` beside the
root plan says so, for each kind; it belongs into git with the plan.

\`\`\`yaml
microsoft365:
  source: our contract of 2026, annex 2
  checked: 2026-10-01
  message-bytes: 150 MB            # the administrator has raised it
  external-forwarding: allowed
dovecot:
  account-signs: none              # any sign is taken
  rights: [ read, write, full, send-as ]
\`\`\`

- A fact of the file counts instead of the shipped one; every other fact stays as it is shipped.
- \`none\` lifts a fact: it counts as not known.
- \`source\` and \`checked\` may be given for each kind, so that others know where its facts are from. Nothing else reads them.
- A file with a fault is told once, at its line and column, by \`migplan check\` and in the editor. Nothing of it is used until
  it is mended; what is shipped still counts. \`show\`, \`dry-run\` and \`run\` stop there.

## What can be known

*Later* marks what is kept and that nothing is held against yet.

| fact | takes | meaning |
|---|---|---|
${FACT_NAMES.map((name) => `| \`${name}\` | ${taken(FACTS[name].takes)} | ${FACTS[name].means} |`).join('\n')}

Sizes are written as in plans: \`150 MB\`, \`36 MiB\`. Lists stand in brackets: \`[ read, full ]\`.

## Every mail system

An address keeps to SMTP’s limits, whatever the kind: ${SMTP.localPartOctets} octets before its @, ${SMTP.domainOctets} behind it, ${SMTP.labelOctets} in each part of a
domain, ${SMTP.addressOctets} in all (${SMTP.source}; looked up ${SMTP.checked}). \`facts.yaml\` does not change them.

${ENDPOINT_KINDS.map(kindSection).join('\n')}
## Gmail

No kind of its own: an IMAP server that declares uses below \`[Gmail]\` is held to this for the names of folders. \`facts.yaml\`
does not change it.

${TABLE_HEAD}
${FACT_NAMES.filter((name) => GMAIL.facts[name] !== undefined)
  .map((name) => factRow(name, GMAIL.facts, GMAIL))
  .join('\n')}
`;

const TABLE_HEAD = `| fact | value | looked up | source |
|---|---|---|---|`;

function taken(takes: Takes): string {
  switch (takes.kind) {
    case 'count':
      return 'a whole number';
    case 'size':
      return 'a size';
    case 'yes-no':
      return '`yes` or `no`';
    case 'text':
      return 'a text';
    case 'names':
      return 'names';
    case 'word':
      return takes.of.map((word) => `\`${word}\``).join(' or ');
    case 'words':
      return `some of ${takes.of.map((word) => `\`${word}\``).join(', ')}`;
  }
}

function kindSection(kind: EndpointKind): string {
  const facts = factsOfKind(kind);
  const rows = FACT_NAMES.filter((name) => facts[name] !== undefined).map((name) => row(kind, name));
  return `## ${kind}

What is known of ${SYSTEMS[kind].en}.

${TABLE_HEAD}
${rows.join('\n')}
`;
}

function row(kind: EndpointKind, name: FactName): string {
  return factRow(name, factsOfKind(kind), groupOf(kind, name));
}

function factRow(name: FactName, facts: Facts, group: FactGroup | undefined): string {
  return `| \`${name}\` | ${written(FACTS[name].takes, facts[name])} | ${group?.checked ?? ''} | ${cell(group?.source ?? '')} |`;
}

/** A value as facts.yaml takes it. */
function written(takes: Takes, value: unknown): string {
  if (Array.isArray(value)) return code(value.length > 0 ? `[ ${value.map(quoted).join(', ')} ]` : '[ ]');
  if (takes.kind === 'size') return code(sizeOf(Number(value)));
  return code(takes.kind === 'yes-no' ? (value === true ? 'yes' : 'no') : quoted(String(value)));
}

/** As YAML wants what begins or ends with a blank, or holds brackets of its own. */
const quoted = (text: string): string => (/^\s|\s$|^\[.*\]$/.test(text) ? `"${text}"` : text);

const SIZES = [
  ['GB', 1e9],
  ['MiB', 2 ** 20],
  ['MB', 1e6],
] as const;

function sizeOf(bytes: number): string {
  const [unit, size] = SIZES.find(([, of]) => bytes % of === 0) ?? ['B', 1];
  return `${bytes / size} ${unit}`;
}

/** Signs may hold backticks and bars. */
const code = (text: string): string => (text.includes('`') ? `\`\` ${cell(text)} \`\`` : `\`${cell(text)}\``);

const cell = (text: string): string => text.replaceAll('|', '\\|');
