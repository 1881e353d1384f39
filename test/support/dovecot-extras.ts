/** What a test's Dovecot has besides mail, as its settings: shared folders, Sieve, accounts in a directory. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './server-process.ts';
import type { Slapd } from './slapd.ts';

export type DirectoryAccounts = Pick<Slapd, 'url' | 'base' | 'bind' | 'password'>;

/**
 * A master login acts with the rights of the mailbox's owner (`acl_user`), else it would see no folder. Folders that have no list of
 * their own take INBOX's.
 */
export const shared = (state: string): string => `
namespace shared {
  type = shared
  separator = /
  prefix = shared/%%u/
  location = maildir:${state}/mail/%%u/Maildir:INDEXPVT=~/shared/%%u
  list = children
  subscriptions = no
}
plugin {
  acl = vfile
  acl_shared_dict = file:${state}/mail/shared-mailboxes.db
  acl_user = %u
}
`;

/** One file an account: what stands in a file of all of them is looked at once a second. */
export function accountFiles(state: string, { user, group }: Account): string {
  const files = join(state, 'accounts');
  mkdirSync(files);
  return `
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${files}/%u
}
userdb {
  driver = passwd-file
  args = username_format=%u ${files}/%u
  default_fields = uid=${user} gid=${group} home=${state}/mail/%u
}
`;
}

/** Whoever is named in the file is refused, before anybody else is asked. */
export function denyAll(state: string, content: string): string {
  const path = join(state, 'locked');
  writeFileSync(path, content);
  return `
passdb {
  driver = passwd-file
  deny = yes
  args = ${path}
}
`;
}

export const sieveService = (port: number): string => `
plugin {
  sieve = file:~/sieve;active=~/.dovecot.sieve
}
service managesieve-login {
  chroot =
  inet_listener sieve {
    port = ${port}
  }
}
`;

/** Somebody without a password signs in by no password, and is opened by a master login. */
export function directoryAccounts(state: string, directory: DirectoryAccounts, account: Account): string {
  const path = join(state, 'directory.conf');
  const filter = '(&(objectClass=inetOrgPerson)(uid=%u))';
  const settings = [
    `uris = ${directory.url}`,
    `dn = ${directory.bind}`,
    `dnpass = ${directory.password}`,
    `base = ${directory.base}`,
    'auth_bind = yes',
    `pass_filter = ${filter}`,
    'pass_attrs = uid=user',
    `user_filter = ${filter}`,
    `user_attrs = =uid=${account.user},=gid=${account.group},=home=${state}/mail/%u`,
  ];
  writeFileSync(path, `${settings.join('\n')}\n`, { mode: 0o600 });
  return `
passdb {
  driver = ldap
  args = ${path}
}
userdb {
  driver = ldap
  args = ${path}
}
`;
}
