/**
 * What every provisioner keeps, whatever it speaks to: what is not there is `absent` and what cannot be read is not; what is made is
 * told; made twice it is `already`; nothing that nobody named is taken away. Which changes a target makes is asked of its ways.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Change, makingOf, operationOf } from '../../../server/planning/provisioning/change.ts';
import { isByRun } from '../../../server/planning/provisioning/operations.ts';
import type { ObjectKind, Profile } from '../../../server/planning/provisioning/target-state.ts';
import { failureOf } from '../../../server/running/failures.ts';
import type { Applied } from '../../../server/running/provisioning/provisioner.ts';
import { type StartedTarget, Subject, signal, type TargetPlace } from './target-place.ts';

const KINDS: readonly ObjectKind[] = ['mailbox', 'shared', 'room', 'equipment', 'list'];

export function describeProvisionerContract(name: string, place: TargetPlace): void {
  describe(`${name} keeps the contract of a provisioner`, () => {
    let target: StartedTarget;
    let subject: Subject;
    let count = 0;

    beforeAll(async () => {
      target = await place.start();
    }, 120_000);
    afterAll(() => target?.stop());
    beforeEach(async () => {
      subject = new Subject(await target.open());
    });
    afterEach(() => subject.provisioner.close());

    const fresh = (what = 'person') => `${what}${++count}@${target.domain}`;
    const can = (change: Change) => isByRun(subject.provisioner.ways[operationOf(change)]);
    const profile = (given: string): Profile => ({ name: `${given} Roux`, given, family: 'Roux' });

    /** An account that is there and takes mail. */
    async function made(kind: ObjectKind = 'mailbox', address = fresh(kind)): Promise<string> {
      const making: Change = { does: 'make', kind, address, profile: profile('Ada') };
      if (target.prepare && !can(making)) await target.prepare(address);
      else expect((await subject.settle(making)).kind).toBe('done');
      if (place.sku !== undefined && kind === 'mailbox')
        await subject.settle({ does: 'license', address, licence: 'L', sku: place.sku });
      if (can({ does: 'await', address })) await subject.settle({ does: 'await', address });
      return address;
    }

    test('what nobody made is absent, of every kind, and each address is answered', async () => {
      const objects = KINDS.map((kind) => ({ address: fresh(kind), kind }));
      const state = await subject.provisioner.read({ objects, domains: [] }, signal);
      expect([...state.objects.keys()]).toEqual(objects.map(({ address }) => address));
      const kinds = objects.filter(({ kind }) => place.makes.includes(kind) || kind === 'mailbox');
      for (const { address } of kinds) expect(state.objects.get(address)?.state).not.toBe('held');
    });

    test.each(KINDS)('%s: it is made once, told, and found made', async (kind) => {
      const address = fresh(kind);
      const change: Change = { does: 'make', kind, address, profile: profile('Zoé') };
      if (!place.makes.includes(kind)) {
        expect(can(change)).toBe(false);
        return expectRefused(await subject.apply(change));
      }
      const applied = await subject.settle(change);
      expect(applied).toMatchObject({ kind: 'done' });
      const held = await subject.held(address, kind);
      expect(held).toMatchObject({ state: 'held', kind, id: idOf(applied) });
      expect(await subject.settle(change)).toEqual({ kind: 'already', id: held.id });
      if (isByRun(subject.provisioner.ways.profile) && !place.silent?.includes('profile'))
        expect(held.profile).toMatchObject({ name: 'Zoé Roux' });
    });

    test('another object under the address is in the way, and so is one of another type', async () => {
      const [kind] = place.makes;
      if (!kind) return;
      const address = await made(kind);
      expect(await subject.seen({ address, kind, id: 'of another one' })).toMatchObject({ state: 'blocked' });
      const { id } = await subject.held(address, kind);
      expect(await subject.seen({ address, kind, id })).toMatchObject({ state: 'held' });
      const other = place.makes.find((one) => makingOf(one) !== makingOf(kind));
      if (other && !place.silent?.includes('kind'))
        expect(await subject.seen({ address, kind: other })).toMatchObject({ state: 'blocked' });
    });

    test('names are changed where they differ, and nothing else is', async () => {
      const change: Change = {
        does: 'describe',
        kind: 'mailbox',
        address: fresh(),
        profile: { family: 'Vidal' },
      };
      if (!can(change)) return expectRefused(await subject.apply(change));
      const address = await made('mailbox', change.address);
      expect(await subject.settle(change)).toMatchObject({ kind: 'done' });
      expect((await subject.held(address)).profile).toMatchObject({
        name: place.composesNames ? 'Ada Vidal' : 'Ada Roux',
        given: 'Ada',
        family: 'Vidal',
      });
      expect(await subject.settle(change)).toMatchObject({ kind: 'already' });
    });

    test('aliases are added to those that are there, and taken away one by one', async () => {
      const alias = (does: 'add-alias' | 'remove-alias', address: string, alias: string): Change => ({
        ...{ does, kind: 'mailbox', address, alias },
      });
      const probe = alias('add-alias', fresh(), fresh('other'));
      if (!can(probe)) return expectRefused(await subject.apply(probe));
      const address = await made();
      const [first, second] = [fresh('other'), fresh('other')];
      for (const one of [first, second])
        expect(await subject.settle(alias('add-alias', address, one))).toMatchObject({ kind: 'done' });
      expect(await subject.settle(alias('add-alias', address, first))).toMatchObject({ kind: 'already' });
      expect((await subject.held(address)).aliases?.toSorted()).toEqual([first, second].toSorted());
      expect(await subject.settle(alias('remove-alias', address, first))).toMatchObject({ kind: 'done' });
      expect((await subject.held(address)).aliases).toEqual([second]);
      expect(await subject.settle(alias('remove-alias', address, first))).toMatchObject({ kind: 'already' });
    });

    test('a quota is set and told', async () => {
      const quota = (address: string): Change => ({ does: 'set-quota', address, bytes: 2 ** 30 });
      const probe = quota(fresh());
      if (!can(probe)) return expectRefused(await subject.apply(probe));
      const address = await made();
      expect(await subject.settle(quota(address))).toMatchObject({ kind: 'done' });
      expect(await subject.held(address)).toMatchObject({ quota: 2 ** 30 });
      expect(await subject.settle(quota(address))).toMatchObject({ kind: 'already' });
    });

    test('rights are given to those they are for and to nobody else, and taken away one by one', async () => {
      const probe: Change = { does: 'grant', kind: 'shared', address: fresh(), who: fresh(), right: 'read' };
      if (!can(probe)) return expectRefused(await subject.apply(probe));
      const [who, other] = [await made(), await made()];
      for (const right of place.rights ?? []) {
        const address = await made(place.makes.includes('shared') ? 'shared' : 'mailbox');
        const kind =
          (await subject.seen({ address, kind: 'shared' })).state === 'held' ? 'shared' : 'mailbox';
        const grant = { does: 'grant', kind, address, who, right } as const;
        expect(await subject.settle(grant)).toMatchObject({ kind: 'done' });
        expect(await subject.settle({ ...grant, who: other, right })).toMatchObject({ kind: 'done' });
        expect(await subject.settle(grant)).toMatchObject({ kind: 'already' });
        const access = async () =>
          (await subject.held(address, kind)).access?.toSorted((a, b) => a.who.localeCompare(b.who));
        expect(await access()).toEqual(
          [
            { who, right },
            { who: other, right },
          ].toSorted((a, b) => a.who.localeCompare(b.who)),
        );
        expect(await subject.settle({ ...grant, does: 'revoke' })).toMatchObject({ kind: 'done' });
        expect(await access()).toEqual([{ who: other, right }]);
        expect(await subject.settle({ ...grant, does: 'revoke' })).toMatchObject({ kind: 'already' });
      }
    });

    test('mail is sent on, with a copy kept or not, and the last word of the plan counts', async () => {
      const forward = (address: string, keepCopy: boolean, to = `elsewhere@${target.domain}`): Change => ({
        ...{ does: 'forward', address, to, keepCopy },
      });
      const probe = forward(fresh(), true);
      if (!can(probe)) return expectRefused(await subject.apply(probe));
      const address = await made();
      for (const keepCopy of [true, false]) {
        expect(await subject.settle(forward(address, keepCopy))).toMatchObject({ kind: 'done' });
        expect((await subject.held(address)).forwards).toEqual([
          { to: `elsewhere@${target.domain}`, keepCopy },
        ]);
        expect(await subject.settle(forward(address, keepCopy))).toMatchObject({ kind: 'already' });
      }
    });

    test('members and owners are added to those that are there', async () => {
      const probe: Change = { does: 'add-member', address: fresh('list'), member: fresh() };
      if (!can(probe)) return expectRefused(await subject.apply(probe));
      const address = await made('list');
      const members = [await made(), await made()];
      for (const member of members)
        expect(await subject.settle({ does: 'add-member', address, member })).toMatchObject({ kind: 'done' });
      expect((await subject.held(address, 'list')).members?.toSorted()).toEqual(members.toSorted());
      const again: Change = { does: 'add-member', address, member: members[0] ?? '' };
      expect(await subject.settle(again)).toMatchObject({ kind: 'already' });
    });

    test('where mail is taken to is told, and changed', async () => {
      const probe: Change = { does: 'route', address: fresh(), to: 'external' };
      if (!can(probe)) return expectRefused(await subject.apply(probe));
      const address = await made('mailbox', probe.address);
      for (const to of ['external', 'internal'] as const) {
        expect(await subject.settle({ does: 'route', address, to })).toMatchObject({ kind: 'done' });
        expect(await subject.held(address)).toMatchObject({ routing: to });
        expect(await subject.settle({ does: 'route', address, to })).toMatchObject({ kind: 'already' });
      }
    });

    test('an owner who is kept out comes in again with the rights of before', async () => {
      const probe: Change = { does: 'lock', address: fresh() };
      if (!can(probe)) return expectRefused(await subject.apply(probe));
      const address = await made();
      const before = await subject.held(address);
      expect(await subject.settle({ does: 'lock', address })).toMatchObject({ kind: 'done' });
      expect(await subject.held(address)).toMatchObject({ isLocked: true, access: before.access });
      expect(await subject.settle({ does: 'lock', address })).toMatchObject({ kind: 'already' });
      expect(await subject.settle({ does: 'unlock', address })).toMatchObject({ kind: 'done' });
      expect(await subject.held(address)).toEqual(before);
    });

    test('a licence is given while there are seats', async () => {
      const probe: Change = { does: 'license', address: fresh(), licence: 'L', sku: place.sku ?? 'NONE' };
      if (place.sku === undefined) return expectRefused(await subject.apply(probe));
      const address = await made();
      expect((await subject.held(address)).skus).toEqual([place.sku]);
      expect(await subject.settle({ ...probe, address })).toMatchObject({ kind: 'already' });
      expectRefused(await subject.settle({ ...probe, address, sku: 'NO_SUCH_SKU' }));
    });

    test('what is to be changed and is not there is refused, and made by no side door', async () => {
      const address = fresh();
      const changes: Change[] = [
        { does: 'add-alias', kind: 'mailbox', address, alias: fresh('other') },
        { does: 'set-quota', address, bytes: 2 ** 30 },
        { does: 'grant', kind: 'mailbox', address, who: fresh(), right: 'read' },
        { does: 'forward', address, to: fresh(), keepCopy: true },
      ];
      for (const change of changes) expectRefused(await subject.settle(change));
      expect((await subject.seen({ address, kind: 'mailbox' })).state).not.toBe('held');
    });

    test('what cannot be read is not told to be absent', async () => {
      if (!target.outage) return;
      const address = await made(place.makes[0] ?? 'mailbox');
      await target.outage.begin();
      try {
        const read = await new Subject(await target.open())
          .seen({ address, kind: place.makes[0] ?? 'mailbox' })
          .catch((error: unknown) => failureOf(error));
        expect(read).toBeDefined();
        expect(read).not.toMatchObject({ state: 'absent' });
        expect(read).not.toMatchObject({ state: 'held' });
      } catch (error) {
        expect(failureOf(error)).toBeDefined();
      } finally {
        await target.outage.end();
      }
    });
  });
}

function expectRefused(applied: Applied): void {
  expect(applied).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
}

const idOf = (applied: Applied): string | undefined => ('id' in applied ? applied.id : undefined);
