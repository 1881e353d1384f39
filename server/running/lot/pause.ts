/** A run held back from outside, and let go on. Knows nothing of what is held back. */
import { stopIfAsked } from '../failures.ts';

export class Pause {
  #held: PromiseWithResolvers<void> | undefined;
  readonly #listeners = new Set<(isOn: boolean) => void>();

  get isOn(): boolean {
    return this.#held !== undefined;
  }

  begin(): void {
    if (this.#held) return;
    this.#held = Promise.withResolvers<void>();
    for (const listener of this.#listeners) listener(true);
  }

  end(): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    for (const listener of this.#listeners) listener(false);
    held.resolve();
  }

  onChange(listener: (isOn: boolean) => void): void {
    this.#listeners.add(listener);
  }

  /** Waits while it is on. Throws the failure `interrupted` where the signal aborts meanwhile. */
  async passed(signal: AbortSignal): Promise<void> {
    stopIfAsked(signal);
    while (this.#held) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const leave = () => resolve();
      signal.addEventListener('abort', leave, { once: true });
      await Promise.race([this.#held.promise, promise]);
      signal.removeEventListener('abort', leave);
      stopIfAsked(signal);
    }
  }
}
