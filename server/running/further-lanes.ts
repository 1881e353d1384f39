/**
 * Several folders of one mailbox at a time, each lane with connections of its own to both ends. A further lane that cannot be had is
 * done without; the first failure of a lane stops them all. Lanes stay open for what is done next, until they are closed.
 */
import { failureOf } from './failures.ts';
import type { MailReading, MailSource, MailTarget } from './ports.ts';

/** One connection to each end; what is only compared is only read. */
export interface BothEnds<T extends MailReading = MailReading> {
  readonly source: MailSource;
  readonly target: T;
}

/** As many folders are looked into in the time that one more connection takes to open. */
export const FOLDERS_A_CONNECTION = 12;

/** The lanes that a mailbox may have beside its own one, which is whoever's who opened it. */
export class FurtherLanes<L extends BothEnds = BothEnds<MailTarget>> {
  readonly #openers: (() => Promise<L>)[];
  readonly #open: L[] = [];

  constructor(openers: readonly (() => Promise<L>)[] = []) {
    this.#openers = [...openers];
  }

  /** How many there are, open or not. */
  get most(): number {
    return this.#open.length + this.#openers.length;
  }

  /** How many cost nothing more. */
  get open(): number {
    return this.#open.length;
  }

  /** Works off `groups`, each by one lane, item after item; by `own` and at most `further` others. */
  async each<T>(
    own: L,
    groups: readonly (readonly T[])[],
    further: number,
    action: (lane: L, item: T) => Promise<void>,
  ): Promise<void> {
    const waiting = groups.values();
    let failed: { readonly error: unknown } | undefined;
    const workOff = async (lane: L): Promise<void> => {
      try {
        for (const group of waiting)
          for (const item of group) {
            if (failed) return;
            await action(lane, item);
          }
      } catch (error) {
        failed ??= { error };
      }
    };
    const wanted = Math.min(further, groups.length - 1);
    await Promise.all([
      workOff(own),
      ...this.#taken(wanted).map((lane) => lane.then((one) => one && workOff(one))),
    ]);
    if (failed) throw failed.error;
  }

  async close(): Promise<void> {
    this.#openers.length = 0;
    const ends = this.#open.splice(0).flatMap(({ source, target }) => [source.close(), target.close()]);
    await Promise.all(ends).catch(() => undefined);
  }

  #taken(count: number): Promise<L | undefined>[] {
    const open = this.#open.slice(0, Math.max(0, count)).map((lane) => Promise.resolve(lane));
    const fresh = this.#openers.splice(0, Math.max(0, count - open.length));
    return [...open, ...fresh.map((opener) => this.#opened(opener))];
  }

  async #opened(opener: () => Promise<L>): Promise<L | undefined> {
    try {
      const lane = await opener();
      this.#open.push(lane);
      return lane;
    } catch (error) {
      // What is wrong with the mailbox is told by the connection it has.
      if (!failureOf(error)) throw error;
      return undefined;
    }
  }
}
