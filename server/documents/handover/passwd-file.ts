/**
 * Accounts as lines of Dovecot's passwd-file (doc.dovecot.org, "Passwd-file"): `user:password:uid:gid:gecos:home:shell:extra`. Pure text.
 *
 * The password is `{CRYPT}!`, which nothing hashes to: an empty one lets in whoever gives none. A master login opens such an account.
 */

const LOCKED = '{CRYPT}!';

export interface PasswdEntry {
  readonly address: string;
  /** In bytes. */
  readonly quota?: number;
}

/** Undefined for an address that would be read as something else. */
export function passwdLine({ address, quota }: PasswdEntry): string | undefined {
  if (!isPasswdName(address)) return undefined;
  return `${address}:${LOCKED}::::::${quota === undefined ? '' : quotaField(quota)}`;
}

/** The fields of a line are parted by colons and its extra fields by blanks; a line that begins with `#` is a comment. */
export const isPasswdName = (address: string): boolean =>
  address.includes('@') && /^[^#:\s\p{C}][^:\s\p{C}]*$/u.test(address);

/** What the account database tells the quota plugin. Units are powers of 1024 (doc.dovecot.org, "Quota plugin"). */
export const quotaField = (bytes: number): string => `userdb_quota_rule=*:storage=${inUnits(bytes)}`;

const UNITS = ['B', 'K', 'M', 'G', 'T'] as const;

/** In the largest unit that is exact. */
function inUnits(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount > 0 && amount % 1024 === 0 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${amount}${UNITS[unit]}`;
}
