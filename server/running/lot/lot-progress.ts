/** How far a lot is, from the events of its run: what is done, what is left, how long that takes. Decides nothing. */
import type { Expected } from '../../planning/migration-plan.ts';
import type { Clock, Progress } from '../ports.ts';
import type { RunEvent } from '../run-event.ts';
import type { MailboxResult } from '../run-result.ts';
import { type Amount, TimeLeft } from './time-left.ts';

export interface LotStanding {
  readonly state: 'running' | 'pausing' | 'paused';
  readonly mailboxes: { readonly done: number; readonly of: number };
  /** Those that are being worked on, as they were begun. */
  readonly underWay: readonly MailboxStanding[];
  readonly messages: { readonly done: number; readonly left?: number };
  readonly bytes: { readonly done: number; readonly left?: number };
  /** A second, lately. */
  readonly rate?: Amount;
  readonly secondsLeft?: number;
  /** Endpoints that are left alone at the moment. */
  readonly waiting: readonly Waiting[];
}

interface MailboxStanding {
  readonly address: string;
  readonly doing: 'copy' | 'verify';
  readonly messages: number;
  readonly ofMessages: number;
  readonly bytes: number;
}

export interface Waiting {
  readonly endpoint: string;
  readonly why: 'throttled' | 'quiet' | 'away';
  readonly until: Date;
}

interface Known {
  readonly address: string;
  readonly expects?: Expected;
}

/** Bytes, where nothing better is known: what a message has on average in the mailboxes of offices and associations. */
const USUAL_MESSAGE = 75_000;

const NOTHING: Amount = { messages: 0, bytes: 0 };

export class LotProgress {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #mailboxes: ReadonlyMap<string, Known>;
  readonly #timeLeft = new TimeLeft();
  readonly #underWay = new Map<string, MailboxStanding>();
  readonly #held = new Map<string, MailboxStanding>();
  /** What this run did in each mailbox, before it was held back and since. */
  readonly #before = new Map<string, Amount>();
  readonly #worked = new Map<string, Amount>();
  readonly #ended = new Map<string, Amount>();
  readonly #waiting = new Map<string, Waiting>();
  #state: LotStanding['state'] = 'running';

  constructor(mailboxes: readonly Known[], clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#mailboxes = new Map(mailboxes.map((mailbox) => [mailbox.address, mailbox]));
  }

  on(event: RunEvent): void {
    if (event.event === 'mailbox-started') this.#started(event.address, event.doing);
    else if (event.event === 'progress') this.#progressed(event.address, event.progress);
    else if (event.event === 'mailbox-held') this.#heldBack(event.address);
    else if (event.event === 'mailbox-ended') this.#done(event.result);
    else this.#waits(event);
  }

  standing(): LotStanding {
    const now = this.#clock.now().getTime();
    const underWay = [...this.#underWay.values()];
    const done = total([...this.#ended.values(), ...underWay, ...this.#held.values()]);
    const left = this.#left(done);
    const milliseconds = left && this.#timeLeft.of(left);
    const rate = this.#timeLeft.rate();
    return {
      state: this.#state,
      mailboxes: { done: this.#ended.size, of: this.#mailboxes.size },
      underWay,
      messages: { done: done.messages, ...(left && { left: left.messages }) },
      bytes: { done: done.bytes, ...(left && { left: left.bytes }) },
      ...(rate && { rate }),
      ...(milliseconds === undefined ? {} : { secondsLeft: Math.ceil(milliseconds / 1000) }),
      waiting: [...this.#waiting.values()].filter(
        ({ until, why }) => why === 'away' || until.getTime() > now,
      ),
    };
  }

  #waits(event: RunEvent): void {
    switch (event.event) {
      case 'throttled':
      case 'away':
      case 'quiet':
        this.#timeLeft.interrupt();
        this.#waiting.set(event.endpoint, { endpoint: event.endpoint, why: event.event, until: event.until });
        break;
      case 'back':
        this.#waiting.delete(event.endpoint);
        break;
      case 'pausing':
      case 'paused':
        this.#timeLeft.interrupt();
        this.#state = event.event;
        break;
      case 'resumed':
        this.#state = 'running';
    }
  }

  #started(address: string, doing: 'copy' | 'verify'): void {
    const before = this.#underWay.get(address) ?? this.#held.get(address);
    this.#held.delete(address);
    this.#underWay.set(address, { address, messages: 0, ofMessages: 0, bytes: 0, ...before, doing });
  }

  #progressed(address: string, { messages, ofMessages, bytes, worked }: Progress): void {
    this.#underWay.set(address, { address, doing: 'copy', messages, ofMessages, bytes });
    this.#worked.set(address, worked);
    this.#measure();
  }

  #heldBack(address: string): void {
    const standing = this.#underWay.get(address);
    if (standing) this.#held.set(address, standing);
    this.#underWay.delete(address);
    this.#before.set(address, total([this.#before.get(address), this.#worked.get(address)]));
    this.#worked.delete(address);
  }

  #done({ address, messages, bytes }: MailboxResult): void {
    const { copied, already, failed, skipped } = messages;
    const standing = this.#underWay.get(address) ?? this.#held.get(address);
    this.#underWay.delete(address);
    this.#held.delete(address);
    const settled = copied + already + failed + skipped;
    const counted = { messages: settled, bytes: Math.max(bytes, standing?.bytes ?? 0) };
    this.#ended.set(address, settled > 0 ? counted : { messages: messages.source, bytes: 0 });
    // What was only compared is work too.
    if (!this.#worked.has(address)) this.#worked.set(address, { messages: messages.source, bytes: 0 });
    this.#measure();
  }

  #measure(): void {
    const now = this.#clock.now().getTime();
    if (this.#timeLeft.isDue(now))
      this.#timeLeft.add(now, total([...this.#before.values(), ...this.#worked.values()]));
  }

  /** By each mailbox's own listing where it was begun, its inventory else, and the average of the others where it has none. */
  #left(done: Amount): Amount | undefined {
    const open = [...this.#mailboxes.values()].filter(({ address }) => !this.#ended.has(address));
    const usual = this.#usual(done);
    let left = NOTHING;
    for (const { address, expects } of open) {
      const begun = this.#underWay.get(address) ?? this.#held.get(address);
      const isListed = begun && begun.ofMessages > 0;
      const whole = isListed ? sized(begun.ofMessages, expects, begun, done) : (expects ?? usual);
      if (!whole) return undefined;
      left = total([left, beyond(whole, begun ?? NOTHING)]);
    }
    return left;
  }

  /** The average mailbox of those that are known. */
  #usual(done: Amount): Amount | undefined {
    const expected = [...this.#mailboxes.values()].flatMap(({ expects }) => expects ?? []);
    const begun = [...this.#underWay.values(), ...this.#held.values()].flatMap((one) =>
      one.ofMessages > 0 ? [sized(one.ofMessages, undefined, one, done)] : [],
    );
    const known = expected.length > 0 ? expected : [...this.#ended.values(), ...begun];
    const { messages, bytes } = total(known);
    return known.length > 0 ? { messages: messages / known.length, bytes: bytes / known.length } : undefined;
  }
}

function total(amounts: readonly (Amount | undefined)[]): Amount {
  let [messages, bytes] = [0, 0];
  for (const amount of amounts) {
    messages += amount?.messages ?? 0;
    bytes += amount?.bytes ?? 0;
  }
  return { messages, bytes };
}

const beyond = (whole: Amount, done: Amount): Amount => ({
  messages: Math.max(0, whole.messages - done.messages),
  bytes: Math.max(0, whole.bytes - done.bytes),
});

/** So many messages of the size that the first of these have that knows any. */
function sized(messages: number, ...alike: readonly (Amount | undefined)[]): Amount {
  const like = alike.find((one) => one !== undefined && one.messages > 0);
  return { messages, bytes: messages * (like ? like.bytes / like.messages : USUAL_MESSAGE) };
}
