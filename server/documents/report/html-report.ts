/**
 * A report as one HTML file that needs nothing else: no script, no picture, no address that is asked for anything, and a policy that
 * would not let it. For a screen, light or dark, and for A4.
 */
import { createHash } from 'node:crypto';
import { humanNumber } from '../../language/model/words/quantities.ts';
import type { Locale } from '../../language/rules/rule.ts';
import { type Text, text } from '../../planning/text.ts';
import { type Cell, type ReportContent, type Section, shownIn, type Table } from './report-content.ts';
import { REPORT_STYLE } from './report-style.ts';

export function htmlReport(content: ReportContent): string {
  const { locale, title, lead, verdict, figures, sections, end } = content;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${safe(title)} — ${safe(lead)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<header>
<p class="lead">${safe(lead)}</p>
<h1>${safe(title)}</h1>
<p class="verdict ${verdict.tone}">${safe(verdict.says)}</p>
<dl class="figures">${figures.map(({ value, label }) => `<div><dt>${safe(label)}</dt><dd>${safe(value)}</dd></div>`).join('')}</dl>
</header>
${sections.map((each) => sectionHtml(each, locale)).join('\n')}
<footer><p>${safe(end)}</p></footer>
</main>
</body>
</html>
`;
}

/** The page's own style and no other. */
const STYLE_HASH = `sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}`;

/** Anybody's text, as text: no markup, nothing that turns the reading direction. */
const safe = (said: string): string =>
  said
    .toWellFormed()
    .replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function sectionHtml({ level, heading, notes, progress, table }: Section, locale: Locale): string {
  const parts = [
    `<h${level}>${safe(heading)}</h${level}>`,
    ...notes.map((note) => `<p>${safe(note)}</p>`),
    ...(progress ? [progressHtml(progress, locale)] : []),
    ...(table && table.rows.length > 0 ? [tableHtml(table)] : []),
  ];
  return `<section class="level-${level}">${parts.join('\n')}</section>`;
}

/** One bar; what is in it is said beside it, for who does not see it. */
function progressHtml(
  { mailboxes, done, failed, open }: NonNullable<Section['progress']>,
  locale: Locale,
): string {
  const planned = Math.max(0, mailboxes - done - failed - open);
  const parts = [
    { count: done, tone: 'good', says: PARTS.done },
    { count: failed, tone: 'bad', says: PARTS.failed },
    { count: open, tone: 'open', says: PARTS.open },
    { count: planned, tone: 'planned', says: PARTS.planned },
  ].filter(({ count }) => count > 0);
  let at = 0;
  const bars = parts.map(({ count, tone }) => {
    const width = (count / Math.max(1, mailboxes)) * 100;
    const bar = `<rect class="${tone}" x="${at.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="4"/>`;
    at += width;
    return bar;
  });
  const legend = parts.map(
    ({ count, tone, says }) =>
      `<li><span class="dot ${tone}"></span>${humanNumber(count, locale)} ${safe(says[locale])}</li>`,
  );
  return `<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${bars.join('')}</svg>
<ul class="legend">${legend.join('')}</ul>`;
}

const PARTS = {
  done: text('complete', 'complètes'),
  failed: text('to look at', 'à regarder'),
  open: text('under way', 'en cours'),
  planned: text('not begun', 'pas commencées'),
} as const satisfies Record<string, Text>;

function tableHtml({ columns, rows }: Table): string {
  const kind = (index: number): string => (columns[index]?.isNumber ? ' class="number"' : '');
  const head = columns.map(({ label }, index) => `<th scope="col"${kind(index)}>${safe(label)}</th>`);
  const body = rows.map(
    (cells) => `<tr>${cells.map((cell, index) => `<td${kind(index)}>${cellHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="table"><table><thead><tr>${head.join('')}</tr></thead><tbody>
${body.join('\n')}
</tbody></table></div>`;
}

function cellHtml(cell: Cell): string {
  const shown = breakable(safe(shownIn(cell)));
  return typeof cell !== 'string' && cell.tone ? `<span class="tone ${cell.tone}">${shown}</span>` : shown;
}

/** An address may break behind its @, where it is too long for a column. */
const breakable = (shown: string): string => shown.replace(/@(?=\S)/g, '@<wbr>');
