/**
 * Words fit for a text that is made of lines. Servers' own may hold line ends. What must not break, such as a number and its unit,
 * stays together.
 */
export const oneLine = (text: string): string => text.replace(/[^\S\u00A0\u202F]+/g, ' ').trim();
