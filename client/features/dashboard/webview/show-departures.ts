/** What comes next, as a board of departures. A row is chosen like the lot's own. */
import type { DeparturesView, DepartureView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showSection } from './show-section.ts';

export function showDepartures({ heading, columns, rows, none }: DeparturesView): Piece {
  const shown = rows.length > 0 ? table(heading, columns, rows) : piece('p', { class: 'quiet' }, none);
  return showSection('next', heading, [], shown);
}

const table = (heading: string, columns: DeparturesView['columns'], rows: readonly DepartureView[]): Piece =>
  piece(
    'table',
    { class: 'departures' },
    piece('caption', { class: 'unseen' }, heading),
    piece('thead', {}, piece('tr', {}, ...columns.map((column) => piece('th', { scope: 'col' }, column)))),
    piece('tbody', {}, ...rows.map(departure)),
  );

const departure = ({ id, lot, day, step, title, remark, isDue }: DepartureView): Piece =>
  piece(
    'tr',
    { key: id, 'data-tone': isDue ? 'due' : undefined },
    piece('td', { class: 'day' }, day),
    piece('td', { class: 'step' }, step),
    piece(
      'td',
      {},
      piece('button', { type: 'button', class: 'link', 'data-does': 'choose-lot', 'data-lot': lot }, title),
    ),
    piece('td', { class: 'remark' }, remark),
  );
