/** A part of the page under a rule and its name, as in a timetable. */
import { type Content, type Piece, piece } from './piece.ts';

/** `aside` stands at the end of the name's line. */
export function showSection(
  name: string,
  heading: string,
  aside: readonly (Content | false | undefined)[],
  ...holds: readonly (Content | false | undefined)[]
): Piece {
  const id = `heading-${name}`;
  return piece(
    'section',
    { key: name, class: `section ${name}`, 'aria-labelledby': id },
    piece('header', { class: 'section-head' }, piece('h2', { id }, heading), ...aside),
    ...holds,
  );
}
