/** Anybody's words in a line of Markdown: none ends the line or begins markup of its own. */
export const markdownText = (said: string): string =>
  said.replaceAll(/\s+/g, ' ').replaceAll(/([\\`*_[\]<>#|])/g, '\\$1');
