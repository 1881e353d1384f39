/** The run under way or the last one: the largest thing on the page, since it is what is looked for. */
import type { NowView, UnderWayView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showActions, showLink } from './show-actions.ts';
import { showBar, showThinBar } from './show-bar.ts';
import { showFigures } from './show-figures.ts';
import { showSection } from './show-section.ts';

export function showNow(now: NowView): Piece {
  const { heading, since, words, waiting, underWay, figures, part, percent, title, state } = now;
  return showSection(
    'now',
    heading,
    [piece('p', { class: 'aside' }, since)],
    headline(now),
    part !== undefined && showBar(part, `${title}, ${state}`, percent ?? ''),
    showFigures(figures, 'run'),
    words !== undefined && piece('p', { key: 'words', class: 'words' }, words),
    waiting.length > 0 &&
      piece('ul', { key: 'waiting', class: 'waiting' }, ...waiting.map((line) => piece('li', {}, line))),
    underWay && showUnderWay(underWay),
    showActions(now.actions, now.log && showLink('log', now.log.id, now.log.label)),
  );
}

function headline({ title, phase, tone, state, percent, left, ends }: NowView): Piece {
  return piece(
    'div',
    { key: 'headline', class: 'headline' },
    piece('h3', {}, piece('span', { class: 'name' }, title), ' ', piece('span', { class: 'quiet' }, phase)),
    piece('p', { class: 'state', 'data-tone': tone }, state),
    percent !== undefined &&
      piece(
        'p',
        { class: 'reading' },
        piece('span', { class: 'percent' }, percent),
        left !== undefined && piece('span', { class: 'left' }, left),
        ends !== undefined && piece('span', { class: 'quiet' }, ends),
      ),
  );
}

function showUnderWay({ heading, columns, rows }: UnderWayView): Piece {
  const [mailbox, doing, messages, bytes] = columns;
  return piece(
    'table',
    { key: 'under way', class: 'under-way' },
    piece('caption', { class: 'unseen' }, heading),
    piece(
      'thead',
      {},
      piece(
        'tr',
        {},
        piece('th', { scope: 'col' }, mailbox),
        piece('th', { scope: 'col' }, doing),
        piece('th', { scope: 'col', class: 'wide' }, piece('span', { class: 'unseen' }, '%')),
        piece('th', { scope: 'col', class: 'number' }, messages),
        piece('th', { scope: 'col', class: 'number' }, bytes),
      ),
    ),
    piece(
      'tbody',
      {},
      ...rows.map((row) =>
        piece(
          'tr',
          { key: row.address },
          piece('th', { scope: 'row' }, showLink('mailbox', row.address, row.address)),
          piece('td', {}, row.doing),
          piece('td', { class: 'wide' }, showThinBar(row.part)),
          piece('td', { class: 'number' }, row.messages),
          piece('td', { class: 'number' }, row.bytes),
        ),
      ),
    ),
  );
}
