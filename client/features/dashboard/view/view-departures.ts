/** What is due and what comes next, lot by lot, as a board of departures. */
import { l10n } from 'vscode';
import type { DueStep, LotInfo } from '../../../../server/protocol.ts';
import { type Day, dayOf, daysBetween, shortWeekday } from '../../../infrastructure/days.ts';
import { number } from '../../../infrastructure/quantities.ts';
import type { PlanFacts, Surroundings } from './dashboard-facts.ts';
import type { DeparturesView, DepartureView } from './dashboard-view.ts';

export function viewDepartures({ lots }: PlanFacts, around: Surroundings): DeparturesView {
  const today = dayOf(around.now);
  const days = lots.flatMap((lot) => daysOf(lot, today));
  const next = days.toSorted((a, b) => daysBetween(b.day, a.day));
  return {
    heading: l10n.t('Next'),
    columns: [l10n.t('Day'), l10n.t('Steps'), l10n.t('Lot'), l10n.t('Remark')],
    rows: next.slice(0, MOST).map((one) => viewDeparture(one, today, around)),
    none: noneOf(lots),
  };
}

function noneOf(lots: readonly LotInfo[]): string {
  if (lots.length === 0) return l10n.t('The plan has no lot yet.');
  if (lots.every(({ date }) => date === undefined)) return l10n.t('No lot has a date yet.');
  return l10n.t('Nothing is due, and nothing is to come.');
}

/** As many as are seen at a glance. */
const MOST = 8;

/** What is open of a lot on one day. */
interface Departure {
  readonly lot: LotInfo;
  readonly day: Day;
  readonly steps: readonly DueStep[];
}

function daysOf(lot: LotInfo, today: Day): Departure[] {
  const open = lot.steps.filter(({ isDone, isDue, day }) => !isDone && (isDue || day >= today));
  return [...Map.groupBy(open, ({ day }) => day)].map(([day, steps]) => ({ lot, day, steps }));
}

function viewDeparture({ lot, day, steps }: Departure, today: Day, around: Surroundings): DepartureView {
  const days = daysBetween(today, day);
  return {
    id: `${lot.name} ${day}`,
    lot: lot.name,
    day: shortWeekday(day, around.language),
    step: steps.map(({ step }) => step).join(', '),
    title: lot.title || lot.name,
    remark: remark(days, around),
    isDue: days <= 0,
  };
}

function remark(days: number, { language }: Surroundings): string {
  if (days === 0) return l10n.t('today');
  if (days === 1) return l10n.t('tomorrow');
  if (days === -1) return l10n.t('since yesterday');
  return days > 0
    ? l10n.t('in {0} days', number(days, language))
    : l10n.t('{0} days late', number(-days, language));
}
