/** A simulated BlueMind for each test of a suite, begun and ended with it, and what the tests ask of it. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import { describeFailure } from '../../../server/running/failures.ts';
import type { Applied } from '../../../server/running/provisioning/provisioner.ts';
import type { BlueMindSimulator, Faults } from '../../support/bluemind-simulator/bluemind-simulator.ts';
import {
  connectTo,
  DOMAIN,
  signal,
  startSimulator,
} from '../../support/bluemind-simulator/simulated-place.ts';
import { Subject } from '../contract/target-place.ts';

export const at = (name: string) => `${name}@${DOMAIN}`;
export const ada = at('ada.roux');

export class BlueMindTrial {
  readonly simulator: BlueMindSimulator;
  subject: Subject;

  private constructor(simulator: BlueMindSimulator, subject: Subject) {
    this.simulator = simulator;
    this.subject = subject;
  }

  static async begin(faults: Faults = {}): Promise<BlueMindTrial> {
    const simulator = await startSimulator({ faults });
    return new BlueMindTrial(simulator, new Subject(await connectTo(simulator)));
  }

  /** Whatever was asked has to be what BlueMind would be known to take. */
  async end(): Promise<void> {
    await this.simulator.stop();
    expect([this.simulator.outside, this.simulator.ignored]).toEqual([[], []]);
  }

  /** As a later run does, which remembers nothing. */
  async reconnect(): Promise<void> {
    this.subject = new Subject(await connectTo(this.simulator));
  }

  apply(change: Change): Promise<Applied> {
    return this.subject.provisioner.apply(change, signal);
  }

  /** Its id. */
  async make(kind: Extract<Change, { does: 'make' }>['kind'], name = 'ada.roux'): Promise<string> {
    const profile = { name: `Ada ${name}`, given: 'Ada', family: name };
    const applied = await this.apply({ does: 'make', kind, address: at(name), profile });
    if (applied.kind !== 'done') throw new Error(JSON.stringify(applied));
    return applied.id ?? '';
  }

  /** As a person reads it. */
  async refusal(change: Change): Promise<string> {
    const applied = await this.apply(change);
    expect(applied).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
    if (applied.kind !== 'failed') return '';
    expect(describeFailure(applied.failure, 'fr')).not.toBe(describeFailure(applied.failure, 'en'));
    return describeFailure(applied.failure, 'en');
  }

  /** What was asked that changes anything. */
  writes() {
    return this.simulator.asked.filter(({ method, path }) => method !== 'GET' && !path.endsWith('_search'));
  }
}

/** Of the test that runs. */
export function blueMindTrials(faults: Faults = {}): () => BlueMindTrial {
  let trial: BlueMindTrial;
  beforeEach(async () => {
    trial = await BlueMindTrial.begin(faults);
  });
  afterEach(() => trial.end());
  return () => trial;
}
