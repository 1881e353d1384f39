/** Comments of the files that people are handed: whatever a name holds, it ends no line and begins nothing. */

/** One line of a comment in `#`; no-break spaces stay. */
export const plainComment = (said: string): string =>
  `# ${said.replaceAll(/(?:[^\S\u00A0\u202F]|\p{C})+/gu, ' ').trim()}`;

/** What a format cannot hold, as a comment that shows it whole. */
export const asComment = (said: string, value: string): string =>
  plainComment(`${said} ${JSON.stringify(value)}`);
