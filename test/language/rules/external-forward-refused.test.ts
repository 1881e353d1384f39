/** MP504: mail sent on to the outside. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('from mailboxes, shared ones and addresses left behind; a domain of the plan is not outside', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
domain b.example { target new }
endpoint new dovecot { host imap.a.example; login admin "m" secret env S }
mailbox anna@a.example "Anna" { forward x@out.example keep-copy, jean@b.example }
#                                       ^^^^^^^^^^^^^ warning MP504: anna@a.example: Microsoft 365 refuses to send mail on to x@out.example, which is outside the plan; have its policy allow it before, or name an address of the plan
mailbox jean@b.example "Jean" { forward x@out.example }
shared contact@a.example "Contact" { access anna@a.example full; forward y@out.example until 2027-01-01 }
#                                                                        ^^^^^^^^^^^^^ warning MP504: contact@a.example: Microsoft 365 refuses to send mail on to y@out.example, which is outside the plan; have its policy allow it before, or name an address of the plan
forward old@a.example -> z@out.example
#                        ^^^^^^^^^^^^^ warning MP504: old@a.example: Microsoft 365 refuses to send mail on to z@out.example, which is outside the plan; have its policy allow it before, or name an address of the plan
forward older@b.example -> z@out.example
forward oldest@ancient.example -> z@out.example
`);
});

test('where the plan says that it is allowed', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna" { forward x@out.example keep-copy }
# facts: microsoft365: { external-forwarding: allowed }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna" { forward x@out.example keep-copy }
#                                       ^^^^^^^^^^^^^ warning MP504: anna@a.example\u00A0: Microsoft 365 refuse de renvoyer le courrier à x@out.example, hors du plan\u00A0; faites-le d’abord autoriser, ou citez une adresse du plan
`,
    { locale: 'fr' },
  );
});
