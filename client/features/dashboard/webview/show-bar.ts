/** How much of something is done, as a bar. */
import { type Piece, piece } from './piece.ts';

/** `words` are read out in place of the number. */
export const showBar = (part: number, name: string, words: string): Piece =>
  piece('div', {
    class: 'bar',
    role: 'progressbar',
    'aria-label': name,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(part * 100),
    'aria-valuetext': words,
    variables: { '--part': part },
  });

/** Beside its number, which is what is read out. */
export const showThinBar = (part: number): Piece =>
  piece('div', { class: 'thin bar', 'aria-hidden': 'true', variables: { '--part': part } });
