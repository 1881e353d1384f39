/** A language server that crashes: started again and said once; left as it is where it goes on, and what can be done then. */
import { beforeEach, expect, test, vi } from 'vitest';
import { CrashHandler } from '../../../client/infrastructure/crash-handler.ts';
import { Person } from '../../support/fake-vscode.ts';

// The library needs an editor; the two enumerations are part of its published interface.
vi.mock('vscode-languageclient', () => ({
  CloseAction: { DoNotRestart: 1, Restart: 2 },
  ErrorAction: { Continue: 1, Shutdown: 2 },
}));

const RESTART = { action: 2, handled: true };
const LEAVE = { action: 1, handled: true };
const SECOND = 1000;
const MINUTE = 60 * SECOND;

let now = 0;
let handler: CrashHandler;
beforeEach(() => {
  now = 0;
  handler = new CrashHandler(() => now);
});

const crashAt = (time: number) => {
  now = time;
  return handler.closed();
};

test('the first crash is said, and the next ones of those minutes are not', () => {
  const person = new Person(undefined);
  expect([0, SECOND, MINUTE].map(crashAt)).toEqual([RESTART, RESTART, RESTART]);
  expect(person.asked).toEqual([
    { severity: 'information', message: expect.stringContaining('runs again'), more: [] },
  ]);
});

test('minutes later it is a first crash again', () => {
  const person = new Person(undefined, undefined);
  expect([0, 4 * MINUTE].map(crashAt)).toEqual([RESTART, RESTART]);
  expect(person.asked).toHaveLength(2);
});

test('one that goes on crashing is left, until the person starts it', async () => {
  const person = new Person(undefined, 'Start It Again', undefined);
  const outcomes = [0, 1, 2, 3, 4].map((time) => crashAt(time * SECOND));
  expect(outcomes).toEqual([RESTART, RESTART, RESTART, RESTART, LEAVE]);
  await vi.waitFor(() => expect(person.asked.at(-1)).toEqual({ command: 'migplan.restartServer' }));
});

test.each([
  [1, 1],
  [3, 1],
  [4, 2],
  [undefined, 2],
])('a message that cannot be read or written, for the %sth time', (count, action) => {
  expect(handler.error(new Error('broken pipe'), undefined, count)).toEqual({ action });
});
