/** The whole page as a description, from what the dashboard shows and what is chosen on it. */
import type { DashboardView, FailureView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showCalendar } from './show-calendar.ts';
import { showDepartures } from './show-departures.ts';
import { showFigures } from './show-figures.ts';
import { showIncidents } from './show-incidents.ts';
import { showNow } from './show-now.ts';
import { showUnits } from './show-units.ts';

/** What the reader has chosen; kept while the page is hidden. */
export interface Choice {
  readonly lot?: string;
  readonly calendar: 'strip' | 'table';
}

export function showPage(view: DashboardView, choice: Choice): Piece[] {
  const { now, departures, calendar, incidents, units } = view;
  return [
    masthead(view),
    ...(view.notice === undefined ? [] : [piece('p', { key: 'notice', class: 'notice' }, view.notice)]),
    ...(view.failure ? [showFailure(view.failure)] : []),
    ...(view.figures.length > 0 ? [showFigures(view.figures, 'totals')] : []),
    ...(now || departures
      ? [
          piece(
            'div',
            { key: 'board', class: 'board' },
            now && showNow(now),
            departures && showDepartures(departures),
          ),
        ]
      : []),
    ...(calendar ? [showCalendar(calendar, choice)] : []),
    ...(incidents || units
      ? [
          piece(
            'div',
            { key: 'foot', class: 'foot' },
            incidents && showIncidents(incidents),
            units && showUnits(units),
          ),
        ]
      : []),
  ];
}

/** Read out as it comes. */
const showFailure = ({ says, shown, again }: FailureView): Piece =>
  piece(
    'div',
    { key: 'failure', class: 'notice failure', role: 'alert' },
    piece('p', { key: 'says' }, says),
    shown !== undefined && piece('p', { key: 'shown', class: 'quiet' }, shown),
    piece('button', { key: 'again', type: 'button', 'data-does': 'again' }, again),
  );

function masthead({ title, today, plans, choice }: DashboardView): Piece {
  return piece(
    'header',
    { key: 'masthead', class: 'masthead' },
    piece('h1', {}, title),
    plans.length > 1 &&
      piece(
        'label',
        { class: 'choice' },
        piece('span', { class: 'quiet' }, choice),
        piece(
          'select',
          { 'data-does': 'choose' },
          ...plans.map(({ id, title: of, isShown }) =>
            piece('option', { key: id, value: id, selected: isShown }, of),
          ),
        ),
      ),
    piece('p', { class: 'today' }, today),
  );
}
