/** What each unit has and costs, the largest first. */
import type { UnitsView, UnitView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showLink } from './show-actions.ts';
import { showThinBar } from './show-bar.ts';
import { showSection } from './show-section.ts';

export function showUnits(units: UnitsView): Piece {
  const { heading, summary } = units;
  return showSection(
    'units',
    heading,
    [piece('p', { class: 'aside' }, summary)],
    piece('div', { class: 'long' }, showTable(units)),
  );
}

function showTable({ heading, columns, rows }: UnitsView): Piece {
  const [unit, mailboxes, cost] = columns;
  return piece(
    'table',
    { class: 'units' },
    piece('caption', { class: 'unseen' }, heading),
    piece(
      'thead',
      {},
      piece(
        'tr',
        {},
        piece('th', { scope: 'col' }, unit),
        piece('th', { scope: 'col', class: 'number' }, mailboxes),
        piece('th', { scope: 'col', class: 'number' }, cost),
      ),
    ),
    piece('tbody', { 'data-walk': 'links' }, ...rows.map(showUnit)),
  );
}

const showUnit = ({ name, title, mailboxes, part, cost, shares }: UnitView, index: number): Piece =>
  piece(
    'tr',
    { key: name },
    piece(
      'th',
      { scope: 'row' },
      showLink('unit', name, title, index === 0),
      showThinBar(part),
      ...shares.map((share) => piece('p', { class: 'share' }, share)),
    ),
    piece('td', { class: 'number' }, mailboxes),
    piece('td', { class: 'number' }, cost),
  );
