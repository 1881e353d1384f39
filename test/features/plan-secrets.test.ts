/** The secrets that a plan names, under the keys by which the command takes them. */
import { expect, test } from 'vitest';
import { planSecrets } from '../../server/language/features/plan-secrets.ts';
import { secretKey } from '../../server/planning/secret-purpose.ts';
import { analyse } from '../support/check.ts';

test('every place where an endpoint names one, each secret once', () => {
  const analysis = analyse(`
plan "P" { source old; target office }
endpoint office microsoft365 { tenant t.onmicrosoft.com; client 8f2c1d7e-0000-4000-8000-000000000001 secret env GRAPH }
endpoint own cyrus {
  host h.example port 993 tls
  login admin "cyrus" secret prompt
  directory "ldaps://ldap.example" base "dc=example" bind "cn=admin" secret prompt
}
endpoint old imap {
  smtp s.example
  host o.example  port 993 tls # the old one
  login master "m" secret env GRAPH
}
`);
  expect(planSecrets(analysis).map(({ key, purpose, opens }) => [key, purpose, opens])).toEqual([
    [
      'env GRAPH',
      'endpoint office, endpoint old',
      'tenant t.onmicrosoft.com, host o.example port 993 tls; smtp s.example',
    ],
    ['prompt own', 'endpoint own', 'host h.example port 993 tls'],
    ['prompt ldaps://ldap.example', 'endpoint own (LDAP)', 'directory ldaps://ldap.example'],
  ]);
});

test('who is written into an address of the plan is told to nobody', () => {
  const analysis = analyse(`
endpoint own cyrus {
  host h.example port 993 tls
  directory "ldaps://admin:hunter2@ldap.example" base "dc=example" bind "cn=admin" secret prompt
}
endpoint office bluemind { url "https://admin:hunter2@bm.example"; secret prompt }
`);
  expect(planSecrets(analysis).map(({ key, opens }) => [key, opens])).toEqual([
    ['prompt office', 'url https://bm.example'],
    ['prompt ldaps://ldap.example', 'directory ldaps://ldap.example'],
  ]);
});

test('the keys are those that the command takes', () => {
  const key = (secret: string): string | undefined =>
    planSecrets(analyse(`endpoint old imap { host o.example; login master "m" secret ${secret} }`))[0]?.key;
  const asks = { asks: 'old' };
  expect(key('env OLD')).toBe(secretKey({ kind: 'env', name: 'OLD' }, asks));
  expect(key('file "old.txt"')).toBe(secretKey({ kind: 'file', path: 'old.txt' }, asks));
  expect(key('keychain "old"')).toBe(secretKey({ kind: 'keychain', name: 'old' }, asks));
  expect(key('prompt')).toBe(secretKey({ kind: 'prompt' }, asks));
});
