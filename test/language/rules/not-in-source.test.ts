/** MP902: mailboxes that the source has not, and new ones that it has. */
import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check.ts';

test('under none of its addresses; where no inventory was taken nothing is known', () => {
  checkDiagnostics(`
domain a.example { subdomain town.a.example }
domain b.example
mailbox anna@a.example "Anna"
mailbox lea@a.example "Léa" { was leonie@b.example }
mailbox leo@a.example "Léo" { new }
mailbox bob@a.example "Bob" { was bobby@a.example }
shared contact@a.example "Contact" { access anna@a.example full }
#      ^^^^^^^^^^^^^^^^^ warning MP902: the source had no contact@a.example on 1 January 2025; correct the address, write its old one (was), or say that it is new
mailbox max@b.example "Max"
mailbox ida@town.a.example "Ida"
# inventory: anna@a.example 3 GB
# inventory: bobby@a.example 3 GB
`);
});

test('in a domain that changes its name, all of its inventories are asked', () => {
  checkDiagnostics(`
domain a.example { was old.example }
domain b.example { was old-b.example, older-b.example }
mailbox anna@a.example "Anna"
mailbox lea@a.example "Léa"
#       ^^^^^^^^^^^^^ warning MP902: the source had no lea@old.example on 1 January 2025; correct the address, write its old one (was), or say that it is new
mailbox max@b.example "Max"
mailbox bob@b.example "Bob"
# inventory: anna@old.example 3 GB
# inventory: bob@old-b.example 3 GB
`);
});

test('what is said to be new and has mail would leave it behind', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna" { new }
#                               ^^^ warning MP902: anna@a.example is said to be new, and the source has anna@a.example with 1,204 messages (3 GB); they would stay behind: take new out
mailbox lea@a.example "Léa" { new }
# inventory: anna@a.example 3 GB, 1204 messages
# inventory: lea@a.example 0 B, 0 messages
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna@a.example "Anna" { new }
#                               ^^^ warning MP902: anna@a.example est dite nouvelle, et la source a anna@a.example avec 12 messages (3 Go)\u00A0; ils resteraient là-bas\u00A0: retirez new
mailbox lea@a.example "Léa"
#       ^^^^^^^^^^^^^ warning MP902: la source n’avait pas de lea@a.example le 1er janvier 2025\u00A0; corrigez l’adresse, écrivez l’ancienne (was), ou dites qu’elle est nouvelle (new)
# inventory: anna@a.example 3 GB, 12 messages
`,
    { locale: 'fr' },
  );
});

test('new is written or taken out', () => {
  const before = `
domain a.example
mailbox anna@a.example "Anna" { new }
mailbox lea@a.example "Léa" { quota 3 GB }
# inventory: anna@a.example 3 GB
`;
  checkFix(before, 'Take new out, and copy its mail', before.replace(' { new }', ''));
  checkFix(before, 'Say that lea@a.example is new', before.replace('3 GB }', '3 GB; new }'));
});
