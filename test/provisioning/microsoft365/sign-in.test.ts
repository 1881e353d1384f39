/** How a tenant is signed in to: by a secret, a certificate or a device code; and what is said of none of them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { DeviceCodeOffer } from '../../../server/endpoints/microsoft365/graph-options.ts';
import { describeFailure, MailFailure } from '../../../server/running/failures.ts';
import type { GraphSimulator } from '../../support/graph-simulator/graph-simulator.ts';
import {
  connectTo,
  SECRET,
  signal,
  startSimulator,
  tenantEndpoint,
} from '../../support/graph-simulator/simulated-place.ts';

let simulator: GraphSimulator;
afterEach(() => simulator.stop());

const nothing = { objects: [], domains: [] };
const signIn = { tenant: 'tenant.onmicrosoft.example', client: '11111111-2222-3333-4444-555555555555' };

async function refusalOf(opening: Promise<unknown>) {
  const error = await opening.then(
    () => new Error('it was let in'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MailFailure)) throw error;
  return {
    failure: error.failure,
    said: `${describeFailure(error.failure, 'en')}${describeFailure(error.failure, 'fr')}${error.stack}`,
  };
}

test('a wrong secret is told before anything is asked, in Entra’s words, and not repeated', async () => {
  simulator = await startSimulator();
  const { failure, said } = await refusalOf(
    connectTo(simulator, tenantEndpoint(), { secret: 'wrong-and-long-secret' }),
  );
  expect(failure).toMatchObject({
    kind: 'credentials',
    reach: 'plan',
    words: expect.stringContaining('AADSTS7000215'),
  });
  expect(said).not.toContain('wrong-and-long-secret');
  expect(simulator.asked).toEqual([]);
});

test('a certificate and its key, as one PEM, sign in; the key is sent to nobody', async () => {
  const { pem, certificate } = newCertificate();
  simulator = await startSimulator({ signIn: { ...signIn, certificate } });
  const provisioner = await connectTo(simulator, tenantEndpoint(), { secret: pem });
  expect((await provisioner.read(nothing, signal)).seats).toHaveLength(1);
  expect(JSON.stringify(simulator.signIn.forms)).not.toContain('PRIVATE');
  expect(simulator.signIn.forms[0]).not.toHaveProperty('client_secret');
});

test('a certificate without its key is told so', async () => {
  const { certificate } = newCertificate();
  simulator = await startSimulator({ signIn: { ...signIn, certificate } });
  const { failure } = await refusalOf(connectTo(simulator, tenantEndpoint(), { secret: certificate }));
  expect(failure).toMatchObject({
    kind: 'credentials',
    what: { en: expect.stringContaining('certificate') },
  });
  expect(simulator.signIn.forms).toEqual([]);
});

test('where the secret is typed, a person signs in with a code', async () => {
  simulator = await startSimulator({ signIn: { ...signIn, pending: 2 } });
  const offers: DeviceCodeOffer[] = [];
  const endpoint = tenantEndpoint({ secret: { kind: 'prompt' } });
  const provisioner = await connectTo(simulator, endpoint, { onDeviceCode: (offer) => offers.push(offer) });
  expect((await provisioner.read(nothing, signal)).seats).toHaveLength(1);
  expect(offers).toEqual([
    {
      endpoint: 'office',
      code: 'ABCD-EFGH',
      url: 'https://microsoft.com/devicelogin',
      until: expect.any(Date),
    },
  ]);
});

test('a token that a service would not have is renewed once', async () => {
  simulator = await startSimulator();
  const provisioner = await connectTo(simulator);
  simulator.signIn.revokeAll();
  expect((await provisioner.read(nothing, signal)).seats).toHaveLength(1);
  expect(simulator.signIn.forms).toHaveLength(2);
  expect(simulator.signIn.forms.every((form) => form['client_secret'] === SECRET)).toBe(true);
});

test('a token is in no error', async () => {
  simulator = await startSimulator();
  const provisioner = await connectTo(simulator);
  let token = '';
  const echo = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    token = String(new Headers(init?.headers).get('authorization')).replace('Bearer ', '');
    return echo(input, init);
  };
  simulator.canned = () => ({
    status: 400,
    body: { error: { code: 'Bad', message: `token ${token} is bad` } },
  });
  try {
    const { said } = await refusalOf(provisioner.read(nothing, signal));
    expect(token.length).toBeGreaterThan(5);
    expect(said).not.toContain(token);
  } finally {
    globalThis.fetch = echo;
  }
});

test('whoever is stopped is told so, and nothing goes on', async () => {
  simulator = await startSimulator();
  const provisioner = await connectTo(simulator);
  const { failure } = await refusalOf(provisioner.read(nothing, AbortSignal.abort()));
  expect(failure).toMatchObject({ kind: 'interrupted' });
});

function newCertificate(): { pem: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'migplan-certificate-'));
  try {
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=migplan', ...files],
      { stdio: 'ignore' },
    );
    const [key, certificate] = ['key.pem', 'cert.pem'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    return { pem: `${certificate}${key}`, certificate: certificate ?? '' };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
