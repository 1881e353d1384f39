/** Texts as the plan's language writes them: a string on one line, whatever it holds, or a name where it can be one. */

export const writtenText = (value: string): string =>
  `"${value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .replace(/[\\"]/g, '\\$&')}"`;

/** Whether a text is read as a name: a word, but no day, no days before or after one, and no size such as `50GB`. */
export const isName = (value: string): boolean =>
  /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(value) && !READ_OTHERWISE.test(value);

const READ_OTHERWISE = /^(?:\d{4}-\d{1,2}-\d{1,2}|[DJ]-\d+|\d+[KMGTkmgt]i?[Bbo])$/;
