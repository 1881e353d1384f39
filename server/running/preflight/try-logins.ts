/**
 * Tries the login of every mailbox once, and tells of each whether it opened. A server locks out who insists: one that refuses is asked
 * again after a pause only, and no more once several in a row were refused; of the rest it is said that they were not tried.
 */
import { inEach, type Text, text } from '../../planning/text.ts';
import type { Door, Ends } from '../ends.ts';
import { describeFailure, type Failure, failureOf, stopIfAsked } from '../failures.ts';
import type { Clock } from '../ports.ts';
import type { PreflightItem } from './preflight-item.ts';

export interface TryingOptions {
  readonly ends: Ends;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onTried?: (tried: number, of: number) => void;
}

/** At one endpoint, whatever it allows: trying is no hurry. */
const AT_ONCE = 4;
/** After a refusal, in milliseconds. */
const PAUSE = 5000;
/** In a row: of a login that many mailboxes share, and of passwords that are people's own. */
const MOST_REFUSED = { shared: 3, own: 10 } as const;

/** Endpoints side by side; the items in the order of the doors. Throws MailFailure where it is to stop. */
export async function tryLogins(doors: readonly Door[], options: TryingOptions): Promise<PreflightItem[]> {
  const unlike = [...new Map(doors.map((door) => [keyOf(door), door])).values()];
  const items = new Map<Door, PreflightItem>();
  const told = (door: Door, item: PreflightItem): void => {
    items.set(door, item);
    options.onTried?.(items.size, unlike.length);
  };
  const byEndpoint = Map.groupBy(unlike, ({ endpoint }) => endpoint.name);
  await Promise.all([...byEndpoint.values()].map((own) => new EndpointTrial(options, told).all(own)));
  return unlike.flatMap((door) => items.get(door) ?? []);
}

const keyOf = ({ side, endpoint, mailbox }: Door): string => `${side} ${endpoint.name} ${mailbox}`;

/** One endpoint under trial: how often in a row it refused, and why it is asked no more. */
class EndpointTrial {
  readonly #options: TryingOptions;
  readonly #told: (door: Door, item: PreflightItem) => void;
  #inARow = 0;
  #given: Text | undefined;
  #calm: Promise<void> = Promise.resolve();

  constructor(options: TryingOptions, told: (door: Door, item: PreflightItem) => void) {
    this.#options = options;
    this.#told = told;
  }

  /** One after the other until one has opened: a wrong password is not tried by several at once. */
  async all(doors: readonly Door[]): Promise<void> {
    const waiting = doors.values();
    for (const door of waiting) if (await this.#try(door)) break;
    const worker = async (): Promise<void> => {
      for (const door of waiting) await this.#try(door);
    };
    const workers = Math.min(AT_ONCE, doors[0]?.endpoint.connections ?? 1);
    await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
  }

  async #try(door: Door): Promise<boolean> {
    const { ends, signal } = this.#options;
    await this.#calm;
    stopIfAsked(signal);
    if (this.#given) {
      this.#tell(door, 'not-checked', this.#given);
      return false;
    }
    try {
      await (await ends[door.side](door.endpoint, door.mailbox, signal)).close();
    } catch (error) {
      const failure = failureOf(error);
      if (!failure || failure.kind === 'interrupted') throw error;
      this.#failed(door, failure);
      return false;
    }
    this.#inARow = 0;
    this.#tell(door, 'ok', text('opens', 's’ouvre'));
    return true;
  }

  #failed(door: Door, failure: Failure): void {
    this.#tell(
      door,
      'error',
      inEach((locale) => describeFailure(failure, locale)),
    );
    if (failure.kind === 'credentials' && failure.isUnasked) return;
    if (concernsAll(failure)) this.#given ??= failedBefore(door);
    this.#inARow++;
    if (this.#inARow >= MOST_REFUSED[ownLogin(door) ? 'own' : 'shared'])
      this.#given ??= refusedOften(door, this.#inARow);
    const { clock, signal } = this.#options;
    if (!this.#given) this.#calm = this.#calm.then(() => clock.wait(PAUSE, signal));
  }

  #tell(door: Door, severity: PreflightItem['severity'], says: Text): void {
    const { mailbox: subject, endpoint } = door;
    this.#told(door, { kind: 'login', subject, severity, says, endpoint: endpoint.name });
  }
}

const ownLogin = ({ endpoint }: Door): boolean =>
  endpoint.kind === 'archive' || endpoint.login.method === 'each';

/** A refused login that several mailboxes share may yet be one mailbox that is not there. */
const concernsAll = ({ kind, reach }: Failure): boolean =>
  kind !== 'credentials' && (reach === 'lot' || reach === 'plan');

const failedBefore = ({ endpoint: { name } }: Door): Text =>
  text(
    `not tried: endpoint ${name} failed before`,
    `non essayée\u00A0: le point d’accès ${name} a failli avant elle`,
  );

const refusedOften = ({ endpoint: { name } }: Door, times: number): Text =>
  text(
    `not tried: ${times} in a row failed at ${name}, and a server locks out who insists`,
    `non essayée\u00A0: ${times} de suite ont échoué sur ${name}, et un serveur bannit qui insiste`,
  );
