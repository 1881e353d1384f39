/** A report as Markdown, for a repository, an issue or a terminal. */
import { markdownText } from '../handover/markdown-text.ts';
import { type Cell, type ReportContent, type Section, shownIn, type Table } from './report-content.ts';

export function markdownReport({ title, lead, verdict, figures, sections, end }: ReportContent): string {
  const parts = [
    `# ${markdownText(title)}`,
    markdownText(lead),
    `**${markdownText(verdict.says)}**`,
    figures.map(({ value, label }) => `- ${markdownText(value)} ${markdownText(label)}`).join('\n'),
    ...sections.map(section),
    `*${markdownText(end)}*`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ level, heading, notes, table }: Section): string {
  const parts = [`${'#'.repeat(level)} ${markdownText(heading)}`, ...notes.map(markdownText)];
  return (table && table.rows.length > 0 ? [...parts, tableText(table)] : parts).join('\n\n');
}

function tableText({ columns, rows }: Table): string {
  const head = row(columns.map(({ label }) => label));
  const rule = `|${columns.map(({ isNumber }) => (isNumber ? ' ---: ' : ' --- ')).join('|')}|`;
  return [head, rule, ...rows.map(row)].join('\n');
}

const row = (cells: readonly Cell[]): string =>
  `| ${cells.map((cell) => markdownText(shownIn(cell))).join(' | ')} |`;
