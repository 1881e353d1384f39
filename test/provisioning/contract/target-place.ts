/** A target under the provisioner's contract: how to get one that holds nothing of the tests' yet, and what it honestly does otherwise. */
import type { Right } from '../../../grammar/vocabulary.ts';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import type {
  HeldObject,
  ObjectKind,
  SeenObject,
} from '../../../server/planning/provisioning/target-state.ts';
import type { Applied, Provisioner, WantedKind } from '../../../server/running/provisioning/provisioner.ts';

export interface TargetPlace {
  /** Begun once for a suite; each test works on addresses of its own. */
  start(): Promise<StartedTarget>;
  /** The kinds that it makes; those that it does not are proved to be refused. */
  readonly makes: readonly ObjectKind[];
  /** The rights that it gives and tells. Absent where it gives none. */
  readonly rights?: readonly Right[];
  /** Of `HeldObject`, what it cannot tell though it does it. */
  readonly silent?: readonly (keyof HeldObject)[];
  /** It makes the name that is shown of the given and the family name, whatever it is told. */
  readonly composesNames?: true;
  /** Licences it has, each with free seats; absent where it knows none. */
  readonly sku?: string;
}

export interface StartedTarget {
  readonly domain: string;
  open(): Promise<Provisioner>;
  /**
   * Lets an account be there that no provisioner has to make: of a target whose accounts are made by people. Absent where it
   * makes mailboxes itself.
   */
  prepare?(address: string): Promise<void>;
  /** From now on nothing can be read, until it is mended. Absent where no test can bring that about. */
  readonly outage?: { begin(): Promise<void>; end(): Promise<void> };
  stop(): Promise<void>;
}

export const signal = new AbortController().signal;

/** A provisioner with what the suites ask of it. */
export class Subject {
  readonly provisioner: Provisioner;

  constructor(provisioner: Provisioner) {
    this.provisioner = provisioner;
  }

  apply(change: Change): Promise<Applied> {
    return this.provisioner.apply(change, signal);
  }

  /** Asks again for as long as it waits, as later runs do. */
  async settle(change: Change): Promise<Applied> {
    for (let asked = 0; asked < 50; asked++) {
      const applied = await this.apply(change);
      if (applied.kind !== 'waiting') return applied;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.apply(change);
  }

  async seen(wanted: WantedKind): Promise<SeenObject> {
    const { objects } = await this.provisioner.read({ objects: [wanted], domains: [] }, signal);
    const seen = objects.get(wanted.address.toLowerCase());
    if (!seen) throw new Error(`${wanted.address} was asked for and not answered`);
    return seen;
  }

  async held(address: string, kind: ObjectKind = 'mailbox'): Promise<HeldObject> {
    const seen = await this.seen({ address, kind });
    if (seen.state !== 'held') throw new Error(`${address} is ${JSON.stringify(seen)}`);
    return seen;
  }
}
