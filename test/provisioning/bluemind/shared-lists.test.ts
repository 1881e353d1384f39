/** Lists of rights and members that others change too: their entries stay, ours are made good, and big ones are read in parts. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import type { HeldObject } from '../../../server/planning/provisioning/target-state.ts';
import type { BlueMindSimulator } from '../../support/bluemind-simulator/bluemind-simulator.ts';
import { connectTo, DOMAIN, startSimulator } from '../../support/bluemind-simulator/simulated-place.ts';
import { Subject } from '../contract/target-place.ts';

let simulator: BlueMindSimulator;
let subject: Subject;
beforeEach(async () => {
  simulator = await startSimulator();
  subject = new Subject(await connectTo(simulator));
  for (const person of ['ada', 'zoe', 'max']) await make('mailbox', person);
});
afterEach(async () => {
  await simulator.stop();
  expect(simulator.outside).toEqual([]);
});

const at = (local: string) => `${local}@${DOMAIN}`;
const make = (kind: 'mailbox' | 'shared' | 'list' | 'room', local: string) =>
  subject.apply({ does: 'make', kind, address: at(local), profile: { name: `The ${local}` } });
const uidOf = (local: string): string => simulator.bluemind.byEmail(at(local))?.uid ?? '';
const listOf = (local: string) => simulator.bluemind.get(uidOf(local)).access;
const grant = (local: string): Change => ({
  ...{ does: 'grant', kind: 'shared', address: at('office'), who: at(local), right: 'write' },
});

/** Somebody in the administration console who looked at a list, and posts it with one more or less. */
const somebody = (edit: (list: ReturnType<typeof listOf>) => ReturnType<typeof listOf>) => () => {
  const entry = simulator.bluemind.get(uidOf('office'));
  entry.access = edit(entry.access);
};
const isRead = ({ method, path }: { method: string; path: string }) =>
  method === 'GET' && path.endsWith('/_acls');
const isPost = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path.endsWith('/_acls');

test('what was given by hand stays, entry by entry, with verbs that no plan has a word for', async () => {
  await make('shared', 'office');
  const byHand = [
    { subject: uidOf('max'), verb: 'Freebusy' },
    { subject: uidOf('max'), verb: 'All' },
    { subject: 'somebody-of-before', verb: 'Read' },
  ] as const;
  simulator.bluemind.get(uidOf('office')).access = [...byHand];
  expect(await subject.apply(grant('ada'))).toMatchObject({ kind: 'done' });
  expect(listOf('office')).toEqual([...byHand, { subject: uidOf('ada'), verb: 'Write' }]);
  expect(await subject.apply({ ...grant('ada'), does: 'revoke' } as Change)).toMatchObject({ kind: 'done' });
  expect(listOf('office')).toEqual(byHand);
});

test('a right that somebody else gives between our looks is kept', async () => {
  await make('shared', 'office');
  const zoe = { subject: uidOf('zoe'), verb: 'Read' } as const;
  let looks = 0;
  simulator.meanwhile = (asked) => {
    if (isRead(asked) && ++looks === 2) somebody((list) => [...list, zoe])();
  };
  expect(await subject.apply(grant('ada'))).toMatchObject({ kind: 'done' });
  expect(listOf('office')).toEqual([zoe, { subject: uidOf('ada'), verb: 'Write' }]);
});

test('what somebody else’s older list took away again is given again, beside theirs', async () => {
  await make('shared', 'office');
  const zoe = { subject: uidOf('zoe'), verb: 'Read' } as const;
  let posts = 0;
  simulator.meanwhile = (asked) => {
    if (isPost(asked)) posts++;
    else if (
      isRead(asked) &&
      posts === 1 &&
      !listOf('office').some(({ subject: one }) => one === zoe.subject)
    )
      somebody(() => [zoe])();
  };
  expect(await subject.apply(grant('ada'))).toMatchObject({ kind: 'done' });
  expect(posts).toBe(2);
  expect(listOf('office')).toEqual([zoe, { subject: uidOf('ada'), verb: 'Write' }]);
});

test('a list that is written over each time is told as not kept', async () => {
  await make('shared', 'office');
  simulator.meanwhile = (asked) => {
    if (isRead(asked)) somebody(() => [])();
  };
  expect(await subject.apply(grant('ada'))).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
});

test('a server that keeps one verb for several is not asked twice', async () => {
  await make('shared', 'office');
  simulator.bluemind.isCompacting = true;
  const read: Change = { ...grant('ada'), right: 'read' } as Change;
  expect(await subject.apply(grant('ada'))).toMatchObject({ kind: 'done' });
  expect(await subject.apply(read)).toMatchObject({ kind: 'already' });
  expect(await subject.apply(grant('ada'))).toMatchObject({ kind: 'already' });
});

test('full access lets nobody send; taking it from who has everything leaves them the sending', async () => {
  await make('shared', 'office');
  const full: Change = { ...grant('ada'), right: 'full' } as Change;
  expect(await subject.apply(full)).toMatchObject({ kind: 'done' });
  expect(await access()).toEqual([{ who: at('ada'), right: 'full' }]);
  simulator.bluemind.get(uidOf('office')).access = [{ subject: uidOf('ada'), verb: 'All' }];
  expect((await access())?.map(({ right }) => right)).toEqual(['full', 'send-as', 'send-on-behalf']);
  expect(await subject.apply({ ...full, does: 'revoke' } as Change)).toMatchObject({ kind: 'done' });
  expect((await access())?.map(({ right }) => right)).toEqual(['send-as', 'send-on-behalf']);
});

const access = async (): Promise<HeldObject['access']> => (await subject.held(at('office'), 'shared')).access;

test('whom a big list names is asked for a hundred at a time', async () => {
  await make('list', 'all');
  const people = Array.from({ length: 250 }, (_, index) => `p${index}`);
  for (const one of people)
    simulator.bluemind.add('users', `uid-${one}`, {
      login: one,
      emails: [{ address: at(one), allAliases: false, isDefault: true }],
    });
  const group = simulator.bluemind.get(uidOf('all'));
  group.members = people.map((one) => ({ type: 'user', uid: `uid-${one}` }));
  const held = await subject.held(at('all'), 'list');
  expect(held.members).toEqual(people.map(at));
  const searches = simulator.asked.filter(({ path }) => path.endsWith('/_search'));
  expect(searches.map(({ body }) => (body as { entryUidFilter: string[] }).entryUidFilter.length)).toEqual([
    100, 100, 50,
  ]);
});

test('a room is looked after by whoever may write its calendar', async () => {
  await make('room', 'blue');
  const owner: Change = { does: 'add-owner', address: at('blue'), member: at('ada') };
  expect(await subject.apply(owner)).toMatchObject({ kind: 'done' });
  expect(await subject.apply(owner)).toMatchObject({ kind: 'already' });
  expect((await subject.held(at('blue'), 'room')).owners).toEqual([at('ada')]);
});
