/** Follows a stream of IMAP, either way, and knows where one line with all its literals ends (RFC 3501, 2.2 and 4.3; RFC 7888). */

const literal = /\{(\d+)[+-]?\}\r?\n$/;
/** No announcement of a literal is longer. */
const TAIL = 32;

export class ImapFraming {
  #left = 0;
  #tail = '';

  /** True between two commands or two answers. */
  get isBetween(): boolean {
    return this.#left === 0 && this.#tail === '';
  }

  follow(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at = this.#step(bytes, at);
  }

  /** How many of these bytes, which follow, end where one line does, and are not fewer than `least`. */
  boundaryIn(bytes: Buffer, least: number): number | undefined {
    const ahead = new ImapFraming();
    ahead.#left = this.#left;
    ahead.#tail = this.#tail;
    for (let at = 0; ; ) {
      if (at >= least && ahead.isBetween) return at;
      if (at >= bytes.length) return undefined;
      at = ahead.#step(bytes, at);
    }
  }

  /** To the end of a literal or of a line, or of what there is. */
  #step(bytes: Buffer, at: number): number {
    if (this.#left > 0) {
      const taken = Math.min(this.#left, bytes.length - at);
      this.#left -= taken;
      if (this.#left === 0) this.#tail = '…';
      return at + taken;
    }
    const end = bytes.indexOf(10, at);
    const next = end < 0 ? bytes.length : end + 1;
    this.#tail = (this.#tail + bytes.toString('latin1', Math.max(at, next - TAIL), next)).slice(-TAIL);
    if (end < 0) return next;
    const size = Number(literal.exec(this.#tail)?.[1] ?? 0);
    this.#left = size;
    this.#tail = literal.test(this.#tail) ? '…' : '';
    return next;
  }
}
