/**
 * @vitest-environment happy-dom
 *
 * The dashboard's page, in a small DOM: what it keeps from one view to the next, what it says when it is pressed, and that
 * text stays text.
 */
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'vitest';
import type { FromPage } from '../../../../client/features/dashboard/message.ts';
import type { DashboardView, LotView } from '../../../../client/features/dashboard/view/dashboard-view.ts';
import { Page } from '../../../../client/features/dashboard/webview/page.ts';

const lot = (name: string, given: Partial<LotView> = {}): LotView => ({
  name,
  title: `Title of ${name}`,
  date: '3 Feb',
  mailboxes: '10',
  tone: 'planned',
  state: 'to come',
  part: 0,
  spoken: `Title of ${name}, to come`,
  stretch: {
    from: 0,
    to: 7,
    reached: 0,
    marks: [{ at: 0, tone: 'planned', isDate: true, label: 'Mon 3 Feb: open' }],
  },
  stops: [{ step: 'open', day: 'Mon 3 Feb', date: '3 Feb', tone: 'due', state: 'due' }],
  facts: [],
  actions: [{ does: 'run', label: 'Run…', lot: name }],
  open: 'Open',
  ...given,
});

const view = (lots: readonly LotView[], given: Partial<DashboardView> = {}): DashboardView => ({
  language: 'en',
  plans: [
    { id: 'file:///a', title: 'A', isShown: true },
    { id: 'file:///b', title: 'B', isShown: false },
  ],
  choice: 'Plan',
  title: 'Entraide',
  today: 'today',
  figures: [{ label: 'Lots', value: String(lots.length) }],
  calendar: {
    heading: 'Calendar',
    summary: '',
    asStrip: 'Strip',
    asTable: 'Timetable',
    axis: { days: 14, months: [{ at: 0, days: 14, label: 'February' }], weeks: [{ at: 0, label: '3' }] },
    lots,
    steps: ['open'],
    columns: { date: 'Date', lot: 'Lot', mailboxes: 'Mailboxes', standing: 'State' },
  },
  spoken: 'quiet',
  ...given,
});

let said: FromPage[];
let kept: unknown;

function open(remembered?: unknown): Page {
  document.body.innerHTML = '<p id="spoken"></p><main id="board"></main>';
  said = [];
  kept = remembered;
  const editor = {
    postMessage: (message: FromPage) => said.push(message),
    getState: () => kept,
    setState: (state: unknown) => {
      kept = structuredClone(state);
    },
  };
  const page = new Page(editor, { board: one('#board'), spoken: one('#spoken') });
  page.open();
  return page;
}

function one(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  assert(found, selector);
  return found;
}

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const press = (key: string): boolean =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  ) ?? true;

let page: Page;
beforeEach(() => {
  page = open();
  page.show(view([lot('a'), lot('b'), lot('c')]));
});

describe('a new view', () => {
  test('changes what has changed and leaves the rest in its place', () => {
    const before = all('*');
    page.show(view([lot('a'), lot('b', { state: '40%', part: 0.4 }), lot('c')]));
    assert.deepEqual(all('*'), before);
    assert.equal(one('[role=option][data-lot=b] .word').textContent, '40%');
    assert.equal(one('[role=option][data-lot=b] .bar').style.getPropertyValue('--part'), '0.4');
  });

  test('keeps the focus, also where the rows have another order', () => {
    const row = one('[role=option][data-lot=b]');
    row.focus();
    page.show(view([lot('c'), lot('b'), lot('a')]));
    assert.equal(document.activeElement, row);
    assert.deepEqual(
      all('[role=option]').map(({ dataset }) => dataset['lot']),
      ['c', 'b', 'a'],
    );
  });

  test('takes away what is no more', () => {
    page.show(view([lot('a')]));
    assert.equal(all('[role=option]').length, 1);
    page.show({ ...view([]), notice: 'no plan', figures: [] });
    assert.deepEqual([all('.figures.totals').length, one('.notice').textContent], [0, 'no plan']);
  });

  test('is read out only where its words are new', () => {
    const changes: string[] = [];
    const spoken = one('#spoken');
    Object.defineProperty(spoken, 'textContent', {
      get: () => changes.at(-1) ?? 'quiet',
      set: (words: string) => changes.push(words),
    });
    page.show(view([lot('a')]));
    page.show(view([lot('a')], { spoken: '10%' }));
    page.show(view([lot('b')], { spoken: '10%' }));
    assert.deepEqual(changes, ['10%']);
  });
});

describe('text', () => {
  test('stays text, whatever it looks like', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    page.show(view([lot('a', { title: evil, spoken: evil })], { title: evil, notice: evil }));
    assert.equal(one('h1').textContent, evil);
    assert.equal(all('img').length, 0);
    assert.equal(one('[role=option]').getAttribute('aria-label'), evil);
  });
});

describe('the keyboard', () => {
  test('walks the lots, which are chosen as they are reached', () => {
    one('[role=option][tabindex="0"]').focus();
    press('ArrowDown');
    press('ArrowDown');
    assert.equal(document.activeElement?.getAttribute('data-lot'), 'c');
    press('ArrowDown');
    assert.equal(one('[aria-selected=true]').dataset['lot'], 'c');
    press('Home');
    assert.equal(one('.chosen h3').textContent, 'Title of a');
  });

  test('has one stop in the list of lots', () => {
    one('[role=option][tabindex="0"]').focus();
    press('End');
    assert.deepEqual(
      all('[role=option]').map(({ tabIndex }) => tabIndex),
      [-1, -1, 0],
    );
  });

  test('is left alone with keys that mean something else', () => {
    one('[role=option]').focus();
    assert.equal(press('x'), true);
    assert.equal(press('ArrowDown'), false);
  });
});

describe('a press', () => {
  test.each([
    ['.chosen .actions button', { says: 'act', does: 'run', lot: 'a' }],
    ['.chosen .actions .link', { says: 'open', what: 'lot', id: 'a' }],
  ])('on %s says what is to be done', (selector, message) => {
    one(selector).click();
    assert.deepEqual(said, [{ says: 'ready' }, message]);
  });

  test('chooses another plan', () => {
    const select = one('select') as HTMLSelectElement;
    select.value = 'file:///b';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    assert.deepEqual(said.at(-1), { says: 'choose', plan: 'file:///b' });
  });

  test('shows the calendar as a table, which has all that the strip has', () => {
    one('[data-as=table]').click();
    assert.deepEqual(
      all('thead th').map(({ textContent }) => textContent),
      ['Lot', 'Mailboxes', 'State', 'open'],
    );
    assert.equal(one('tbody .stop').textContent, '3 Feb (due)');
    assert.equal(one('[data-as=table]').getAttribute('aria-pressed'), 'true');
  });
});

describe('a look that failed', () => {
  const failure = { says: 'Not read: the lots.', shown: 'What follows is of 14:03.', again: 'Try Again' };

  test('is read out as it comes, and tried again by a press', () => {
    page.show(view([], { failure }));
    assert.equal(one('[role=alert]').textContent, 'Not read: the lots.What follows is of 14:03.Try Again');
    one('[role=alert] button').click();
    assert.deepEqual(said.at(-1), { says: 'again' });
  });

  test('keeps the focus on its button while it is tried, and goes once it came', () => {
    page.show(view([], { failure }));
    one('[role=alert] button').focus();
    page.show(view([], { failure: { ...failure, again: 'Trying again…' } }));
    assert.equal(document.activeElement?.textContent, 'Trying again…');
    page.show(view([lot('a')]));
    assert.equal(all('[role=alert]').length, 0);
  });
});

describe('hidden and shown again', () => {
  test('is what it was, before the editor says anything', () => {
    one('[data-as=table]').click();
    one('.timetable [data-lot=b]').click();
    const remembered = kept;
    open(remembered);
    assert.equal(one('.chosen h3').textContent, 'Title of b');
    assert.equal(all('.timetable').length, 1);
    assert.deepEqual(said, [{ says: 'ready' }]);
  });

  test('lets the editor know which plan it was', () => {
    assert.equal((kept as { plan?: string }).plan, 'file:///a');
  });
});
