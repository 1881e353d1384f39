/**
 * A target in memory, as a provisioner: does all that can be done, at once or after a while, with licences that run out and with
 * things made by hand. What other provisioners are held to, it keeps too.
 */
import { compared } from '../../server/language/model/names.ts';
import { type Change, operationOf } from '../../server/planning/provisioning/change.ts';
import { isByRun, OPERATIONS, type Ways } from '../../server/planning/provisioning/operations.ts';
import type {
  Access,
  HeldObject,
  SeatsHeld,
  SeenObject,
  TargetState,
} from '../../server/planning/provisioning/target-state.ts';
import { text } from '../../server/planning/text.ts';
import type { Failure } from '../../server/running/failures.ts';
import { MailFailure } from '../../server/running/failures.ts';
import type {
  Applied,
  Provisioner,
  Scope,
  WantedKind,
} from '../../server/running/provisioning/provisioner.ts';

export const ALL_BY_API = Object.fromEntries(OPERATIONS.map((one) => [one, 'api'])) as Ways;

export interface MemoryTargetOptions {
  readonly ways?: Partial<Ways>;
  readonly seats?: readonly SeatsHeld[];
  /** How often a mailbox that was made is asked for before it is ready. */
  readonly slowness?: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type MemoryObject = Mutable<HeldObject>;

export class MemoryTarget {
  readonly objects = new Map<string, MemoryObject>();
  readonly seats: Mutable<SeatsHeld>[];
  readonly ways: Ways;
  /** Every change that was asked for, in order. */
  readonly asked: Change[] = [];
  /** A change that fails, and why. */
  refuses: (change: Change) => Failure | undefined = () => undefined;
  isDown = false;
  readonly #waits = new Map<string, number>();
  readonly #slowness: number;
  #made = 0;

  constructor({ ways = {}, seats = [], slowness = 0 }: MemoryTargetOptions = {}) {
    this.ways = { ...ALL_BY_API, ...ways };
    this.seats = seats.map((one) => ({ ...one }));
    this.#slowness = slowness;
  }

  /** As somebody made it by hand. */
  put(address: string, more: Partial<HeldObject> = {}): MemoryObject {
    const object: MemoryObject = {
      ...{ state: 'held', kind: 'mailbox', id: `by hand ${++this.#made}`, isReady: true, profile: {} },
      ...{ skus: [], quota: 'none', aliases: [], access: [], forwards: [], members: [], owners: [] },
      ...{ routing: 'internal', isLocked: false, ...more },
    };
    this.objects.set(compared(address), object);
    return object;
  }

  open(): Provisioner {
    return {
      ways: this.ways,
      read: async (scope) => this.#read(scope),
      apply: async (change) => this.#apply(change),
      close: async () => undefined,
    };
  }

  #read({ objects, domains }: Scope): TargetState {
    if (this.isDown) throw new MailFailure(failure('transient', 'is down'));
    return {
      objects: new Map(objects.map((wanted) => [compared(wanted.address), this.#seen(wanted)])),
      ...(this.ways.licence === 'none' ? {} : { seats: this.seats.map((one) => ({ ...one })) }),
      domains: new Map(domains.map((name) => [name, { state: 'verified' }])),
    };
  }

  #seen({ address, kind, id }: WantedKind): SeenObject {
    const object = this.objects.get(compared(address));
    if (!object) return { state: 'absent' };
    if (object.kind !== kind)
      return { state: 'blocked', why: text(`is a ${object.kind}`, `est de type ${object.kind}`) };
    if (id !== undefined && object.id !== id)
      return { state: 'blocked', why: text('is another one', 'en est un autre') };
    return structuredClone(object);
  }

  #apply(change: Change): Applied {
    this.asked.push(change);
    const refused = this.refuses(change);
    if (refused) return { kind: 'failed', failure: refused };
    if (!isByRun(this.ways[operationOf(change)]))
      return { kind: 'failed', failure: failure('refused', 'is done by people') };
    if (change.does === 'make') return this.#make(change);
    if (change.does === 'add-domain') return { kind: 'already' };
    const object = this.objects.get(compared(change.address));
    if (!object) return { kind: 'failed', failure: failure('refused', 'there is none') };
    return this.#changed(object, change);
  }

  #make({ address, kind, profile }: Extract<Change, { does: 'make' }>): Applied {
    const there = this.objects.get(compared(address));
    if (there) return { kind: 'already', id: there.id };
    const { id } = this.put(address, {
      kind,
      profile,
      id: `made ${this.#made}`,
      isReady: this.#slowness === 0,
    });
    return { kind: 'done', id };
  }

  #changed(object: MemoryObject, change: Exclude<Change, { does: 'make' | 'add-domain' }>): Applied {
    switch (change.does) {
      case 'describe':
        return become(object, 'profile', { ...object.profile, ...change.profile });
      case 'license':
        return this.#license(object, change.sku);
      case 'await':
        return this.#await(object);
      case 'set-quota':
        return become(object, 'quota', change.bytes);
      case 'add-alias':
        return become(object, 'aliases', withOne(object.aliases, compared(change.alias)));
      case 'remove-alias':
        return become(object, 'aliases', without(object.aliases, compared(change.alias)));
      case 'grant':
        return become(object, 'access', withOne(object.access, accessOf(change)));
      case 'revoke':
        return become(object, 'access', without(object.access, accessOf(change)));
      case 'add-member':
        return become(object, 'members', withOne(object.members, compared(change.member)));
      case 'add-owner':
        return become(object, 'owners', withOne(object.owners, compared(change.member)));
      case 'set-booking': {
        const capacity = become(object, 'capacity', change.capacity ?? object.capacity);
        const booking = become(object, 'booking', change.booking ?? object.booking);
        return capacity.kind === 'done' ? capacity : booking;
      }
      case 'forward': {
        const { to, keepCopy } = change;
        const others = (object.forwards ?? []).filter((one) => one.to !== to);
        return become(object, 'forwards', [...others, { to, keepCopy }]);
      }
      case 'route':
        return become(object, 'routing', change.to);
      case 'lock':
      case 'unlock':
        return become(object, 'isLocked', change.does === 'lock');
      case 'redirect':
        return become(object, 'forwards', withOne(object.forwards, { to: change.to, keepCopy: false }));
    }
  }

  #license(object: MemoryObject, sku: string): Applied {
    if (object.skus?.includes(sku)) return { kind: 'already' };
    const held = this.seats.find((one) => one.sku === sku);
    if (!held) return { kind: 'failed', failure: failure('refused', `knows no licence ${sku}`) };
    if (held.used >= held.seats)
      return { kind: 'failed', failure: failure('refused', `has no seat of ${sku} left`) };
    held.used++;
    return become(object, 'skus', [...(object.skus ?? []), sku]);
  }

  #await(object: MemoryObject): Applied {
    const waited = this.#waits.get(object.id) ?? 0;
    if (object.isReady) return { kind: 'already' };
    this.#waits.set(object.id, waited + 1);
    if (waited < this.#slowness) return { kind: 'waiting', why: text('is being made', 'est en création') };
    object.isReady = true;
    return { kind: 'done' };
  }
}

const accessOf = ({ who, right }: Access): Access => ({ who: compared(who), right });

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function withOne<T>(list: readonly T[] | undefined, item: T): readonly T[] {
  return list?.some((one) => same(one, item)) ? list : [...(list ?? []), item];
}

function without<T>(list: readonly T[] | undefined, item: T): readonly T[] {
  return (list ?? []).filter((one) => !same(one, item));
}

function become<K extends keyof MemoryObject>(
  object: MemoryObject,
  property: K,
  value: MemoryObject[K],
): Applied {
  if (same(object[property], value)) return { kind: 'already' };
  object[property] = value;
  return { kind: 'done' };
}

function failure(kind: 'refused' | 'transient', what: string): Failure {
  return {
    kind,
    reach: 'mailbox',
    where: text('the target in memory', 'la cible en mémoire'),
    what: text(what, what),
    words: '',
  };
}
