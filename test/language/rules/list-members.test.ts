/** MP506: lists that reach nobody, and members that mail cannot reach. */
import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check.ts';

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
#                                 ^^^^^^^^^^^^^ error MP506: la liste all@a.example est membre d’elle-même ; retirez-la
#                                                ^^^^^^^^^^^^^^^^^ error MP506: annette@a.example est une ancienne adresse : la liste all@a.example enverrait là où il n’y a plus personne ; écrivez anna@a.example
#                                                                   ^^^^^^^^^^^^^^^ error MP506: vieux@a.example est abandonnée et ne recevrait rien de la liste all@a.example ; retirez-la
#                                                                                    ^^^^^^^^^^^^^^^^ error MP506: rien dans ce plan ne s’appelle quidam@a.example, membre de la liste all@a.example ; déclarez cette adresse, ou retirez-la
list board@a.example "Board"
#    ^^^^^^^^^^^^^^^ warning MP506: la liste board@a.example n’a aucun membre, et son courrier n’atteint personne ; nommez ses membres, ou abandonnez-la avec une raison
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
    'Replace anaa@a.example by the nearest address',
    plan('member anna@a.example'),
  );
  checkFix(
    plan('member anna@a.example, all@a.example'),
    'Take all@a.example out of the list',
    plan('member anna@a.example'),
  );
});
