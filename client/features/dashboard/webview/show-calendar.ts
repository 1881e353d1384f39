/** The lots on the calendar: as a strip on which each is a line, or as the timetable behind it; below, the one that is chosen. */
import type { CalendarView, LotView, Tone } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showLot } from './show-lot.ts';
import { showSection } from './show-section.ts';
import { showStrip } from './show-strip.ts';
import { showTimetable } from './show-timetable.ts';

export function showCalendar(
  calendar: CalendarView,
  choice: { readonly lot?: string; readonly calendar: 'strip' | 'table' },
): Piece {
  const chosen = chosenLot(calendar.lots, choice.lot);
  const isStrip = choice.calendar === 'strip' && calendar.axis !== undefined;
  return showSection(
    'calendar',
    calendar.heading,
    [piece('p', { class: 'aside' }, calendar.summary), calendar.axis && views(calendar, isStrip)],
    isStrip ? showStrip(calendar, chosen?.name) : showTimetable(calendar, chosen?.name),
    chosen && showLot(chosen),
  );
}

/** The one that was chosen; else the one that is to be seen to, or comes next. */
function chosenLot(lots: readonly LotView[], name: string | undefined): LotView | undefined {
  const chosen = lots.find((lot) => lot.name === name);
  if (chosen) return chosen;
  for (const tone of URGENT) {
    const found = lots.find((lot) => lot.tone === tone);
    if (found) return found;
  }
  return lots[0];
}

const URGENT: readonly Tone[] = ['running', 'gone', 'failed', 'due', 'begun', 'planned'];

const views = ({ asStrip, asTable, heading }: CalendarView, isStrip: boolean): Piece =>
  piece(
    'div',
    { class: 'views', role: 'group', 'aria-label': heading },
    view('strip', asStrip, isStrip),
    view('table', asTable, !isStrip),
  );

const view = (as: string, label: string, isOn: boolean): Piece =>
  piece(
    'button',
    { type: 'button', 'data-does': 'show-as', 'data-as': as, 'aria-pressed': String(isOn) },
    label,
  );
