/** The same calendar as a table: lots down, steps across, a date at each crossing. For whoever listens, and for paper. */
import type { CalendarView, LotView, StopView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';

export function showTimetable(
  { heading, columns, steps, lots }: CalendarView,
  chosen: string | undefined,
): Piece {
  return piece(
    'div',
    { key: 'timetable', class: 'scrolling', role: 'region', 'aria-label': heading, tabindex: 0 },
    piece(
      'table',
      { class: 'timetable' },
      piece('caption', { class: 'unseen' }, heading),
      piece(
        'thead',
        {},
        piece(
          'tr',
          {},
          piece('th', { scope: 'col' }, columns.lot),
          piece('th', { scope: 'col', class: 'number' }, columns.mailboxes),
          piece('th', { scope: 'col' }, columns.standing),
          ...steps.map((step) => piece('th', { scope: 'col', class: 'step' }, step)),
        ),
      ),
      piece('tbody', {}, ...lots.map((lot) => showRow(lot, steps, lot.name === chosen))),
    ),
  );
}

const showRow = (lot: LotView, steps: readonly string[], isChosen: boolean): Piece =>
  piece(
    'tr',
    { key: lot.name, 'aria-current': isChosen ? 'true' : undefined },
    piece(
      'th',
      { scope: 'row' },
      piece(
        'button',
        { type: 'button', class: 'link', 'data-does': 'choose-lot', 'data-lot': lot.name },
        lot.title,
      ),
    ),
    piece('td', { class: 'number' }, lot.mailboxes),
    piece('td', { class: 'state', 'data-tone': lot.tone }, lot.state),
    ...steps.map((step) => showStop(lot.stops.find((stop) => stop.step === step))),
  );

const showStop = (stop: StopView | undefined): Piece =>
  stop
    ? piece(
        'td',
        { class: 'stop', 'data-tone': stop.tone },
        stop.date,
        piece('span', { class: 'unseen' }, ` (${stop.state})`),
      )
    : piece('td', { class: 'stop none' }, '·');
