/** The chosen lot: its steps as stops on a line, its numbers, and what can be done with it. */
import type { LotView, StopView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showActions, showLink } from './show-actions.ts';
import { showFigures } from './show-figures.ts';

export function showLot({ name, title, stops, facts, hold, actions, open, tone, state }: LotView): Piece {
  return piece(
    'article',
    { key: 'chosen', class: 'chosen', 'aria-label': title },
    piece(
      'div',
      { class: 'headline' },
      piece('h3', {}, title),
      piece('p', { class: 'state', 'data-tone': tone }, state),
      showActions(actions, showLink('lot', name, open)),
    ),
    hold !== undefined && piece('p', { key: 'hold', class: 'words' }, hold),
    stops.length > 0 && piece('ol', { key: 'stops', class: 'stops' }, ...stops.map(showStop)),
    showFigures(facts, 'lot-facts'),
  );
}

const showStop = ({ step, day, tone, state }: StopView): Piece =>
  piece(
    'li',
    { key: step, 'data-tone': tone },
    piece('span', { class: 'step' }, step),
    piece('span', { class: 'day' }, day),
    piece('span', { class: tone === 'due' ? 'noted' : 'unseen' }, state),
  );
