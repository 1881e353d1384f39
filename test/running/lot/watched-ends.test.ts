/** A store that is watched looks the same from outside: every call arrives as it was made, in its order. */
import { expect, test } from 'vitest';
import type { Endpoint } from '../../../server/planning/migration-plan.ts';
import { text } from '../../../server/planning/text.ts';
import { type Failure, MailFailure } from '../../../server/running/failures.ts';
import { EndpointHealth } from '../../../server/running/lot/endpoint-health.ts';
import { watchedEnds } from '../../../server/running/lot/watched-ends.ts';
import type { AppendOutcome, MailTarget, NewMessage } from '../../../server/running/ports.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const { signal } = new AbortController();

const endpoint: Endpoint = {
  ...{ name: 'new', kind: 'imap', host: 'h', port: 993, security: 'tls', connections: 4 },
  login: { method: 'master', user: 'm', secret: { kind: 'prompt' } },
};

function watched(target: MailTarget): { target: Promise<MailTarget>; clock: VirtualClock; told: string[] } {
  const clock = new VirtualClock();
  const told: string[] = [];
  const health = new EndpointHealth({ clock, signal, onEvent: ({ event }) => told.push(event) });
  const ends = watchedEnds(
    { source: async () => new MemoryMailbox().asSource(), target: async () => target },
    health,
  );
  return { target: ends.target(endpoint, 'anna', signal), clock, told };
}

async function* nothing(): AsyncGenerator<never> {}

test('every call arrives with all that it was made with', async () => {
  const calls: unknown[][] = [];
  const real = new MemoryMailbox().asTarget();
  const names = Object.keys(real).filter((name) => typeof real[name as keyof MailTarget] === 'function');
  const noted = Object.fromEntries(
    names.map((name) => [
      name,
      (...values: unknown[]) => {
        calls.push([name, ...values]);
        return ['entries', 'looks', 'messages'].includes(name) ? nothing() : Promise.resolve([]);
      },
    ]),
  );
  const target = await watched({ ...real, ...noted } as unknown as MailTarget).target;
  const made: unknown[][] = [
    ['folders', signal],
    ['openForReading', 'A', signal],
    ['uids', 'A', signal],
    ['entries', 'A', { all: true }, signal],
    ['changes', 'A', '7', signal],
    ['looks', 'A', { from: 3 }, signal],
    ['messages', 'A', [{ uid: 1, size: 2 }], signal],
    ['createFolder', 'A', signal, 'sent'],
    ['subscribe', 'A', signal],
    ['openForWriting', 'A', signal],
    ['append', 'A', [], signal],
    ['changeFlags', 'A', [1], { add: [], remove: [] }, signal],
    ['move', 'A', [1], 'B', signal],
    ['remove', 'A', [1], signal],
    ['close'],
  ];
  for (const [name, ...values] of made) {
    const result = (target[name as keyof MailTarget] as (...values: unknown[]) => unknown)(...values);
    if (Symbol.asyncIterator in (result as object)) for await (const _ of result as AsyncIterable<unknown>);
    else await result;
  }
  expect(calls).toEqual(made);
  expect(names.toSorted()).toEqual(made.map(([name]) => String(name)).toSorted());
});

const message = (subject: string): NewMessage => ({
  content: Buffer.from(`Subject: ${subject}\r\n\r\n`),
  flags: [],
  receivedAt: new Date(0),
});

test('appends that wait for a pause are sent in the order they were asked for', async () => {
  const mailbox = new MemoryMailbox();
  const failure: Failure = {
    ...{ kind: 'throttled', reach: 'lot', words: 'NO', until: new Date('2026-01-05T09:00:00Z') },
    ...{ where: text('w', 'W'), what: text('x', 'X') },
  };
  let asks = 1;
  mailbox.faults.beforeAppend = () => {
    if (asks-- > 0) throw new MailFailure(failure);
  };
  const { target, clock, told } = watched(mailbox.asTarget());
  const store = await target;
  const first = await store.append('INBOX', [message('refused')], signal);
  expect(first).toMatchObject([{ kind: 'refused', failure: { kind: 'throttled' } }]);
  await Promise.all(['1', '2', '3'].map((subject) => store.append('INBOX', [message(subject)], signal)));
  expect(clock.now().toISOString()).toBe('2026-01-05T09:00:00.000Z');
  expect(mailbox.folder('INBOX').messages.map(({ content }) => content.toString().trim())).toEqual(
    ['1', '2', '3'].map((subject) => `Subject: ${subject}`),
  );
  expect(told).toEqual(['throttled']);
});

test('who is stopped while a pause is waited for is told that nothing was sent', async () => {
  const stopping = new AbortController();
  const outcomes: AppendOutcome[] = [];
  const mailbox = new MemoryMailbox();
  mailbox.faults.beforeAppend = () => {
    const where = text('w', 'W');
    throw new MailFailure({ kind: 'throttled', reach: 'lot', words: 'NO', where, what: where });
  };
  const store = await watched(mailbox.asTarget()).target;
  await store.append('INBOX', [message('refused')], signal);
  const waiting = store.append('INBOX', [message('1')], stopping.signal);
  stopping.abort();
  outcomes.push(...(await waiting));
  expect(outcomes).toMatchObject([{ kind: 'unsent', failure: { kind: 'interrupted' } }]);
});
