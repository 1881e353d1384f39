/** The frame of the dashboard's page. Nothing is loaded from elsewhere, and nothing runs or is coloured but our two files. */

import type { Language } from '../../infrastructure/language.ts';

export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** Where the editor serves our files from, as a source for a content security policy. */
  readonly source: string;
  /** New with each page. */
  readonly nonce: string;
  readonly language: Language;
  readonly title: string;
  /** What stands there until something is known. */
  readonly reading: string;
}

export function dashboardPage({ script, style, source, nonce, language, title, reading }: PageParts): string {
  const policy = [`default-src 'none'`, `style-src ${source}`, `script-src 'nonce-${nonce}'`].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${text(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${text(style)}">
<title>${text(title)}</title>
</head>
<body>
<p id="spoken" class="unseen" role="status" aria-live="polite"></p>
<main id="board"><p class="notice">${text(reading)}</p></main>
<script nonce="${nonce}" src="${text(script)}"></script>
</body>
</html>
`;
}

const text = (value: string): string =>
  value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
