/** What each kind of login is opened with, and that a mailbox without a password is its own fault alone. */
import { expect, test } from 'vitest';
import { logins, type NamedSecrets } from '../../server/endpoints/logins.ts';
import type { Login, MailServer } from '../../server/planning/migration-plan.ts';
import type { Text } from '../../server/planning/text.ts';
import { describeFailure, MailFailure } from '../../server/running/failures.ts';
import { AuthorisationServer } from '../support/authorisation-server.ts';

const signal = new AbortController().signal;
const file = { kind: 'file', path: 'secrets/old.csv' } as const;

function server(login: Login, kind: MailServer['kind'] = 'imap'): MailServer {
  return { name: 'old', kind, host: 'imap.a.example', port: 993, security: 'tls', login, connections: 4 };
}

function secrets(asked: Text[] = []): NamedSecrets {
  return {
    secret: async (reference, purpose) => {
      asked.push(purpose);
      return `secret of ${reference.kind}`;
    },
    passwords: async (_, purpose) => {
      asked.push(purpose);
      return {
        place: file.path,
        passwordOf: (address) => (address === 'ada@a.example' ? 'hers' : undefined),
      };
    },
  };
}

test.each([
  [
    { method: 'master', user: 'm', secret: { kind: 'env', name: 'S' } },
    'secret of env',
    'endpoint old (login "m")',
  ],
  [{ method: 'admin', user: 'cyrus', secret: file }, 'secret of file', 'endpoint old (login "cyrus")'],
  [{ method: 'each', secret: file }, 'hers', 'endpoint old'],
  [
    { method: 'each', secret: { kind: 'prompt' } },
    'secret of prompt',
    'endpoint old, password of ada@a.example',
  ],
] as const)('%o', async (login, secret, purpose) => {
  const asked: Text[] = [];
  const own = logins(secrets(asked), { now: () => new Date() })(server(login), 'ada@a.example');
  expect(await own(signal)).toBe(secret);
  expect(asked.map(({ en }) => en)).toEqual([purpose]);
  expect(own.refused(secret)).toBe(false);
});

test('a mailbox without a password is told with its address and the file, and stops nobody else', async () => {
  const all = logins(secrets(), { now: () => new Date() });
  const error: unknown = await all(
    server({ method: 'each', secret: file }),
    'bob@a.example',
  )(signal).catch((thrown) => thrown);
  if (!(error instanceof MailFailure)) throw error;
  expect(error.failure).toMatchObject({ kind: 'credentials', reach: 'mailbox', isOwn: true });
  expect(error.message).toBe(
    'endpoint old: imap.a.example:993 was not asked for bob@a.example (secrets/old.csv has no password for it). Add a line with bob@a.example and its password to secrets/old.csv, then run again.',
  );
  expect(describeFailure(error.failure, 'fr')).toContain('secrets/old.csv n’a pas de mot de passe pour elle');
});

test('the mailboxes of an endpoint share one source of tokens', async () => {
  const client = { tenant: 'a.example', id: 'c', secret: 'secret of env' };
  const authority = await AuthorisationServer.start({ client });
  const login: Login = {
    method: 'oauth2',
    tenant: 'a.example',
    client: 'c',
    secret: { kind: 'env', name: 'S' },
  };
  const all = logins(secrets(), { now: () => new Date(), authority: authority.url });
  const [ada, bob] = ['ada@a.example', 'bob@a.example'].map((mailbox) =>
    all(server(login, 'microsoft365'), mailbox),
  );
  const tokens = await Promise.all([ada?.(signal), bob?.(signal), ada?.(signal)]);
  expect([new Set(tokens).size, authority.forms.length, ada?.refused('another')]).toEqual([1, 1, true]);
  await authority.stop();
});
