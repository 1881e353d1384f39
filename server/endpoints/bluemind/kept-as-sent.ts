/**
 * Whether a server kept what it was sent: BlueMind takes a property that it does not know, says nothing and forgets it. Pure.
 */

/** The first property, by its path, that is not there as it was sent; undefined where all is. What the server adds is its own. */
export function lostOf(sent: unknown, kept: unknown, at = ''): string | undefined {
  if (Array.isArray(sent)) return isKeptList(sent, kept) ? undefined : at;
  if (typeof sent !== 'object' || sent === null) return Object.is(sent, kept) ? undefined : at;
  if (typeof kept !== 'object' || kept === null) return at;
  for (const [name, value] of Object.entries(sent)) {
    const lost = lostOf(value, (kept as Record<string, unknown>)[name], at === '' ? name : `${at}.${name}`);
    if (lost !== undefined) return lost;
  }
  return undefined;
}

/** In whatever order, and no others: an entry that was to be taken away is gone. */
const isKeptList = (sent: readonly unknown[], kept: unknown): boolean =>
  Array.isArray(kept) &&
  kept.length === sent.length &&
  sent.every((one) => kept.some((other) => lostOf(one, other) === undefined));
