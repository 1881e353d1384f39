/** What runs met, mailbox by mailbox; a press opens the line that declares it. The list is walked with the arrow keys. */
import type { IncidentsView, IncidentView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showLink } from './show-actions.ts';
import { showSection } from './show-section.ts';

export function showIncidents({ heading, summary, none, mailboxes, more }: IncidentsView): Piece {
  return showSection(
    'incidents',
    heading,
    [piece('p', { class: 'aside' }, summary)],
    mailboxes.length === 0
      ? piece('p', { key: 'none', class: 'quiet' }, none)
      : piece(
          'ul',
          { key: 'list', class: 'incidents long', 'data-walk': 'links' },
          ...mailboxes.map(showMailbox),
        ),
    more !== undefined && piece('p', { key: 'more', class: 'quiet' }, more),
  );
}

const showMailbox = ({ address, lot, isPlaced, lines, more }: IncidentView, index: number): Piece =>
  piece(
    'li',
    { key: address },
    piece(
      'p',
      { class: 'who' },
      isPlaced ? showLink('mailbox', address, address, index === 0) : piece('strong', {}, address),
      piece('span', { class: 'quiet' }, lot),
    ),
    ...lines.map(({ what, says, at }) =>
      piece(
        'p',
        { class: 'line' },
        piece('span', { class: 'what' }, what),
        piece('span', { class: 'says' }, says),
        piece('span', { class: 'at' }, at),
      ),
    ),
    more !== undefined && piece('p', { key: 'more', class: 'quiet' }, more),
  );
