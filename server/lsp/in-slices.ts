/** Collects what is computed one by one, in slices: whoever waits meanwhile, as for a key press, goes first. */
import type { Turns } from './ports.ts';

/** How long one slice may keep the others waiting, in milliseconds. */
const SLICE = 4;

/** All that is made; `undefined` is nothing, and only gives the others a chance. */
export async function inSlices<T>(making: Iterable<T | undefined>, turns: Turns): Promise<T[]> {
  const made: T[] = [];
  let until = turns.now() + SLICE;
  for (const one of making) {
    if (one !== undefined) made.push(one);
    if (turns.now() < until) continue;
    await turns.next();
    until = turns.now() + SLICE;
  }
  return made;
}
