/** MP301: more in the source than the quota allows. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the licence’s quota, an own quota, a shared mailbox; equal is enough room', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
licence E2 { quota 100 GB }
licence free
domain a.example
mailbox anna@a.example E1 "Anna"
#                      ^^ warning MP302: 50 GB in the source are 100 % of the 50 GB that licence E1 holds; make room, or take a larger one
mailbox jean@a.example E2 "Jean" { quota 80 GB }
mailbox lea@a.example E1 "Léa" { quota 10 GB }
#                                      ^^^^^ error MP301: 10 GB in the source, the quota is 10 GB (+ 1 MB)
mailbox omar@a.example free "Omar"
mailbox zoe@a.example E1 "Zoé" { keep since 2020-01-01 }
shared contact@a.example E1 "Contact" { access anna@a.example full }
#                        ^^ error MP301: 1.2 TB in the source, licence E1 holds 50 GB
shared desk@a.example "Desk" { access anna@a.example full }
# inventory: anna@a.example 50 GB
# inventory: jean@a.example 63.2 GB
# inventory: lea@a.example 10.001 GB
# inventory: omar@a.example 900 GB
# inventory: zoe@a.example 900 GB
# inventory: contact@a.example 1200 GB
# inventory: desk@a.example 900 GB
`);
});

test('an address of the inventory is found without case; an emoji before it moves the columns', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
domain a.example
mailbox Jean@A.example E1 "📬 Jean" { title "📬📬"; quota 1 GB }
#                                                         ^^^^ error MP301: 2 GB in the source, the quota is 1 GB
# inventory: JEAN@a.example 2 GB
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { quota 50 GB }
domain a.example
mailbox anna@a.example E1 "Anna"
#                      ^^ error MP301: 63,2 Go à la source, la licence E1 en accepte 50 Go
mailbox jean@a.example E1 "Jean" { quota 500 MB }
#                                        ^^^^^^ error MP301: 1,5 Go à la source, le quota est de 500 Mo
# inventory: anna@a.example 63.2 GB
# inventory: jean@a.example 1.5 GB
`,
    { locale: 'fr' },
  );
});

test('its severity is the policy’s, by name or by code', () => {
  checkDiagnostics(`
policy { severity mailbox-over-quota warning, MP204 off }
licence E1 { quota 50 GB }
domain a.example
mailbox anna@a.example E1 "Anna"
#                      ^^ warning MP301: 63.2 GB in the source, licence E1 holds 50 GB
drop anna@a.example "twice"
# inventory: anna@a.example 63.2 GB
`);
});

test('the inventory is looked up under the address that the source has', () => {
  checkDiagnostics(`
licence E1 { quota 50 GB }
domain new.example { was old.example }
mailbox anna@new.example E1 "Anna"
#                        ^^ error MP301: 63.2 GB in the source, licence E1 holds 50 GB
# inventory: anna@old.example 63.2 GB
mailbox bea@new.example E1 "Béa" { was beatrice@elsewhere.example }
#                       ^^ error MP301: 51 GB in the source, licence E1 holds 50 GB
# inventory: beatrice@elsewhere.example 51 GB
`);
});
