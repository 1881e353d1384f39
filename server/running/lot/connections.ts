/**
 * Each endpoint's connections, counted over all workers and both roles: a copy takes all that it needs at once, or waits in
 * line. Nobody holds one while waiting for another, so that a server which is source and target cannot be waited for in a ring.
 */
import type { Endpoint } from '../../planning/migration-plan.ts';
import { stopIfAsked } from '../failures.ts';

/** Connections by endpoint name. */
export type Needs = ReadonlyMap<string, number>;

export interface Taken {
  release(): void;
}

interface Line {
  readonly needs: Needs;
  readonly begin: (taken: Taken) => void;
}

export class Connections {
  readonly #declared: ReadonlyMap<string, number>;
  /** Below what is declared while the endpoint asks to slow down. */
  readonly #limits: Map<string, number>;
  readonly #used = new Map<string, number>();
  readonly #lines = new Set<Line>();

  constructor(endpoints: readonly Endpoint[]) {
    this.#declared = new Map(endpoints.map(({ name, connections }) => [name, Math.max(1, connections)]));
    this.#limits = new Map(this.#declared);
  }

  /** How many the endpoint may have now. */
  limit(endpoint: string): number {
    return this.#limits.get(endpoint) ?? 1;
  }

  /** How many more are open than the endpoint may have by now. */
  surplus(endpoint: string): number {
    return Math.max(0, (this.#used.get(endpoint) ?? 0) - this.limit(endpoint));
  }

  /**
   * Waits in line for all of them, and takes them together. Who comes later is served earlier only where no endpoint is shared
   * with anyone who waits. Throws the failure `interrupted` where the signal aborts meanwhile.
   */
  async take(needs: Needs, signal: AbortSignal): Promise<Taken> {
    stopIfAsked(signal);
    const { promise, resolve } = Promise.withResolvers<Taken | undefined>();
    const line: Line = { needs, begin: resolve };
    const leave = (): void => {
      this.#lines.delete(line);
      resolve(undefined);
      this.#serve();
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#lines.add(line);
    this.#serve();
    const taken = await promise;
    signal.removeEventListener('abort', leave);
    if (signal.aborted) taken?.release();
    stopIfAsked(signal);
    if (!taken) throw new Error('a line was left without an abort');
    return taken;
  }

  /** Half as many from now on, one at least. */
  halve(endpoint: string): void {
    this.#limits.set(endpoint, Math.max(1, Math.floor(this.limit(endpoint) / 2)));
  }

  /** One more, up to what is declared; false once it is there. */
  raise(endpoint: string): boolean {
    const declared = this.#declared.get(endpoint) ?? 1;
    const limit = Math.min(declared, this.limit(endpoint) + 1);
    this.#limits.set(endpoint, limit);
    this.#serve();
    return limit < declared;
  }

  #serve(): void {
    const awaited = new Set<string>();
    for (const line of this.#lines) {
      const isFree = [...line.needs].every(
        ([name, count]) => !awaited.has(name) && this.#hasRoom(name, count),
      );
      if (isFree) {
        this.#lines.delete(line);
        line.begin(this.#begin(line.needs));
      } else for (const name of line.needs.keys()) awaited.add(name);
    }
  }

  /** A need beyond what an endpoint may ever have is met once nobody else is there: it would wait for ever. */
  #hasRoom(name: string, count: number): boolean {
    const used = this.#used.get(name) ?? 0;
    return used === 0 || used + count <= this.limit(name);
  }

  #begin(needs: Needs): Taken {
    for (const [name, count] of needs) this.#used.set(name, (this.#used.get(name) ?? 0) + count);
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        for (const [name, count] of needs) this.#used.set(name, (this.#used.get(name) ?? 0) - count);
        this.#serve();
      },
    };
  }
}
