/**
 * Adds batches of messages to folders in the best way the server has (append-way.ts). A batch is all or nothing; on NO it is halved
 * down to the message at fault. A BAD ends the connection at once. After a lost connection the outcome is unknown and is said so:
 * the caller reconciles. Knows nothing of where messages come from, nor of what is remembered of them.
 */
import { text } from '../../planning/text.ts';
import { type Failure, failureOf, MailFailure, stopIfAsked } from '../../running/failures.ts';
import { withGrace } from '../../running/grace.ts';
import type { AppendOutcome, Content, NewMessage } from '../../running/ports.ts';
import { Lanes } from './append-lanes.ts';
import {
  appended,
  carried,
  endsAll,
  holdsNul,
  lostFor,
  messageParts,
  notTaken,
  type Outcomes,
  sizeOf,
  toldUnder,
  unsent,
  unsentFor,
} from './append-outcomes.ts';
import {
  type AppendWay,
  appendWay,
  describeWay,
  lanesFor,
  REGISTERED_KEYWORDS,
  unproven,
} from './append-way.ts';
import { folderOnWire } from './folder-on-wire.ts';
import { answerError, commandFailure } from './imap-failures.ts';
import type { ImapConnection, ImapSession } from './imap-session.ts';
import type { Tagged } from './response.ts';
import { otherFolder } from './selecting.ts';
import { type CommandPart, WireLost } from './wire.ts';

const AFTER_BAD = 'the server answered BAD to an APPEND';
/** More than are ever under way at a time. */
const CAREFUL = 300;

interface Sending {
  readonly folder: string;
  readonly signal: AbortSignal;
}

export class Appender {
  readonly #session: ImapSession;
  #lanes: Lanes | undefined;
  /** Keywords in lower case that the server has shown to know, in whatever folder: what it reads a line by is the same for all. */
  readonly #known = new Set(REGISTERED_KEYWORDS);
  /** Keywords for which the server refused the whole line. */
  readonly #refused = new Map<string, Failure>();
  /** Calls are sent in the order in which they are made. */
  #turn: Promise<unknown> = Promise.resolve();
  #way: AppendWay | undefined;
  /** So many messages are asked for first and sent one by one: a line among them was answered BAD. */
  #careful = 0;
  /** A connection was lost with messages under way: nothing is sent past them until the folder is opened anew. */
  #lost: Failure | undefined;

  constructor(session: ImapSession) {
    this.#session = session;
  }

  /** A folder was opened, and these flags were seen in it. */
  opened(flags: readonly string[]): void {
    this.#lost = undefined;
    this.#know(flags);
  }

  #know(flags: readonly string[]): void {
    for (const flag of flags) this.#known.add(flag.toLowerCase());
  }

  get way(): string {
    return this.#way ? describeWay(this.#way, this.lanes) : '';
  }

  get lanes(): number {
    return this.#way ? lanesFor(this.#way, this.#session.lanes) : 1;
  }

  /** Reads the server's capabilities off an open connection. */
  choose({ capabilities }: ImapConnection): AppendWay {
    this.#way = appendWay(capabilities);
    return this.#way;
  }

  async append(folder: string, messages: readonly NewMessage[], signal: AbortSignal): Promise<Outcomes> {
    // What is under way when somebody asks to stop is finished, and not for ever.
    return withGrace(signal, async (late) => {
      late.addEventListener('abort', () => this.#drop(), { once: true });
      const sent = this.#turn.then(() => this.#send({ folder, signal }, messages));
      this.#turn = sent.catch(() => undefined);
      return (await Promise.all(await sent)).flat();
    });
  }

  async close(): Promise<void> {
    await Promise.all((this.#lanes?.sessions ?? []).map((session) => session.close()));
  }

  #drop(): void {
    for (const session of [this.#session, ...(this.#lanes?.sessions ?? [])]) session.drop();
  }

  /** Hands all of it to the connections; what became of it is told later. */
  async #send(sending: Sending, messages: readonly NewMessage[]): Promise<Promise<Outcomes>[]> {
    const outcomes: Promise<Outcomes>[] = [];
    let at = 0;
    while (at < messages.length) {
      let connection: ImapConnection;
      try {
        if (this.#lost) throw new MailFailure(this.#lost);
        connection = await this.#session.connection(sending.signal);
      } catch (error) {
        outcomes.push(Promise.resolve(unsent(messages.slice(at), error)));
        break;
      }
      const unasked = this.#unasked(messages, at, this.choose(connection));
      const group = messages.slice(at, at + Math.max(1, unasked));
      const told = this.#sendGroup(sending, connection, group);
      outcomes.push(told);
      at += group.length;
      // A keyword is known to the server, or known not to be, before the next message with it is sent.
      if (unasked === 0 && group.some((message) => this.#asksFirst(message))) await told;
    }
    return outcomes;
  }

  /** How many messages from `at` on go into one command without the server's word; none where the next must be asked for. */
  #unasked(messages: readonly NewMessage[], at: number, { isMany }: AppendWay): number {
    const most = isMany ? messages.length - at : 1;
    let count = 0;
    while (count < most && this.#goesUnasked(messages[at + count])) count++;
    return count;
  }

  #goesUnasked(message: NewMessage | undefined): boolean {
    if (!message || !this.#way) return false;
    const { limit = Number.POSITIVE_INFINITY } = this.#way;
    const size = sizeOf(message.content);
    return Buffer.isBuffer(message.content) && size <= limit && !this.#asksFirst(message);
  }

  /** Whether nothing but the server's word lets the message follow its line: a keyword that may be refused, a NUL byte. */
  #asksFirst({ flags, content }: NewMessage): boolean {
    return this.#careful > 0 || unproven(carried(flags), this.#known).length > 0 || holdsNul(content);
  }

  async #sendGroup(
    sending: Sending,
    connection: ImapConnection,
    group: readonly NewMessage[],
  ): Promise<Outcomes> {
    const [message] = group;
    if (!message) return [];
    if (group.length > 1) return this.#many(sending, connection, group);
    return [await this.#one(sending, connection, message)];
  }

  async #many(sending: Sending, connection: ImapConnection, group: readonly NewMessage[]): Promise<Outcomes> {
    const parts = group.flatMap((message) => messageParts(message, this.#mustAsk(message.content)));
    const told = await this.#command(sending, connection, parts);
    if (!('status' in told)) return group.map(() => told);
    if (told.status === 'OK') return appended(told, group.length);
    const failure = this.#failure(sending, told);
    if (told.status === 'BAD') return this.#oneByOne(sending, group);
    if (failure.kind !== 'refused' && failure.kind !== 'full')
      return group.map(() => ({ kind: 'refused', failure }));
    return this.#halves(sending, group);
  }

  async #halves(sending: Sending, group: readonly NewMessage[]): Promise<Outcomes> {
    const middle = Math.ceil(group.length / 2);
    const first = await this.#again(sending, group.slice(0, middle));
    const stop = first.find(endsAll);
    if (stop) return [...first, ...group.slice(middle).map(() => unsentFor(stop))];
    return [...first, ...(await this.#again(sending, group.slice(middle)))];
  }

  async #again(sending: Sending, group: readonly NewMessage[]): Promise<Outcomes> {
    try {
      const connection = await this.#session.connection(new AbortController().signal);
      return await this.#sendGroup(sending, connection, group);
    } catch (error) {
      return unsent(group, error);
    }
  }

  /** On a new connection, each asked for first: the server refused a line, and nobody knows which message's it was. */
  async #oneByOne(sending: Sending, group: readonly NewMessage[]): Promise<Outcomes> {
    const outcomes: AppendOutcome[] = [];
    for (const message of group) {
      const stop = outcomes.find(endsAll);
      if (stop) outcomes.push(unsentFor(stop));
      else outcomes.push(...(await this.#carefully(sending, message)));
    }
    return outcomes;
  }

  async #carefully(sending: Sending, message: NewMessage): Promise<Outcomes> {
    try {
      const connection = await this.#session.connection(new AbortController().signal);
      return [await this.#attempt(sending, connection, message, { asksFirst: true, binary: false })];
    } catch (error) {
      return unsent([message], error);
    }
  }

  async #one(sending: Sending, connection: ImapConnection, message: NewMessage): Promise<AppendOutcome> {
    const tooLarge = this.#tooLarge(sending, message);
    if (tooLarge) return { kind: 'refused', failure: tooLarge };
    const asksFirst = this.#asksFirst(message) || this.#mustAsk(message.content);
    if (this.#careful > 0) this.#careful--;
    if (!asksFirst) return this.#attempt(sending, connection, message, { asksFirst, binary: false });
    const known = this.#refusedKeyword(message);
    if (known) return { kind: 'refused', failure: known };
    return this.#onLane((session) => this.#asking(sending, session, message));
  }

  /**
   * A NUL byte is tried in a plain literal first: Dovecot keeps it, and rewrites `binary` parts of a literal8 as base64. Servers
   * that refuse it (RFC 3501 allows no NUL there) get a literal8 (RFC 3516).
   */
  async #asking(sending: Sending, session: ImapSession, message: NewMessage): Promise<AppendOutcome> {
    try {
      const connection = await session.connection(new AbortController().signal);
      const plain = await this.#attempt(sending, connection, message, { asksFirst: true, binary: false });
      const isRefused = plain.kind === 'refused' && plain.failure.kind === 'refused';
      const mayBeBinary = holdsNul(message.content) && connection.capabilities.has('BINARY');
      if (!isRefused || !mayBeBinary) return plain;
      const anew = await session.connection(new AbortController().signal);
      return await this.#attempt(sending, anew, message, { asksFirst: true, binary: true });
    } catch (error) {
      return unsent([message], error)[0] as AppendOutcome;
    }
  }

  async #attempt(
    sending: Sending,
    connection: ImapConnection,
    message: NewMessage,
    { asksFirst, binary }: { readonly asksFirst: boolean; readonly binary: boolean },
  ): Promise<AppendOutcome> {
    const told = await this.#command(sending, connection, messageParts(message, asksFirst, binary));
    if (!('status' in told)) return told;
    if (told.status === 'OK') {
      this.#know(carried(message.flags));
      return appended(told, 1)[0] as AppendOutcome;
    }
    const failure = this.#failure(sending, told);
    if (told.status === 'BAD') this.#remember(message, failure);
    return { kind: 'refused', failure };
  }

  #remember({ flags }: NewMessage, failure: Failure): void {
    const keywords = unproven(carried(flags), this.#known);
    for (const keyword of keywords) this.#refused.set(keyword.toLowerCase(), failure);
  }

  #refusedKeyword({ flags }: NewMessage): Failure | undefined {
    const found = carried(flags).find((flag) => this.#refused.has(flag.toLowerCase()));
    return found === undefined ? undefined : this.#refused.get(found.toLowerCase());
  }

  /** The tagged answer, or what became of it where there is none. */
  async #command(
    { folder, signal }: Sending,
    connection: ImapConnection,
    parts: readonly CommandPart[],
  ): Promise<Tagged | Extract<AppendOutcome, { kind: 'unknown' | 'unsent' }>> {
    try {
      stopIfAsked(signal);
      if (this.#lost) throw new MailFailure(this.#lost);
      const tagged = await connection.wire.send([
        'APPEND ',
        ...folderOnWire(this.#session, folder),
        ...parts,
      ]);
      // What a server does after a BAD is anybody's guess: nothing more is said on this connection.
      if (tagged.status === 'BAD') connection.wire.destroy(AFTER_BAD);
      return this.#elsewhere(folder, tagged) ?? tagged;
    } catch (error) {
      const isUnknown = error instanceof WireLost && error.mayHaveArrived;
      const { failure } = commandFailure(
        this.#session.access,
        isUnknown ? lostFor(folder) : notTaken(folder),
        error,
      );
      if (isUnknown || error instanceof WireLost) this.#lost ??= { ...failure, kind: 'transient' };
      // What was under way with it is sent anew, and would be lost to the same BAD again.
      if (error instanceof WireLost && error.message === AFTER_BAD) this.#careful = CAREFUL;
      if (isUnknown) return { kind: 'unknown', failure: { ...failure, kind: 'unknown-outcome' } };
      return { kind: 'unsent', failure };
    }
  }

  /** It went into another folder that has the name by now: what is there is looked at afresh before anything more is sent. */
  #elsewhere(folder: string, tagged: Tagged): Extract<AppendOutcome, { kind: 'unknown' }> | undefined {
    const under = tagged.status === 'OK' ? toldUnder(tagged.code) : undefined;
    const failure = under && otherFolder(this.#session, folder, under)?.failure;
    if (!failure) return undefined;
    this.#lost ??= failure;
    return { kind: 'unknown', failure: { ...failure, kind: 'unknown-outcome' } };
  }

  #failure({ folder }: Sending, tagged: Tagged): Failure {
    return commandFailure(this.#session.access, notTaken(folder), answerError(tagged)).failure;
  }

  #tooLarge({ folder }: Sending, { content }: NewMessage): Failure | undefined {
    const limit = this.#way?.limit;
    if (limit === undefined || sizeOf(content) <= limit) return undefined;
    const words = text(
      `${sizeOf(content)} bytes, and it takes ${limit} at most (APPENDLIMIT)`,
      `${sizeOf(content)} octets, et il en accepte ${limit} au plus (APPENDLIMIT)`,
    );
    const { failure } = commandFailure(this.#session.access, notTaken(folder), {
      responseStatus: 'NO',
      responseText: '',
    });
    return { ...failure, kind: 'refused', reach: 'message', words };
  }

  #mustAsk(content: Content): boolean {
    return sizeOf(content) > (this.#way?.unasked ?? -1);
  }

  /** Where several connections are of use, a free one of them, used by one message at a time. */
  async #onLane<T>(use: (session: ImapSession) => Promise<T>): Promise<T> {
    const count = this.lanes;
    if (count === 1) return use(this.#session);
    this.#lanes ??= new Lanes(Array.from({ length: count }, () => this.#session.twin()));
    for (;;) {
      const session = await this.#lanes.take();
      if (!session) return use(this.#session);
      if (!(await isLetIn(session))) {
        this.#lanes.leaveOut();
        continue;
      }
      try {
        return await use(session);
      } finally {
        this.#lanes.giveBack(session);
      }
    }
  }
}

/** What is wrong with the mailbox itself is told by its own connection. */
async function isLetIn(session: ImapSession): Promise<boolean> {
  try {
    await session.connection(new AbortController().signal);
    return true;
  } catch (error) {
    if (!failureOf(error)) throw error;
    return false;
  }
}
