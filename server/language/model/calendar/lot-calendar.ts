/**
 * A lot's calendar: the steps of its timeline, each with its day and time where the plan's people are, and what of it is
 * past. Reads the time only through values that many lots share and that come out different a few times a day.
 */
import { type DeclarationOf, PHASES } from '../../../../grammar/vocabulary.ts';
import type { PlanModel } from '../plan-model.ts';
import type { Phase } from '../surroundings.ts';
import { dayAfter, type LocalTime, minutesOf } from './dates.ts';

type Lot = DeclarationOf<'lot'>;

export interface LotStep {
  readonly phase: Phase;
  readonly day: string;
  /** Minutes since midnight; a step without a time takes its whole day. */
  readonly minutes?: number;
}

/** The timeline a lot follows: the one it names, else the plan's only one. */
export function timelineOf({ has }: Lot, model: PlanModel): DeclarationOf<'timeline'> | undefined {
  const all = has.timeline ? [] : model.namesOf('timeline');
  const name = has.timeline?.value ?? (all.length === 1 ? all[0] : undefined);
  return name === undefined ? undefined : model.declared('timeline', name);
}

/** The steps of a lot's timeline as they come, the earliest first; none without a timeline. */
export function calendarOf(lot: Lot, model: PlanModel): readonly LotStep[] {
  const date = lot.has.date?.value;
  const timeline = date === undefined ? undefined : timelineOf(lot, model);
  return timeline && date !== undefined ? stepsFrom(timeline, date, beginOf) : [];
}

/** A timeline's steps for a date, in the order of a moment of each. */
function stepsFrom(
  { has }: DeclarationOf<'timeline'>,
  date: string,
  moment: (step: LotStep) => LocalTime,
): LotStep[] {
  const steps = has.D.map(({ value: { offset, time, step } }): LotStep => {
    const at = time?.value;
    const day = dayAfter(date, offset.value);
    return { phase: step.value, day, ...(at === undefined ? {} : { minutes: minutesAt(at) }) };
  });
  return steps.sort((a, b) => minutesOf(moment(a)) - minutesOf(moment(b)));
}

/** `16:30` as minutes since midnight. */
export const minutesAt = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** When a step begins: at its time, else as its day does. */
export const beginOf = ({ day, minutes = 0 }: LotStep): LocalTime => ({ day, minutes });

/** When a step is over: at its time, else with its day. */
export const endOf = ({ day, minutes = 24 * 60 }: LotStep): LocalTime => ({ day, minutes });

/** The first of some phases that a calendar has. */
export const stepFor = (calendar: readonly LotStep[], ...phases: Phase[]): LotStep | undefined =>
  calendar.find(({ phase }) => phases.includes(phase));

/** The steps of a lot that are over, the earliest first; none where nobody has told the time. */
export function pastSteps(lot: Lot, model: PlanModel): readonly LotStep[] {
  const date = lot.has.date?.value;
  const timeline = timelineOf(lot, model)?.name.value;
  if (date === undefined || timeline === undefined) return [];
  return model.derive(`past-steps:${date} ${timeline}`, () => pastOf(date, timeline, model));
}

/** The same for all lots of a date and a timeline: what the clock changes a few times a day. */
function pastOf(date: string, name: string, model: PlanModel): LotStep[] {
  const now = model.now();
  const timeline = model.declared('timeline', name);
  if (!now || !timeline) return [];
  const steps = stepsFrom(timeline, date, endOf);
  return steps.filter((step) => minutesOf(endOf(step)) <= minutesOf(now));
}

/** Whether a step is behind a lot: it is recorded itself, or one that comes after it is. */
export const isBehind = ({ phase }: LotStep, done: ReadonlySet<Phase>): boolean =>
  PHASES.indexOf(phase) <= Math.max(-1, ...[...done].map((recorded) => PHASES.indexOf(recorded)));

/**
 * What should have been done of a lot that is under way and is not recorded, nor anything that comes after it; the earliest
 * first.
 */
export function stepsDue(lot: Lot, model: PlanModel): readonly LotStep[] {
  const past = pastSteps(lot, model);
  if (past.length === 0 || isDone(lot, model) || isOverdue(lot, model)) return [];
  if (isHeld(lot, model.today())) return [];
  const done = model.surroundings.doneOf(lot.name.value);
  return past.filter((step) => !isBehind(step, done));
}

/** The first step of a lot that is not over yet; nothing where nobody has told the time. */
export function nextStep(lot: Lot, model: PlanModel): LotStep | undefined {
  const now = model.now();
  return now && calendarOf(lot, model).find((step) => minutesOf(endOf(step)) > minutesOf(now));
}

/** Whether a lot's day is behind us: what its date should have been helps nobody any more. */
export function isPast({ has }: Lot, model: PlanModel): boolean {
  const today = model.today();
  return today !== undefined && has.date !== undefined && has.date.value < today;
}

/** Whether a run has begun a lot: that its sheets went out moves nobody. */
export const isBegun = ({ name }: Lot, model: PlanModel): boolean =>
  [...model.surroundings.doneOf(name.value)].some((phase) => !ABOUT_SHEETS.has(phase));

const ABOUT_SHEETS: ReadonlySet<Phase> = new Set(['send-sheets', 'sheets-due']);

/** Whether a run has finished a lot. */
export function isDone({ name }: Lot, model: PlanModel): boolean {
  const done = model.surroundings.doneOf(name.value);
  return done.has('verify') || done.has('retire');
}

/**
 * Whether a lot should be behind us: its day is past and no run has begun it, or its verification is and none has
 * finished it.
 */
export function isOverdue(lot: Lot, model: PlanModel): boolean {
  const today = model.today();
  const date = lot.has.date?.value;
  if (today === undefined || date === undefined || today <= date || isDone(lot, model)) return false;
  const verified = isBegun(lot, model) ? stepFor(calendarOf(lot, model), 'verify')?.day : undefined;
  return today > (verified ?? date);
}

/** What holds a lot back on a day: a line without a date, or one whose date has not come. */
export const holdOf = (
  { has }: Lot,
  today: string | undefined,
): Lot['has']['hold'][number]['value'] | undefined =>
  has.hold.find(({ value: { until } }) => until === undefined || today === undefined || today < until.value)
    ?.value;

export const isHeld = (lot: Lot, today: string | undefined): boolean => holdOf(lot, today) !== undefined;

/** The days on which lots move, the earliest first, each with its lots. */
export const lotsByDay = (
  model: PlanModel,
): readonly { readonly day: string; readonly lots: readonly string[] }[] =>
  model.derive('lots-by-day', () => {
    const days = new Map<string, string[]>();
    for (const name of model.namesOf('lot')) {
      const day = model.declared('lot', name)?.has.date?.value;
      if (day !== undefined) days.set(day, [...(days.get(day) ?? []), name]);
    }
    return [...days.keys()].sort().map((day) => ({ day, lots: days.get(day) ?? [] }));
  });
