/**
 * What the dashboard shows, as one value that crosses to its page: every word is in its reader's language and every number
 * written out. Knows neither the editor nor the page.
 */

import type { Language } from '../../../infrastructure/language.ts';

/** How something stands, for its shape and its colour; its words stand beside it. */
export type Tone = 'planned' | 'begun' | 'running' | 'done' | 'failed' | 'gone' | 'due';

export interface DashboardView {
  readonly language: Language;
  readonly plans: readonly PlanChoice[];
  /** What the choice of plans is called. */
  readonly choice: string;
  readonly title: string;
  readonly today: string;
  /** What is to be known before anything else: no plan here, nothing may be run. */
  readonly notice?: string;
  readonly failure?: FailureView;
  readonly figures: readonly Figure[];
  readonly now?: NowView;
  readonly departures?: DeparturesView;
  readonly calendar?: CalendarView;
  readonly incidents?: IncidentsView;
  readonly units?: UnitsView;
  /** Read out when it changes, so it changes seldom. */
  readonly spoken: string;
}

/** The last look failed. */
export interface FailureView {
  readonly says: string;
  /** What is shown all the same. */
  readonly shown?: string;
  readonly again: string;
}

export interface PlanChoice {
  readonly id: string;
  readonly title: string;
  readonly isShown: boolean;
}

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** What stands small behind the value. */
  readonly of?: string;
  readonly tone?: Tone;
}

/** Something that can be done: a command of the editor on a lot. */
export interface Action {
  readonly does: ActionName;
  readonly label: string;
  readonly lot: string;
  readonly isFirst?: boolean;
}

export const ACTIONS = ['run', 'dryRun', 'verify', 'pause', 'resume', 'cancel'] as const;
export type ActionName = (typeof ACTIONS)[number];

/** What is going on: the run under way, or how the last one ended. */
export interface NowView {
  readonly heading: string;
  readonly tone: Tone;
  readonly state: string;
  readonly title: string;
  readonly phase: string;
  readonly since: string;
  /** Between 0 and 1; absent where nothing is under way. */
  readonly part?: number;
  readonly percent?: string;
  /** `about 1 h 50 min left`, and when that is. */
  readonly left?: string;
  readonly ends?: string;
  readonly figures: readonly Figure[];
  readonly waiting: readonly string[];
  readonly underWay?: UnderWayView;
  readonly actions: readonly Action[];
  /** What stopped it. */
  readonly words?: string;
  /** The run whose log can be opened. */
  readonly log?: { readonly id: string; readonly label: string };
}

export interface UnderWayView {
  readonly heading: string;
  readonly columns: readonly [string, string, string, string];
  readonly rows: readonly {
    readonly address: string;
    readonly doing: string;
    readonly part: number;
    readonly messages: string;
    readonly bytes: string;
  }[];
}

/** What comes next, as a board of departures. */
export interface DeparturesView {
  readonly heading: string;
  readonly columns: readonly [string, string, string, string];
  readonly rows: readonly DepartureView[];
  readonly none: string;
}

export interface DepartureView {
  readonly id: string;
  readonly lot: string;
  readonly day: string;
  readonly step: string;
  readonly title: string;
  /** `today`, `in 5 days`, `due for 3 days`. */
  readonly remark: string;
  readonly isDue: boolean;
}

export interface CalendarView {
  readonly heading: string;
  readonly summary: string;
  /** How the two ways of showing it are called. */
  readonly asStrip: string;
  readonly asTable: string;
  /** Absent where no lot has a date. */
  readonly axis?: AxisView;
  readonly lots: readonly LotView[];
  /** The steps that any lot has, in their order: the columns of the timetable. */
  readonly steps: readonly string[];
  readonly columns: {
    readonly date: string;
    readonly lot: string;
    readonly mailboxes: string;
    readonly standing: string;
  };
}

/** Places on it are in days from its first day. */
export interface AxisView {
  readonly days: number;
  readonly months: readonly { readonly at: number; readonly days: number; readonly label: string }[];
  /** Mondays; `week` is said, the label is drawn. */
  readonly weeks: readonly { readonly at: number; readonly label: string }[];
  readonly today?: { readonly at: number; readonly label: string };
}

export interface LotView {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly mailboxes: string;
  readonly tone: Tone;
  readonly state: string;
  readonly part: number;
  /** Read out for the whole row. */
  readonly spoken: string;
  readonly stretch?: StretchView;
  readonly stops: readonly StopView[];
  readonly facts: readonly Figure[];
  readonly hold?: string;
  readonly actions: readonly Action[];
  readonly open: string;
}

/** A lot's line on the strip: from its first step to its last, how far it has come, and a mark for each day with a step. */
export interface StretchView {
  readonly from: number;
  readonly to: number;
  readonly reached: number;
  readonly marks: readonly {
    readonly at: number;
    readonly tone: Tone;
    readonly isDate: boolean;
    readonly label: string;
  }[];
}

/** A step, as a stop on a line. */
export interface StopView {
  readonly step: string;
  /** With its weekday, and without. */
  readonly day: string;
  readonly date: string;
  readonly tone: Tone;
  readonly state: string;
}

export interface IncidentsView {
  readonly heading: string;
  readonly summary: string;
  readonly none: string;
  readonly mailboxes: readonly IncidentView[];
  readonly more?: string;
}

/** What the last run of one mailbox met. */
export interface IncidentView {
  readonly address: string;
  readonly lot: string;
  readonly isPlaced: boolean;
  readonly lines: readonly { readonly what: string; readonly says: string; readonly at: string }[];
  readonly more?: string;
}

export interface UnitsView {
  readonly heading: string;
  readonly summary: string;
  readonly columns: readonly [string, string, string];
  readonly rows: readonly UnitView[];
}

export interface UnitView {
  readonly name: string;
  readonly title: string;
  readonly mailboxes: string;
  /** Of the largest: between 0 and 1. */
  readonly part: number;
  readonly cost: string;
  /** What it has used of its share of a licence, a line each. */
  readonly shares: readonly string[];
}
