/** MP306: more, deeper or fuller folders than the target takes. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('each by itself and all at once; an older inventory tells of folders alone; what is left of some, nobody knows', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
#       ^^^^^^^^^^^^^^ warning MP306: jean@a.example has 10,001 folders, Microsoft 365 takes 10,000; have some joined, or leave them out with exclude
#       ^^^^^^^^^^^^^^ warning MP306: in jean@a.example folders lie 301 levels deep, Microsoft 365 takes 300; have the deepest moved up
#       ^^^^^^^^^^^^^^ warning MP306: a folder of jean@a.example has 1,000,001 messages, Microsoft 365 takes 1,000,000 in one; have it split
mailbox lea@a.example "Léa"
#       ^^^^^^^^^^^^^ warning MP306: a folder of lea@a.example has 1,200,000 messages, Microsoft 365 takes 1,000,000 in one; have it split
mailbox omar@a.example "Omar"
mailbox tom@a.example "Tom" { exclude folder "Listes" }
mailbox ida@a.example "Ida" { keep since 2024-01-01 }
shared contact@a.example "Contact" { access anna@a.example full }
#      ^^^^^^^^^^^^^^^^^ warning MP306: contact@a.example has 20,000 folders, Microsoft 365 takes 10,000; have some joined, or leave them out with exclude
# inventory: anna@a.example 2 GB, 10000 folders, deepest 300, fullest 1000000
# inventory: jean@a.example 2 GB, 10001 folders, deepest 301, fullest 1000001
# inventory: lea@a.example 2 GB, 12 folders, deepest 3, fullest 1200000
# inventory: omar@a.example 2 GB, 400 folders
# inventory: tom@a.example 2 GB, 12000 folders
# inventory: ida@a.example 2 GB, 12 folders, deepest 3, fullest 1200000
# inventory: contact@a.example 2 GB, 20000 folders
`);
});

test('a part of it has a severity of its own', () => {
  checkDiagnostics(`
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
policy { severity folder-too-deep off, too-many-folders error }
domain a.example
mailbox jean@a.example "Jean"
#       ^^^^^^^^^^^^^^ error MP306: jean@a.example has 10,001 folders, Microsoft 365 takes 10,000; have some joined, or leave them out with exclude
#       ^^^^^^^^^^^^^^ warning MP306: a folder of jean@a.example has 1,000,001 messages, Microsoft 365 takes 1,000,000 in one; have it split
# inventory: jean@a.example 2 GB, 10001 folders, deepest 301, fullest 1000001
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env S }
domain a.example
mailbox jean@a.example "Jean"
#       ^^^^^^^^^^^^^^ warning MP306: jean@a.example a 10 001 dossiers, Microsoft 365 en accepte 10 000\u00A0; faites-en réunir, ou écartez-en avec exclude
#       ^^^^^^^^^^^^^^ warning MP306: jean@a.example\u00A0: les dossiers s’emboîtent sur 301 niveaux, Microsoft 365 en accepte 300\u00A0; faites remonter les plus profonds
#       ^^^^^^^^^^^^^^ warning MP306: jean@a.example\u00A0: un dossier a 1 000 001 messages, Microsoft 365 en accepte 1 000 000 par dossier\u00A0; faites-le répartir en plusieurs
# inventory: jean@a.example 2 GB, 10001 folders, deepest 301, fullest 1000001
`,
    { locale: 'fr' },
  );
});
