/** Logins tried before a wave: every failure is told, and nobody is locked out by the trying. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Endpoint, Login } from '../../../server/planning/migration-plan.ts';
import { text } from '../../../server/planning/text.ts';
import type { Door, Ends } from '../../../server/running/ends.ts';
import { type Failure, MailFailure } from '../../../server/running/failures.ts';
import { tryLogins } from '../../../server/running/preflight/try-logins.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const { signal } = new AbortController();

const endpoint = (name: string, method: Login['method'] = 'master'): Endpoint => ({
  ...{ name, kind: 'imap', host: 'h', port: 993, security: 'tls', connections: 8 },
  login: { method, user: 'm', secret: { kind: 'prompt' } },
});
const old = endpoint('old');
const fresh = endpoint('new');

const doors = (at: Endpoint, count: number, side: Door['side'] = 'source'): Door[] =>
  Array.from({ length: count }, (_, number) => ({ side, endpoint: at, mailbox: `p${number}@a.example` }));

const failure = (told: Pick<Failure, 'kind' | 'reach'> & Partial<Failure>): Failure =>
  ({
    ...{
      where: text('endpoint old', 'point d’accès old'),
      what: text('refused it', 'l’a refusé'),
      words: 'NO',
    },
    ...told,
  }) as Failure;

const refused = failure({ kind: 'credentials', reach: 'plan' });
const ownRefused = failure({ kind: 'credentials', reach: 'mailbox', isOwn: true });

let clock: VirtualClock;
/** When each mailbox was knocked at, in seconds since the beginning. */
let knocks: { mailbox: string; endpoint: string; at: number }[];
let most: number;

beforeEach(() => {
  clock = new VirtualClock();
  knocks = [];
  most = 0;
});

/** Mailboxes that do not open, by their names; all the others do, and take a moment. */
function endsWith(failures: Readonly<Record<string, Failure>>): Ends {
  const begun = clock.now().getTime();
  let open = 0;
  const knock = async ({ name }: Endpoint, mailbox: string): Promise<MemoryMailbox> => {
    knocks.push({ mailbox, endpoint: name, at: (clock.now().getTime() - begun) / 1000 });
    most = Math.max(most, ++open);
    await clock.wait(10, signal);
    open--;
    const why = failures[mailbox] ?? failures['*'];
    if (why) throw new MailFailure(why);
    return new MemoryMailbox();
  };
  return {
    source: async (at, mailbox) => (await knock(at, mailbox)).asSource(),
    target: async (at, mailbox) => (await knock(at, mailbox)).asTarget(),
  };
}

const tried = async (all: readonly Door[], failures: Readonly<Record<string, Failure>> = {}) =>
  (await tryLogins(all, { ends: endsWith(failures), clock, signal })).map(
    ({ subject, endpoint, severity }) => `${severity} ${subject.split('@')[0]} ${endpoint}`,
  );

test('each mailbox is tried once at each end, a few at a time, and told in its order', async () => {
  const both = [...doors(old, 9), ...doors(fresh, 9, 'target'), ...doors(old, 2)];
  const items = await tried(both);
  expect(items).toHaveLength(18);
  expect(items.slice(0, 2)).toEqual(['ok p0 old', 'ok p1 old']);
  expect(knocks).toHaveLength(18);
  expect(most).toBe(8);
});

test('all that fail are told, not the first', async () => {
  const missing = { 'p2@a.example': refused, 'p5@a.example': refused, 'p8@a.example': refused };
  expect((await tried(doors(old, 9), missing)).filter((item) => !item.startsWith('ok'))).toEqual([
    'error p2 old',
    'error p5 old',
    'error p8 old',
  ]);
});

describe('a server that refuses', () => {
  test('a shared login is asked three times in all, one at a time, and later each time', async () => {
    const items = await tried(doors(old, 40), { '*': refused });
    expect(items.slice(0, 4)).toEqual(['error p0 old', 'error p1 old', 'error p2 old', 'not-checked p3 old']);
    expect(items.filter((item) => item.startsWith('not-checked'))).toHaveLength(37);
    expect(most).toBe(1);
    const [first, second, third] = knocks.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(5);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(5);
  });

  test('people’s own passwords is asked for ten', async () => {
    const items = await tried(doors(endpoint('old', 'each'), 40), { '*': ownRefused });
    expect(items.filter((item) => item.startsWith('error'))).toHaveLength(10);
  });

  test('is no reason not to ask the other', async () => {
    const items = await tried([...doors(old, 5), ...doors(fresh, 5, 'target')], {});
    expect(items.every((item) => item.startsWith('ok'))).toBe(true);
  });
});

test('a password that nobody has is told of each, without a pause: no server was asked', async () => {
  const lacking = failure({ kind: 'credentials', reach: 'mailbox', isOwn: true, isUnasked: true });
  const items = await tried(doors(endpoint('old', 'each'), 40), { '*': lacking });
  expect(items.filter((item) => item.startsWith('error'))).toHaveLength(40);
  expect(Math.max(...knocks.map(({ at }) => at))).toBeLessThan(5);
});

test('an endpoint that cannot be reached is asked once', async () => {
  const away = failure({ kind: 'unreachable', reach: 'plan' });
  const items = await tried(doors(old, 12), { '*': away });
  expect(items.filter((item) => item.startsWith('error'))).toEqual(['error p0 old']);
  expect(knocks).toHaveLength(1);
});

test('it stops when it is to stop', async () => {
  const stop = new AbortController();
  const ends = endsWith({});
  const trying = tryLogins(doors(old, 50), {
    ...{ ends, clock, signal: stop.signal },
    onTried: (count) => {
      if (count === 5) stop.abort();
    },
  });
  await expect(trying).rejects.toMatchObject({ failure: { kind: 'interrupted' } });
  expect(knocks.length).toBeLessThan(12);
});
