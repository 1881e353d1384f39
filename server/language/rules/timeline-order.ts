import type { Located } from '../../../grammar/tree.ts';
import { type DeclarationOf, PHASES } from '../../../grammar/vocabulary.ts';
import { minutesAt } from '../model/calendar/lot-calendar.ts';
import type { Phase } from '../model/surroundings.ts';
import { defineRule, type Found, plan } from './rule.ts';

/**
 * A step that comes before one it has to follow: the lock after the opening, sheets due before they are sent. The fewest
 * steps are told that leave the others in order; of two on one day, one without a time is in order with any.
 */
export const timelineOrder = defineRule({
  code: 'MP707',
  name: 'timeline-order',
  severity: 'error',
  on: 'timeline',
  why: {
    en: 'Each step stands on the one before it: nobody fills in a sheet that was not sent, and a lock after the opening locks people out of their new mailbox.',
    fr: 'Chaque étape s’appuie sur la précédente\u00A0: nul ne remplit une fiche qui n’est pas partie, et un verrou posé après l’ouverture ferme la nouvelle boîte aux gens.',
  },
  bad: plan`
    timeline standard {
      D-1 18:00 cutover
      D open
      ⟦D+1 lock⟧
      D+3 verify
    }
    lot first { date 2025-01-20 }`,
  good: plan`
    timeline standard {
      D-1 16:00 lock
      D-1 18:00 cutover
      D open
      D+3 verify
    }
    lot first { date 2025-01-20 }`,
  check({ has }) {
    const steps = stepsOf(has.D);
    const kept = longestInOrder(steps);
    return steps.flatMap((step) => (kept.has(step) ? [] : (misplaced(step, steps) ?? [])));
  },
  message: {
    en: ({ phase, day, other, otherDay, isLate }) =>
      `${phase} (${day}) comes ${isLate ? 'after' : 'before'} ${other} (${otherDay}), and has to come ${isLate ? 'before' : 'after'} it; change one of the days`,
    fr: ({ phase, day, other, otherDay, isLate }) =>
      `${phase} (${day}) vient ${isLate ? 'après' : 'avant'} ${other} (${otherDay}), et doit venir ${isLate ? 'avant' : 'après'}\u00A0; changez l’un des jours`,
  },
});

interface Step {
  readonly phase: Phase;
  readonly rank: number;
  readonly offset: number;
  readonly time: string | undefined;
  readonly at: Located<unknown>;
}

/** The steps in the order they have to come in; a phase that is there twice in that of its days. */
function stepsOf(written: DeclarationOf<'timeline'>['has']['D']): Step[] {
  const steps = written.map((at): Step => {
    const { offset, time, step } = at.value;
    const rank = PHASES.indexOf(step.value);
    return { phase: step.value, rank, offset: offset.value, time: time?.value, at };
  });
  return steps.sort((a, b) => a.rank - b.rank || a.offset - b.offset || minutes(a) - minutes(b));
}

const minutes = ({ time }: Step): number => (time === undefined ? 0 : minutesAt(time));

/** Whether a step can come before another as their days and times stand. */
function mayPrecede(earlier: Step, later: Step): boolean {
  if (earlier.offset !== later.offset) return earlier.offset < later.offset;
  return earlier.time === undefined || later.time === undefined || minutes(earlier) <= minutes(later);
}

/** The most steps that are in order with each other; where there are several such sets, one that keeps the earlier phases. */
function longestInOrder(steps: readonly Step[]): ReadonlySet<Step> {
  const runs: Step[][] = [];
  for (const step of steps) {
    const before = runs.filter((run) => run.every((earlier) => mayPrecede(earlier, step)));
    runs.push([...longest(before), step]);
  }
  return new Set(longest(runs));
}

const longest = (runs: readonly Step[][]): Step[] =>
  runs.reduce((best, run) => (run.length > best.length ? run : best), []);

interface Misplaced {
  readonly phase: Phase;
  readonly day: string;
  readonly other: Phase;
  readonly otherDay: string;
  readonly isLate: boolean;
}

/** What a step is out of order with: the first that it has to come before, else the last that it has to follow. */
function misplaced(step: Step, steps: readonly Step[]): Found<Misplaced> | undefined {
  const later = steps.find((other) => other.rank > step.rank && !mayPrecede(step, other));
  const other = later ?? steps.findLast((earlier) => earlier.rank < step.rank && !mayPrecede(earlier, step));
  if (!other) return undefined;
  const { phase } = step;
  const data = { phase, day: dayOf(step), other: other.phase, otherDay: dayOf(other) };
  return { at: step.at, data: { ...data, isLate: later !== undefined } };
}

const dayOf = ({ offset, time }: Step): string =>
  `D${offset > 0 ? '+' : ''}${offset === 0 ? '' : offset}${time === undefined ? '' : ` ${time}`}`;
