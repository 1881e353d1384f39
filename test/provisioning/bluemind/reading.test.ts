/** What is read of a BlueMind: what is there, what stands in the way, what could not be read; and never too much at once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Provisioner, WantedKind } from '../../../server/running/provisioning/provisioner.ts';
import { type BlueMindSimulator, fault } from '../../support/bluemind-simulator/bluemind-simulator.ts';
import type { SimulatedEntry } from '../../support/bluemind-simulator/simulated-bluemind.ts';
import {
  connectTo,
  DOMAIN,
  signal,
  startSimulator,
} from '../../support/bluemind-simulator/simulated-place.ts';
import { Subject } from '../contract/target-place.ts';

let simulator: BlueMindSimulator;
let provisioner: Provisioner;
let subject: Subject;

beforeEach(async () => {
  simulator = await startSimulator();
  provisioner = await connectTo(simulator);
  subject = new Subject(provisioner);
});
afterEach(async () => {
  await simulator.stop();
  expect([simulator.outside, simulator.ignored]).toEqual([[], []]);
});

const at = (name: string) => `${name}@${DOMAIN}`;
const wanted = (name: string, kind: WantedKind['kind'] = 'mailbox'): WantedKind => ({
  address: at(name),
  kind,
});

/** As it would be in BlueMind, made by hand. */
function person(name: string): SimulatedEntry {
  const emails = [{ address: at(name), allAliases: false, isDefault: true }];
  simulator.bluemind.create('users', `uid-${name}`, {
    ...{ login: name, emails, routing: 'internal', password: 'x' },
    contactInfos: { identification: { name: { familyNames: name } } },
  });
  return simulator.bluemind.get(`uid-${name}`);
}

describe('what stands in the way', () => {
  test('is a domain that BlueMind does not have', async () => {
    expect(await subject.seen({ address: 'ada@none.example', kind: 'mailbox' })).toMatchObject({
      state: 'blocked',
      why: { en: expect.stringContaining('has no domain none.example') },
    });
  });

  test('is another mailbox of the same name, whose address is another', async () => {
    person('ada');
    simulator.bluemind.get('uid-ada').value.emails = [];
    for (const kind of ['mailbox', 'shared'] as const)
      expect(await subject.seen(wanted('ada', kind))).toMatchObject({
        state: 'blocked',
        why: { en: expect.stringContaining('the name ada') },
      });
    expect(await subject.seen(wanted('ada', 'list'))).toEqual({ state: 'absent' });
  });

  test('is somebody whose other address it is, and is told who', async () => {
    person('ada').value.emails?.push({ address: at('info'), allAliases: false, isDefault: false });
    expect(await subject.seen(wanted('info', 'shared'))).toMatchObject({
      state: 'blocked',
      why: { en: expect.stringContaining(at('ada')) },
    });
  });

  test('is an external user', async () => {
    simulator.bluemind.add('externalusers', 'guest', {
      emails: [{ address: at('guest'), allAliases: false, isDefault: true }],
    });
    expect(await subject.seen(wanted('guest'))).toMatchObject({
      state: 'blocked',
      why: { en: expect.stringContaining('an external user') },
    });
  });
});

describe('what could not be read is not told to be absent', () => {
  test('of one object, that is told of this one alone', async () => {
    person('ada');
    person('zoe');
    simulator.canned = ({ path }) =>
      path.includes('uid-ada') ? fault(500, 'INVALID_PARAMETER', 'a strange card') : undefined;
    const scope = { objects: [wanted('ada'), wanted('zoe')], domains: [] };
    const { objects } = await provisioner.read(scope, signal);
    expect(objects.get(at('ada'))).toMatchObject({
      state: 'unknown',
      why: { en: expect.stringContaining('a strange card') },
    });
    expect(objects.get(at('zoe'))).toMatchObject({ state: 'held' });
  });

  test('404 that is not BlueMind’s own is a wrong address, and the plan’s to mend', async () => {
    simulator.canned = () => ({ status: 404, body: '<html>404 Not Found</html>' });
    const reading = provisioner.read({ objects: [wanted('ada')], domains: [] }, signal);
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'protocol', reach: 'plan' } });
  });

  test('404 that is BlueMind’s own is nobody there, as is an empty answer', async () => {
    for (const said of [fault(404, 'NOT_FOUND', 'nobody'), { status: 204 }, { status: 200, body: null }]) {
      simulator.canned = ({ path }) => (path.includes('_byEmail') ? said : undefined);
      expect(await subject.seen(wanted('ada'))).toEqual({ state: 'absent' });
    }
  });

  test('a key without the right stops everything, and says which right', async () => {
    simulator.canned = () => fault(403, 'PERMISSION_DENIED', 'no role manageUser');
    const reading = provisioner.read({ objects: [wanted('ada')], domains: [] }, signal);
    await expect(reading).rejects.toMatchObject({
      failure: { kind: 'credentials', reach: 'plan', advice: { en: expect.stringContaining('administer') } },
    });
  });

  test('an answer that is not as its maker publishes it is told as that', async () => {
    person('ada');
    simulator.canned = ({ path }) =>
      path.endsWith('/complete') ? { status: 200, body: { uid: 'uid-ada', value: { login: 7 } } } : undefined;
    const reading = provisioner.read({ objects: [wanted('ada')], domains: [] }, signal);
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'protocol' } });
  });
});

describe('reading much', () => {
  test('hundreds of objects are answered in their order, four at once at most', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `p${index}`);
    for (const name of names.filter((_, index) => index % 2 === 0)) person(name);
    const { objects } = await provisioner.read(
      { objects: names.map((name) => wanted(name)), domains: [] },
      signal,
    );
    expect([...objects.keys()]).toEqual(names.map(at));
    expect([...objects.values()].filter(({ state }) => state === 'held')).toHaveLength(150);
    expect(simulator.mostAtOnce).toBeGreaterThan(1);
    expect(simulator.mostAtOnce).toBeLessThanOrEqual(4);
    const lookups = simulator.asked.filter(({ path }) => path.endsWith('_lookup'));
    expect(lookups.length).toBeLessThanOrEqual(4);
  });

  test('who may open a mailbox is asked for a hundred at a time, and each once', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `p${index}`);
    for (const name of names) person(name);
    person('team').access = names.flatMap((name) => [
      { subject: `uid-${name}`, verb: 'Read' as const },
      { subject: `uid-${name}`, verb: 'SendAs' as const },
    ]);
    expect((await subject.held(at('team'))).access).toHaveLength(500);
    const searches = simulator.asked.filter(({ path }) => path.endsWith('_search'));
    const sizes = searches.map(({ body }) => (body as { entryUidFilter: string[] }).entryUidFilter.length);
    expect(sizes).toEqual([100, 100, 50]);
  });
});

test('an account that was made by hand reads as it is', async () => {
  const entry = person('ada');
  entry.value.quota = 5 * 2 ** 20;
  entry.access = [
    { subject: entry.uid, verb: 'All' },
    { subject: 'uid-of-somebody-gone', verb: 'Read' },
  ];
  expect(await subject.held(at('ada'))).toEqual({
    ...{
      state: 'held',
      kind: 'mailbox',
      id: 'uid-ada',
      isReady: true,
      routing: 'internal',
      quota: 5 * 2 ** 30,
    },
    ...{ profile: { name: 'ada', family: 'ada' }, aliases: [], access: [], forwards: [] },
  });
});

test('an address with signs that mean something in a path is looked up as it is', async () => {
  const address = at('a/b?c#d%2e');
  const emails = [{ address, allAliases: false, isDefault: true }];
  simulator.bluemind.add('mailshares', 'a uid/of?its#own', { name: 'odd', emails, routing: 'internal' });
  expect(await subject.held(address, 'shared')).toMatchObject({ id: 'a uid/of?its#own' });
});

test('a mailbox without a quota has none; a resource is the kind of resource that is wanted', async () => {
  person('ada');
  expect(await subject.held(at('ada'))).toMatchObject({ quota: 'none' });
  const made = { does: 'make', kind: 'room', address: at('hall'), profile: {} } as const;
  await provisioner.apply(made, signal);
  for (const kind of ['room', 'equipment'] as const)
    expect(await subject.held(at('hall'), kind)).toMatchObject({ kind });
});
