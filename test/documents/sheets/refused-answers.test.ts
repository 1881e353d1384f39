/** Answers that cannot be taken: each is told with its place, the rest of its row is taken, and no row is skipped in silence. */
import { describe, expect, test } from 'vitest';
import { type Answer, roundTrip, textOf, told } from './filled-in.ts';
import { PLAN, planWith } from './two-floors.ts';

describe('what cannot be taken is told, and the rest is', () => {
  const refused: [string, Answer[], string[], string][] = [
    [
      'a licence that is not there',
      [{ address: 'jean@a.example', set: { licence: 'E9', name: 'Jean' } }],
      ['cell Mailboxes:D4 the plan has no licence E9; did you mean E1?'],
      planWith('"Jean Roy"', '"Jean"'),
    ],
    [
      'a site that is not there',
      [{ address: 'jean@a.example', set: { site: '99' } }],
      ['cell Mailboxes:J4 the unit has no site 99 (it has 12)'],
      PLAN,
    ],
    [
      'what it becomes, in words that mean nothing',
      [{ address: 'jean@a.example', set: { fate: 'maybe' } }],
      ['cell Mailboxes:C4 “maybe” is none of personal, shared, alias, not kept'],
      PLAN,
    ],
    [
      'an added row whose decision cannot be read',
      [{ address: 'zoe@a.example', set: { fate: 'maybe' } }],
      [
        'cell Mailboxes:C7 “maybe” is none of personal, shared, alias, not kept',
        'row Mailboxes:C7 the row was not added',
      ],
      PLAN,
    ],
    [
      'an address that is none',
      [{ address: 'zoe', set: { licence: 'E1' } }],
      ['row Mailboxes:7 “zoe” has no @; write the whole address, or give the domain with --domain'],
      PLAN,
    ],
    [
      'an address of another unit, and of no domain of the plan',
      [
        { address: 'zoe@b.example', set: { licence: 'E1' } },
        { address: 'zoe@c.example', set: { licence: 'E1' } },
      ],
      [
        'row Mailboxes:7 it belongs to the unit vosges, not to this sheet’s',
        'row Mailboxes:8 its domain is none of the plan’s; an address can only be added in a domain of the unit',
      ],
      PLAN,
    ],
    [
      'an address twice',
      [
        { address: 'zoe@a.example', set: { licence: 'E1' } },
        { address: 'ZOE@a.example', set: { licence: 'E3' } },
      ],
      [
        'row Mailboxes:8 the address has a row already (Mailboxes, row 7), and that one counts; keep one of the two',
      ],
      planWith(
        'mailbox jean@a.example E1 "Jean Roy"',
        'mailbox jean@a.example E1 "Jean Roy"\nmailbox zoe@a.example E1',
      ),
    ],
    [
      'an alias that is somebody’s address',
      [{ address: 'anna@a.example', set: { aliases: 'a.bell@a.example jean@a.example' } }],
      ['cell Mailboxes:K3 jean@a.example is an address of the plan already, and can be no alias as well'],
      PLAN,
    ],
    [
      'opened by who signs in to nothing',
      [
        {
          address: 'info@a.example',
          set: { access: 'anna@a.example: full, send as\njean@a.example: read\nhello@a.example' },
        },
      ],
      [
        'cell Shared addresses:E3 hello@a.example is no personal mailbox of the plan; only people who sign in as themselves open others: give them a row of their own',
      ],
      PLAN,
    ],
    [
      'a right that is none',
      [{ address: 'info@a.example', set: { access: 'anna@a.example: everything' } }],
      ['cell Shared addresses:E3 “everything” is no right: read, write, full, send as, send on behalf'],
      PLAN,
    ],
    [
      'an alias of nothing, and of what is dropped in the same sheet',
      [
        { address: 'jean@a.example', set: { fate: 'alias' } },
        { address: 'hello@a.example', set: { to: 'old@a.example' } },
      ],
      [
        'row Mailboxes:M4 an alias has to say of which address',
        'row Mailboxes:M5 old@a.example is no mailbox of the plan that an alias could lead to',
      ],
      PLAN,
    ],
    [
      'what means nothing where it stands',
      [{ address: 'jean@a.example', set: { access: 'anna@a.example' } }],
      [
        'cell Mailboxes:L4 means nothing for a personal mailbox, and was left out; for several people, say shared',
      ],
      PLAN,
    ],
    [
      'a decision that was taken back',
      [{ address: 'jean@a.example', set: { fate: '' } }],
      ['row Mailboxes:C4 nobody has said what becomes of it: personal, shared, alias or not kept'],
      PLAN,
    ],
    [
      'a note to whoever runs the migration',
      [{ address: 'jean@a.example', set: { note: 'comes back in May' } }],
      ['note Mailboxes:N4 they note: comes back in May'],
      PLAN,
    ],
  ];
  test.each(refused)('%s', async (_, answers, expected, text) => {
    const { analysis, imported } = await roundTrip(PLAN, answers);
    expect(told(imported)).toEqual(expected);
    expect(textOf(analysis)).toBe(text);
  });
});

test('where a unit has no sites any name is one, and what reads as a size or a day is none', async () => {
  const plan = planWith('; site 12 "Ground floor"', '');
  const said = await Promise.all(
    ['5Go', 'D-3', 'annex'].map(async (site) => {
      const { imported } = await roundTrip(plan, [{ address: 'jean@a.example', set: { site } }]);
      return told(imported);
    }),
  );
  expect(said).toEqual([
    ['cell Mailboxes:J4 the unit has no site 5Go'],
    ['cell Mailboxes:J4 the unit has no site D-3'],
    [],
  ]);
});
