import { describe, expect, test } from 'vitest';
import { pacedSource, pacedTarget, paceOf } from '../../server/endpoints/paced.ts';
import type { Endpoint } from '../../server/planning/migration-plan.ts';
import { systemClock } from '../../server/running/clock.ts';
import { MailFailure } from '../../server/running/failures.ts';
import type { Message } from '../../server/running/ports.ts';
import { wholeOf } from '../support/large-content.ts';
import { lostConnection, refusal } from '../support/memory-failures.ts';
import { type Faults, MemoryMailbox, type MemoryOptions } from '../support/memory-mail.ts';
import { numbered, type Place, signal } from './contract/place.ts';
import { describeMailContract } from './mail-contract.ts';

const largeFrom = 100_000;
const unwanted = Buffer.from('Subject: unwanted\r\n\r\n');

function mailbox(options: MemoryOptions = {}, faults: Faults = {}): MemoryMailbox {
  const made = new MemoryMailbox({ largeFrom, ...options });
  const beforeAppend = (_: string, content: Buffer) => {
    if (content.equals(unwanted)) throw refusal('NO [CANNOT] unwanted');
  };
  made.faults = { beforeAppend, ...faults };
  return made;
}

function memory(options: MemoryOptions = {}, faults: Faults = {}, more: Partial<Place> = {}): Place {
  const empty = async () => {
    const made = mailbox(options, faults);
    return { source: made.asSource(), target: made.asTarget() };
  };
  return { empty, unwanted, largeFrom, changes: options.changes ?? 'new and gone', ...more };
}

describeMailContract('the memory store', memory());
describeMailContract('the memory store with a prefix', memory({ delimiter: '.', prefix: 'INBOX.' }));
describeMailContract(
  'the memory store with whole batches',
  memory({ changes: 'new' }, { wholeBatches: true }),
);
describeMailContract(
  'the memory store that keeps and tells little',
  memory({ changes: 'none' }, { withoutUidPlus: true }, { tellsUids: false, removes: false }),
);
describeMailContract('the memory store without MOVE', memory({}, { withoutMove: true }));

/** A decorator keeps the contract of what it is put round. */
describeMailContract('a paced store', {
  ...memory(),
  empty: async () => {
    const login = { method: 'each', secret: { kind: 'env', name: 'X' } } as const;
    const server = { name: 'e', kind: 'imap', host: 'h', port: 1, security: 'plain', login } as const;
    const endpoint: Endpoint = { ...server, connections: 1, rate: 1e9 };
    const pace = paceOf(endpoint, systemClock);
    if (!pace) throw new Error('a rate makes a pace');
    const made = mailbox();
    return { source: pacedSource(pace, made.asSource()), target: pacedTarget(pace, made.asTarget()) };
  },
});

describe('faults of the memory store become outcomes', () => {
  const kinds = async (sent: Promise<readonly { kind: string }[]>) => (await sent).map(({ kind }) => kind);
  const held = (made: MemoryMailbox) => made.folder('INBOX').messages.length;
  const is = (content: Buffer, number: number) =>
    content.equals(numbered(number, number + 1)[0]?.content as Buffer);
  const failing = (when: 'beforeAppend' | 'afterAppend', error: () => Error, more: Faults = {}) => {
    const fault = (_: string, content: Buffer) => {
      if (is(content, 2)) throw error();
    };
    return mailbox({}, { [when]: fault, ...more });
  };
  const full = () =>
    new MailFailure({ ...refusal('NO [OVERQUOTA]').failure, kind: 'full', reach: 'mailbox' });
  const unreached = () => new MailFailure({ ...lostConnection().failure, kind: 'transient' });
  const cases = [
    {
      when: 'beforeAppend',
      error: lostConnection,
      whole: false,
      kinds: 'appended appended unknown unsent',
      held: 2,
    },
    {
      when: 'afterAppend',
      error: lostConnection,
      whole: false,
      kinds: 'appended appended unknown unsent',
      held: 3,
    },
    {
      when: 'beforeAppend',
      error: lostConnection,
      whole: true,
      kinds: 'unknown unknown unknown unknown',
      held: 0,
    },
    {
      when: 'afterAppend',
      error: lostConnection,
      whole: true,
      kinds: 'unknown unknown unknown unknown',
      held: 4,
    },
    { when: 'beforeAppend', error: full, whole: false, kinds: 'appended appended refused unsent', held: 2 },
    {
      when: 'beforeAppend',
      error: unreached,
      whole: false,
      kinds: 'appended appended unsent unsent',
      held: 2,
    },
  ] as const;

  test.each(cases)('$when, $error, whole batches $whole', async ({ when, error, whole, ...expected }) => {
    const made = failing(when, error, { wholeBatches: whole });
    const told = await kinds(made.asTarget().append('INBOX', numbered(0, 4), signal));
    expect({ kinds: told.join(' '), held: held(made) }).toEqual({
      kinds: expected.kinds,
      held: expected.held,
    });
  });

  test('what waits behind a lost connection was not sent, and the next call has another', async () => {
    const made = failing('afterAppend', lostConnection);
    const target = made.asTarget();
    const sent = [numbered(0, 3), numbered(3, 5)].map((batch) => target.append('INBOX', batch, signal));
    expect(await Promise.all(sent.map(kinds))).toEqual([
      ['appended', 'appended', 'unknown'],
      ['unsent', 'unsent'],
    ]);
    expect(await kinds(target.append('INBOX', numbered(3, 5), signal))).toEqual(['appended', 'appended']);
    expect(held(made)).toBe(5);
  });

  test('but a fault of the program is thrown', async () => {
    const made = failing('beforeAppend', () => new TypeError('a fault'));
    await expect(made.asTarget().append('INBOX', numbered(0, 4), signal)).rejects.toThrow('a fault');
  });

  test('and so is a large message that is read after the next one', async () => {
    const made = mailbox({ largeFrom: 1 });
    for (const subject of ['a', 'b']) made.put('INBOX', `Subject: ${subject}\r\n\r\n`);
    const late: Message[] = [];
    const wanted = [1, 2].map((uid) => ({ uid, size: 13 }));
    for await (const one of made.asSource().messages('INBOX', wanted, signal)) late.push(one);
    const [first] = late;
    await expect(wholeOf(first?.content ?? Buffer.alloc(0), signal)).rejects.toThrow(
      'message 1 was read after',
    );
  });
});
