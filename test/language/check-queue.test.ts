import { expect, test } from 'vitest';
import { CheckQueue, type Waiting } from '../../server/language/check-queue.ts';

interface Named extends Waiting {
  readonly name: string;
}
const item = (name: string, path: string, counts: boolean): Named => ({ name, path, counts });

function drained(queue: CheckQueue<Named>): string[] {
  const names: string[] = [];
  for (let next = queue.next(); next; next = queue.next()) names.push(next.name);
  return names;
}

const FAR = item('far mailbox', 'far', true);
const NEAR = item('near mailbox', 'near', true);
const LOT = item('near lot', 'near', false);
const TYPED = item('typed', 'far', false);

test('what was typed is first, then what counts, and of each what is looked at', () => {
  const queue = new CheckQueue<Named>();
  queue.lookAt('near');
  for (const waiting of [FAR, LOT, NEAR]) queue.push(waiting);
  queue.pushTyped(TYPED);
  expect(queue.hasTyped).toBe(true);
  expect(drained(queue)).toEqual(['typed', 'near mailbox', 'far mailbox', 'near lot']);
  expect(queue.isEmpty).toBe(true);
});

test('looking at another file moves it to the front, and what was typed stays there', () => {
  const queue = new CheckQueue<Named>();
  for (const waiting of [FAR, NEAR]) queue.push(waiting);
  queue.pushTyped(TYPED);
  queue.lookAt('near');
  expect(drained(queue)).toEqual(['typed', 'near mailbox', 'far mailbox']);
});

test('keeps the order of the text, also when more comes meanwhile', () => {
  const queue = new CheckQueue<Named>();
  for (const name of ['a', 'b', 'c']) queue.push(item(name, 'one', true));
  expect(queue.next()?.name).toBe('a');
  queue.push(item('d', 'one', true));
  queue.lookAt('one');
  expect(drained(queue)).toEqual(['b', 'c', 'd']);
});
