/** Further connections to one mailbox, for a server that must be asked for each message. Knows no message. */
import type { ImapSession } from './imap-session.ts';

/** Connections to the same mailbox, handed out one by one. */
export class Lanes {
  readonly sessions: readonly ImapSession[];
  readonly #idle: ImapSession[];
  readonly #waiting: ((session: ImapSession | undefined) => void)[] = [];
  #left: number;

  constructor(sessions: readonly ImapSession[]) {
    this.sessions = sessions;
    this.#idle = [...sessions];
    this.#left = sessions.length;
  }

  /** Undefined where none is left. */
  async take(): Promise<ImapSession | undefined> {
    if (this.#left === 0) return undefined;
    return this.#idle.pop() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** One that the server does not let in is done without. */
  leaveOut(): void {
    this.#left--;
    if (this.#left === 0) for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }

  giveBack(session: ImapSession): void {
    const next = this.#waiting.shift();
    if (next) next(session);
    else this.#idle.push(session);
  }
}
