/** Access tokens: how they are asked for, kept and asked for again; what a refusal says and how far it reaches. */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { signInGrant } from '../../server/endpoints/oauth/sign-in.ts';
import { type TokenSource, tokenSource } from '../../server/endpoints/oauth/token-source.ts';
import type { Login, MailServer } from '../../server/planning/migration-plan.ts';
import { text } from '../../server/planning/text.ts';
import { describeFailure, MailFailure } from '../../server/running/failures.ts';
import { type AuthorisationOptions, AuthorisationServer } from '../support/authorisation-server.ts';
import { stateFolder, writeCertificate } from '../support/server-process.ts';

const signal = new AbortController().signal;
const tenant = 'a.onmicrosoft.example';
const client = { tenant, id: '8f2c1d7e', secret: 'kept to ourselves' };
const person = {
  mailbox: 'ada@a.example',
  clientId: 'desk',
  clientSecret: 'shh',
  refreshToken: 'first refresh',
};
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const robot = {
  email: 'robot@project.example',
  publicKey: keys.publicKey,
  mailboxes: ['ada@a.example', 'bob@a.example'],
};

let server: AuthorisationServer;
let now: Date;
afterEach(() => server.stop());

async function start(options: AuthorisationOptions): Promise<void> {
  now = new Date('2026-11-24T03:00:00Z');
  server = await AuthorisationServer.start({ now: () => now, ...options });
}

const later = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};

function mailServer(kind: MailServer['kind'], more: Partial<Login> = {}): MailServer {
  const login: Login = { method: 'oauth2', secret: { kind: 'env', name: 'THE_SECRET' }, ...more };
  return { name: 'office', kind, host: 'mail.example', port: 993, security: 'tls', login, connections: 4 };
}

const secretName = text('THE_SECRET', 'THE_SECRET');
const options = { endpoint: 'office', secretName, now: () => now };

function office(more: Partial<typeof client> = {}): TokenSource {
  const { id, secret, ...asked } = { ...client, ...more };
  const endpoint = mailServer('microsoft365', { tenant: asked.tenant, client: id });
  return tokenSource(signInGrant(endpoint, secret, { secretName, authority: server.url }), options);
}

function written(secret: object): TokenSource {
  return tokenSource(signInGrant(mailServer('imap'), JSON.stringify(secret), { secretName }), options);
}

const agreed = () => ({
  type: 'authorized_user',
  client_id: person.clientId,
  client_secret: person.clientSecret,
  refresh_token: person.refreshToken,
  token_uri: `${server.url}/token`,
});

const account = () => ({
  type: 'service_account',
  client_email: robot.email,
  private_key: keys.privateKey,
  private_key_id: 'k1',
  token_uri: `${server.url}/token`,
});

async function failureOf(asking: Promise<unknown>) {
  const error = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MailFailure)) throw new Error(`no failure: ${String(error)}`);
  const { kind, reach } = error.failure;
  return {
    kind,
    reach,
    said: error.message,
    french: describeFailure(error.failure, 'fr'),
    failure: error.failure,
  };
}

describe('a token', () => {
  test('is asked for as Microsoft’s pages say, and kept until shortly before its end', async () => {
    await start({ client });
    const source = office();
    const first = await source.token('ada@a.example', signal);
    expect(server.forms).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: client.id,
        client_secret: client.secret,
        scope: 'https://outlook.office365.com/.default',
      },
    ]);
    later(3600 - 301);
    expect(await source.token('bob@a.example', signal)).toBe(first);
    later(2);
    const second = await source.token('ada@a.example', signal);
    expect([second === first, server.isGood(first), server.forms.length]).toEqual([false, true, 2]);
  });

  test('is asked for once, however many mailboxes wait for it', async () => {
    await start({ client });
    const source = office();
    const tokens = await Promise.all(
      Array.from({ length: 50 }, (_, n) => source.token(`${n}@a.example`, signal)),
    );
    expect([new Set(tokens).size, server.forms.length]).toEqual([1, 1]);
  });

  test('that hardly lives is used for half its life', async () => {
    await start({ client, lifetime: 2 });
    const source = office();
    const first = await source.token('ada@a.example', signal);
    later(0.9);
    expect(await source.token('ada@a.example', signal)).toBe(first);
    later(0.2);
    expect(await source.token('ada@a.example', signal)).not.toBe(first);
  });

  test('without an end is kept until it is refused', async () => {
    await start({ client });
    server.canned.push({ status: 200, body: { token_type: 'bearer', access_token: 'endless' } });
    const source = office();
    await source.token('ada@a.example', signal);
    later(1_000_000);
    expect(await source.token('ada@a.example', signal)).toBe('endless');
    expect(source.refused('ada@a.example', 'endless')).toBe(true);
    expect(await source.token('ada@a.example', signal)).not.toBe('endless');
  });

  test('that is refused is asked for anew, but not where it has only just come', async () => {
    await start({ client });
    const source = office();
    const first = await source.token('ada@a.example', signal);
    expect(source.refused('ada@a.example', first)).toBe(false);
    later(61);
    expect(source.refused('ada@a.example', first)).toBe(true);
    const second = await source.token('ada@a.example', signal);
    expect(source.refused('bob@a.example', first)).toBe(true);
    expect([await source.token('bob@a.example', signal), server.forms.length]).toEqual([second, 2]);
  });

  test('of a person is had with a refresh token, and with the one that came in its place', async () => {
    await start({ person });
    const source = written(agreed());
    await source.token(person.mailbox, signal);
    later(3600);
    await source.token(person.mailbox, signal);
    later(3600);
    await source.token(person.mailbox, signal);
    expect(server.forms.map((form) => form['refresh_token'])).toEqual([
      'first refresh',
      'refresh 1 of ada@a.example',
      'refresh 2 of ada@a.example',
    ]);
    expect(server.forms[0]).toEqual({
      grant_type: 'refresh_token',
      client_id: 'desk',
      client_secret: 'shh',
      refresh_token: 'first refresh',
    });
  });

  test('of a service account is had for each mailbox, one request after the other', async () => {
    await start({ serviceAccount: robot });
    const source = written(account());
    const [ada, bob, again] = await Promise.all(
      ['ada@a.example', 'bob@a.example', 'ada@a.example'].map((mailbox) => source.token(mailbox, signal)),
    );
    expect([ada === again, ada === bob, server.forms.length]).toEqual([true, false, 2]);
    expect(server.mostAtOnce).toBe(1);
    expect([...server.issued.values()].map(({ mailbox }) => mailbox)).toEqual([
      'ada@a.example',
      'bob@a.example',
    ]);
  });
});

describe('whoever is stopped', () => {
  test('leaves the others waiting', async () => {
    await start({ client });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.holding = promise;
    const source = office();
    const stopping = new AbortController();
    const [left, stays] = [
      source.token('ada@a.example', stopping.signal),
      source.token('bob@a.example', signal),
    ];
    stopping.abort();
    expect(await failureOf(left)).toMatchObject({ kind: 'interrupted' });
    resolve();
    expect(server.isGood(await stays)).toBe(true);
  });

  test('and is the last, takes the request along; the next one asks anew', async () => {
    await start({ client });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.holding = promise;
    const source = office();
    const stopping = new AbortController();
    const left = source.token('ada@a.example', stopping.signal);
    stopping.abort();
    expect(await failureOf(left)).toMatchObject({ kind: 'interrupted' });
    resolve();
    expect(server.isGood(await source.token('ada@a.example', signal))).toBe(true);
  });
});

describe('a refusal is one line with the server’s own words, and no secret', () => {
  const where = () => `endpoint office: ${new URL(server.url).host}`;

  test.each([
    [{ secret: 'wrong one' }, 'invalid_client: AADSTS7000215: Invalid client secret provided.'],
    [
      { id: 'unknown' },
      "unauthorized_client: AADSTS700016: Application with identifier 'unknown' was not found.",
    ],
    [{ tenant: 'b.example' }, "invalid_request: AADSTS90002: Tenant 'b.example' not found."],
  ])('of a client that signs in with %o', async (wrong, words) => {
    await start({ client });
    const told = await failureOf(office(wrong).token('ada@a.example', signal));
    expect(told).toMatchObject({
      kind: 'credentials',
      reach: 'plan',
      said: `${where()} refused to give a token (${words}). Check THE_SECRET (a client’s secret ends on its day), the client and the tenant in the plan, then run again.`,
    });
    expect(told.said + told.french).not.toMatch(/wrong one|kept to ourselves/);
  });

  test('where the server repeats the secret itself', async () => {
    await start({ client });
    server.canned.push({
      status: 401,
      body: { error: 'invalid_client', error_description: 'not "kept to ourselves"!' },
    });
    const { failure } = await failureOf(office().token('ada@a.example', signal));
    expect(failure.words).toBe('invalid_client: not "…"!');
  });

  test('of a refresh token that has ended', async () => {
    await start({ person });
    server.refreshToken = 'another';
    expect(await failureOf(written(agreed()).token(person.mailbox, signal))).toMatchObject({
      kind: 'credentials',
      reach: 'plan',
      said: `${where()} refused to give a token (invalid_grant: Token has been expired or revoked.). The refresh token has ended or was withdrawn: sign in again, put the new one into THE_SECRET, and run again.`,
    });
  });

  test('of one mailbox that a service account may not act for', async () => {
    await start({ serviceAccount: robot });
    const source = written(account());
    expect(await failureOf(source.token('eve@a.example', signal))).toMatchObject({
      kind: 'credentials',
      reach: 'mailbox',
      said: `${where()} refused to give a token (eve@a.example) (invalid_grant: Invalid email or User ID). Check that eve@a.example exists there and that the service account may act for it.`,
    });
    expect(server.isGood(await source.token('ada@a.example', signal))).toBe(true);
  });

  test('of a service account that may act for nobody', async () => {
    await start({ serviceAccount: robot });
    server.canned.push({
      status: 401,
      body: { error: 'unauthorized_client', error_description: 'Client is unauthorized.' },
    });
    expect(await failureOf(written(account()).token('ada@a.example', signal))).toMatchObject({
      kind: 'credentials',
      reach: 'plan',
      said: expect.stringContaining('may act for the people of the domain'),
    });
  });

  test.each([
    ['a page instead of an answer', { status: 403, body: '<html>' }, { kind: 'credentials', reach: 'plan' }],
    ['a fault of its own', { status: 500, body: '' }, { kind: 'transient', reach: 'plan' }],
    ['a yes without a token', { status: 200, body: {} }, { kind: 'protocol', reach: 'plan' }],
    [
      'a token of another kind',
      { status: 200, body: { access_token: 'x', token_type: 'mac' } },
      { kind: 'protocol', reach: 'plan', failure: { words: 'token_type mac' } },
    ],
    [
      'an address elsewhere',
      { status: 307, headers: { location: 'http://127.0.0.1:9/token' }, body: '' },
      { kind: 'unreachable', reach: 'plan' },
    ],
  ])('of %s', async (_, canned, told) => {
    await start({ client });
    server.canned.push(canned);
    expect(await failureOf(office().token('ada@a.example', signal))).toMatchObject(told);
  });

  test('of a server whose certificate cannot be trusted, to which no secret is sent', async () => {
    await start({ client });
    const state = stateFolder('oauth');
    writeCertificate(state);
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(join(state, name)));
    let asked = 0;
    const untrusted = createServer({ key, cert }, () => asked++).listen(0, '127.0.0.1');
    await once(untrusted, 'listening');
    const { port } = untrusted.address() as AddressInfo;
    const authority = `https://localhost:${port}`;
    const endpoint = mailServer('microsoft365', { tenant, client: client.id });
    const grant = signInGrant(endpoint, client.secret, { secretName, authority });
    expect(await failureOf(tokenSource(grant, options).token('ada@a.example', signal))).toMatchObject({
      kind: 'certificate',
      reach: 'plan',
      said: expect.stringMatching(
        /^endpoint office: localhost:\d+ gives no token: .*self-signed.*No secret was sent/,
      ),
    });
    expect(asked).toBe(0);
    untrusted.close();
    rmSync(state, { recursive: true });
  });

  test('of a server that is not there, and of one that went away', async () => {
    await start({ client });
    const source = office();
    await source.token('ada@a.example', signal);
    later(3600);
    const gone = office();
    await server.stop();
    expect(await failureOf(gone.token('ada@a.example', signal))).toMatchObject({
      kind: 'unreachable',
      reach: 'plan',
    });
    expect(await failureOf(source.token('ada@a.example', signal))).toMatchObject({
      kind: 'transient',
      reach: 'plan',
    });
    server = await AuthorisationServer.start({});
  });
});

describe('a server that says to slow down', () => {
  test.each([
    [429, '120', '2026-11-24T03:02:00.000Z'],
    [503, 'Tue, 24 Nov 2026 03:05:00 GMT', '2026-11-24T03:05:00.000Z'],
  ])('is waited for, and not asked meanwhile (%i)', async (status, retryAfter, until) => {
    await start({ client });
    server.canned.push({
      status,
      headers: { 'retry-after': retryAfter },
      body: { error: 'temporarily_unavailable' },
    });
    const source = office();
    for (const mailbox of ['ada@a.example', 'bob@a.example']) {
      const { failure } = await failureOf(source.token(mailbox, signal));
      expect(failure).toMatchObject({ kind: 'throttled', reach: 'lot', until: new Date(until) });
    }
    expect(server.forms.length).toBe(1);
    now = new Date(until);
    expect(server.isGood(await source.token('ada@a.example', signal))).toBe(true);
  });

  test('without a moment, is asked again', async () => {
    await start({ client });
    server.canned.push({ status: 429, body: {} });
    const source = office();
    const { failure } = await failureOf(source.token('ada@a.example', signal));
    expect([failure.kind, 'until' in failure]).toEqual(['throttled', false]);
    expect(server.isGood(await source.token('ada@a.example', signal))).toBe(true);
  });
});

describe('a secret that no token can be had for is told before anything is asked', () => {
  test.each([
    ['a password', 'hunter2'],
    ['another file', JSON.stringify({ type: 'external_account' })],
    [
      'a key that is none',
      JSON.stringify({ type: 'service_account', client_email: 'r@p', private_key: 'hunter2' }),
    ],
    [
      'an address in the open',
      JSON.stringify({
        type: 'authorized_user',
        client_id: 'c',
        refresh_token: 'hunter2',
        token_uri: 'http://a.example/t',
      }),
    ],
  ])('%s', async (_, secret) => {
    await start({});
    const told = await failureOf((async () => signInGrant(mailServer('imap'), secret, { secretName }))());
    expect(told).toMatchObject({
      kind: 'credentials',
      reach: 'plan',
      said: expect.stringMatching(
        /^endpoint office cannot sign in with OAuth 2\.0\. THE_SECRET must hold the JSON/,
      ),
    });
    expect(told.said + told.french).not.toContain('hunter2');
  });
});
