/** MP905: mailboxes that hold nothing to copy. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('empty at the source, under whichever address; what is new is meant to be', () => {
  checkDiagnostics(`
domain a.example { was old.example }
mailbox anna@a.example "Anna"
#       ^^^^^^^^^^^^^^ information MP905: anna@old.example holds no message in the source: there is nothing to copy; drop it if nobody uses it
mailbox lea@a.example "Léa" { new }
mailbox jean@a.example "Jean"
shared contact@a.example "Contact" { access jean@a.example full }
#      ^^^^^^^^^^^^^^^^^ information MP905: contact@a.example holds no message in the source: there is nothing to copy; drop it if nobody uses it
# inventory: anna@old.example 0 B, 0 messages
# inventory: lea@a.example 0 B, 0 messages
# inventory: jean@a.example 2 kB, 1 messages
# inventory: contact@a.example 0 B, 0 messages
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna@a.example "Anna"
#       ^^^^^^^^^^^^^^ information MP905: anna@a.example ne contient aucun message à la source\u00A0: il n’y a rien à copier\u00A0; abandonnez-la si personne ne s’en sert
# inventory: anna@a.example 0 B, 0 messages
`,
    { locale: 'fr' },
  );
});
