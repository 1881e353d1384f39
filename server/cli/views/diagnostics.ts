/** Diagnostics for people, for programs and for the tools that show them in a review. */
import type { Diagnostic } from '../../language/diagnostic.ts';
import { pageOf, pageOfFile, UNUSABLE_FILE } from '../../language/rules/pages.ts';
import type { Locale, Severity } from '../../language/rules/rule.ts';
import type { LoadedPlan } from '../loaded-plan.ts';
import type { Cli, FileProblem } from '../services.ts';
import { concealed } from './concealed.ts';
import { SEVERITIES } from './names.ts';
import { harmless, painter } from './style.ts';

/** A problem as it is listed: one that a rule found, or a file beside the plan that cannot be used. */
export interface Listed extends Omit<Diagnostic, 'finding'> {
  readonly name: string;
  readonly why: Readonly<Record<Locale, string>>;
  /** Its page in the project. */
  readonly docs: string;
  /** What is written in its line. */
  readonly written: string;
}

export const listed = (diagnostic: Diagnostic): Listed => {
  const { rule, block, at } = diagnostic.finding;
  const { block: host, span } = block.stamp?.use ?? { block, span: at };
  return {
    ...diagnostic,
    name: rule.name,
    why: rule.why,
    docs: pageOf(rule),
    written: concealed(lineAround(host.text, span.start), host),
  };
};

/** A file that cannot be used, told as an error at its line. */
export function toldOf({ file, line, column, says, written }: FileProblem, locale: Locale): Listed {
  const start = { line: line - 1, character: column - 1 };
  const end = { line: line - 1, character: Math.max(column, written.trimEnd().length) };
  return {
    ...{ ...UNUSABLE_FILE, severity: 'error', message: says[locale], path: file, docs: pageOfFile(file) },
    ...{ range: { start, end }, related: [], written },
  };
}

export interface DiagnosticsReport {
  readonly plan: LoadedPlan;
  readonly diagnostics: readonly Listed[];
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
      return report.diagnostics.map((one) => githubLine(one, fileOf(cli, report, one))).join('');
    case 'markdown':
      return markdown(cli, report);
  }
}

/** The file of a problem, for the tools that show it in a review. */
const fileOf = ({ services }: Cli, { plan }: DiagnosticsReport, { path }: Listed): string =>
  services.pathInReview(plan.files.folder, path);

/** People read a screen or two; the rest is counted. */
const MOST_SHOWN = 100;
const COLOURS = { error: 'red', warning: 'yellow', information: 'blue', hint: 'cyan' } as const;

function human(cli: Cli, report: DiagnosticsReport): string {
  const { diagnostics } = report;
  const shown = diagnostics.slice(0, MOST_SHOWN).map((diagnostic) => framed(cli, diagnostic));
  const rest = diagnostics.length - shown.length;
  if (rest > 0) shown.push(cli.t(`… and ${rest} more`, `… et ${rest} de plus`));
  return [...shown, summaryLine(cli, report), ''].join('\n');
}

function framed({ terminal, locale, t }: Cli, diagnostic: Listed): string {
  const paint = painter(terminal);
  const { path, range, severity, code, message, related } = diagnostic;
  const where = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  const head = `${paint('bold', where)}  ${paint(COLOURS[severity], SEVERITIES[severity][locale])} ${code}  ${harmless(message)}`;
  const text = harmless(diagnostic.written.replace(/[\t\r]/g, ' '));
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

function lineAround(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
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
    diagnostics: diagnostics.map(({ code, rule, severity, message, path, range, related, docs }) => ({
      ...{ code, rule, severity, message, file: path, range, docs },
      related: related.map((place) => ({ file: place.path, range: place.range, message: place.message })),
    })),
    summary,
  };
}

const SARIF_LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0 (OASIS), as code hosts read it; lines and columns from 1. */
function asSarif(cli: Cli, report: DiagnosticsReport) {
  const { locale } = cli;
  const { diagnostics } = report;
  const rules = [...new Map(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic])).values()];
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
        results: diagnostics.map((one) => sarifResult(one, fileOf(cli, report, one))),
      },
    ],
  };
}

function sarifResult({ code, severity, message, range }: Listed, file: string) {
  const region = {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
  // A relative reference of RFC 3986: a folder's name may hold anything.
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId: code,
    level: SARIF_LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  };
}

/** GitHub's workflow commands; `%`, CR and LF are escaped as its documentation asks. */
function githubLine({ severity, range, code, message }: Listed, path: string): string {
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
