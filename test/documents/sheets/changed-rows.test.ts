/** Sheets there and back: what people write becomes the plan’s text, and everything else stays to the letter. */
import { describe, expect, test } from 'vitest';
import { writeSheet } from '../../../server/documents/sheets/write-sheet.ts';
import { importSheet } from '../../../server/planning/sheets/import-sheet.ts';
import { analyse } from '../../support/check.ts';
import { type Answer, filledIn, returned, roundTrip, sheetFor, textOf, told } from './filled-in.ts';
import { PLAN, planWith } from './two-floors.ts';

describe('what comes back changed', () => {
  const changes: [string, Answer[], string][] = [
    ['nothing', [], PLAN],
    [
      'a licence',
      [{ address: 'jean@a.example', set: { licence: 'E3' } }],
      planWith('jean@a.example E1', 'jean@a.example E3'),
    ],
    [
      'a licence by its title, in other letters',
      [{ address: 'jean@a.example', set: { licence: 'installed' } }],
      planWith('jean@a.example E1', 'jean@a.example E3'),
    ],
    [
      'what there was nothing of',
      [{ address: 'jean@a.example', set: { given: 'Jean', family: 'Roy', site: '12 Ground floor' } }],
      planWith('"Jean Roy"', '"Jean Roy" { given "Jean"; family "Roy"; site 12 }'),
    ],
    [
      'a value beside a comment, and one taken away',
      [{ address: 'anna@a.example', set: { phone: '+33 1', given: '' } }],
      planWith('  given "Anna"\n  phone "+33 3 29 00 00 00"', '  phone "+33 1"'),
    ],
    [
      'aliases: one gone, two come',
      [{ address: 'anna@a.example', set: { aliases: 'bell@a.example, ab@a.example' } }],
      planWith('  alias a.bell@a.example\n', '  alias bell@a.example\n  alias ab@a.example\n'),
    ],
    [
      'who opens it: rights changed, a person gone',
      [{ address: 'info@a.example', set: { access: 'anna@a.example: read' } }],
      planWith(
        '  access anna@a.example full, send-as\n  access jean@a.example read  # only looks\n',
        '  access anna@a.example read\n  # only looks\n',
      ),
    ],
    ...[' ', '\u00A0', '\u202F'].map((space): [string, Answer[], string] => [
      `in French, several on a line, ${JSON.stringify(space)} before the colon`,
      [
        {
          address: 'info@a.example',
          set: { access: `jean@a.example${space}: lecture et écriture, anna@a.example` },
        },
      ],
      planWith(
        '  access anna@a.example full, send-as\n  access jean@a.example read',
        '  access anna@a.example full\n  access jean@a.example read, write',
      ),
    ]),
    ...[
      '(too long for a cell: see the plan)',
      '(trop long pour une cellule : voir le plan)',
      '(trop long pour une cellule\u00A0: voir le plan)',
    ].map((said): [string, Answer[], string] => [
      `nothing where the plan has too much for a cell: ${said}`,
      [{ address: 'anna@a.example', set: { aliases: said } }],
      PLAN,
    ]),
    [
      'a person’s becomes shared: their licence is given back',
      [{ address: 'jean@a.example', set: { fate: 'shared', access: 'anna@a.example' } }],
      planWith(
        'mailbox jean@a.example E1 "Jean Roy"',
        'shared jean@a.example "Jean Roy" { access anna@a.example full }',
      ),
    ],
    [
      'shared becomes a person’s',
      [{ address: 'info@a.example', set: { fate: 'personnelle', licence: 'E1' } }],
      planWith(
        'shared info@a.example "Info" {\n  access anna@a.example full, send-as\n  access jean@a.example read  # only looks\n}',
        'mailbox info@a.example E1 "Info" {\n  # only looks\n}',
      ),
    ],
    [
      'left behind with a reason: comments stay',
      [{ address: 'anna@a.example', set: { fate: 'not kept', note: 'she has "left"' } }],
      planWith(
        PLAN.slice(PLAN.indexOf('mailbox anna'), PLAN.indexOf('mailbox jean')),
        '# her desk\ndrop anna@a.example "she has \\"left\\""\n',
      ),
    ],
    [
      'left behind without one',
      [{ address: 'jean@a.example', set: { fate: 'non' } }],
      planWith(
        'mailbox jean@a.example E1 "Jean Roy"',
        'drop jean@a.example "not kept, says the sheet of meuse"',
      ),
    ],
    [
      'led elsewhere, and an alias led to somebody else',
      [
        { address: 'jean@a.example', set: { fate: 'alias', to: 'anna@a.example' } },
        { address: 'hello@a.example', set: { to: 'anna@a.example' } },
      ],
      planWith('mailbox jean@a.example E1 "Jean Roy"', 'alias jean@a.example -> anna@a.example').replace(
        'hello@a.example -> info',
        'hello@a.example -> anna',
      ),
    ],
    [
      'kept after all',
      [{ address: 'old@a.example', set: { fate: 'personal', licence: 'E1', name: 'Old hand' } }],
      planWith('drop old@a.example "since 2019"', 'mailbox old@a.example E1 "Old hand"'),
    ],
    [
      'new ones: behind their like',
      [
        { address: 'zoe@a.example', set: { licence: 'E1', given: 'Zoé' } },
        { address: 'box@a.example', set: { access: 'zoe@a.example' }, page: 'Shared addresses' },
      ],
      planWith(
        'mailbox jean@a.example E1 "Jean Roy"\n',
        'mailbox jean@a.example E1 "Jean Roy"\nmailbox zoe@a.example E1 "Zoé" {\n  given "Zoé"\n}\n',
      ).replace(
        '# only looks\n}\n',
        '# only looks\n}\nshared box@a.example {\n  access zoe@a.example full\n}\n',
      ),
    ],
  ];
  const noted = planWith(
    '  access anna@a.example full, send-as\n  access jean@a.example read  # only looks\n',
    '  access anna@a.example full,  # she answers\n    send-as,  # under its name\n    jean@a.example read  # only looks\n',
  );
  const among: [string, string, string][] = [
    [
      'a right that goes',
      'anna@a.example: full\njean@a.example: read',
      '  access anna@a.example full,  # she answers\n    # under its name\n    jean@a.example read  # only looks\n',
    ],
    [
      'the right beside the name goes',
      'anna@a.example: send as\njean@a.example: read',
      '  access anna@a.example send-as,  # she answers\n    # under its name\n    jean@a.example read  # only looks\n',
    ],
    [
      'a right that comes',
      'anna@a.example: read, full, send as\njean@a.example: read',
      '  access anna@a.example full,  # she answers\n    send-as, read,  # under its name\n    jean@a.example read  # only looks\n',
    ],
    [
      'a person who goes',
      'jean@a.example: read',
      '  # she answers\n  # under its name\n  access jean@a.example read  # only looks\n',
    ],
  ];
  test.each(among)('comments among who opens it stay: %s', async (_, access, expected) => {
    const { analysis, imported } = await roundTrip(noted, [{ address: 'info@a.example', set: { access } }]);
    expect(told(imported)).toEqual([]);
    const written = noted.slice(noted.indexOf('  access'), noted.indexOf('# only looks\n') + 13);
    expect(textOf(analysis)).toBe(noted.replace(written, expected));
  });

  test('comments among who opens it stay where it becomes a person’s', async () => {
    const { analysis } = await roundTrip(noted, [
      { address: 'info@a.example', set: { fate: 'personal', licence: 'E1' } },
    ]);
    expect(textOf(analysis)).toContain(
      'mailbox info@a.example E1 "Info" {\n  # she answers\n  # under its name\n  # only looks\n}\n',
    );
  });

  test('what is left of a body on one line stays in its declaration', async () => {
    const own = '{ quota 3 GB; alias a@a.example, # the old one\n    b@a.example }';
    const plan = planWith('"Jean Roy"', `"Jean Roy" ${own}`);
    const { analysis } = await roundTrip(plan, [
      { address: 'jean@a.example', set: { aliases: 'b@a.example' } },
    ]);
    expect(textOf(analysis)).toBe(plan.replace(own, '{ quota 3 GB; # the old one\n  alias b@a.example }'));
  });

  test('a declaration in a form of its own keeps it', async () => {
    const own = 'mailbox jean@a.example   E1 "Jean Roy" {\n\tunit meuse ;quota   3 GB\n}';
    const plan = planWith('mailbox jean@a.example E1 "Jean Roy"', own);
    const { analysis } = await roundTrip(plan, [{ address: 'jean@a.example', set: { given: 'Jean' } }]);
    expect(textOf(analysis)).toBe(plan.replace(own, own.replace('3 GB\n', '3 GB\n\tgiven "Jean"\n')));
  });

  test.each(['\r\n', '\r'])('lines end as they did: %j', async (lineEnd) => {
    const withEnds = (text: string): string => text.replaceAll('\n', lineEnd);
    const answers: Answer[] = [
      { address: 'anna@a.example', set: { aliases: 'bell@a.example' } },
      { address: 'info@a.example', set: { access: 'anna@a.example: full' } },
      { address: 'zoe@a.example', set: { licence: 'E1', given: 'Zoé' } },
      { address: 'old@a.example', set: { fate: 'alias', to: 'zoe@a.example' } },
    ];
    const { analysis } = await roundTrip(withEnds(PLAN), answers);
    const plain = await roundTrip(PLAN, answers);
    expect(textOf(analysis)).toBe(withEnds(textOf(plain.analysis)));
    expect(plain.imported.changes).toHaveLength(4);
  });

  test.each(changes)('%s', async (_, answers, expected) => {
    const { analysis, imported, bytes } = await roundTrip(PLAN, answers);
    expect(told(imported)).toEqual([]);
    expect(textOf(analysis)).toBe(expected);
    const again = importSheet(analysis, await returned(bytes));
    expect({ changes: again.changes, told: told(again) }).toEqual({ changes: [], told: [] });
    expect(textOf(analysis)).toBe(expected);
  });
});

test('what the source has and the plan does not name is asked about, and told until somebody decides', async () => {
  const inventory =
    '\n# inventory: forgotten@a.example 2 GB, 5 messages, newest 2024-01-02\n# inventory: jean@a.example 1 GB\n';
  const plan = PLAN + inventory;
  const open = await roundTrip(plan, []);
  expect(told(open.imported)).toEqual([
    'note Mailboxes:C7 nobody has said what becomes of it: personal, shared, alias or not kept',
  ]);
  const decided = await roundTrip(plan, [
    { address: 'forgotten@a.example', set: { fate: 'shared', access: 'jean@a.example' } },
    { address: 'zoe@a.example', set: { licence: 'E1' } },
  ]);
  expect(told(decided.imported)).toEqual([]);
  // It has mail to bring along; the other begins empty.
  expect(textOf(decided.analysis)).toContain(
    'shared forgotten@a.example {\n  access jean@a.example full\n}\n',
  );
  expect(textOf(decided.analysis)).toContain('mailbox zoe@a.example E1 {\n  new\n}\n');
});

test('a new address is moved with the lot whose sheet it was added to', async () => {
  const plan = PLAN.replace('date 2027-03-08; unit meuse', 'date 2027-03-08; mailbox jean@a.example');
  const answers = [
    { address: 'zoe@a.example', set: { licence: 'E1' } },
    { address: 'z@a.example', set: { fate: 'alias', to: 'zoe@a.example' } },
  ];
  const { analysis, imported, bytes } = await roundTrip(plan, answers);
  expect(told(imported)).toEqual([]);
  expect(textOf(analysis)).toContain('mailbox zoe@a.example E1 {\n  lot first\n}\n');
  expect(textOf(analysis)).toContain('alias z@a.example -> zoe@a.example\n');
  const again = importSheet(analysis, await returned(bytes));
  expect({ changes: again.changes, told: told(again) }).toEqual({ changes: [], told: [] });
});

test('a list longer than a cell is left to the plan', async () => {
  const people = Array.from({ length: 1500 }, (_, i) => `p${i}.with.a.long.name@a.example`);
  const mailboxes = people.map((address) => `mailbox ${address} E1\n`).join('');
  const access = people.map((address) => `  access ${address} read\n`).join('');
  const plan = `${PLAN}${mailboxes}shared all@a.example "All" {\n${access}}\n`;
  const { imported, analysis } = await roundTrip(plan, [
    { address: 'all@a.example', set: { name: 'Everybody' } },
  ]);
  expect(told(imported)).toEqual([]);
  expect(textOf(analysis)).toBe(plan.replace('"All"', '"Everybody"'));
});

test('the same answers in the same sheet of several units', async () => {
  const bytes = await filledIn(await writeSheet(sheetFor(analyse(PLAN), 'second')), [
    { address: 'elsewhere@b.example', set: { licence: 'E3' } },
  ]);
  const analysis = analyse(PLAN);
  importSheet(analysis, await returned(bytes));
  expect(textOf(analysis)).toBe(planWith('elsewhere@b.example E1', 'elsewhere@b.example E3'));
});
