/** MP005: a value that cannot be what is meant. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('sizes, money, days, ranges, shares, hours, words', () => {
  checkDiagnostics(`
licence E1 { price 50 GB; quota 2.76 EUR/month; seats many }
#                  ^^^^^ error MP005: price takes an amount such as 2.76 EUR/month, not 50 GB
#                               ^^^^^^^^^^^^^^ error MP005: quota takes a size such as 50 GB, not 2.76 EUR/month
#                                                     ^^^^ error MP005: seats takes a whole number such as 60, not many
licence E2 { price -5 EUR/month }
#                  ^^^^^^^^^^^^ error MP005: price takes an amount such as 2.76 EUR/month, not -5 EUR/month
policy { licence-share E1 <= 4/3 per unit; lot-size 350..300 mailboxes; inactive-after 60 moons; alias-scope all }
#                            ^^^ error MP005: licence-share takes a share such as 1/3 or 33 %, not 4/3
#                                                   ^^^^^^^^ error MP005: lot-size takes a range with the smaller number first, such as 20..40, not 350..300
#                                                                                      ^^^^^^^^ error MP005: inactive-after takes a duration such as 60 days, not 60 moons
#                                                                                                            ^^^ error MP005: alias-scope takes one of domain, plan, any, not all
lot first { date 2025-02-31; domain a.example; approved by }
#                ^^^^^^^^^^ error MP005: date takes a day that exists, such as 2025-01-20, not 2025-02-31
#                                                       ^^ error MP005: approved takes a text between quotes, such as "Anna", not by
domain a.example
endpoint old imap { host imap.a.example port 993 ssl; login master "m" secret env S; rate 20 MB; quiet 8..18 }
#                                                ^^^ error MP005: host takes one of tls, starttls, plain, not ssl
#                                                                                         ^^^^^ error MP005: rate takes a rate such as 20 MB/s, not 20 MB
#                                                                                                      ^^^^^ error MP005: quiet takes hours such as 08:00..18:00, not 8..18
timeline t { D-1 25:00 lock; D-2 locked }
#                ^^^^^ error MP005: D-1 takes one of send-sheets, sheets-due, freeze, stage, lock, cutover, open, delta, verify, retire, not 25:00
#                                ^^^^^^ error MP005: D-2 takes one of send-sheets, sheets-due, freeze, stage, lock, cutover, open, delta, verify, retire, not locked
mailbox anna@a.example E1 "Anna"
mailbox ben@a.example E2 "Ben"
plan "P" { source old; timezone Mars/Olympus; locale de }
#                               ^^^^^^^^^^^^ error MP005: timezone takes a time zone such as Europe/Paris, not Mars/Olympus
#                                                    ^^ error MP005: locale takes one of en, fr, not de
`);
});

test('heads: a missing address, a missing arrow, too much', () => {
  checkDiagnostics(`
domain a.example
mailbox "Anna"
#       ^^^^^^ error MP005: mailbox takes an address such as anna@example.org, not "Anna"
alias a@a.example anna@a.example
#                 ^^^^^^^^^^^^^^ error MP005: alias takes an arrow -> before the address it goes to, not anna@a.example
mailbox anna@a.example "Anna" "Meier"
#                             ^^^^^^^ error MP005: nothing more belongs to mailbox here; remove "Meier"
unit
#^^^ error MP005: unit takes a name such as grand-est
`);
});

test('a password may be sealed, and nothing else', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example { password }
#                        ^^^^^^^^ error MP005: password takes the word sealed
`);
});

test('what follows a login is never repeated: it may be the password', () => {
  checkDiagnostics(`
endpoint old imap {
  host imap.a.example port 993 tls
  login master "migration" "hunter2"
#                          ^^^^^^^^^ error MP005: login takes the word secret and where it is kept, such as secret env NAME
  connections 4
}
`);
});

test('in French', () => {
  checkDiagnostics(
    `
licence E1 { price 50 GB; seats }
#                  ^^^^^ error MP005: price attend un montant tel que 2.76 EUR/month, et non 50 GB
#                         ^^^^^ error MP005: seats attend un nombre entier tel que 60
lot first { date 2025-02-31; pilot yes }
#                ^^^^^^^^^^ error MP005: date attend un jour qui existe, tel que 2025-01-20, et non 2025-02-31
#                                  ^^^ error MP005: rien d’autre n’est attendu ici pour pilot\u00A0; retirez yes
`,
    { locale: 'fr' },
  );
});
