/** Comments of the files that people are handed: whatever a name holds, it ends no line and begins nothing. */

/** One line of a comment in `#`. */
export const plainComment = (said: string): string => `# ${said.replaceAll(/[\s\p{C}]+/gu, ' ').trim()}`;

/** What a format cannot hold, as a comment that shows it whole. */
export const asComment = (said: string, value: string): string =>
  plainComment(`${said} ${JSON.stringify(value)}`);
