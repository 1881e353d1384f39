/** The lots on a calendar: a strip of days on which each lot is a line, and a timetable of the same. */
import { l10n } from 'vscode';
import type { LotInfo } from '../../../../server/protocol.ts';
import { counted } from '../../../infrastructure/counted.ts';
import {
  addDays,
  type Day,
  dayOf,
  daysBetween,
  mondayOf,
  monthOf,
  shortDay,
} from '../../../infrastructure/days.ts';
import type { Language } from '../../../infrastructure/language.ts';
import type { PlanFacts, Surroundings } from './dashboard-facts.ts';
import type { AxisView, CalendarView } from './dashboard-view.ts';
import { viewLot } from './view-lot.ts';

export function viewCalendar({ lots, live }: PlanFacts, around: Surroundings): CalendarView {
  const ordered = lots.toSorted((a, b) => compare(a.date ?? LAST, b.date ?? LAST));
  const span = spanOf(ordered, dayOf(around.now));
  return {
    heading: l10n.t('Calendar'),
    summary: summary(ordered, around),
    asStrip: l10n.t('Strip'),
    asTable: l10n.t('Timetable'),
    ...(span && { axis: viewAxis(span, around) }),
    lots: ordered.map((lot) => viewLot(lot, span?.from, live, around)),
    steps: stepsOf(ordered),
    columns: {
      date: l10n.t('Date'),
      lot: l10n.t('Lot'),
      mailboxes: l10n.t('Mailboxes'),
      standing: l10n.t('State'),
    },
  };
}

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** After every day. */
const LAST = '9999-12-31';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whole weeks round all steps; today too, where it is not far from them. */
function spanOf(lots: readonly LotInfo[], today: Day): Span | undefined {
  const days = lots.flatMap(({ date, steps }) => [...(date ? [date] : []), ...steps.map(({ day }) => day)]);
  const [first] = days.toSorted();
  const last = days.toSorted().at(-1);
  if (first === undefined || last === undefined) return undefined;
  const isNear = (edge: Day): boolean => Math.abs(daysBetween(edge, today)) <= NEAR;
  const from = today < first && isNear(first) ? today : first;
  const to = today > last && isNear(last) ? today : last;
  return { from: mondayOf(from), to: addDays(mondayOf(to), 6) };
}

const NEAR = 21;

function viewAxis({ from, to }: Span, { now, language }: Surroundings): AxisView {
  const days = daysBetween(from, to) + 1;
  const today = dayOf(now);
  const isOn = today >= from && today <= to;
  return {
    days,
    months: monthsOf(from, days).map((month, index) => ({
      ...month,
      label: monthLabel(addDays(from, month.at), month.days, index === 0, language),
    })),
    weeks: Array.from({ length: days / 7 }, (_, week) => week * 7)
      .filter((at) => !isOn || !isCovered(at, daysBetween(from, today), days))
      .map((at) => ({ at, label: String(Number(addDays(from, at).slice(8))) })),
    ...(isOn && { today: { at: daysBetween(from, today), label: shortDay(today, language) } }),
  };
}

/** Whether today's label lies over that of a day: in parts of the whole, by the width of labels where there is little room. */
const isCovered = (at: number, today: number, days: number): boolean =>
  at > today - 0.08 * days && at < today + 0.06 * days;

/** The stretches of a span that are in one month. */
function monthsOf(from: Day, days: number): { at: number; days: number }[] {
  const months: { at: number; days: number }[] = [];
  for (let at = 0; at < days; ) {
    const day = addDays(from, at);
    const first = `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
    const length = Math.min(days - at, daysBetween(day, first));
    months.push({ at, days: length });
    at += length;
  }
  return months;
}

/** With its year where that is new; short for that, or where there is little room. */
function monthLabel(day: Day, days: number, isFirst: boolean, language: Language): string {
  const hasYear = isFirst || day.slice(5, 7) === '01';
  const month = monthOf(day, hasYear || days < HALF_A_MONTH ? 'short' : 'long', language);
  return hasYear ? `${month} ${day.slice(0, 4)}` : month;
}

const HALF_A_MONTH = 15;

function summary(lots: readonly LotInfo[], { language }: Surroundings): string {
  const dates = lots.flatMap(({ date }) => date ?? []);
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return l10n.t('No lot has a date yet.');
  const weeks = Math.max(1, Math.ceil((daysBetween(first, last) + 1) / 7));
  return [
    counted('lot', lots.length, language),
    `${shortDay(first, language)} – ${shortDay(last, language)}`,
    counted('week', weeks, language),
  ].join(' · ');
}

/** Each step once, where the lots' own orders leave it. */
function stepsOf(lots: readonly LotInfo[]): string[] {
  const steps: string[] = [];
  for (const { steps: own } of lots) {
    let at = own.some(({ step }) => steps.includes(step)) ? 0 : steps.length;
    for (const { step } of own) {
      const known = steps.indexOf(step);
      if (known < 0) steps.splice(at, 0, step);
      at = (known < 0 ? at : known) + 1;
    }
  }
  return steps;
}
