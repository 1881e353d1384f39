/** Anybody's words in a line of Markdown: none ends the line or begins markup of its own; no-break spaces stay. */
export const markdownText = (said: string): string =>
  said.replaceAll(/[^\S\u00A0\u202F]+/g, ' ').replaceAll(/([\\`*_[\]<>#|])/g, '\\$1');
