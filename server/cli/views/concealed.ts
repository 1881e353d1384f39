/**
 * A line of a plan as it may be quoted on a screen or in a log: a password that was written into the plan is not repeated.
 * What cannot be told from one is left out too, so that a slip in its property's name does not show it.
 */
import { VOCABULARY } from '../../../grammar/vocabulary.ts';
import type { Block } from '../../language/model/plan-document.ts';

/** Where passwords are written, by those who write them. */
const GUARDED = new Set(['login', 'client', 'secret', 'password', 'url']);

const HARMLESS = new Set<string>([
  ...Object.keys(VOCABULARY),
  ...Object.values(VOCABULARY).flatMap(({ properties }) => Object.keys(properties)),
]);
for (const word of GUARDED) HARMLESS.delete(word);

/** Words that say how a secret is named, and none themselves. */
const SPOKEN = new Set([
  ...GUARDED,
  ...['master', 'admin', 'each', 'oauth2', 'separator', 'env', 'file', 'keychain', 'prompt', 'sealed'],
]);

/** Between separators, a string with what is in it being one. */
const STATEMENT = /(?:"(?:[^"\\]|\\.)*"?|[^;{}"])+/g;
const WORD = /(\benv )?("(?:[^"\\]|\\.)*"?|[^\s,"]+)/g;

const MAY_HOLD_SECRETS = /\b(?:endpoint|login|client|secret|password)\b/;

const IS_ENDPOINT = /^endpoint\b/m;

/** A string, or a user and perhaps a password before their host: an endpoint's head has neither. */
const IN_ENDPOINT = /"(?:[^"\\]|\\.)*"?|[^\s"]*@/g;

/** The line with as many characters as before. */
export function concealed(line: string, { text, facts }: Block): string {
  const isStrange = facts.reading.some(({ problem }) => problem === 'unknown-property');
  if (!isStrange && !MAY_HOLD_SECRETS.test(text)) return line;
  const shown = line.replace(STATEMENT, (statement) =>
    HARMLESS.has(/^\s*([\w-]*)/.exec(statement)?.[1] ?? '') && !MAY_HOLD_SECRETS.test(afterFirst(statement))
      ? statement
      : statement.replace(WORD, spoken),
  );
  return IS_ENDPOINT.test(text) ? shown.replace(IN_ENDPOINT, dotted) : shown;
}

/** A statement without its own word: `endpoint old imap` is harmless, `host a login "x"` is not. */
const afterFirst = (statement: string): string => statement.replace(/^\s*[\w-]+/, '');

const spoken = (whole: string, env: string | undefined, word: string): string =>
  SPOKEN.has(whole) || (env !== undefined && /^[A-Z][A-Z0-9_]*$/.test(word))
    ? whole
    : (env ?? '') + dotted(word);

const dotted = (word: string): string => word.replace(/[^\s"]/g, '•');
