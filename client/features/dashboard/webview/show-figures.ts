/** Numbers, each under what it counts. */
import type { Figure } from '../view/dashboard-view.ts';
import { type Content, type Piece, piece } from './piece.ts';

/** `of` tells the lists of a page apart. */
export function showFigures(shown: readonly Figure[], of: string): Piece {
  return piece('dl', { key: `figures ${of}`, class: `figures ${of}` }, ...shown.map(figure));
}

const figure = ({ label, value, of, tone }: Figure): Content =>
  piece(
    'div',
    { key: label, 'data-tone': tone },
    piece('dt', {}, label),
    piece(
      'dd',
      {},
      piece('span', { class: 'value' }, value),
      of !== undefined && piece('span', { class: 'of' }, ` ${of}`),
    ),
  );
