/**
 * An endpoint's access tokens: each kept in memory until shortly before it ends, asked for once however many mailboxes wait for
 * it, and again when a mail server would not have it. Knows no mail, and writes nothing down.
 */
import type { Text } from '../../planning/text.ts';
import { failureOf, MailFailure, stopIfAsked } from '../../running/failures.ts';
import type { Grant } from './grants.ts';
import { type AccessToken, requestToken } from './token-request.ts';

export interface TokenSource {
  /** A token that opens this mailbox, and will for a while. Throws MailFailure. */
  token(mailbox: string, signal: AbortSignal): Promise<string>;
  /** The mail server would not have this token. True where another one is worth a try: it was not asked for just now. */
  refused(mailbox: string, token: string): boolean;
}

export interface TokenOptions {
  readonly endpoint: string;
  /** Where the secret comes from, never the secret. */
  readonly secretName: Text;
  readonly now: () => Date;
}

/** A token is not used in its last minutes: clocks differ, and signing in takes its time. */
const SKEW = 5 * 60_000;

/** One that is younger is not the reason why a mailbox is refused. */
const YOUNG = 60_000;

export function tokenSource(grant: Grant, options: TokenOptions): TokenSource {
  return new Tokens(grant, options);
}

interface Asked {
  readonly answer: Promise<AccessToken>;
  readonly leaving: AbortController;
  waiting: number;
}

class Tokens implements TokenSource {
  readonly #grant: Grant;
  readonly #options: TokenOptions;
  readonly #held = new Map<string, AccessToken>();
  readonly #asked = new Map<string, Asked>();
  /** Requests go one after the other: whoever is told to slow down must not have a hundred under way. */
  #last: Promise<unknown> = Promise.resolve();
  #throttled: MailFailure | undefined;
  #isProven = false;

  constructor(grant: Grant, options: TokenOptions) {
    this.#grant = grant;
    this.#options = options;
  }

  async token(mailbox: string, signal: AbortSignal): Promise<string> {
    stopIfAsked(signal);
    const key = this.#key(mailbox);
    const held = this.#held.get(key);
    if (held && this.#isGood(held)) return held.token;
    const asked = this.#asked.get(key) ?? this.#ask(key, mailbox);
    return (await this.#await(asked, signal)).token;
  }

  refused(mailbox: string, token: string): boolean {
    const key = this.#key(mailbox);
    const held = this.#held.get(key);
    if (held?.token !== token) return true;
    const age = this.#options.now().getTime() - held.issuedAt.getTime();
    if (age < Math.min(YOUNG, (held.lifetime ?? YOUNG) / 2)) return false;
    this.#held.delete(key);
    return true;
  }

  #key(mailbox: string): string {
    return this.#grant.isPerMailbox ? mailbox : '';
  }

  #isGood({ issuedAt, lifetime }: AccessToken): boolean {
    if (lifetime === undefined) return true;
    // Half a life for tokens that hardly live: else each would be old as it comes.
    return this.#options.now().getTime() < issuedAt.getTime() + lifetime - Math.min(SKEW, lifetime / 2);
  }

  #ask(key: string, mailbox: string): Asked {
    const leaving = new AbortController();
    const answer = this.#last.then(() => this.#request(key, mailbox, leaving.signal));
    const asked = { answer, leaving, waiting: 0 };
    this.#asked.set(key, asked);
    const over = () => this.#forget(asked);
    this.#last = answer.then(over, over);
    return asked;
  }

  #forget(over: Asked): void {
    for (const [key, asked] of this.#asked) if (asked === over) this.#asked.delete(key);
  }

  async #request(key: string, mailbox: string, signal: AbortSignal): Promise<AccessToken> {
    const { now } = this.#options;
    if (this.#isThrottled()) throw this.#throttled;
    try {
      const asking = { ...this.#options, mailbox, grant: this.#grant, isProven: this.#isProven };
      const token = await requestToken(asking, now, signal);
      this.#held.set(key, token);
      this.#isProven = true;
      return token;
    } catch (error) {
      if (error instanceof MailFailure && failureOf(error)?.kind === 'throttled') this.#throttled = error;
      throw error;
    }
  }

  /** Nobody asks again before the moment that the server named. */
  #isThrottled(): boolean {
    const failure = this.#throttled?.failure;
    return (
      failure?.kind === 'throttled' && failure.until !== undefined && this.#options.now() < failure.until
    );
  }

  /** Whoever is stopped leaves the others waiting; the last one to leave takes the request with it. */
  async #await(asked: Asked, signal: AbortSignal): Promise<AccessToken> {
    const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
    const leave = () => resolve(undefined);
    signal.addEventListener('abort', leave, { once: true });
    asked.waiting++;
    try {
      const token = await Promise.race([asked.answer, stopped]);
      if (token) return token;
      stopIfAsked(signal);
      throw new Error('left without being stopped');
    } finally {
      signal.removeEventListener('abort', leave);
      if (--asked.waiting === 0) {
        asked.leaving.abort();
        this.#forget(asked);
      }
    }
  }
}
