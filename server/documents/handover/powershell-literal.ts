/**
 * Text as PowerShell reads it and runs nothing of it: a single-quoted literal, in which only quotes have a meaning, and comments that
 * stay comments. Pure.
 */

/**
 * PowerShell takes five characters for a single quote and any of them ends a literal (about_Quoting_Rules, learn.microsoft.com, on smart quotes;
 * `EscapeSingleQuotedStringContent` of PowerShell itself): ' and ‘ ’ ‚ ‛. Each is doubled. Line ends and other control characters become spaces: no name has one
 * rightly, and a script is read by people before it is run.
 */
export const literal = (said: string): string =>
  `'${onOneLine(said).replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

/** What follows `#` on one line. */
export const comment = (said: string): string => `# ${onOneLine(said)}`;

/** Also what only some readers take for the end of a line (U+0085, U+2028, U+2029), and half a character, which no file can hold. */
const onOneLine = (said: string): string => said.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
