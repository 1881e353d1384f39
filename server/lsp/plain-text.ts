/** What is said in Markdown, for editors that show it as it stands. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/^```.*\n?/gm, '')
    .replace(/\*\*|[`\\]/g, '')
    .trimEnd();
