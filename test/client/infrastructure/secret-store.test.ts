/** Secrets of plans: who is asked for what, what is kept where, and how one is typed again or forgotten. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type SecretStore, secretStore } from '../../../client/infrastructure/secret-store.ts';
import type { SecretInfo } from '../../../server/protocol.ts';
import { EventEmitter, Person } from '../../support/fake-vscode.ts';

const PLAN = 'file:///plan.migplan';
const secret = (key: string, isMissing = true, opens = 'host mail.example'): SecretInfo => ({
  ...{ key, name: key, purpose: `endpoint of ${key}`, isMissing, opens },
});

/** The editor's storage, in memory. */
class Storage {
  readonly kept = new Map<string, string>();
  readonly changes = new EventEmitter<{ key: string }>();
  readonly onDidChange = this.changes.event;
  readonly get = async (key: string) => this.kept.get(key);
  readonly store = async (key: string, value: string) => {
    this.kept.set(key, value);
    this.changes.fire({ key });
  };
  readonly delete = async (key: string) => {
    this.kept.delete(key);
    this.changes.fire({ key });
  };
}

let storage: Storage;
let store: SecretStore;
let named: SecretInfo[];
beforeEach(() => {
  storage = new Storage();
  named = [secret('env OLD'), secret('env NEW')];
  store = secretStore(storage as never, async () => named);
});

test('the server is told which are kept and for where, of which plan, and never what they are', async () => {
  const changed: string[] = [];
  store.onChange((plan) => changed.push(plan));
  new Person('hunter2', '', ['endpoint of env OLD']);
  await store.askedFor(PLAN);
  const told = await store.keptAmong(PLAN, ['env OLD', 'env NEW']);
  expect(told).toEqual([{ key: 'env OLD', opens: 'host mail.example' }]);
  expect(await store.keptAmong('file:///other.migplan', ['env OLD'])).toEqual([]);
  await store.forget(PLAN);
  expect(await store.keptAmong(PLAN, ['env OLD', 'env NEW'])).toEqual([]);
  expect(changed).toEqual([PLAN, PLAN]);
});

describe('what is asked for', () => {
  test('is what is lacking, hidden, by its purpose, and once', async () => {
    named = [secret('env OLD'), secret('env OLD'), secret('env HERE', false), secret('prompt new')];
    const person = new Person('one', 'two');
    expect(await store.askedFor(PLAN)).toEqual({ 'env OLD': 'one', 'prompt new': 'two' });
    expect(person.asked).toMatchObject([
      { password: true, title: expect.stringContaining('endpoint of env OLD') },
      { password: true, title: expect.stringContaining('endpoint of prompt new') },
    ]);
    new Person();
    expect(await store.askedFor(PLAN)).toEqual({ 'env OLD': 'one', 'prompt new': 'two' });
  });

  test('is not what another plan was told', async () => {
    new Person('one', 'two', 'other', 'another');
    await store.askedFor(PLAN);
    expect(await store.askedFor('file:///other.migplan')).toEqual({
      'env OLD': 'other',
      'env NEW': 'another',
    });
    expect(await store.kept(PLAN)).toEqual({ 'env OLD': 'one', 'env NEW': 'two' });
  });

  test('is for where it goes alone: a plan that leads elsewhere is not handed it, and has to ask', async () => {
    named = [secret('env OLD')];
    new Person('one');
    await store.askedFor(PLAN);
    named = [secret('env OLD', true, 'host evil.example')];
    expect(await store.kept(PLAN)).toEqual({});
    const person = new Person(undefined);
    expect(await store.askedFor(PLAN)).toBeUndefined();
    expect(person.asked).toMatchObject([{ placeHolder: 'host evil.example' }]);
    named = [secret('env OLD')];
    expect(await store.kept(PLAN)).toEqual({ 'env OLD': 'one' });
  });

  test('is not handed in once this machine has it by itself, and is again where it has it no more', async () => {
    new Person('stale', 'two');
    await store.askedFor(PLAN);
    named = [secret('env OLD', false), secret('env NEW')];
    expect(await store.askedFor(PLAN)).toEqual({ 'env NEW': 'two' });
    expect(await store.kept(PLAN)).toEqual({ 'env NEW': 'two' });
    named = [secret('env OLD'), secret('env NEW')];
    expect(await store.askedFor(PLAN)).toEqual({ 'env OLD': 'stale', 'env NEW': 'two' });
  });

  test('ends where the person would rather not; what was typed before stays', async () => {
    new Person('one', undefined);
    expect(await store.askedFor(PLAN)).toBeUndefined();
    const person = new Person('two');
    expect(await store.askedFor(PLAN)).toEqual({ 'env OLD': 'one', 'env NEW': 'two' });
    expect(person.asked).toHaveLength(1);
  });

  test('goes on without one that is left empty, and keeps nothing of it', async () => {
    new Person('', 'two');
    expect(await store.askedFor(PLAN)).toEqual({ 'env NEW': 'two' });
    expect(storage.kept.size).toBe(1);
  });

  test('is nothing where only what is kept is wanted', async () => {
    new Person();
    expect(await store.kept(PLAN)).toEqual({});
  });
});

describe('a secret that was wrong', () => {
  test('is chosen and typed again, one found on this machine too', async () => {
    named = [secret('env OLD'), secret('env HERE', false)];
    new Person('wrong', ['endpoint of env OLD', 'endpoint of env HERE'], 'right', 'mine');
    await store.askedFor(PLAN);
    expect(await store.askAnew(PLAN)).toBe(true);
    expect(await store.kept(PLAN)).toEqual({ 'env OLD': 'right', 'env HERE': 'mine' });
  });

  test('is asked for without a choice where it is the only one', async () => {
    named = [secret('env OLD')];
    new Person('wrong', 'right');
    await store.askedFor(PLAN);
    expect(await store.askAnew(PLAN)).toBe(true);
    expect(await store.kept(PLAN)).toEqual({ 'env OLD': 'right' });
  });

  test('stays where the person turns away', async () => {
    new Person('one', 'two', undefined);
    await store.askedFor(PLAN);
    expect(await store.askAnew(PLAN)).toBe(false);
    expect(await store.kept(PLAN)).toEqual({ 'env OLD': 'one', 'env NEW': 'two' });
  });
});

describe('forgetting', () => {
  test('takes what is chosen out of the storage', async () => {
    new Person('one', 'two', ['endpoint of env NEW']);
    await store.askedFor(PLAN);
    expect(await store.forget(PLAN)).toBe(1);
    expect(await store.kept(PLAN)).toEqual({ 'env OLD': 'one' });
    expect(storage.kept.size).toBe(1);
  });

  test('takes out what was kept for another place, too', async () => {
    named = [secret('env OLD')];
    new Person('one', ['endpoint of env OLD']);
    await store.askedFor(PLAN);
    named = [secret('env OLD', true, 'host other.example')];
    expect(await store.forget(PLAN)).toBe(1);
    expect(storage.kept.size).toBe(0);
  });

  test('has nothing to ask where none is kept', async () => {
    new Person();
    expect(await store.forget(PLAN)).toBe(0);
  });

  test('forgets nothing where the person turns away', async () => {
    new Person('one', 'two', undefined);
    await store.askedFor(PLAN);
    expect(await store.forget(PLAN)).toBeUndefined();
    expect(storage.kept.size).toBe(2);
  });
});
