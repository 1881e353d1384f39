/** MP001: what the parser could not read. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('one broken declaration never hides another’s problems', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "Anna" {
#                             ^ error MP001: this brace is never closed; add a } where the declaration ends
  title "Secretary
#       ^^^^^^^^^^ error MP001: this text has no closing quote; add a " at its end, on the same line
mailbox jean@a.example E9 "Jean"
#                      ^^ error MP101: no licence is called E9; declare it or correct the name
`);
});

test('a keyword that was mistyped in column 0 is told with the one that was meant', () => {
  checkDiagnostics(`
domain a.example
mailbx anna@a.example "Anna"
#^^^^^ error MP001: mailbx starts no declaration: did you mean mailbox?
`);
});

test('what is not indented belongs to no declaration', () => {
  checkDiagnostics(`
domain a.example
limit 60 mailboxes
#^^^^ error MP001: limit starts no declaration; indent what belongs to the declaration above
`);
});

test('commas, separators, unreadable signs and braces', () => {
  checkDiagnostics(`
domain a.example { limit 60 mailboxes unit x
#                ^ error MP001: this brace is never closed; add a } where the declaration ends
#                                     ^^^^ error MP005: nothing more belongs to limit here; remove unit
list all@a.example "All" { member anna@b.example, , jean@b.example }
#                                                 ^ error MP001: a value is missing beside this comma; write it or remove the comma
licence E1 { } quota 50 GB
#              ^^^^^ error MP001: quota starts no declaration; indent what belongs to the declaration above
unit x ( "X"
#      ^ error MP005: unit takes a text between quotes, such as "Anna", not (
`);
});

test('columns are UTF-16 units, after an emoji too', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "📬 Anna" ) {}
#                                ^ error MP005: nothing more belongs to mailbox here; remove )
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example {
#                ^ error MP001: cette accolade n’est jamais fermée\u00A0; ajoutez } à la fin de la déclaration
`,
    { locale: 'fr' },
  );
});

test('where a secret may stand nothing of it is repeated', () => {
  checkDiagnostics(`
endpoint old imap {
  host imap.a.example port 993 tls
  login master "migration" secret "hunter2
#                          ^^^^^^^^^^^^^^^ error MP801: a secret is written here; write secret env OLD_SECRET instead, and change it where it is used: whoever reads the plan has seen it
#                                 ^^^^^^^^ error MP001: this text has no closing quote; add a " at its end, on the same line
  quiet ((always
#       ^^^^^^^^ error MP005: quiet takes hours such as 08:00..18:00, not ((always
}
endpoint older imap {
  host imap.a.example port 993 tls
  login master (((hunter2
#              ^^^ error MP005: login takes the word secret and where it is kept, such as secret env NAME
}
`);
});

test('a declaration that is indented, or behind another, is told where one begins', () => {
  const plan = (message: string): string => `
domain a.example
  unit x "X"
# ^^^^ error MP001: ${message.replace('KEYWORD', 'unit')}
mailbox anna@a.example "Anna" { } lot x
#                                 ^^^ error MP001: ${message.replace('KEYWORD', 'lot')}
`;
  checkDiagnostics(plan('a declaration begins in the first column; move KEYWORD to the start of a line'));
  checkDiagnostics(
    plan('une déclaration commence en première colonne\u00A0; mettez KEYWORD en début de ligne'),
    {
      locale: 'fr',
    },
  );
});

test('a first line that is indented is no declaration', () => {
  checkDiagnostics(`
  unit x "X"
# ^^^^ error MP001: a declaration begins in the first column; move unit to the start of a line
`);
});
