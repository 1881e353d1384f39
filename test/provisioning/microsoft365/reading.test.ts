/** What is read of a tenant: all that is asked for, in batches that Graph takes, and nothing that is not so. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectKind } from '../../../server/planning/provisioning/target-state.ts';
import { failureOf } from '../../../server/running/failures.ts';
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

let simulator: GraphSimulator;
let provisioner: Provisioner;

beforeEach(async () => {
  simulator = await startSimulator({
    domains: [
      { id: DOMAIN, isVerified: true },
      { id: 'new.example', isVerified: false },
    ],
    skus: [{ sku: SKU, seats: 300, used: 7 }],
  });
  provisioner = await connectTo(simulator);
});
afterEach(async () => {
  await simulator.stop();
  expect(simulator.outside).toEqual([]);
});

async function seen(address: string, kind: ObjectKind = 'mailbox') {
  const { objects } = await provisioner.read({ objects: [{ address, kind }], domains: [] }, signal);
  return objects.get(address);
}

const person = (number: number) => `person${number}@${DOMAIN}`;

test('45 people are read in batches of 20 at most, in the order they were asked for, though answers come in another', async () => {
  for (let number = 0; number < 45; number++)
    if (number % 3 !== 0)
      simulator.tenant.addUser(person(number), { purpose: 'user', fields: { displayName: `P ${number}` } });
  const objects = Array.from({ length: 45 }, (_, number) => ({
    address: person(number),
    kind: 'mailbox' as const,
  }));
  const state = await provisioner.read({ objects, domains: [] }, signal);
  expect([...state.objects.keys()]).toEqual(objects.map(({ address }) => address));
  expect(simulator.batches.slice(0, 3)).toEqual([20, 20, 5]);
  expect(Math.max(...simulator.batches)).toBe(20);
  for (const [number, { address }] of objects.entries())
    expect(state.objects.get(address)).toMatchObject(
      number % 3 === 0
        ? { state: 'absent' }
        : { state: 'held', isReady: true, profile: { name: `P ${number}` } },
    );
});

test('seats are those of the subscription', async () => {
  const { seats } = await provisioner.read({ objects: [], domains: [] }, signal);
  expect(seats).toEqual([{ sku: SKU, seats: 300, used: 7 }]);
});

test('aliases are told, what is no mail is not', async () => {
  const proxyAddresses = [`SMTP:${person(1)}`, `smtp:other@${DOMAIN}`, `SIP:${person(1)}`];
  simulator.tenant.addUser(person(1), { proxyAddresses });
  expect(await seen(person(1))).toMatchObject({ state: 'held', aliases: [`other@${DOMAIN}`] });
});

test.each([
  ['shared', 'shared'],
  ['room', 'room'],
  ['equipment', 'equipment'],
] as const)(
  'a %s mailbox is found by its address, which is not its name at sign-in',
  async (kind, purpose) => {
    const proxyAddresses = [`SMTP:place@${DOMAIN}`];
    simulator.tenant.addUser('place@tenant.onmicrosoft.example', {
      purpose,
      proxyAddresses,
      accountEnabled: false,
    });
    expect(await seen(`place@${DOMAIN}`, kind)).toMatchObject({ state: 'held', kind, isReady: true });
    expect(await seen(`place@${DOMAIN}`)).toMatchObject({ state: 'blocked' });
  },
);

describe('what stands in the way is told', () => {
  test('an account that was deleted and is kept yet, with the days that are left', async () => {
    const id = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
    const userPrincipalName = `${id.replaceAll('-', '')}${person(1)}`;
    simulator.tenant.deleted.push({ id, userPrincipalName, deletedDateTime: '2025-12-20T10:00:00Z' });
    expect(await seen(person(1))).toEqual({
      state: 'blocked',
      why: {
        en: 'an account of this name was deleted on 2025-12-20 and is kept for 15 more days: restore it, or remove it for good, first',
        fr: expect.stringContaining('15 jours'),
      },
    });
    const made = await provisioner.apply(
      { does: 'make', kind: 'mailbox', address: person(1), profile: {} },
      signal,
    );
    expect(made).toMatchObject({
      kind: 'failed',
      failure: { kind: 'refused', words: { en: expect.stringContaining('15 more days') } },
    });
    expect(simulator.tenant.users.size).toBe(0);
  });

  test('one among more deleted accounts than one page holds', async () => {
    for (let number = 0; number < 45; number++) {
      const id = `aaaaaaaa-bbbb-cccc-dddd-0000000000${10 + number}`;
      const userPrincipalName = `${id.replaceAll('-', '')}${person(number)}`;
      simulator.tenant.deleted.push({ id, userPrincipalName, deletedDateTime: '2026-01-01T10:00:00Z' });
    }
    expect(await seen(person(44))).toMatchObject({ state: 'blocked' });
  });

  test('a group, a contact, and an alias of somebody else', async () => {
    simulator.tenant.addGroup(`team@${DOMAIN}`, { types: ['Unified'] });
    simulator.tenant.contacts.set(`contact@${DOMAIN}`, 'a contact');
    simulator.tenant.addUser(person(1), { proxyAddresses: [`SMTP:${person(1)}`, `smtp:alias@${DOMAIN}`] });
    for (const name of ['team', 'contact', 'alias'])
      expect(await seen(`${name}@${DOMAIN}`)).toMatchObject({ state: 'blocked' });
    expect(await seen(`team@${DOMAIN}`, 'list')).toMatchObject({ state: 'blocked' });
  });

  test('nothing is done to whoever has an address as an alias', async () => {
    const user = simulator.tenant.addUser(person(1), {
      proxyAddresses: [`SMTP:${person(1)}`, `smtp:alias@${DOMAIN}`],
    });
    const change = {
      does: 'describe',
      kind: 'mailbox',
      address: `alias@${DOMAIN}`,
      profile: { name: 'Other' },
    } as const;
    expect(await provisioner.apply(change, signal)).toMatchObject({ kind: 'failed' });
    expect(user.fields).toEqual({ displayName: person(1) });
  });
});

test('a list of the organisation is one', async () => {
  simulator.tenant.addGroup(`all@${DOMAIN}`, { name: 'All' });
  expect(await seen(`all@${DOMAIN}`, 'list')).toMatchObject({
    state: 'held',
    kind: 'list',
    profile: { name: 'All' },
  });
});

test('domains are told with the records that their zone needs', async () => {
  const { domains } = await provisioner.read(
    { objects: [], domains: [DOMAIN, 'new.example', 'none.example'] },
    signal,
  );
  expect(domains?.get('none.example')).toEqual({ state: 'absent' });
  expect(domains?.get('new.example')).toMatchObject({
    state: 'unverified',
    records: [
      { type: 'TXT', name: 'new.example', value: 'MS=ms12345678' },
      { type: 'MX', name: 'new.example', value: '32767 ms12345678.msv1.invalid' },
    ],
  });
  expect(domains?.get(DOMAIN)).toEqual({
    state: 'verified',
    records: [
      { type: 'MX', name: DOMAIN, value: '0 a-example.mail.protection.outlook.com' },
      { type: 'TXT', name: DOMAIN, value: 'v=spf1 include:spf.protection.outlook.com -all' },
      { type: 'CNAME', name: `autodiscover.${DOMAIN}`, value: 'autodiscover.outlook.com' },
      { type: 'SRV', name: `_sip._tls.${DOMAIN}`, value: '100 1 443 sipdir.online.lync.com' },
    ],
  });
});

describe('what a service says is not taken for more than it is', () => {
  const failing = () => provisioner.read({ objects: [], domains: [] }, signal).catch(failureOf);

  test.each([
    ['to another place', 'https://elsewhere.example/v1.0/subscribedSkus?$skiptoken=2'],
    ['out of its own interface', 'ROOT/beta/subscribedSkus'],
  ])('the rest of a list is not followed %s', async (_, link) => {
    const next = link.replace('ROOT', simulator.url);
    simulator.canned = () => ({ status: 200, body: { value: [], '@odata.nextLink': next } });
    expect(await failing()).toMatchObject({ kind: 'protocol' });
  });

  test('nor round in a circle', async () => {
    const next = `${simulator.url}/v1.0/subscribedSkus`;
    simulator.canned = () => ({ status: 200, body: { value: [], '@odata.nextLink': next } });
    expect(await failing()).toMatchObject({ kind: 'protocol' });
  });

  test('an answer that is none of the documented ones is told so', async () => {
    simulator.canned = () => ({ status: 200, body: { value: [{ skuId: 7 }] } });
    expect(await failing()).toMatchObject({ kind: 'protocol', words: expect.stringContaining('skuId') });
  });

  test('one that a batch leaves out is not told to be absent', async () => {
    simulator.canned = (path) =>
      path.endsWith('$batch') ? { status: 200, body: { responses: [] } } : undefined;
    expect(await seen(person(1))).toMatchObject({ state: 'unknown' });
  });

  test('where the state of mailboxes may not be read, it is unknown, and the permission is named', async () => {
    simulator.tenant.addUser(person(1), { purpose: 'user' });
    const denied = { error: { code: 'ErrorAccessDenied', message: 'Access is denied.' } };
    let batches = 0;
    simulator.canned = (path) =>
      path.endsWith('$batch') && ++batches === 2
        ? { status: 200, body: { responses: [{ id: '0', status: 403, body: denied }] } }
        : undefined;
    expect(await seen(person(1))).toMatchObject({
      state: 'unknown',
      why: { en: expect.stringMatching(/Access is denied.*MailboxSettings\.Read/) },
    });
  });

  test('no permission at all is told with those that are needed, and nothing is read', async () => {
    const error = { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' };
    simulator.canned = () => ({ status: 403, body: { error } });
    expect(await failing()).toMatchObject({
      kind: 'credentials',
      reach: 'plan',
      advice: { en: expect.stringContaining('User.ReadWrite.All') },
    });
  });

  test('a wait that is too long to be waited for is told with its end', async () => {
    const error = { code: 'TooManyRequests', message: 'Slow down.' };
    simulator.canned = () => ({ status: 429, headers: { 'Retry-After': '600' }, body: { error } });
    expect(await failing()).toMatchObject({
      kind: 'throttled',
      reach: 'lot',
      until: new Date('2026-01-05T08:10:00Z'),
    });
  });
});

test('an endpoint that says nothing of how it is managed has no provisioner', async () => {
  const { graph: _, ...endpoint } = tenantEndpoint();
  await expect(connectTo(simulator, endpoint)).rejects.toThrow('says nothing');
});
