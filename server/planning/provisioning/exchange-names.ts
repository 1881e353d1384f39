/**
 * Names that Microsoft 365 wants beside an address, made of it: each is unique in the whole tenant, where `info@` of two domains are
 * two, so the domain is in it. Pure, and the same whoever makes it: a run, or the script that people are handed.
 */

/** 64 characters for both (docs/facts.md). */
const LONGEST = 64;

/** `Alias` of Exchange and `mailNickname` of Graph: ASCII letters, digits and a few signs, with dots between them. */
export function mailNickname(address: string): string {
  const plain = address
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace('@', '.')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.');
  return plain.slice(0, LONGEST).replace(/^\.+|\.+$/g, '');
}

/** `Name` of Exchange: the address itself, as far as it goes. */
export const exchangeName = (address: string): string => address.slice(0, LONGEST);
