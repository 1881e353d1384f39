/** What is changed in a tenant: what the plan says, once, and with no secret left anywhere. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import type { Text } from '../../../server/planning/text.ts';
import type { Provisioner } from '../../../server/running/provisioning/provisioner.ts';
import type { GraphSimulator } from '../../support/graph-simulator/graph-simulator.ts';
import {
  connectTo,
  DOMAIN,
  SKU,
  signal,
  startSimulator,
  tenantEndpoint,
} from '../../support/graph-simulator/simulated-place.ts';

const ADA = `ada@${DOMAIN}`;
let simulator: GraphSimulator;
let provisioner: Provisioner;

beforeEach(async () => {
  simulator = await startSimulator({ skus: [{ sku: SKU, seats: 1 }] });
  provisioner = await connectTo(simulator);
});
afterEach(async () => {
  await simulator.stop();
  expect(simulator.outside).toEqual([]);
});

const apply = (change: Change) => provisioner.apply(change, signal);
const make = (address: string): Change => ({
  does: 'make',
  kind: 'mailbox',
  address,
  profile: { name: 'Ada' },
});
const license = (address: string, sku = SKU): Change => ({ does: 'license', address, licence: 'E1', sku });
const written = () =>
  simulator.asked.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
const passwords = () =>
  simulator.asked.flatMap(
    ({ body }) =>
      (body as { passwordProfile?: { password: string } } | undefined)?.passwordProfile?.password ?? [],
  );

test('each account has a password of its own, which nobody is told', async () => {
  for (const name of ['ada', 'zoe', 'eve']) await apply(make(`${name}@${DOMAIN}`));
  expect(new Set(passwords()).size).toBe(3);
  for (const password of passwords()) expect(password).toHaveLength(40);
});

test('a service that says the password again is not repeated', async () => {
  let said = '';
  simulator.canned = (path) => {
    if (!path.endsWith('/users')) return undefined;
    said = 'Password AbcD is not complex enough';
    return { status: 400, body: { error: { code: 'Request_BadRequest', message: said } } };
  };
  const applied = await apply(make(ADA));
  expect(applied).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
  for (const password of passwords()) expect(JSON.stringify(applied)).not.toContain(password);
});

test('two addresses of the same name in two domains have two nicknames', async () => {
  simulator.tenant.domains.set('b.example', true);
  await apply(make(`info@${DOMAIN}`));
  await apply(make('info@b.example'));
  const nicknames = [...simulator.tenant.users.values()].map(({ fields }) => fields['mailNickname']);
  expect(nicknames).toEqual([`info.${DOMAIN}`, 'info.b.example']);
});

test('an address that another object has is not made, and the object is left alone', async () => {
  simulator.tenant.contacts.set(ADA, 'a contact');
  const applied = await apply(make(ADA));
  expect(applied).toMatchObject({
    kind: 'failed',
    failure: { kind: 'refused', words: expect.stringContaining('proxyAddresses') },
  });
  expect(simulator.tenant.contacts.has(ADA)).toBe(true);
});

test('an account that was made a moment ago by somebody else is waited for, not made again', async () => {
  simulator.tenant.addUser(ADA, { unseen: 4 });
  expect((await apply(make(ADA))).kind).toBe('waiting');
  expect((await apply(make(ADA))).kind).toBe('already');
  expect(simulator.tenant.users.size).toBe(1);
});

test('a request whose answer is lost is told as of unknown outcome, and found done the next time', async () => {
  simulator.canned = (path) => {
    if (!path.endsWith('/users')) return undefined;
    simulator.tenant.addUser(ADA);
    return { status: 504, body: { error: { code: 'UnknownError', message: 'Gateway timeout' } } };
  };
  expect(await apply(make(ADA))).toMatchObject({ kind: 'failed', failure: { kind: 'unknown-outcome' } });
  simulator.canned = undefined;
  expect(await apply(make(ADA))).toMatchObject({ kind: 'already' });
  expect(simulator.tenant.users.size).toBe(1);
});

test('a country is given before a licence, where the account has none, and only there', async () => {
  const french = simulator.tenant.addUser(ADA);
  expect(await apply(license(ADA))).toEqual({ kind: 'done' });
  expect(french.fields['usageLocation']).toBe('FR');
  expect(written()).toEqual([`PATCH /users/${french.id}`, `POST /users/${french.id}/assignLicense`]);
});

test('a country that an account has stays', async () => {
  const belgian = simulator.tenant.addUser(ADA, { fields: { displayName: 'Ada', usageLocation: 'BE' } });
  expect(await apply(license(ADA))).toEqual({ kind: 'done' });
  expect(belgian.fields['usageLocation']).toBe('BE');
});

test('without a country in the plan, the licence is not asked for', async () => {
  const endpoint = tenantEndpoint();
  if (!endpoint.graph) throw new Error('the endpoint has no client');
  const { usageLocation: _, ...countryless } = endpoint.graph;
  provisioner = await connectTo(simulator, { ...endpoint, graph: countryless });
  simulator.tenant.addUser(ADA);
  expect(await apply(license(ADA))).toMatchObject({
    kind: 'failed',
    failure: { kind: 'refused', advice: { en: expect.stringContaining('usage-location') } },
  });
  expect(written()).toEqual([]);
});

test('the licence after the last one is refused before it is asked for', async () => {
  for (const name of ['ada', 'zoe']) simulator.tenant.addUser(`${name}@${DOMAIN}`);
  expect((await apply(license(ADA))).kind).toBe('done');
  expect(await apply(license(`zoe@${DOMAIN}`))).toMatchObject({
    kind: 'failed',
    failure: { kind: 'refused', what: { en: `has no seat of ${SKU} left` } },
  });
  expect(written().filter((one) => one.includes('zoe'))).toEqual([]);
});

test('an account without a licence is not waited for for ever', async () => {
  simulator.tenant.addUser(ADA);
  expect(await apply({ does: 'await', address: ADA })).toMatchObject({
    kind: 'failed',
    failure: { kind: 'refused' },
  });
});

test('only what differs is changed, and a number that is known already stays where it is', async () => {
  const fields = {
    displayName: 'Ada',
    givenName: 'Ada',
    mobilePhone: '+33 6 00 00 00 00',
    jobTitle: 'by hand',
  };
  const { id } = simulator.tenant.addUser(ADA, { fields });
  const profile = { given: 'Ada', family: 'Roux', phone: '+33 6 00 00 00 00', office: '2689' };
  const change: Change = { does: 'describe', kind: 'mailbox', address: ADA, profile };
  expect(await apply(change)).toEqual({ kind: 'done' });
  const { body } = simulator.asked.find(({ method }) => method === 'PATCH') ?? {};
  expect(body).toEqual({ surname: 'Roux', officeLocation: '2689' });
  expect(await apply(change)).toEqual({ kind: 'already' });
  expect(written()).toEqual([`PATCH /users/${id}`]);
});

test('a domain is added once and never verified: what is made in it waits until somebody has', async () => {
  const change: Change = { does: 'add-domain', address: 'New.example' };
  expect(await apply(change)).toMatchObject({ kind: 'waiting' });
  expect(await apply(change)).toMatchObject({ kind: 'waiting' });
  expect(written()).toEqual(['POST /domains']);
  expect(simulator.tenant.domains.get('new.example')).toBe(false);
  simulator.tenant.domains.set('new.example', true);
  expect(await apply(change)).toEqual({ kind: 'already', id: 'new.example' });
});

test('what only Exchange does is people’s, and asked of nobody', async () => {
  simulator.tenant.addUser(ADA, { purpose: 'user' });
  const applied = await apply({ does: 'add-alias', kind: 'mailbox', address: ADA, alias: `a@${DOMAIN}` });
  expect(applied).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
  expect(simulator.asked).toEqual([]);
});

test('InvokeCommand is told to be unsupported before it is used', async () => {
  const told: Text[] = [];
  const endpoint = tenantEndpoint({ exchange: 'invoke-command' });
  await connectTo(simulator, endpoint, { onUnsupported: (text) => told.push(text) });
  expect(told).toEqual([
    expect.objectContaining({ en: expect.stringContaining('Microsoft does not support') }),
  ]);
  await connectTo(simulator, tenantEndpoint(), { onUnsupported: (text) => told.push(text) });
  expect(told).toHaveLength(1);
});

test('a forward that somebody else set stays, and is told', async () => {
  provisioner = await connectTo(simulator, tenantEndpoint({ exchange: 'invoke-command' }));
  const { id } = simulator.tenant.addUser(ADA, { purpose: 'user' });
  const mailbox = simulator.tenant.mailboxes.get(id);
  if (mailbox) mailbox.forwarding = `smtp:boss@${DOMAIN}`;
  const applied = await apply({ does: 'forward', address: ADA, to: `other@${DOMAIN}`, keepCopy: true });
  expect(applied).toMatchObject({
    kind: 'failed',
    failure: { kind: 'refused', what: { en: expect.stringContaining('boss@') } },
  });
  expect(mailbox?.forwarding).toBe(`smtp:boss@${DOMAIN}`);
});
