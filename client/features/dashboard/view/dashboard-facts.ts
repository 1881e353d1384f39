/** What the server says of a plan, gathered for the dashboard. */
import type {
  Incident,
  LiveRun,
  LotInfo,
  PlanInfo,
  RunRecord,
  UnitInfo,
} from '../../../../server/protocol.ts';
import type { Language } from '../../../infrastructure/language.ts';
import type { Why } from '../../../infrastructure/may-run.ts';

export interface PlanFacts {
  readonly plan: PlanInfo;
  readonly lots: readonly LotInfo[];
  readonly units: readonly UnitInfo[];
  readonly incidents: readonly Incident[];
  /** Newest first. */
  readonly runs: readonly RunRecord[];
  readonly live: LiveRun | null;
}

/** Where, when and for whom it is shown. */
export interface Surroundings {
  readonly now: Date;
  readonly language: Language;
  /** Why nothing may be run; absent where it may. */
  readonly whyNot?: Why | undefined;
  /** Why what is shown is not what is so now. */
  readonly trouble?: Trouble | undefined;
}

/** A look at the plan that failed. */
export interface Trouble {
  /** What the server did not tell, and what it said instead. */
  readonly says: string;
  /** When what is shown was told; absent where nothing was. */
  readonly shownOf?: Date | undefined;
  readonly isTriedAgain: boolean;
}
