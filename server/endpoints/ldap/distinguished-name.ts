/** Names of directory entries (RFC 4514): one below a base, and what the first part of one says. */
import { DN } from 'ldapts';

/** The name of an entry right below `base`. Escaped by the library. */
export const nameBelow = (base: string, attribute: string, value: string): string =>
  `${new DN().addPairRDN(attribute, value)},${base}`;

/** What an entry is named by: of `uid=anna\2Broux@a.example,ou=people`, `uid` and `anna+roux@a.example`. */
export function namedBy(dn: string): { readonly attribute: string; readonly value: string } {
  const [, attribute = '', escaped = ''] = /^\s*([^=\s]+)\s*=((?:[^\\,+]|\\.)*)/s.exec(dn) ?? [];
  return { attribute: attribute.toLowerCase(), value: unescaped(escaped).trim() };
}

/** A backslash stands before a special character, or before two digits of one byte of UTF-8 (RFC 4514, 2.4). */
function unescaped(value: string): string {
  return value.replace(/(?:\\[0-9a-f]{2})+|\\(.)/gis, (run, special: string | undefined) =>
    special === undefined ? Buffer.from(run.replaceAll('\\', ''), 'hex').toString('utf8') : special,
  );
}
