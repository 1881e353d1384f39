/**
 * Tells plans what they are judged in: the time, every minute; holidays and missing secrets, when a plan names others than
 * before; what runs have recorded, when there is more of it. Of the world it knows its port alone.
 */
import { planSecrets } from '../language/features/plan-secrets.ts';
import { askedOfWorld } from '../language/model/asked-of-world.ts';
import { doneSteps, type RecordedMailbox } from '../language/model/calendar/recorded-runs.ts';
import { NO_SHEETS, type RecordedSheet } from '../language/model/calendar/recorded-sheets.ts';
import type { Surroundings } from '../language/model/surroundings.ts';
import type { KeptSecret } from '../protocol.ts';
import type { OpenPlan } from './open-plan.ts';
import type { World } from './ports.ts';

export interface PlanSurroundingsOptions {
  readonly world: World;
  /** Which of a plan's secrets the editor keeps, of those with these keys. */
  readonly keptSecrets: (plan: OpenPlan, keys: readonly string[]) => Promise<readonly KeptSecret[]>;
  /** Called before a plan is told what no edit in the editor is behind. */
  readonly onNews: (plan: OpenPlan) => void;
  readonly onFailure: (error: unknown) => void;
}

/** What a plan was last told, so that it is told only what is new. */
interface Told {
  /** Nothing where it could not be found out. */
  holidays: string | undefined;
  secrets: string;
  missing: string;
  recorded: readonly RecordedMailbox[];
  sheets: readonly RecordedSheet[];
  done: string;
  /** The plan's revision that this is of; nothing where more has been recorded since. */
  doneOf: number | undefined;
}

/** What is done is computed after each edit where no more mailboxes are recorded; else every minute, lest typing waits. */
const MOST_AT_ONCE = 1000;

const NOTHING_TOLD: Told = {
  ...{ holidays: '', secrets: '[[],[]]', missing: '[]' },
  ...{ recorded: [], sheets: NO_SHEETS, done: '[]', doneOf: undefined },
};

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
    if (told) this.note([this.tellSecrets(plan, told, true), this.tellRuns(plan, told)]);
  }

  /** Runs have recorded something else: where it is not much it counts at once, and else within the minute. */
  hear(plan: OpenPlan): void {
    const told = this.told.get(plan);
    if (told && told.recorded.length <= MOST_AT_ONCE) this.note([this.tellRuns(plan, told)]);
  }

  /** The editor keeps other secrets of a plan than before. */
  secretsChanged(plan: OpenPlan): void {
    const told = this.told.get(plan);
    if (told) this.note([this.tellSecrets(plan, told, true)]);
  }

  /** What cannot be found out keeps nothing else from being told. */
  private note(telling: readonly Promise<void>[]): void {
    for (const told of telling) told.catch(this.options.onFailure);
  }

  /** A plan has been checked: it may name another country, other years or other secrets than before. */
  follow(plan: OpenPlan): void {
    if (!plan.isPlan) return;
    const known = this.told.get(plan);
    const told = known ?? { ...NOTHING_TOLD };
    this.told.set(plan, told);
    const runs = known ? this.tellDoneSoon(plan, told) : this.tellRuns(plan, told);
    this.note([this.tellSecrets(plan, told), runs, this.tellHolidays(plan, told)]);
  }

  private async tellHolidays(plan: OpenPlan, told: Told): Promise<void> {
    const { country, years } = askedOfWorld(plan.analysis.model);
    const asked = country === undefined || years.length === 0 ? '' : `${country} ${years}`;
    if (asked === told.holidays) return;
    told.holidays = asked;
    try {
      const holidays = asked === '' ? new Map() : await this.options.world.holidays(country ?? '', years);
      if (told.holidays === asked) this.tell(plan, (surroundings) => surroundings.setHolidays(holidays));
    } catch (error) {
      if (told.holidays === asked) told.holidays = undefined; // so that they are asked for again
      throw error;
    }
  }

  private async tellSecrets(plan: OpenPlan, told: Told, isAgain = false): Promise<void> {
    const { secrets } = askedOfWorld(plan.analysis.model);
    const named = planSecrets(plan.analysis);
    const asked = JSON.stringify([secrets, named.map(({ opens }) => opens)]);
    if (asked === told.secrets && !isAgain) return;
    told.secrets = asked;
    const lacking = await this.options.world.missingSecrets(plan.folder, secrets);
    const missing = await this.notKept(plan, named, lacking);
    const found = JSON.stringify([...missing]);
    if (told.secrets !== asked || told.missing === found) return;
    told.missing = found;
    this.tell(plan, (surroundings) => surroundings.setMissingSecrets(missing));
  }

  /** One that is kept is there for where it was typed for, and for nowhere else. */
  private async notKept(
    plan: OpenPlan,
    named: ReturnType<typeof planSecrets>,
    lacking: ReadonlySet<string>,
  ): Promise<ReadonlySet<string>> {
    const asked = named.filter(({ name }) => lacking.has(name));
    if (asked.length === 0) return lacking;
    const kept = await this.options.keptSecrets(
      plan,
      asked.map(({ key }) => key),
    );
    const isKept = ({ key, opens }: KeptSecret): boolean =>
      kept.some((one) => one.key === key && one.opens === opens);
    const found = new Set(asked.filter(isKept).map(({ name }) => name));
    return new Set([...lacking].filter((name) => !found.has(name)));
  }

  private async tellRuns(plan: OpenPlan, told: Told): Promise<void> {
    const { world } = this.options;
    const recorded = await world.recorded(plan.folder);
    const sheets = await world.sheets(plan.folder);
    if (recorded !== told.recorded || sheets !== told.sheets)
      Object.assign(told, { recorded, sheets, doneOf: undefined });
    await plan.settled();
    this.tellDone(plan, told);
  }

  private async tellDoneSoon(plan: OpenPlan, told: Told): Promise<void> {
    if (told.recorded.length <= MOST_AT_ONCE) this.tellDone(plan, told);
  }

  /** Which lot a mailbox is in is the plan's to say, as it stands now: it has to be settled. */
  private tellDone(plan: OpenPlan, told: Told): void {
    if (told.doneOf === plan.revision || !plan.isSettled) return;
    told.doneOf = plan.revision;
    const done = doneSteps(plan.analysis.model, told.recorded, told.sheets);
    const found = JSON.stringify([...done].map(([lot, steps]) => [lot, [...steps]]));
    if (found === told.done) return;
    told.done = found;
    this.tell(plan, (surroundings) => surroundings.setDone(done));
  }

  private tell(plan: OpenPlan, news: (surroundings: Surroundings) => void): void {
    this.options.onNews(plan);
    plan.surround(news);
  }
}
