/** Who gets an endpoint's connections, and when. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Endpoint } from '../../../server/planning/migration-plan.ts';
import { Connections } from '../../../server/running/lot/connections.ts';

const { signal } = new AbortController();

const endpoint = (name: string, connections: number): Endpoint => ({
  ...{ name, kind: 'imap', host: 'h', port: 993, security: 'tls', connections },
  login: { method: 'master', user: 'm', secret: { kind: 'prompt' } },
});

/** Takes, and notes in which order they were given. */
function taking(connections: Connections) {
  const given: string[] = [];
  const take = (name: string, needs: Record<string, number>, asked = signal) =>
    connections.take(new Map(Object.entries(needs)), asked).then((taken) => {
      given.push(name);
      return taken;
    });
  return { given, take };
}

test('who came first is served first; who shares no endpoint with those who wait need not wait', async () => {
  const connections = new Connections([endpoint('a', 2), endpoint('b', 2), endpoint('c', 1)]);
  const { given, take } = taking(connections);
  const first = await take('first', { a: 2 });
  const waiting = [take('second', { a: 2, b: 1 }), take('third', { a: 1 })];
  await take('other', { c: 1 }).then(({ release }) => release());
  expect(given).toEqual(['first', 'other']);
  first.release();
  (await waiting[0])?.release();
  await Promise.all(waiting);
  expect(given).toEqual(['first', 'other', 'second', 'third']);
});

test('who is stopped while waiting leaves the line, and holds up nobody', async () => {
  const connections = new Connections([endpoint('a', 1)]);
  const { given, take } = taking(connections);
  const first = await take('first', { a: 1 });
  const stopping = new AbortController();
  const left = take('left', { a: 1 }, stopping.signal);
  const third = take('third', { a: 1 });
  stopping.abort();
  await expect(left).rejects.toMatchObject({ failure: { kind: 'interrupted' } });
  first.release();
  await third;
  expect(given).toEqual(['first', 'third']);
});

test('a limit that is halved holds for who comes next, and is raised again one by one', async () => {
  const connections = new Connections([endpoint('a', 4)]);
  const { given, take } = taking(connections);
  const held = await Promise.all([1, 2, 3, 4].map((at) => take(`${at}`, { a: 1 })));
  connections.halve('a');
  expect(connections.surplus('a')).toBe(2);
  const next = take('next', { a: 1 });
  for (const { release } of held.slice(0, 2)) release();
  await Promise.resolve();
  expect({ given: given.length, surplus: connections.surplus('a') }).toEqual({ given: 4, surplus: 0 });
  expect(connections.raise('a')).toBe(true);
  await next;
  expect(connections.raise('a')).toBe(false);
  expect(connections.limit('a')).toBe(4);
});

test('no more than an endpoint may have, everybody in the end, whatever is asked for', async () => {
  const needs = fc.record({ a: fc.integer({ min: 1, max: 3 }), b: fc.integer({ min: 1, max: 2 }) });
  const asked = fc.array(fc.record({ needs, long: fc.integer({ min: 0, max: 3 }) }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(asked, async (all) => {
      const connections = new Connections([endpoint('a', 3), endpoint('b', 2)]);
      const used = { a: 0, b: 0 };
      const one = async ({ needs: wanted, long }: (typeof all)[number]): Promise<void> => {
        const taken = await connections.take(new Map(Object.entries(wanted)), signal);
        used.a += wanted.a;
        used.b += wanted.b;
        expect(used.a).toBeLessThanOrEqual(3);
        expect(used.b).toBeLessThanOrEqual(2);
        for (let at = 0; at < long; at++) await Promise.resolve();
        used.a -= wanted.a;
        used.b -= wanted.b;
        taken.release();
      };
      await Promise.all(all.map(one));
      expect(used).toEqual({ a: 0, b: 0 });
    }),
  );
});
