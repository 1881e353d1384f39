/** What can be done with a lot, as buttons. The keys stay while their words change, so that a button keeps the focus. */
import type { Action } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';

export const showActions = (
  actions: readonly Action[],
  ...more: readonly (Piece | false | undefined)[]
): Piece =>
  piece(
    'div',
    { key: 'actions', class: 'actions' },
    ...actions.map(({ does, label, lot, isFirst }, index) =>
      piece(
        'button',
        {
          key: `action ${index}`,
          type: 'button',
          class: isFirst ? 'first' : undefined,
          'data-does': 'act',
          'data-act': does,
          'data-lot': lot,
        },
        label,
      ),
    ),
    ...more,
  );

/** A place in the plan, or a log, that a press opens. */
export const showLink = (what: string, id: string, words: string, isTabbed = true): Piece =>
  piece(
    'button',
    {
      key: `open ${what}`,
      type: 'button',
      class: 'link',
      'data-does': 'open',
      'data-what': what,
      'data-id': id,
      title: words,
      tabindex: isTabbed ? undefined : -1,
    },
    words,
  );
