/** MP506: lists that reach nobody, and members that mail cannot reach. */
import { describe, expect, test } from 'vitest';
import { fixAll } from '../../../server/language/features/code-actions.ts';
import { PlanDocument } from '../../../server/language/model/plan-document.ts';
import { analysisOf, checkDiagnostics, checkFix } from '../../support/check.ts';

test('any address of the plan and any outside it may be a member; the rest may not', () => {
  checkDiagnostics(`
domain a.example { subdomain town.a.example }
mailbox anna@a.example "Anna" { was annette@a.example; alias a.dupont@a.example }
resource room@a.example room "Room"
list all@a.example "All" {
  member anna@a.example, room@a.example, board@a.example, a.dupont@a.example, leon@a.example
  member jean@elsewhere.example, ALL@a.example
#                                ^^^^^^^^^^^^^ error MP506: list all@a.example is a member of itself; take it out
  member annette@a.example, vieux@a.example, anaa@a.example, quidam@town.a.example
#        ^^^^^^^^^^^^^^^^^ error MP506: annette@a.example is an old address: list all@a.example would send to where nobody is; write anna@a.example
#                           ^^^^^^^^^^^^^^^ error MP506: vieux@a.example is dropped and would receive nothing from list all@a.example; take it out
#                                            ^^^^^^^^^^^^^^ error MP506: nothing in this plan is called anaa@a.example, a member of list all@a.example; write anna@a.example
#                                                            ^^^^^^^^^^^^^^^^^^^^^ error MP506: nothing in this plan is called quidam@town.a.example, a member of list all@a.example; declare it, or take it out
}
list board@a.example "Board" { owner anna@a.example }
#    ^^^^^^^^^^^^^^^ warning MP506: list board@a.example has no member, and mail to it reaches nobody; name its members, or drop it with a reason
forward leon@a.example -> leon@elsewhere.example
drop vieux@a.example "nothing since 2021"
`);
});

test('each part has its severity', () => {
  checkDiagnostics(`
policy { severity list-empty off, list-member warning }
domain a.example
list all@a.example "All"
list board@a.example "Board" { member board@a.example }
#                                     ^^^^^^^^^^^^^^^ warning MP506: list board@a.example is a member of itself; take it out
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna@a.example "Anna" { was annette@a.example }
list all@a.example "All" { member all@a.example, annette@a.example, vieux@a.example, quidam@a.example }
#                                 ^^^^^^^^^^^^^ error MP506: la liste all@a.example est membre d’elle-même\u00A0; retirez-la
#                                                ^^^^^^^^^^^^^^^^^ error MP506: annette@a.example est une ancienne adresse\u00A0: la liste all@a.example enverrait là où il n’y a plus personne\u00A0; écrivez anna@a.example
#                                                                   ^^^^^^^^^^^^^^^ error MP506: vieux@a.example est abandonnée et ne recevrait rien de la liste all@a.example\u00A0; retirez-la
#                                                                                    ^^^^^^^^^^^^^^^^ error MP506: rien dans ce plan ne s’appelle quidam@a.example, membre de la liste all@a.example\u00A0; déclarez cette adresse, ou retirez-la
list board@a.example "Board"
#    ^^^^^^^^^^^^^^^ warning MP506: la liste board@a.example n’a aucun membre, et son courrier n’atteint personne\u00A0; nommez ses membres, ou abandonnez-la avec une raison
drop vieux@a.example "rien depuis 2021"
`,
    { locale: 'fr' },
  );
});

const plan = (members: string): string => `
domain a.example
mailbox anna@a.example "Anna" { was annette@a.example }
list all@a.example "All" { ${members} }
`;

test('a member is replaced by who is meant, or taken out', () => {
  checkFix(
    plan('member annette@a.example, jean@b.example'),
    'Replace annette@a.example by anna@a.example',
    plan('member anna@a.example, jean@b.example'),
  );
  checkFix(
    plan('member anaa@a.example'),
    'Replace anaa@a.example by anna@a.example',
    plan('member anna@a.example'),
  );
  checkFix(
    plan('member anna@a.example, all@a.example'),
    'Take all@a.example out of the list',
    plan('member anna@a.example'),
  );
});

describe('comments between members stay when one is taken out', () => {
  const TITLE = 'Take all@a.example out of the list';

  test.each([
    [
      'the last',
      'member anna@a.example, # since May\n    all@a.example',
      'member anna@a.example # since May',
    ],
    [
      'the last, with one of its own',
      'member anna@a.example, # since May\n    all@a.example # everybody',
      'member anna@a.example # since May\n    # everybody',
    ],
    [
      'the last, before another property',
      'member anna@a.example, # since May\n    all@a.example; owner anna@a.example',
      'member anna@a.example # since May\n    owner anna@a.example',
    ],
    [
      'one in the middle',
      'member anna@a.example, # since May\n    all@a.example, # everybody\n    jo@b.example',
      'member anna@a.example, # since May\n    # everybody\n    jo@b.example',
    ],
    [
      'one in the middle, beside the next',
      'member anna@a.example, # since May\n    all@a.example, jo@b.example',
      'member anna@a.example, # since May\n    jo@b.example',
    ],
    [
      'the first',
      'member all@a.example, # everybody\n    # and who is not here\n    jo@b.example',
      '# everybody\n  # and who is not here\n  member jo@b.example',
    ],
  ])('%s', (_, before, after) => {
    checkFix(plan(`\n  ${before}\n`), TITLE, plan(`\n  ${after}\n`));
  });

  test('on the line of its braces', () => {
    checkFix(
      plan('member anna@a.example, # since May\n  all@a.example'),
      TITLE,
      plan('member anna@a.example # since May\n'),
    );
  });

  test('when all of them are', () => {
    const commented =
      'member all@a.example, # 1\n    vieux@a.example, # 2\n    ALL@a.example, # 3\n    all@a.example # 4';
    let text = `${plan(`\n  ${commented}\n`)}drop vieux@a.example "gone"\n`;
    for (let round = 0; round < 4; round++) {
      const edits = fixAll(analysisOf(new Map([['/plan.migplan', text]])), '/plan.migplan', 'MP506');
      const document = new PlanDocument('/plan.migplan', text);
      for (const edit of [...(edits.get('/plan.migplan') ?? [])].reverse()) document.edit(edit);
      text = document.text;
    }
    expect(text).not.toContain('member');
    expect(text.match(/# \d/g)).toEqual(['# 1', '# 2', '# 3', '# 4']);
    const { diagnostics } = analysisOf(new Map([['/plan.migplan', text]])).diagnostics('/plan.migplan');
    expect(diagnostics.map(({ code }) => code)).not.toContain('MP001');
  });
});
