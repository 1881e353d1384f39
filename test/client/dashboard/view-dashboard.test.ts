/** What the dashboard shows of what it is told. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'vitest';
import type { PlanFacts, Surroundings } from '../../../client/features/dashboard/view/dashboard-facts.ts';
import { viewDashboard } from '../../../client/features/dashboard/view/view-dashboard.ts';
import { speak } from '../../support/fake-vscode.ts';
import { around, facts, incident, live, lot, PLAN, run, unit } from '../plan-facts.ts';

const TIMELINE = 'D-14 send-sheets done\nD-7 sheets-due done\nD-1 lock\nD-1 cutover\nD open';

const shown = (given: Partial<PlanFacts>, where: Partial<Surroundings> = {}) =>
  viewDashboard([PLAN], facts(given), around(where));

afterEach(() => speak('en'));

describe('without a plan', () => {
  test('says so, and shows nothing else', () => {
    const view = viewDashboard([], undefined, around());
    assert.equal(view.notice, 'There is no plan in this folder.');
    assert.deepEqual([view.figures, view.now, view.calendar], [[], undefined, undefined]);
  });
});

describe('figures', () => {
  const figures = (given: Partial<PlanFacts>): Record<string, string> =>
    Object.fromEntries(
      shown(given).figures.map(({ label, value, of }) => [label, [value, of].filter(Boolean).join(' ')]),
    );

  test('add up the lots, and count mailboxes with a problem once', () => {
    const counts = { mailboxes: 1200, done: 600, running: 0, failed: 1 };
    const lots = [lot('a', '2025-02-03', '', { counts }), lot('b', '2025-03-03', '')];
    const incidents = [incident('x@a.example', 'one'), incident('x@a.example', 'two')];
    assert.deepEqual(figures({ lots, incidents }), {
      Lots: '2',
      Mailboxes: '1,210',
      Done: '600 50%',
      'To look at': '1',
    });
  });

  test('name what is running, and errors of the plan', () => {
    const plan = { ...PLAN, errors: 3 };
    const shownOf = figures({ plan, live: live() });
    assert.equal(shownOf['Running'], '0');
    assert.equal(shownOf['Errors in the plan'], '3');
  });
});

describe('the run under way', () => {
  test('tells how far it is, how fast and how long it takes', () => {
    const rate = { messages: 312, bytes: 18_400_000 };
    const { now } = shown({
      live: live({ rate, secondsLeft: 6480 }),
      lots: [lot('vague1', '2025-02-12', TIMELINE, { title: 'Vague 1' })],
    });
    assert(now);
    assert.deepEqual(
      [now.title, now.phase, now.state, now.since, now.percent, now.left, now.ends],
      ['Vague 1', 'stage', 'running', 'since 13:02', '37%', 'about 1 h 48 min left', 'ends around 16:20'],
    );
    assert.deepEqual(
      now.figures.map(({ value, of }) => `${value} ${of}`),
      ['3 / 10', '370 / 1,000', '91.2 GB / 254 GB', '18.4 MB/s 312 messages/s'],
    );
    assert.deepEqual(
      now.actions.map(({ does, lot: on }) => `${does} ${on}`),
      ['pause vague1', 'cancel vague1'],
    );
  });

  test('reckons by mailboxes where it does not know yet how many messages there are', () => {
    const { now } = shown({ live: live({ messages: { done: 370 } }) });
    assert.equal(now?.percent, '30%');
    assert.equal(now?.figures[1]?.of, undefined);
  });

  test('can be taken up again when it is paused, and has no end in sight', () => {
    const { now } = shown({ live: live({ state: 'paused', secondsLeft: 60 }) });
    assert.deepEqual(
      now?.actions.map(({ does }) => does),
      ['resume', 'cancel'],
    );
    assert.equal(now?.left, undefined);
  });

  test('tells what is waited for', () => {
    const until = new Date(2025, 1, 12, 14, 34).toISOString();
    const waiting = (['throttled', 'quiet', 'away'] as const).map((why) => ({ endpoint: 'old', why, until }));
    assert.deepEqual(shown({ live: live({ waiting }) }).now?.waiting, [
      'old asks to slow down until 14:34',
      'old has quiet hours until 14:34',
      'old cannot be reached; tried again at 14:34',
    ]);
  });

  test('is spoken of in tenths, so that seconds pass unheard', () => {
    const spoken = (done: number): string =>
      shown({ live: live({ messages: { done, left: 1000 - done } }) }).spoken;
    assert.equal(spoken(300), 'vague1 · stage: 30%');
    assert.equal(spoken(399), spoken(300));
    assert.notEqual(spoken(400), spoken(399));
    assert.equal(spoken(1), 'vague1 · stage: has begun');
  });
});

describe('the last run', () => {
  test.each([
    ['complete', 'done', 'complete', []],
    ['incomplete', 'failed', 'incomplete', ['run']],
    ['stopped', 'due', 'stopped', ['run']],
    ['gone', 'gone', 'broken off', ['run']],
  ] as const)(
    'that ended %s can be told, and run again where it is not whole',
    (how, tone, state, actions) => {
      const { now } = shown({ runs: [run({ how, words: 'why' })] });
      assert.deepEqual([now?.tone, now?.state, now?.words], [tone, state, 'why']);
      assert.deepEqual(
        now?.actions.map(({ does }) => does),
        actions,
      );
      assert.equal(now?.log?.id, 'r1');
    },
  );

  test('gives way to one under way', () => {
    assert.equal(shown({ runs: [run()], live: live() }).now?.heading, 'Under way');
  });

  test('is told with its days', () => {
    assert.equal(shown({ runs: [run()] }).now?.since, '11 Feb 08:00 – 11 Feb 09:12');
  });
});

describe('what comes next', () => {
  test('is one line a day and lot, the latest first, without what is done or long past', () => {
    const lots = [
      lot('late', '2025-02-17', 'D-14 send-sheets\nD-7 sheets-due due\nD open'),
      lot('next', '2025-02-13', TIMELINE),
    ];
    assert.deepEqual(
      shown({ lots }).departures?.rows.map(({ day, step, lot: of, remark, isDue }) => [
        day,
        of,
        step,
        remark,
        isDue,
      ]),
      [
        ['Mon 10 Feb', 'late', 'sheets-due', '2 days late', true],
        ['Wed 12 Feb', 'next', 'lock, cutover', 'today', true],
        ['Thu 13 Feb', 'next', 'open', 'tomorrow', false],
        ['Mon 17 Feb', 'late', 'open', 'in 5 days', false],
      ],
    );
  });
});

describe('without a timeline', () => {
  const lots = [
    lot('past', '2025-02-10', ''),
    lot('done', '2025-02-11', '', { standing: 'done', isBegun: true }),
    lot('next', '2025-02-17', ''),
  ];

  test('a lot’s day is what comes next', () => {
    assert.deepEqual(
      shown({ lots }).departures?.rows.map(({ day, step, title, remark, isDue }) => [
        ...[day, step, title, remark],
        isDue,
      ]),
      [
        ['Mon 10 Feb', 'move', 'past', '2 days late', true],
        ['Mon 17 Feb', 'move', 'next', 'in 5 days', false],
      ],
    );
  });

  test('it is marked on the strip, and has a column in the timetable', () => {
    const calendar = shown({ lots }).calendar;
    assert.deepEqual(calendar?.steps, ['move']);
    const mixed = shown({ lots: [...lots, lot('first', '2025-01-06', 'D-1 cutover\nD open')] }).calendar;
    assert.deepEqual(mixed?.steps, ['cutover', 'open', 'move']);
    assert.deepEqual(
      calendar?.lots.map(({ state, stretch }) => [state, stretch?.marks.map(({ label }) => label)]),
      [
        ['due', ['Mon 10 Feb: move']],
        ['done', ['Tue 11 Feb: move']],
        ['to come', ['Mon 17 Feb: move']],
      ],
    );
  });

  test('nothing to come is said only where there are days', () => {
    const none = (of: PlanFacts['lots']): string | undefined => shown({ lots: of }).departures?.none;
    const { date: _, ...undated } = lot('b', '2025-01-01', '');
    assert.equal(none([]), 'The plan has no lot yet.');
    assert.equal(none([undated]), 'No lot has a date yet.');
    assert.equal(none(lots.slice(1, 2)), 'Nothing is due, and nothing is to come.');
  });
});

describe('a look that failed', () => {
  const trouble = { says: 'Not read: the lots. Connection got disposed.', isTriedAgain: false };

  test('is said in the place of all, with a way to try again', () => {
    const view = viewDashboard([], undefined, around({ trouble }));
    assert.equal(view.notice, undefined);
    assert.deepEqual(view.failure, { says: trouble.says, again: 'Try Again' });
  });

  test('is said over what was told before, with its time', () => {
    const shownOf = new Date(2025, 1, 12, 14, 3);
    const view = shown({}, { trouble: { ...trouble, shownOf, isTriedAgain: true } });
    assert.deepEqual(view.failure, {
      ...{ says: trouble.says, shown: 'What follows is of 14:03.', again: 'Trying again…' },
    });
    assert.equal(view.figures.length > 0, true);
  });
});

describe('the calendar', () => {
  const calendar = (lots: PlanFacts['lots'], now?: Date) => shown({ lots }, now ? { now } : {}).calendar;

  test('has whole weeks round all steps', () => {
    const axis = calendar([lot('a', '2025-02-12', TIMELINE)])?.axis;
    assert.equal(axis?.days, 21); // 27 January to 16 February
    assert.deepEqual(
      axis?.weeks.map(({ at, label }) => `${at} ${label}`),
      ['0 27', '7 3', '14 10'],
    );
    assert.deepEqual(axis?.months, [
      { at: 0, days: 5, label: 'Jan 2025' },
      { at: 5, days: 16, label: 'February' },
    ]);
    assert.deepEqual(axis?.today, { at: 16, label: '12 Feb' });
  });

  test('reaches to today where that is near, and leaves it out where it is not', () => {
    const lots = [lot('a', '2025-03-03', 'D open')];
    assert.equal(calendar(lots)?.axis?.today?.at, 2); // Wednesday of its first week
    assert.equal(calendar(lots, new Date(2024, 5, 1))?.axis?.today, undefined);
  });

  test('leaves out the Mondays that today’s label lies over', () => {
    const lots = [lot('a', '2025-01-06', 'D open'), lot('b', '2025-06-16', 'D open')];
    const weeks = calendar(lots)?.axis?.weeks.map(({ label }) => label) ?? [];
    assert.deepEqual(weeks.slice(0, 7), ['6', '13', '20', '27', '24', '3', '10']);
  });

  test('draws a lot as a line with one mark a day, as far as it has come', () => {
    const [row] = calendar([lot('a', '2025-02-12', TIMELINE)])?.lots ?? [];
    assert.deepEqual(row?.stretch, {
      from: 2,
      to: 16,
      reached: 9,
      marks: [
        { at: 2, tone: 'done', isDate: false, label: 'Wed 29 Jan: send-sheets' },
        { at: 9, tone: 'done', isDate: false, label: 'Wed 5 Feb: sheets-due' },
        { at: 15, tone: 'planned', isDate: false, label: 'Tue 11 Feb: lock, cutover' },
        { at: 16, tone: 'planned', isDate: true, label: 'Wed 12 Feb: open' },
      ],
    });
  });

  test('says what a row shows to whoever does not see it', () => {
    const [row] = calendar([lot('a', '2025-02-12', TIMELINE, { title: 'Vague 1' })])?.lots ?? [];
    assert.equal(row?.spoken, 'Vague 1, Wed 12 Feb, 10 mailboxes, to come');
  });

  test('has the lots by date, those without one last, and is a timetable where none has any', () => {
    const { date: _, ...undated } = lot('b', '2025-01-01', '');
    const rows = calendar([
      undated,
      lot('c', '2025-03-03', 'D open'),
      lot('a', '2025-02-12', 'D open'),
    ])?.lots;
    assert.deepEqual(
      rows?.map(({ name, date }) => `${name} ${date}`),
      ['a 12 Feb', 'c 3 Mar', 'b –'],
    );
    assert.equal(calendar([undated])?.axis, undefined);
    assert.equal(calendar([undated])?.summary, 'No lot has a date yet.');
  });

  test('has a column for each step of any lot, where it stands among its own', () => {
    const lots = [
      lot('a', '2025-02-03', 'D-1 cutover\nD open\nD+3 verify'),
      lot('b', '2025-03-03', 'D-4 stage\nD-1 cutover\nD open\nD+1 delta\nD+3 verify'),
    ];
    assert.deepEqual(calendar(lots)?.steps, ['stage', 'cutover', 'open', 'delta', 'verify']);
  });
});

describe('a lot', () => {
  const row = (
    given: Parameters<typeof lot>[3],
    more: Partial<PlanFacts> = {},
    where: Partial<Surroundings> = {},
  ) => shown({ lots: [lot('a', '2025-02-12', TIMELINE, given)], ...more }, where).calendar?.lots[0];

  test.each([
    ['planned', false, { mailboxes: 10, done: 0, running: 0, failed: 0 }, 'to come'],
    ['planned', true, { mailboxes: 10, done: 0, running: 0, failed: 0 }, 'begun'],
    ['planned', true, { mailboxes: 10, done: 4, running: 0, failed: 0 }, '40%'],
    ['done', true, { mailboxes: 10, done: 10, running: 0, failed: 0 }, 'copied'],
    ['failed', true, { mailboxes: 10, done: 7, running: 0, failed: 3 }, '3 failed'],
    ['gone', true, { mailboxes: 10, done: 7, running: 0, failed: 0 }, 'broken off'],
  ] as const)('that is %s, begun: %s, says so in words', (standing, isBegun, counts, state) => {
    assert.equal(row({ standing, isBegun, counts })?.state, state);
  });

  test('is done once its steps are, and what is late is seen although its mail is copied', () => {
    const step = (isDone: boolean) => [{ step: 'open', day: '2025-02-12', isDone, isDue: !isDone }];
    const copied = { standing: 'done', isBegun: true } as const;
    assert.equal(row({ ...copied, steps: step(true) })?.state, 'done');
    assert.equal(row({ ...copied, steps: step(false) })?.state, 'due');
  });

  test('that is a pilot says so once, whatever its name', () => {
    const figures = (given: Parameters<typeof lot>[3]) =>
      row(given)?.facts.map(({ label, value, of }) => [label, value, of]);
    assert.deepEqual(figures({ isPilot: true })?.[0], ['Pilot lot', 'a', undefined]);
    assert.deepEqual(figures({})?.[0], ['Lot', 'a', undefined]);
  });

  test('with a step that is due is shown so', () => {
    const steps = [{ step: 'open', day: '2025-02-12', isDone: false, isDue: true }];
    assert.deepEqual([row({ steps })?.tone, row({ steps })?.state], ['due', 'due']);
  });

  test('on hold may be tried and not run', () => {
    const held = row({ hold: 'domain still attached' });
    assert.equal(held?.hold, 'On hold: domain still attached');
    assert.deepEqual(
      held?.actions.map(({ does }) => does),
      ['dryRun'],
    );
  });

  test('can be verified once something was run, and is left alone while it runs', () => {
    assert.deepEqual(
      row({})?.actions.map(({ does }) => does),
      ['run', 'dryRun'],
    );
    assert.deepEqual(
      row({ standing: 'done', isBegun: true })?.actions.map(({ does }) => does),
      ['run', 'dryRun', 'verify'],
    );
    assert.deepEqual(row({}, { live: live({ lot: 'a' }) })?.actions, []);
  });

  test('is only looked at where nothing may be run', () => {
    const untrusted = shown(
      { lots: [lot('a', '2025-02-12', '')], runs: [run({ how: 'gone' })] },
      { whyNot: 'untrusted' },
    );
    assert.deepEqual([untrusted.calendar?.lots[0]?.actions, untrusted.now?.actions], [[], []]);
    assert.equal(
      untrusted.notice,
      'This folder is not trusted: its plans can be edited, and nothing is run.',
    );
  });
});

describe('what is to be looked at', () => {
  test('is told mailbox by mailbox, a few lines of each', () => {
    const many = Array.from({ length: 6 }, (_, index) => incident('x@a.example', `message ${index}`));
    const view = shown({
      incidents: [...many, incident('y@a.example', 'whole', { what: 'mailbox' })],
    }).incidents;
    assert.equal(view?.summary, '2 mailboxes · 7 problems');
    assert.deepEqual(
      view?.mailboxes.map(({ address, lines, more }) => [address, lines.length, more]),
      [
        ['x@a.example', 4, '… and 2 more'],
        ['y@a.example', 1, undefined],
      ],
    );
    assert.deepEqual(view?.mailboxes[1]?.lines, [{ what: 'mailbox', says: 'whole', at: '11 Feb 09:05' }]);
  });

  test('is not all shown where it is thousands', () => {
    const many = Array.from({ length: 1250 }, (_, index) => incident(`u${index}@a.example`, 'no'));
    const view = shown({ incidents: many }).incidents;
    assert.equal(view?.mailboxes.length, 100);
    assert.equal(view?.more, '… and 1,150 more mailboxes, in the view “Runs”');
  });

  test('is nothing where all came over, and nobody is told so before anything was run', () => {
    assert.equal(shown({}).incidents?.none, 'Nothing has been run yet.');
    assert.equal(shown({ runs: [run()] }).incidents?.none, 'Nothing: all that has been run came over.');
  });

  test('that is in the plan no more has nowhere to lead to', () => {
    const { place: _, ...lost } = incident('x@a.example', 'no');
    assert.equal(shown({ incidents: [lost] }).incidents?.mailboxes[0]?.isPlaced, false);
  });
});

describe('cost by unit', () => {
  test('has the largest first', () => {
    const rows = shown({
      units: [unit('small', 5), unit('large', 20, { title: 'Large', cost: '9 EUR/month' })],
    }).units?.rows;
    assert.deepEqual(
      rows?.map(({ title, mailboxes, part, cost }) => [title, mailboxes, part, cost]),
      [
        ['Large', '20', 1, '9 EUR/month'],
        ['small', '5', 0.25, ''],
      ],
    );
  });
});

describe('in French', () => {
  test('words, numbers and days are French', () => {
    speak('fr');
    const lots = [
      lot('vague1', '2025-02-13', TIMELINE, {
        counts: { mailboxes: 1200, done: 600, running: 0, failed: 0 },
      }),
    ];
    const view = shown({ lots, live: live({ secondsLeft: 6480 }) }, { language: 'fr' });
    assert.equal(view.today, 'mercredi 12 février 2025');
    assert.equal(view.figures[1]?.label, 'Boîtes');
    assert.equal(view.figures[1]?.value, '1\u202F200');
    assert.equal(view.now?.left, 'encore 1 h 48 min environ');
    assert.equal(view.departures?.rows[0]?.remark, 'aujourd’hui');
    assert.equal(view.departures?.rows[0]?.day, 'mer. 12 févr.');
  });
});
