/** Diagnostics for people, for programs and for the tools that show them in a review. */
import type { Diagnostic } from '../../language/analysis.ts';
import { pageOf } from '../../language/rules/pages.ts';
import type { Severity } from '../../language/rules/rule.ts';
import type { LoadedPlan } from '../loaded-plan.ts';
import type { Cli } from '../services.ts';
import { SEVERITIES } from './names.ts';
import { harmless, painter } from './style.ts';

export interface DiagnosticsReport {
  readonly plan: LoadedPlan;
  readonly diagnostics: readonly Diagnostic[];
  /** Of each severity, those that are not listed too. */
  readonly summary: Readonly<Record<Severity, number>>;
}

export const CHECK_FORMATS = ['human', 'json', 'sarif', 'github', 'markdown'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

export function showDiagnostics(cli: Cli, format: CheckFormat, report: DiagnosticsReport): string {
  switch (format) {
    case 'human':
      return human(cli, report);
    case 'json':
      return `${JSON.stringify(asJson(report), null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(asSarif(cli, report), null, 2)}\n`;
    case 'github':
      return report.diagnostics.map(githubLine).join('');
    case 'markdown':
      return markdown(cli, report);
  }
}

/** People read a screen or two; the rest is counted. */
const MOST_SHOWN = 100;
const COLOURS = { error: 'red', warning: 'yellow', information: 'blue', hint: 'cyan' } as const;

function human(cli: Cli, report: DiagnosticsReport): string {
  const { diagnostics } = report;
  const shown = diagnostics.slice(0, MOST_SHOWN).map((diagnostic) => framed(cli, report.plan, diagnostic));
  const rest = diagnostics.length - shown.length;
  if (rest > 0) shown.push(cli.t(`… and ${rest} more`, `… et ${rest} de plus`));
  return [...shown, summaryLine(cli, report), ''].join('\n');
}

function framed({ terminal, locale, t }: Cli, plan: LoadedPlan, diagnostic: Diagnostic): string {
  const paint = painter(terminal);
  const { path, range, severity, code, message, related } = diagnostic;
  const where = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  const head = `${paint('bold', where)}  ${paint(COLOURS[severity], SEVERITIES[severity][locale])} ${code}  ${harmless(message)}`;
  const text = lineOf(plan, diagnostic);
  const length =
    range.end.line === range.start.line
      ? range.end.character - range.start.character
      : text.length - range.start.character;
  const carets = ' '.repeat(range.start.character) + '^'.repeat(Math.max(1, length));
  const seeAlso = related
    .slice(0, 3)
    .map(
      (place) =>
        `  ${t('see', 'voir')} ${place.path}:${place.range.start.line + 1}  ${harmless(place.message)}`,
    );
  return [
    head,
    `  ${paint('dim', '|')} ${text}`,
    `  ${paint('dim', '|')} ${paint(COLOURS[severity], carets)}`,
    ...seeAlso,
    '',
  ].join('\n');
}

function lineOf(_: LoadedPlan, { finding: { block, at } }: Diagnostic): string {
  const start = block.text.lastIndexOf('\n', at.start - 1) + 1;
  const end = block.text.indexOf('\n', at.start);
  return harmless(block.text.slice(start, end < 0 ? undefined : end).replace(/[\t\r]/g, ' '));
}

function summaryLine({ terminal, locale, t }: Cli, { plan, summary }: DiagnosticsReport): string {
  const { analysis } = plan;
  const totals = analysis.model.totals('plan', '');
  const moved = totals.mailboxes + totals.shared;
  const files = analysis.paths.length;
  const count = (number: number, one: string, many: string): string =>
    `${number} ${number === 1 || (number === 0 && locale === 'fr') ? one : many}`;
  const problems = [
    count(summary.error, t('error', 'erreur'), t('errors', 'erreurs')),
    count(summary.warning, t('warning', 'avertissement'), t('warnings', 'avertissements')),
  ];
  const others = summary.information + summary.hint;
  if (others > 0) problems.push(count(others, t('remark', 'remarque'), t('remarks', 'remarques')));
  const read = t(
    `${count(moved, 'mailbox', 'mailboxes')} in ${count(files, 'file', 'files')}`,
    `${count(moved, 'boîte', 'boîtes')} dans ${count(files, 'fichier', 'fichiers')}`,
  );
  return painter(terminal)(summary.error > 0 ? 'red' : 'green', `${problems.join(', ')} (${read})`);
}

/** The documented JSON of `check`: positions zero-based, as in the Language Server Protocol. */
function asJson({ plan, diagnostics, summary }: DiagnosticsReport) {
  return {
    schema: 'migplan/check/v1',
    plan: plan.files.root,
    files: plan.analysis.paths.length,
    diagnostics: diagnostics.map(({ code, rule, severity, message, path, range, related, finding }) => ({
      ...{ code, rule, severity, message, file: path, range, docs: pageOf(finding.rule) },
      related: related.map((place) => ({ file: place.path, range: place.range, message: place.message })),
    })),
    summary,
  };
}

const SARIF_LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0 (OASIS), as code hosts read it; lines and columns from 1. */
function asSarif({ locale }: Cli, { diagnostics }: DiagnosticsReport) {
  const rules = [...new Map(diagnostics.map(({ finding: { rule } }) => [rule.code, rule])).values()];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'migplan',
            rules: rules.map(({ code, name, why }) => ({
              id: code,
              name,
              fullDescription: { text: why[locale] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(({ code, severity, message, path, range }) => ({
          ruleId: code,
          level: SARIF_LEVELS[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: path },
                region: {
                  startLine: range.start.line + 1,
                  startColumn: range.start.character + 1,
                  endLine: range.end.line + 1,
                  endColumn: range.end.character + 1,
                },
              },
            },
          ],
        })),
      },
    ],
  };
}

/** GitHub's workflow commands; `%`, CR and LF are escaped as its documentation asks. */
function githubLine({ severity, path, range, code, message }: Diagnostic): string {
  const level = severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'notice';
  const escaped = message.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const file = path.replace(/%/g, '%25').replace(/,/g, '%2C').replace(/:/g, '%3A');
  return `::${level} file=${file},line=${range.start.line + 1},col=${range.start.character + 1},title=${code}::${escaped}\n`;
}

function markdown(cli: Cli, { plan, diagnostics, summary }: DiagnosticsReport): string {
  const rows = diagnostics.map(
    ({ path, range, severity, code, message }) =>
      `| ${path}:${range.start.line + 1} | ${SEVERITIES[severity][cli.locale]} | ${code} | ${message.replace(/\|/g, '\\|')} |`,
  );
  const table =
    rows.length > 0
      ? [
          '',
          `| ${cli.t('Where | Severity | Rule | What', 'Où | Gravité | Règle | Quoi')} |`,
          '|---|---|---|---|',
          ...rows,
        ]
      : [];
  const title = summaryLine(
    { ...cli, terminal: { ...cli.terminal, colour: false } },
    { plan, diagnostics, summary },
  );
  return [`**${title}**`, ...table, ''].join('\n');
}
