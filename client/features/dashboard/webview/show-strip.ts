/** The strip of days: months and Mondays above, a line a lot below, each with its stops. Rows are walked with the arrow keys. */
import type { AxisView, CalendarView, LotView, StretchView } from '../view/dashboard-view.ts';
import { type Piece, piece } from './piece.ts';
import { showThinBar } from './show-bar.ts';

export function showStrip({ axis, lots, heading, columns }: CalendarView, chosen: string | undefined): Piece {
  if (!axis) return piece('div', { class: 'strip' });
  return piece(
    'div',
    { key: 'strip', class: 'strip', variables: { '--days': axis.days } },
    showAxis(axis, columns),
    piece(
      'div',
      { class: 'lots', role: 'listbox', 'aria-label': heading, 'data-walk': 'choose' },
      showGrid(axis),
      ...lots.map((lot) => showRow(lot, lot.name === chosen)),
    ),
  );
}

function showAxis({ months, weeks, today }: AxisView, columns: CalendarView['columns']): Piece {
  return piece(
    'div',
    { class: 'axis', 'aria-hidden': 'true' },
    piece('span', { class: 'head date' }, columns.date),
    piece('span', { class: 'head title' }, columns.lot),
    piece('span', { class: 'head number' }, columns.mailboxes),
    piece('span', { class: 'head state' }, columns.standing),
    piece(
      'div',
      { class: 'days' },
      ...months.map(({ at, days, label }) =>
        piece('span', { class: 'month', variables: { '--at': at, '--length': days } }, label),
      ),
      ...weeks.map(({ at, label }) => piece('span', { class: 'monday', variables: { '--at': at } }, label)),
      today && piece('span', { class: 'today-label', variables: { '--at': today.at } }, today.label),
    ),
  );
}

/** The lines behind all rows: weeks, weekends, today. */
function showGrid({ months, today }: AxisView): Piece {
  return piece(
    'div',
    { key: 'grid', class: 'grid', role: 'presentation', 'aria-hidden': 'true' },
    ...months
      .filter(({ at }) => at > 0)
      .map(({ at }) => piece('span', { class: 'month-line', variables: { '--at': at } })),
    today && piece('span', { key: 'today', class: 'today-line', variables: { '--at': today.at } }),
  );
}

function showRow(lot: LotView, isChosen: boolean): Piece {
  const { name, date, title, mailboxes, tone, state, part, spoken, stretch } = lot;
  return piece(
    'div',
    {
      key: `lot ${name}`,
      class: 'lot',
      role: 'option',
      'aria-selected': String(isChosen),
      'aria-label': spoken,
      tabindex: isChosen ? 0 : -1,
      'data-lot': name,
      'data-tone': tone,
      'data-does': 'choose-lot',
    },
    piece('span', { class: 'date' }, date),
    piece('span', { class: 'title', title }, title),
    piece('span', { class: 'number' }, mailboxes),
    piece(
      'span',
      { class: 'state', 'data-tone': tone },
      piece('span', { class: 'word' }, state),
      showThinBar(part),
    ),
    piece('div', { class: 'days' }, ...(stretch ? showStretch(stretch) : [])),
  );
}

function showStretch({ from, to, reached, marks }: StretchView): Piece[] {
  return [
    piece('span', { key: 'track', class: 'track', variables: { '--at': from, '--length': to - from } }),
    piece('span', {
      key: 'reached',
      class: 'reached',
      variables: { '--at': from, '--length': reached - from },
    }),
    ...marks.map(({ at, tone, isDate, label }) =>
      piece('span', {
        key: `mark ${at}`,
        class: isDate ? 'mark day' : 'mark',
        'data-tone': tone,
        title: label,
        variables: { '--at': at },
      }),
    ),
  ];
}
