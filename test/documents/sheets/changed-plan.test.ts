/** The plan changed while its sheet was away: who changed a value alone is right, and where both did the plan stays. */
import { describe, expect, test } from 'vitest';
import { type Answer, roundTrip, textOf, told } from './filled-in.ts';
import { PLAN, planWith } from './two-floors.ts';

describe('the plan changed while the sheet was away', () => {
  const meanwhile: [string, Answer[], [string, string], string[], string][] = [
    [
      'elsewhere in the row: both count',
      [{ address: 'jean@a.example', set: { licence: 'E3' } }],
      ['"Jean Roy"', '"J. Roy"'],
      [],
      'mailbox jean@a.example E3 "J. Roy"\n',
    ],
    [
      'in the same value, to the same',
      [{ address: 'jean@a.example', set: { licence: 'E3' } }],
      ['jean@a.example E1', 'jean@a.example E3'],
      [],
      'mailbox jean@a.example E3 "Jean Roy"\n',
    ],
    [
      'in the same value, to another: the plan stays',
      [{ address: 'jean@a.example', set: { name: 'Jean-Paul' } }],
      ['"Jean Roy"', '"J. Roy"'],
      [
        'conflict Mailboxes:G4 the plan was changed after the sheet was sent, and says J. Roy; it stays so (name). Decide, or send the sheet anew',
      ],
      'mailbox jean@a.example E1 "J. Roy"\n',
    ],
    [
      'and says otherwise what becomes of it',
      [{ address: 'jean@a.example', set: { fate: 'shared' } }],
      ['mailbox jean@a.example E1 "Jean Roy"', 'drop jean@a.example "left"'],
      [
        'conflict Mailboxes:C4 the plan was changed after the sheet was sent, and says drop; it stays so (fate). Decide, or send the sheet anew',
      ],
      'drop jean@a.example "left"\n',
    ],
    [
      'and has not the address any more',
      [{ address: 'jean@a.example', set: { licence: 'E3' } }],
      ['mailbox jean@a.example E1 "Jean Roy"\n', ''],
      ['conflict Mailboxes:4 the plan does not have it any more'],
      '}\nmailbox elsewhere@b.example E1 "Elsewhere"\n',
    ],
    [
      'where the sheet says nothing new: nothing is told',
      [],
      ['mailbox jean@a.example E1 "Jean Roy"', 'drop jean@a.example "left"'],
      [],
      'drop jean@a.example "left"\n',
    ],
  ];
  test.each(meanwhile)('%s', async (_, answers, [before, after], expected, text) => {
    const { analysis, imported } = await roundTrip(PLAN, answers, planWith(before, after));
    expect(told(imported)).toEqual(expected);
    expect(textOf(analysis)).toContain(text);
  });
});
