/** A clock that jumps to the next moment somebody waits for, once everybody waits: hours take no time, and keep their order. */
import type { Clock } from '../../server/running/ports.ts';

export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<{ readonly at: number; readonly ring: () => void }>();
  #isPumping = false;

  constructor(start = '2026-01-05T08:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = { at: this.#now + Math.max(0, milliseconds), ring: resolve };
    this.#timers.add(timer);
    signal.addEventListener('abort', () => {
      this.#timers.delete(timer);
      resolve();
    });
    this.#pump();
    return promise;
  }

  /** Rings the earliest bell once all that was rung before has come to rest. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setTimeout(() => {
      this.#isPumping = false;
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next) return;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.ring();
      if (this.#timers.size > 0) this.#pump();
    }, 2);
  }
}
