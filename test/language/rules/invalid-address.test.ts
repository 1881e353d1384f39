/** MP201: what no mail system takes for an address. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('dots, characters and missing parts', () => {
  checkDiagnostics(`
domain a.example
mailbox .anna@a.example "Anna"
#       ^^^^^^^^^^^^^^^ error MP201: .anna@a.example is no address: before its @ a dot stands at an end or beside another; remove it
mailbox anna.@a.example "Anna" { alias a..nna@a.example; was anna@a..example }
#       ^^^^^^^^^^^^^^^ error MP201: anna.@a.example is no address: before its @ a dot stands at an end or beside another; remove it
#                                      ^^^^^^^^^^^^^^^^ error MP201: a..nna@a.example is no address: before its @ a dot stands at an end or beside another; remove it
#                                                            ^^^^^^^^^^^^^^^ error MP201: anna@a..example is no address: in its domain a dot stands at an end or beside another; remove it
mailbox contact@ "Contact"
#       ^^^^^^^^ error MP201: contact@ is no address: it has no domain, which only a template may leave out; write it after the @
shared {unit.admin} "Admin"
#      ^^^^^^^^^^^^ error MP201: {unit.admin} is no address: it has no domain, which only a template may leave out; write it after the @
drop jean@-a_b.example "gone"
#    ^^^^^^^^^^^^^^^^^ error MP201: jean@-a_b.example is no address: its domain may hold letters, digits and inner hyphens only
forward x@old.example -> jean@a.example.
#                        ^^^^^^^^^^^^^^^ error MP201: jean@a.example. is no address: in its domain a dot stands at an end or beside another; remove it
`);
});

test('64 octets before the @, 63 a label, 255 the domain, counted in UTF-8 and in the ASCII form', () => {
  checkDiagnostics(`
domain a.example
mailbox bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@a.example "64"
mailbox aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@a.example "65"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP201: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@a.example is no address: 65 octets stand before its @, at most 64 may; shorten it
mailbox ééééééééééééééééééééééééééééééééé@a.example "66"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP201: ééééééééééééééééééééééééééééééééé@a.example is no address: 66 octets stand before its @, at most 64 may; shorten it
drop x@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example "64 in a label"
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP201: x@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example is no address: a part of its domain is 64 octets long, at most 63 may be
drop x@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example "long"
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error MP201: x@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaa… is no address: its domain is 292 octets long, at most 255 may be
`);
});

test('letters beyond ASCII are legal, an invisible character is not', () => {
  checkDiagnostics(`
domain bücher.example
mailbox zoé.müller@bücher.example "Zoé"
mailbox an​na@bücher.example "zero-width space"
#       ^^^^^^^^^^^^^^^^^^^^ error MP201: an​na@bücher.example is no address: it holds a character that addresses cannot hold, perhaps an invisible one; type it again
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
mailbox anna..m@a.example "Anna"
#       ^^^^^^^^^^^^^^^^^ error MP201: anna..m@a.example n’est pas une adresse\u00A0: avant son @ un point est au bord ou à côté d’un autre\u00A0; retirez-le
`,
    { locale: 'fr' },
  );
});
