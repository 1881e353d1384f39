/** Further connections to one mailbox, for a server that must be asked for each message. Knows no message. */
import type { ImapSession } from './imap-session.ts';

/** Connections to the same mailbox, handed out one by one. */
export class Lanes {
  readonly sessions: readonly ImapSession[];
  readonly #idle: ImapSession[];
  readonly #waiting: ((session: ImapSession) => void)[] = [];

  constructor(sessions: readonly ImapSession[]) {
    this.sessions = sessions;
    this.#idle = [...sessions];
  }

  async take(): Promise<ImapSession> {
    return this.#idle.pop() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  giveBack(session: ImapSession): void {
    const next = this.#waiting.shift();
    if (next) next(session);
    else this.#idle.push(session);
  }
}
