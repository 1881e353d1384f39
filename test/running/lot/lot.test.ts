/** A lot under way: how many connections it opens, in which order it goes, and what a mailbox's or a server's trouble does to the rest. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, MailFailure } from '../../../server/running/failures.ts';
import { ordinaryHealth } from '../../../server/running/lot/endpoint-health.ts';
import { Pause } from '../../../server/running/lot/pause.ts';
import { refusal } from '../../support/memory-failures.ts';
import { failureOfKind, MemoryLot, type MemoryLotOptions } from './memory-lot.ts';

let lot: MemoryLot;
afterEach(() => lot.end());

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `m${at}`);

function begin(count: number, options: MemoryLotOptions = {}, messages = 3): MemoryLot {
  lot = new MemoryLot(names(count), options).fill(messages);
  return lot;
}

const states = ({ mailboxes }: { mailboxes: readonly { state: string }[] }): string[] =>
  mailboxes.map(({ state }) => state);

describe('connections', () => {
  test('as many mailboxes at once as they allow, and never more connections than that', async () => {
    begin(12, { connections: { old: 3, new: 5 } });
    expect(states(await lot.run())).toEqual(names(12).map(() => 'Completed'));
    expect(Object.fromEntries(lot.most)).toEqual({ old: 3, new: 3 });
    expect([...lot.open.values()]).toEqual([0, 0]);
  });

  test('what is left over at the target is offered to each mailbox as lanes', async () => {
    begin(4, { connections: { old: 2, new: 9 } });
    await lot.run();
    expect(lot.opened.filter(({ lanes }) => lanes > 1).map(({ lanes }) => lanes)).toEqual([3, 3, 3, 3]);
    expect(lot.most.get('new')).toBeLessThanOrEqual(9);
  });

  test('--parallel takes fewer, and leaves the more of them to each', async () => {
    begin(3, { connections: { old: 8, new: 8 } });
    await lot.run({ parallel: 1 });
    expect(lot.opened.slice(-3)).toEqual(['m0', 'm1', 'm2'].map((mailbox) => ({ mailbox, lanes: 7 })));
    expect(Object.fromEntries(lot.most)).toEqual({ old: 1, new: 8 });
  });

  test('a comparison alone has several where there are many folders, and one where there are few', async () => {
    begin(1, { connections: { old: 3, new: 5 }, kinds: ['verify'] });
    for (const side of ['source', 'target'] as const)
      for (let folder = 0; folder < 40; folder++) lot.mailbox(side, 'm0').create(`folder ${folder}`);
    await lot.run();
    expect(Object.fromEntries(lot.most)).toEqual({ old: 3, new: 3 });
    expect([...lot.open.values()]).toEqual([0, 0]);
    lot.end();
    begin(1, { connections: { old: 3, new: 5 }, kinds: ['verify'] });
    await lot.run();
    expect(Object.fromEntries(lot.most)).toEqual({ old: 1, new: 1 });
  });

  test('a server that is source and target is not waited for in a ring', async () => {
    begin(6, { connections: { old: 3, new: 0 }, isOneServer: true });
    expect(states(await lot.run())).toEqual(names(6).map(() => 'Completed'));
    expect(lot.most.get('old')).toBeLessThanOrEqual(3);
  });
});

test('the largest mailbox is begun first, one of unknown size among the average ones', async () => {
  const expects = {
    m0: { messages: 10, bytes: 1000 },
    m1: { messages: 10, bytes: 9_000_000 },
    m3: { messages: 9000, bytes: 1_000_000 },
  };
  begin(4, { expects });
  const { mailboxes } = await lot.run({ parallel: 1 });
  expect(lot.told('mailbox-ended')).toEqual(['m3', 'm2', 'm1', 'm0'].map((name) => `mailbox-ended ${name}`));
  expect(mailboxes.map(({ address }) => address)).toEqual(['m0', 'm1', 'm2', 'm3']);
});

test('the newest message of each folder comes first where that is asked for', async () => {
  begin(2);
  await lot.run({ newestFirst: true });
  expect(['m0', 'm1'].map((name) => lot.subjectsAt(name))).toEqual([
    ['2', '1', '0'],
    ['2', '1', '0'],
  ]);
});

describe('trouble', () => {
  test('of a message stops no mailbox, of a mailbox no lot', async () => {
    begin(4);
    lot.mailbox('target', 'm1').faults.beforeAppend = (_, content) => {
      if (content.includes('Subject: 1')) throw refusal('NO too ugly');
    };
    lot.mailbox('target', 'm2').faults.beforeCreate = () => undefined;
    lot.beforeOpen = (side, mailbox) => {
      if (side === 'source' && mailbox === 'm3')
        throw new MailFailure({ ...failureOfKind('transient'), kind: 'full', reach: 'mailbox' });
    };
    const result = await lot.run();
    expect(states(result)).toEqual(['Completed', 'CompletedWithWarnings', 'Completed', 'Failed']);
    expect(result.mailboxes[1]?.refused).toMatchObject([
      { folder: 'INBOX', subject: '1', words: 'NO too ugly' },
    ]);
    expect(result).not.toHaveProperty('stoppedBy');
  });

  test('of a shared login stops all before it counts as a failure of each', async () => {
    begin(40, { connections: { old: 1, new: 1 } });
    let opened = 0;
    lot.beforeOpen = (side) => {
      if (side === 'source' && ++opened > 3)
        throw new MailFailure({ ...failureOfKind('transient'), kind: 'credentials', reach: 'mailbox' });
    };
    const result = await lot.run();
    expect(result.stoppedBy).toMatchObject({ kind: 'credentials' });
    expect(states(result).filter((state) => state === 'Failed')).toHaveLength(5);
    expect(result.mailboxes.filter(({ problem }) => problem === 'not begun')).toHaveLength(33);
  });
});

describe('a server that asks to slow down', () => {
  test('is left alone by all until then, told once, and given fewer connections for a while', async () => {
    begin(12, { connections: { old: 4, new: 4 } });
    const until = new Date(lot.clock.now().getTime() + 42 * 60_000);
    let isAsking = true;
    const appended: number[] = [];
    const atOnce: number[] = [];
    for (const name of names(12))
      lot.mailbox('target', name).faults.beforeAppend = () => {
        if (isAsking) {
          isAsking = false;
          throw new MailFailure(failureOfKind('throttled', { until } as object));
        }
        appended.push(lot.clock.now().getTime());
        atOnce.push(lot.open.get('new') ?? 0);
      };
    const result = await lot.run();
    expect(states(result)).toEqual(names(12).map(() => 'Completed'));
    expect(lot.told('throttled', 'retry')).toEqual(['throttled new']);
    expect(lot.events.find(({ event }) => event === 'throttled')).toMatchObject({ until });
    // What was on its way when it asked still arrives; all the rest comes after the pause, by half as many.
    const after = appended.findIndex((at) => at >= until.getTime());
    expect(after).toBeLessThanOrEqual(9);
    expect(appended).toHaveLength(36);
    expect(Math.max(...atOnce.slice(after))).toBeLessThanOrEqual(2);
  });

  test('again and again without taking anything ends the run, and says so', async () => {
    begin(3);
    for (const name of names(3))
      lot.mailbox('target', name).faults.beforeAppend = () => {
        throw new MailFailure(failureOfKind('throttled'));
      };
    const result = await lot.run();
    expect(result.stoppedBy).toMatchObject({ kind: 'throttled', reach: 'lot', where: 'endpoint new' });
    expect(result.totals).toMatchObject({ complete: 0, copied: 0 });
    expect(lot.told('throttled').length).toBeLessThan(ordinaryHealth.mostRests);
  });
});

describe('a server that goes away in the middle', () => {
  /** From the sixth append on, for so long; `reach` tells how its connection is lost. */
  function away(minutes: number, lost: Failure): void {
    let appends = 0;
    let backAt = 0;
    const failWhileAway = (failure: Failure): void => {
      if (lot.clock.now().getTime() < backAt) throw new MailFailure(failure);
    };
    for (const name of names(12))
      lot.mailbox('target', name).faults.beforeAppend = () => {
        if (++appends === 6) backAt = lot.clock.now().getTime() + minutes * 60_000;
        failWhileAway(failureOfKind('transient', { reach: 'mailbox' }));
      };
    lot.beforeOpen = (side) => side === 'target' && failWhileAway(lost);
    lot.beforeCall = (endpoint) => endpoint === 'new' && failWhileAway(lost);
  }

  test.each([
    ['cannot be reached', failureOfKind('unreachable')],
    ['cannot be reached any more', failureOfKind('transient')],
    ['closes the door on everybody', failureOfKind('transient', { reach: 'mailbox' })],
  ])('and %s is waited for by all with one line, and nothing fails', async (_, lost) => {
    begin(12);
    away(10, lost);
    const result = await lot.run();
    expect(states(result)).toEqual(names(12).map(() => 'Completed'));
    expect(lot.told('away', 'back')).toEqual(['away new', 'back new']);
    for (const name of names(12)) expect(lot.subjectsAt(name).toSorted()).toEqual(['0', '1', '2']);
  });

  test('and stays away ends the run; what was not begun is said so', async () => {
    begin(12);
    away(60, failureOfKind('unreachable'));
    const result = await lot.run();
    expect(result.stoppedBy).toMatchObject({
      ...{ kind: 'unreachable', reach: 'lot', where: 'endpoint new', words: 'NO not today' },
      what: 'did not come back within 15 minutes',
    });
    expect(lot.told('away', 'back')).toEqual(['away new']);
    const problems = result.mailboxes.map(({ problem }) => problem ?? '');
    expect(problems.filter((problem) => problem === 'not begun').length).toBeGreaterThan(3);
    await lot.clock.wait(60 * 60_000, new AbortController().signal);
    expect(states(await lot.run())).toEqual(names(12).map(() => 'Completed'));
    for (const name of names(12)) expect(lot.subjectsAt(name).toSorted()).toEqual(['0', '1', '2']);
  });

  test('is not taken for a mailbox that does not open, while others do', async () => {
    begin(6);
    lot.beforeOpen = (side, mailbox) => {
      if (side === 'target' && mailbox === 'm3')
        throw new MailFailure(failureOfKind('transient', { reach: 'mailbox' }));
    };
    const result = await lot.run();
    expect(states(result).filter((state) => state === 'Completed')).toHaveLength(5);
    expect(result.mailboxes[3]).toMatchObject({
      state: 'Failed',
      problem: 'endpoint new says no (NO not today).',
    });
    expect(lot.told('away')).toEqual([]);
    expect(lot.told('retry')).toEqual(['retry m3', 'retry m3']);
  });
});

describe('a pause', () => {
  test('closes every connection, and the run goes on where it was', async () => {
    begin(6, { connections: { old: 3, new: 3 } }, 120);
    const pause = new Pause();
    const openWhilePaused: number[] = [];
    let appends = 0;
    for (const name of names(6))
      lot.mailbox('target', name).faults.beforeAppend = () => {
        if (++appends === 100) pause.begin();
      };
    const result = await lot.run({
      pause,
      onEvent(event) {
        lot.events.push(event);
        if (event.event !== 'paused') return;
        openWhilePaused.push(...lot.open.values());
        setTimeout(() => pause.end(), 10);
      },
    });
    expect(openWhilePaused).toEqual([0, 0]);
    expect(lot.told('pausing', 'paused', 'resumed')).toEqual(['pausing', 'paused', 'resumed']);
    expect(
      result.mailboxes.map(({ state, messages: { copied, already } }) => ({ state, copied, already })),
    ).toEqual(names(6).map(() => ({ state: 'Completed', copied: 120, already: 0 })));
    for (const name of names(6)) expect(new Set(lot.subjectsAt(name)).size).toBe(120);
  });

  test('that is never ended leaves the run to be stopped, and says what was held back', async () => {
    begin(3, { connections: { old: 1, new: 1 } }, 120);
    const pause = new Pause();
    const stopping = new AbortController();
    lot.mailbox('target', 'm0').faults.afterAppend = () => pause.begin();
    const result = await lot.run({
      pause,
      signal: stopping.signal,
      onEvent: ({ event }) => {
        if (event === 'paused') stopping.abort();
      },
    });
    expect(result.mailboxes.map(({ state, problem }) => `${state}: ${problem}`)).toEqual([
      'Stopped: held back when the run was ended; what was copied is recorded, run again to go on',
      'Stopped: not begun',
      'Stopped: not begun',
    ]);
    expect(result.mailboxes[0]?.messages.copied).toBeGreaterThan(0);
  });
});
