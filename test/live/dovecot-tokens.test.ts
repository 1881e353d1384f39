/** Mailboxes of real Dovecots opened with access tokens, which they have looked into by the server that gave them out. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import { type Logins, logins } from '../../server/endpoints/logins.ts';
import type { Login, MailServer } from '../../server/planning/migration-plan.ts';
import { systemClock } from '../../server/running/clock.ts';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import type { Clock } from '../../server/running/ports.ts';
import { type AuthorisationOptions, AuthorisationServer } from '../support/authorisation-server.ts';
import { migplan } from '../support/migplan.ts';
import { oddMailbox } from '../support/odd-mail.ts';
import { cuttingProxy } from './cutting-proxy.ts';
import { job, masterSecret, signal, TwoDovecots, users } from './two-dovecots.ts';

const [ada, bob] = ['ada@a.example', 'bob@a.example'] as const;
const client = { tenant: 'a.onmicrosoft.example', id: '8f2c1d7e', secret: 'kept to ourselves' };
const office: Login = {
  method: 'oauth2',
  tenant: client.tenant,
  client: client.id,
  secret: { kind: 'env', name: 'GRAPH_SECRET' },
};

let authority: AuthorisationServer;
let servers: TwoDovecots;
afterEach(async () => {
  await servers.stop();
  await authority.stop();
});

/** Pauses are as long as half a token's life, and a little. */
const brief: Clock = {
  now: systemClock.now,
  wait: (milliseconds, stop) => systemClock.wait(Math.min(milliseconds, 1200), stop),
};

/** The new one takes tokens. */
async function start(options: AuthorisationOptions, openAll: boolean): Promise<void> {
  authority = await AuthorisationServer.start(options);
  const tokens = { introspection: authority.introspection, openAll };
  servers = await TwoDovecots.start(users([ada, bob]), { tokens });
}

function tokensFor(secret: string): Logins {
  const passwords = () => Promise.reject(new Error('not asked for'));
  const named = { secret: async () => secret, passwords };
  return logins(named, { now: systemClock.now, authority: authority.url });
}

const opened = (login: Login, kind: MailServer['kind'], port = servers.fresh.port): MailServer =>
  servers.endpoint('new', { login, kind, port });

test('an application’s token opens every mailbox, and what is none opens nothing', async () => {
  await start({ client }, true);
  const [login, endpoint] = [tokensFor(client.secret), opened(office, 'microsoft365')];
  for (const mailbox of [ada, bob]) {
    const source = await connectImapSource(endpoint, mailbox, login(endpoint, mailbox), signal);
    expect((await source.folders(signal)).folders.map(({ path }) => path)).toContain('INBOX');
    await source.close();
  }
  expect(authority.forms.length).toBe(1);
  await expect(connectImapSource(endpoint, ada, 'no token', signal)).rejects.toMatchObject({
    failure: { kind: 'credentials', reach: 'mailbox' },
    message: expect.stringMatching(
      /refused the login "ada@a\.example".*Check that ada@a\.example exists there and that the application may open it/,
    ),
  });
});

test('a service account’s token opens the mailbox that it was made out to, and no other', async () => {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const robot = { email: 'robot@project.example', publicKey: keys.publicKey, mailboxes: [ada, bob] };
  await start({ serviceAccount: robot }, false);
  const key = {
    type: 'service_account',
    client_email: robot.email,
    private_key: keys.privateKey,
    token_uri: `${authority.url}/token`,
  };
  const login = tokensFor(JSON.stringify(key));
  const endpoint = opened({ method: 'oauth2', secret: { kind: 'file', path: 'secrets/robot.json' } }, 'imap');
  for (const mailbox of [ada, bob])
    await (await connectImapSource(endpoint, mailbox, login(endpoint, mailbox), signal)).close();
  const hers = await login(endpoint, ada)(signal);
  await expect(connectImapSource(endpoint, bob, hers, signal)).rejects.toMatchObject({
    failure: { kind: 'credentials', reach: 'mailbox' },
  });
});

test('a copy that outlives its tokens and is cut off again and again goes on with new ones', async () => {
  await start({ client, lifetime: 2 }, true);
  servers.stock(ada, oddMailbox(7));
  const proxy = await cuttingProxy(servers.fresh.port, (n) => (n < 5 ? 20_000 + n * 10_000 : undefined));
  const endpoint = opened(office, 'microsoft365', proxy.port);
  const target = await connectImapTarget(endpoint, ada, tokensFor(client.secret)(endpoint, ada), signal);
  const source = await servers.openOld(ada);
  const result = await copyMailbox(job(ada), source, target, servers.ledger, { signal, clock: brief });
  await Promise.all([source.close(), target.close(), proxy.close()]);
  expect({ outcome: result.outcome, stoppedBy: result.stoppedBy }).toEqual({
    outcome: 'complete',
    stoppedBy: undefined,
  });
  servers.expectEqualOnDisk(ada);
  expect(proxy.cuts()).toBeGreaterThan(3);
  expect(authority.forms.length).toBeGreaterThan(2);
  expect([...authority.issued.keys()].filter((token) => authority.isGood(token)).length).toBeLessThan(
    authority.issued.size,
  );
}, 120_000);

test('a token that was withdrawn is asked for anew, unless it has only just come', async () => {
  await start({ client }, true);
  let ahead = 0;
  const passwords = () => Promise.reject(new Error('not asked for'));
  const named = { secret: async () => client.secret, passwords };
  const now = () => new Date(Date.now() + ahead);
  const login = logins(named, { now, authority: authority.url });
  const endpoint = opened(office, 'microsoft365');
  const connect = () => connectImapSource(endpoint, bob, login(endpoint, bob), signal);
  await (await connect()).close();
  for (const token of authority.issued.keys()) authority.revoke(token);
  await expect(connect()).rejects.toMatchObject({ failure: { kind: 'credentials' } });
  expect(authority.forms.length).toBe(1);
  ahead = 120_000;
  await (await connect()).close();
  expect(authority.forms.length).toBe(2);
});

test('from the terminal, a person’s refresh token opens their mailbox', async () => {
  const person = { mailbox: ada, clientId: 'desk', clientSecret: 'shh', refreshToken: 'long lived' };
  await start({ person }, false);
  servers.stock(ada, oddMailbox(8));
  const { host, port } = servers.fresh;
  const written = {
    type: 'authorized_user',
    client_id: 'desk',
    client_secret: 'shh',
    refresh_token: 'long lived',
    token_uri: `${authority.url}/token`,
  };
  writeFileSync(join(servers.state, 'ada.json'), JSON.stringify(written, null, 2));
  writeFileSync(
    join(servers.state, 'plan.migplan'),
    `
plan "Tokens" { source old; target new }
endpoint old dovecot { host ${servers.old.host} port ${servers.old.port} plain; login master "migration" secret env OLD }
endpoint new imap { host ${host} port ${port} plain; login oauth2 secret file "ada.json" }
domain a.example
lot all "All" { date 2027-03-08; domain a.example }
mailbox ${ada}
`,
  );
  const values = ['run', servers.state, '--lot', 'all', '--yes'];
  const ended = await migplan(values, { env: { OLD: masterSecret } });
  expect({ code: ended.code, err: ended.err }).toMatchObject({ code: 0 });
  servers.expectEqualOnDisk(ada);
  // One token serves the whole run.
  expect([authority.forms.length, ended.out + ended.err]).toEqual([
    1,
    expect.not.stringMatching(/long lived|token-\d|shh/),
  ]);
});
