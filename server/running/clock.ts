/** The real clock. The only place under `running` that knows what time it is. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './ports.ts';

export const systemClock: Clock = {
  now: () => new Date(),
  async wait(milliseconds, signal) {
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  },
};
