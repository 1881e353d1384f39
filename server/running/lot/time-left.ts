/**
 * How long what is left takes, from what was measured lately: so much a message and so much a byte. Knows no clock and no mailbox.
 */

/** Work done, or to be done. */
export interface Amount {
  readonly messages: number;
  readonly bytes: number;
}

interface Sample extends Amount {
  /** Milliseconds. */
  readonly at: number;
}

/** Milliseconds that are looked back on: long enough to even out large messages, short enough to follow a server that slows down. */
const WINDOW = 3 * 60_000;

/** Between two samples at least. */
const EVERY = 1000;

/** Before this much was measured nothing is said. */
const LEAST = 5000;

/** How much the even split counts against what the samples tell: mailboxes of one kind of mail do not tell the two apart. */
const CAUTION = 0.1;

interface Costs {
  /** Milliseconds. */
  readonly aMessage: number;
  readonly aByte: number;
}

/** Fed with sums that only grow. */
export class TimeLeft {
  #samples: Sample[] = [];
  #known: Costs | undefined;

  /** Whether a sample would be taken. */
  isDue(at: number): boolean {
    const last = this.#samples.at(-1);
    return !last || at - last.at >= EVERY;
  }

  add(at: number, { messages, bytes }: Amount): void {
    if (!this.isDue(at)) return;
    this.#samples.push({ at, messages, bytes });
    while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > WINDOW) this.#samples.shift();
  }

  /** Time in which nobody worked, a pause or quiet hours, counts for nothing; what was learnt before does. */
  interrupt(): void {
    this.#known = this.#costs() ?? this.#known;
    this.#samples = [];
  }

  /** Milliseconds that an amount takes; undefined until enough was measured. */
  of({ messages, bytes }: Amount): number | undefined {
    const costs = this.#costs() ?? this.#known;
    return costs && costs.aMessage * messages + costs.aByte * bytes;
  }

  /** A second, over the window; undefined until enough was measured. */
  rate(): Amount | undefined {
    const sum = this.#sum();
    if (!sum) return undefined;
    const seconds = sum.time / 1000;
    return { messages: sum.messages / seconds, bytes: sum.bytes / seconds };
  }

  #sum(): (Amount & { readonly time: number }) | undefined {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < LEAST) return undefined;
    const sum = { messages: last.messages - first.messages, bytes: last.bytes - first.bytes };
    return sum.messages > 0 ? { ...sum, time: last.at - first.at } : undefined;
  }

  /**
   * Least squares over the samples' steps: which part of the time went into messages, and which into bytes. Drawn a little towards
   * half and half, so that steps which all hold the same mix do not give nonsense.
   */
  #costs(): Costs | undefined {
    const sum = this.#sum();
    if (!sum) return undefined;
    if (sum.bytes === 0) return { aMessage: sum.time / sum.messages, aByte: 0 };
    let [agreeing, spread, scale] = [0, 0, 0];
    for (const { x, y, t } of this.#steps(sum)) {
      agreeing += (x - y) * (t - y);
      spread += (x - y) ** 2;
      scale += x * x + y * y;
    }
    const caution = CAUTION * scale;
    const ofMessages = Math.min(1, Math.max(0, (agreeing + caution / 2) / (spread + caution)));
    return {
      aMessage: (ofMessages * sum.time) / sum.messages,
      aByte: ((1 - ofMessages) * sum.time) / sum.bytes,
    };
  }

  /** Each step as parts of the whole: of its messages, its bytes, its time. */
  *#steps(sum: Amount & { readonly time: number }): Generator<{ x: number; y: number; t: number }> {
    let before = this.#samples[0];
    for (const one of this.#samples.slice(1)) {
      if (!before) return;
      yield {
        x: (one.messages - before.messages) / sum.messages,
        y: (one.bytes - before.bytes) / sum.bytes,
        t: (one.at - before.at) / sum.time,
      };
      before = one;
    }
  }
}
