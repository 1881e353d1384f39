/** MP305: a message that the target refuses. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('as it travels, with base64’s third; each target has its own limit; what may stay behind is not told', () => {
  checkDiagnostics(`
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
endpoint bm bluemind { url "https://bm.example"; secret env K }
endpoint new dovecot { host imap.a.example; login admin "m" secret env S }
domain a.example { target office }
domain b.example { target bm }
domain c.example { target new }
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
#       ^^^^^^^^^^^^^^ warning MP305: the largest message of jean@a.example is 37.7 MB, Microsoft 365 takes 37.7 MB (+ 1 B), attachments of 27.6 MB; it would stay behind: have its attachments saved, or the limit raised
mailbox lea@b.example "Léa"
#       ^^^^^^^^^^^^^ warning MP305: the largest message of lea@b.example is 30 MB, BlueMind takes 20 MB, attachments of 14.6 MB; it would stay behind: have its attachments saved, or the limit raised
mailbox omar@c.example "Omar"
mailbox ida@a.example "Ida" { keep since 2024-01-01 }
mailbox tom@a.example "Tom" { exclude folder "Listes" }
shared contact@a.example "Contact" { access anna@a.example full }
#      ^^^^^^^^^^^^^^^^^ warning MP305: the largest message of contact@a.example is 52 MB, Microsoft 365 takes 37.7 MB, attachments of 27.6 MB; it would stay behind: have its attachments saved, or the limit raised
# inventory: anna@a.example 2 GB, largest 37748736 B
# inventory: jean@a.example 2 GB, largest 37748737 B
# inventory: lea@b.example 2 GB, largest 30 MB
# inventory: omar@c.example 2 GB, largest 300 MB
# inventory: ida@a.example 2 GB, largest 52 MB
# inventory: tom@a.example 2 GB, largest 52 MB
# inventory: contact@a.example 2 GB, largest 52 MB
`);
});

test('a raised limit', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
#       ^^^^^^^^^^^^^^ warning MP305: the largest message of jean@a.example is 151 MB, Microsoft 365 takes 150 MB, attachments of 110 MB; it would stay behind: have its attachments saved, or the limit raised
# inventory: anna@a.example 2 GB, largest 120 MB
# inventory: jean@a.example 2 GB, largest 151 MB
# facts: microsoft365: { message-bytes: 150 MB }
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox jean@a.example "Jean"
#       ^^^^^^^^^^^^^^ warning MP305: jean@a.example\u00A0: le plus gros message fait 52 Mo, Microsoft 365 accepte 37,7 Mo, soit 27,6 Mo de pièces jointes\u00A0; il resterait à la source\u00A0: faites enregistrer ses pièces jointes, ou relever la limite
# inventory: jean@a.example 2 GB, largest 52 MB
`,
    { locale: 'fr' },
  );
});
