/**
 * What others say, fit for a notification: there the editor makes links of `[words](address)`, of commands too. Mail servers' own
 * words, and names of files in folders of anybody's, lead nowhere.
 */
export const unlinked = (said: string): string => said.replaceAll('](', '] (');
