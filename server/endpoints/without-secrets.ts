/** Takes secrets out of what a server says: some repeat the password, or the line it came in, when they refuse it. */

/** In whichever of these forms a secret is repeated, dots stand for it. */
export const withoutSecrets = (words: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => (secret === '' ? left : left.replaceAll(secret, '…')), words);

/**
 * A secret as it may be repeated of a sign-in: as it is, and as SASL carries it in base64, in PLAIN (RFC 4616) with whichever identities
 * or in XOAUTH2.
 */
export function formsOf(secret: string, identities: readonly string[]): string[] {
  const pairs = ['', ...identities].flatMap((one) =>
    identities.map((other) => `${one}\0${other}\0${secret}`),
  );
  const tokens = identities.map((user) => `user=${user}\x01auth=Bearer ${secret}\x01\x01`);
  const encoded = [secret, ...pairs, ...tokens].map((form) => Buffer.from(form, 'utf8').toString('base64'));
  // The longest first: what is part of another would leave the rest of it.
  return [secret, ...encoded, ...encoded.map((form) => form.replace(/=+$/, ''))].toSorted(
    (a, b) => b.length - a.length,
  );
}
