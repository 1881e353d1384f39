/** MP701: a mailbox in no lot, or in two. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the nearest list counts: own lot, mailbox, sub-domain, domain, unit, parent', () => {
  checkDiagnostics(`
lot pilot { date 2024-12-09; pilot; mailbox anna@a.example }
lot one { date 2025-01-20; domain a.example; unit north }
lot two { date 2025-02-03; domain town.a.example; unit south }
unit north "North"
unit meuse "Meuse" { parent north }
unit south "South" { parent north }
unit west "West"
domain a.example { subdomain town.a.example }
domain b.example { unit meuse }
domain c.example { unit south }
domain d.example { unit west }
domain e.example { lot two }
mailbox anna@a.example "pilot"
mailbox jean@a.example "one" { lot two }
mailbox lea@town.a.example "two"
mailbox omar@b.example "one, by the parent"
mailbox zoe@c.example "two, by its unit"
mailbox max@d.example "none"
#       ^^^^^^^^^^^^^ error MP701: no lot moves max@d.example; put it, its domain or its unit in one
shared desk@d.example "none" { access max@d.example full }
#      ^^^^^^^^^^^^^^ error MP701: no lot moves desk@d.example; put it, its domain or its unit in one
resource room@d.example room "none"
#        ^^^^^^^^^^^^^^ error MP701: no lot moves room@d.example; put it, its domain or its unit in one
mailbox eva@e.example "two"
mailbox ida@d.example "one" { unit north }
`);
});

test('two lists of one kind, and a domain’s own lot beside a list', () => {
  checkDiagnostics(`
lot one { date 2025-01-20; domain a.example; unit north; mailbox anna@c.example; domain a.example }
lot two { date 2025-02-03; domain A.example; unit north; mailbox ANNA@c.example; domain b.example }
#                                 ^^^^^^^^^ error MP701: domain A.example is in two lots, one and two; take it out of one
#                                                 ^^^^^ error MP701: unit north is in two lots, one and two; take it out of one
#                                                                ^^^^^^^^^^^^^^ error MP701: mailbox ANNA@c.example is in two lots, one and two; take it out of one
unit north "North"
domain a.example
domain b.example { lot one }
#                      ^^^ error MP701: domain b.example is in two lots, two and one; take it out of one
domain c.example { unit north }
mailbox anna@c.example "Anna"
`);
});

test('without any lot there is nothing to be forgotten by; an undeclared domain is told as that alone', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna"
mailbox jean@zzzzzzz.example "Jean"
#       ^^^^^^^^^^^^^^^^^^^^ error MP203: the plan has no domain or sub-domain zzzzzzz.example; declare it: domain zzzzzzz.example
`);
});

test('each part has its severity', () => {
  checkDiagnostics(`
policy { severity mailbox-in-no-lot hint }
lot one { date 2025-01-20; domain a.example }
lot two { date 2025-02-03; domain a.example }
#                                 ^^^^^^^^^ error MP701: domain a.example is in two lots, one and two; take it out of one
domain a.example
domain b.example
mailbox anna@b.example "Anna"
#       ^^^^^^^^^^^^^^ hint MP701: no lot moves anna@b.example; put it, its domain or its unit in one
`);
});

test('in French', () => {
  checkDiagnostics(
    `
lot one { date 2025-01-20; domain a.example; unit north }
lot two { date 2025-02-03; domain a.example; unit north }
#                                 ^^^^^^^^^ error MP701: le domaine a.example est dans deux lots, one et two\u00A0; retirez-le de l’un
#                                                 ^^^^^ error MP701: l’unité north est dans deux lots, one et two\u00A0; retirez-la de l’un
unit north "North"
domain a.example
domain b.example
mailbox anna@b.example "Anna"
#       ^^^^^^^^^^^^^^ error MP701: aucun lot ne migre anna@b.example\u00A0; mettez cette boîte, son domaine ou son unité dans un lot
`,
    { locale: 'fr' },
  );
});
