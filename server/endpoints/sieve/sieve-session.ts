/**
 * One person's Sieve scripts on a server, managed as RFC 5804 says: connects, secures, signs in as the plan's login that acts for the
 * person. Knows no forward and no plan.
 */
import { once } from 'node:events';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Reached } from '../../planning/migration-plan.ts';
import { text } from '../../planning/text.ts';
import { stopIfAsked } from '../../running/failures.ts';
import { formsOf, withoutSecrets } from '../without-secrets.ts';
import { type Answer, AnswerReader, asString } from './sieve-answers.ts';
import { answerFailure, connectionFailure, lacks, loginFailure, type SievePlace } from './sieve-failures.ts';

export interface SieveLogin {
  /** Who signs in: the administrator, `person*master`, or the person. */
  readonly user: string;
  readonly password: string;
  /** For whom it acts, where that is another one (SASL PLAIN's authorisation identity, RFC 4616). */
  readonly actsFor?: string;
}

export interface SieveOptions {
  /** PEM of certificate authorities to trust instead of the system's. */
  readonly ca?: string;
  /** A silent connection is given up after this many milliseconds. */
  readonly silence?: number;
}

export interface ScriptName {
  readonly name: string;
  readonly isActive: boolean;
}

const HALF_A_MINUTE = 30_000;

/** Signed in before it returns. Throws MailFailure. */
export async function openSieve(
  reached: Reached,
  place: SievePlace,
  login: SieveLogin,
  signal: AbortSignal,
  options: SieveOptions = {},
): Promise<SieveSession> {
  stopIfAsked(signal);
  const session = new SieveSession(reached, place, signal, options);
  try {
    await session.open();
    await session.logIn(login);
    return session;
  } catch (error) {
    session.drop();
    stopIfAsked(signal);
    throw connectionFailure(place, error);
  }
}

/** One command after the other. Whoever asks to stop cuts it off. */
export class SieveSession {
  readonly #reached: Reached;
  readonly #place: SievePlace;
  readonly #signal: AbortSignal;
  readonly #options: SieveOptions;
  readonly #reader = new AnswerReader();
  readonly #capabilities = new Map<string, string>();
  #socket: Socket | undefined;
  #lost: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(reached: Reached, place: SievePlace, signal: AbortSignal, options: SieveOptions) {
    this.#reached = reached;
    this.#place = place;
    this.#signal = signal;
    this.#options = options;
    signal.addEventListener('abort', this.drop, { once: true });
  }

  /** The Sieve extensions that the server runs: `include`, `copy`. */
  has(extension: string): boolean {
    return (this.#capabilities.get('SIEVE') ?? '').split(' ').includes(extension);
  }

  async open(): Promise<void> {
    const { host, port, security } = this.#reached;
    await this.#use(
      security === 'tls' ? this.#secured(undefined) : connectPlain({ host, port }),
      security === 'tls' ? 'secureConnect' : 'connect',
    );
    await this.#greeted();
    if (security === 'starttls') await this.#startTls();
  }

  async #startTls(): Promise<void> {
    if (!this.#capabilities.has('STARTTLS'))
      throw lacks(
        this.#place,
        text('offers no STARTTLS', 'n’offre pas STARTTLS'),
        text('Nothing was sent.', 'Rien n’a été envoyé.'),
      );
    await this.#command(text('refused STARTTLS', 'a refusé STARTTLS'), 'STARTTLS');
    const plain = this.#socket;
    plain?.removeAllListeners('data');
    // Nothing passes through it any more that it would count.
    plain?.setTimeout(0);
    // What was sent before the connection was secure may be anybody's (RFC 5804, 2.2).
    this.#reader.forget();
    this.#capabilities.clear();
    await this.#use(this.#secured(plain), 'secureConnect');
    await this.#greeted();
  }

  #secured(socket: Socket | undefined): Socket {
    const { host, port } = this.#reached;
    const trust = this.#options.ca === undefined ? {} : { ca: this.#options.ca };
    // An address is no name that a server could be asked for (RFC 6066, 3); the certificate is held against it all the same.
    const name = isIP(host) === 0 ? { servername: host } : {};
    return connectTls({ ...(socket && { socket }), host, port, rejectUnauthorized: true, ...name, ...trust });
  }

  async #use(socket: Socket, ready: 'connect' | 'secureConnect'): Promise<void> {
    this.#socket = socket;
    socket.setTimeout(this.#options.silence ?? HALF_A_MINUTE, () => socket.destroy(new Error('silence')));
    const lose = (error?: Error) => {
      this.#lost ??= error ?? new Error('the connection was closed');
      this.#wake();
    };
    socket.on('error', lose);
    socket.on('close', () => lose());
    await once(socket, ready);
    socket.on('data', (chunk: Buffer) => {
      this.#reader.add(chunk);
      this.#wake();
    });
  }

  async #greeted(): Promise<void> {
    const { lines } = await this.#answered(text('did not greet', 'n’a pas salué'));
    for (const [name, value] of lines)
      if (name) this.#capabilities.set(name.text.toUpperCase(), value?.text ?? '');
  }

  async logIn({ user, password, actsFor = '' }: SieveLogin): Promise<void> {
    const identity = Buffer.from(`${actsFor}\0${user}\0${password}`, 'utf8').toString('base64');
    const answer = await this.#ask(`AUTHENTICATE "PLAIN" ${asString(identity)}`);
    if (answer.status === 'OK') return;
    const words = withoutSecrets(answer.words, formsOf(password, [user, actsFor]));
    throw loginFailure(this.#place, actsFor === '' && user === this.#place.mailbox, { ...answer, words });
  }

  async scripts(): Promise<readonly ScriptName[]> {
    const { lines } = await this.#command(
      text('did not list the scripts', 'n’a pas listé les scripts'),
      'LISTSCRIPTS',
    );
    return lines.flatMap(([name, active]) =>
      name?.kind === 'string' ? [{ name: name.text, isActive: active?.text.toUpperCase() === 'ACTIVE' }] : [],
    );
  }

  async script(name: string): Promise<string> {
    const { lines } = await this.#command(
      text(`did not hand out the script ${name}`, `n’a pas remis le script ${name}`),
      `GETSCRIPT ${asString(name)}`,
    );
    return lines[0]?.[0]?.text ?? '';
  }

  /** The server reads a script before it takes it, and keeps what it had where it does not (RFC 5804, 2.6). */
  async put(name: string, content: string): Promise<void> {
    await this.#command(
      text(`did not take the script ${name}`, `n’a pas pris le script ${name}`),
      `PUTSCRIPT ${asString(name)} ${asString(content)}`,
    );
  }

  async activate(name: string): Promise<void> {
    await this.#command(
      text(`did not make ${name} the active script`, `n’a pas activé le script ${name}`),
      `SETACTIVE ${asString(name)}`,
    );
  }

  /** One command that has to be answered with OK. */
  async #command(what: ReturnType<typeof text>, line: string): Promise<Answer> {
    this.#send(line);
    return this.#answered(what);
  }

  async #answered(what: ReturnType<typeof text>): Promise<Answer> {
    const answer = await this.#read();
    if (answer.status !== 'OK') throw answerFailure(this.#place, what, answer);
    return answer;
  }

  #ask(line: string): Promise<Answer> {
    this.#send(line);
    return this.#read();
  }

  #send(line: string): void {
    this.#socket?.write(`${line}\r\n`);
  }

  async #read(): Promise<Answer> {
    for (;;) {
      const answer = this.#reader.next();
      if (answer) return answer;
      stopIfAsked(this.#signal);
      if (this.#lost) throw connectionFailure(this.#place, this.#lost);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** With an error, so that whoever waits for the connection is told. */
  readonly drop = (): void => {
    this.#signal.removeEventListener('abort', this.drop);
    this.#socket?.destroy(new Error('the connection was given up'));
  };

  /** Goes without waiting for the answer. */
  close(): void {
    this.#signal.removeEventListener('abort', this.drop);
    this.#socket?.end('LOGOUT\r\n');
  }
}
