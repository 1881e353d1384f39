/**
 * Tells plans what they are judged in: the time, every minute; holidays and missing secrets, when a plan names others than
 * before; what runs have recorded, when there is more of it. Of the world it knows its port alone.
 */
import { askedOfWorld } from '../language/model/asked-of-world.ts';
import { doneSteps, type RecordedMailbox } from '../language/model/calendar/recorded-runs.ts';
import type { Surroundings } from '../language/model/surroundings.ts';
import type { OpenPlan } from './open-plan.ts';
import type { World } from './ports.ts';

export interface PlanSurroundingsOptions {
  readonly world: World;
  /** Called before a plan is told what no edit in the editor is behind. */
  readonly onNews: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** What a plan was last told, so that it is told only what is new. */
interface Told {
  holidays: string;
  secrets: string;
  missing: string;
  recorded: readonly RecordedMailbox[];
}

export class PlanSurroundings {
  private readonly options: PlanSurroundingsOptions;
  private readonly told = new WeakMap<OpenPlan, Told>();

  constructor(options: PlanSurroundingsOptions) {
    this.options = options;
  }

  /** A plan has been opened: it knows the time before anything is checked. */
  begin(plan: OpenPlan): void {
    const { world } = this.options;
    plan.surround((surroundings) => surroundings.setClock(world.now()));
  }

  /** A minute has passed, and what lies outside the plan may have changed with it. */
  tick(plan: OpenPlan): void {
    this.tell(plan, (surroundings) => surroundings.setClock(this.options.world.now()));
    const told = this.told.get(plan);
    if (told) this.lookAgain(plan, told).catch(this.options.onFailure);
  }

  private async lookAgain(plan: OpenPlan, told: Told): Promise<void> {
    await this.tellSecrets(plan, told, true);
    await this.tellRuns(plan, told);
  }

  /** A plan has been checked: it may name another country, other years or other secrets than before. */
  follow(plan: OpenPlan): void {
    if (plan.isPlan) this.compare(plan).catch(this.options.onFailure);
  }

  private async compare(plan: OpenPlan): Promise<void> {
    const known = this.told.get(plan);
    const told = known ?? { holidays: '', secrets: '[]', missing: '[]', recorded: [] };
    this.told.set(plan, told);
    await this.tellSecrets(plan, told);
    if (!known) await this.tellRuns(plan, told);
    await this.tellHolidays(plan, told);
  }

  private async tellHolidays(plan: OpenPlan, told: Told): Promise<void> {
    const { country, years } = askedOfWorld(plan.analysis.model);
    const asked = country === undefined || years.length === 0 ? '' : `${country} ${years}`;
    if (asked === told.holidays) return;
    told.holidays = asked;
    const holidays = asked === '' ? new Map() : await this.options.world.holidays(country ?? '', years);
    if (told.holidays === asked) this.tell(plan, (surroundings) => surroundings.setHolidays(holidays));
  }

  private async tellSecrets(plan: OpenPlan, told: Told, isAgain = false): Promise<void> {
    const { secrets } = askedOfWorld(plan.analysis.model);
    const asked = JSON.stringify(secrets);
    if (asked === told.secrets && !isAgain) return;
    told.secrets = asked;
    const missing = await this.options.world.missingSecrets(plan.folder, secrets);
    const found = JSON.stringify([...missing]);
    if (told.secrets !== asked || told.missing === found) return;
    told.missing = found;
    this.tell(plan, (surroundings) => surroundings.setMissingSecrets(missing));
  }

  /** Which lot a mailbox is in is the plan's to say, as it stands now. */
  private async tellRuns(plan: OpenPlan, told: Told): Promise<void> {
    const recorded = await this.options.world.recorded(plan.folder);
    if (recorded === told.recorded || (recorded.length === 0 && told.recorded.length === 0)) return;
    told.recorded = recorded;
    const done = doneSteps(plan.analysis.model, recorded);
    this.tell(plan, (surroundings) => surroundings.setDone(done));
  }

  private tell(plan: OpenPlan, news: (surroundings: Surroundings) => void): void {
    this.options.onNews();
    plan.surround(news);
  }
}
