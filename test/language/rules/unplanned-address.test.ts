/** MP901: what the source has and the plan forgot. */
import { expect, test } from 'vitest';
import { analyse, checkDiagnostics, checkFix, fixTitles, published } from '../../support/check.ts';

test('any declaration of the address is a decision; what is none of the plan’s domains is not looked at', () => {
  checkDiagnostics(`
domain a.example { subdomain town.a.example }
#      ^^^^^^^^^ error MP901: lea@a.example is in the source (0 messages, 0 B) and not in the plan; keep it, make it an alias, share it, or drop it with a reason
#      ^^^^^^^^^ error MP901: zoe@town.a.example is in the source (1 message, 2 GB, the newest of 4 March 2024) and not in the plan; keep it, make it an alias, share it, or drop it with a reason
mailbox anna@a.example "Anna" { alias a@a.example; was annette@a.example }
list board@a.example "Board" { member anna@a.example }
resource room@a.example room "Room"
drop old@a.example "nothing since 2021"
# inventory: ANNA@a.example 3 GB
# inventory: a@a.example 3 GB
# inventory: annette@a.example 3 GB
# inventory: board@a.example 3 GB
# inventory: room@a.example 3 GB
# inventory: old@a.example 3 GB
# inventory: lea@a.example 0 B, 0 messages
# inventory: zoe@town.a.example 2 GB, newest 2024-03-04
# inventory: jean@elsewhere.example 3 GB
`);
});

test('of a domain that changes its name, an address is planned under either', () => {
  checkDiagnostics(`
domain a.example { was old.example }
#      ^^^^^^^^^ error MP901: omar@old.example is in the source (1,204 messages, 3 GB) and not in the plan; keep it, make it an alias, share it, or drop it with a reason
mailbox anna@a.example "Anna"
mailbox jean.roux@a.example "Jean Roux" { was jr@old.example }
forward lea@old.example -> anna@a.example
# inventory: anna@old.example 3 GB
# inventory: jr@old.example 3 GB
# inventory: lea@old.example 3 GB
# inventory: omar@old.example 3 GB, 1204 messages
`);
});

const forgotten = (count: number): string =>
  Array.from({ length: count }, (_, i) => `# inventory: p${i}@a.example ${i} GB, 10 messages`).join('\n');

test('up to twenty are told one by one, more all at once with those that hold most', () => {
  const domain = 'domain a.example\n';
  expect(published(analyse(`${domain}${forgotten(20)}`))).toHaveLength(20);
  checkDiagnostics(`
domain a.example
#      ^^^^^^^^^ error MP901: the source has 1,200 addresses of a.example that the plan does not name, 719 TB in all, most in p1199@a.example, p1198@a.example, p1197@a.example; keep, share or drop each, or make it an alias
${forgotten(1200)}
`);
});

test('in French', () => {
  checkDiagnostics(
    `
domain a.example
#      ^^^^^^^^^ error MP901: lea@a.example est à la source (0 message, 0 o) et pas dans le plan\u00A0; gardez-la, faites-en un alias, partagez-la, ou abandonnez-la avec une raison
#      ^^^^^^^^^ error MP901: zoe@a.example est à la source (2 messages, 2 Go, le dernier du 4 mars 2024) et pas dans le plan\u00A0; gardez-la, faites-en un alias, partagez-la, ou abandonnez-la avec une raison
# inventory: lea@a.example 0 B, 0 messages
# inventory: zoe@a.example 2 GB, 2 messages, newest 2024-03-04
`,
    { locale: 'fr' },
  );
  checkDiagnostics(
    `
domain a.example
#      ^^^^^^^^^ error MP901: la source a 21 adresses de a.example que le plan ne nomme pas, 210 Go en tout, surtout dans p20@a.example, p19@a.example, p18@a.example\u00A0; gardez, partagez ou abandonnez chacune, ou faites-en un alias
${forgotten(21)}
`,
    { locale: 'fr' },
  );
});

const plan = (more = ''): string => `
licence E1 { quota 50 GB }
licence E3 { quota 100 GB }
domain a.example  # ours
${more}mailbox jean.dupont@a.example E1 "Jean Dupont"
# inventory: jean.dupont@a.example 3 GB
# inventory: jean.dupond@a.example 63 GB, newest 2024-01-02
`;

test('kept with the smallest licence that holds it, an alias of what it looks like, shared, or dropped with a reason', () => {
  const address = 'jean.dupond@a.example';
  checkFix(plan(), `Keep ${address} as a mailbox`, plan(`mailbox ${address} E3\n`));
  checkFix(
    plan(),
    `Make ${address} an alias of jean.dupont@a.example`,
    plan(`alias ${address} -> jean.dupont@a.example\n`),
  );
  checkFix(plan(), `Share ${address}`, plan(`shared ${address}\n`));
  checkFix(plan(), `Drop ${address}, with a reason`, plan(`drop ${address} "nothing since 2024-01-02"\n`));
});

test('an alias of who looks after the unit, or of the contact, where none looks like it', () => {
  const before = (alias: string): string => `
unit north "North" { admin anna@a.example }
domain a.example { unit north }
${alias}domain b.example
mailbox anna@a.example "Anna"
shared accueil@b.example "Accueil" { access anna@a.example full }
shared contact@b.example "Contact" { access anna@a.example full }
# inventory: anna@a.example 3 GB
# inventory: guillaume@a.example 3 GB
`;
  checkFix(
    before(''),
    'Make guillaume@a.example an alias of anna@a.example',
    before('alias guillaume@a.example -> anna@a.example\n'),
  );
  const inOther = (alias: string): string => `
domain b.example
${alias}mailbox anna@b.example "Anna"
shared accueil@b.example "Accueil" { access anna@b.example full }
shared contact@b.example "Contact" { access anna@b.example full }
# inventory: anna@b.example 3 GB
# inventory: accueil@b.example 3 GB
# inventory: contact@b.example 3 GB
# inventory: guillaume@b.example 3 GB
`;
  checkFix(
    inOther(''),
    'Make guillaume@b.example an alias of contact@b.example',
    inOther('alias guillaume@b.example -> contact@b.example\n'),
  );
});

test('in the plan’s language, and in the domain’s new name', () => {
  const before = (more: string): string => `
plan "P" { locale fr }
domain a.example { was old.example }
${more}# inventory: lea@old.example 3 GB
`;
  expect(fixTitles(before(''))).toEqual([
    'Keep lea@old.example as a mailbox',
    'Share lea@old.example',
    'Drop lea@old.example, with a reason',
  ]);
  checkFix(before(''), 'Keep lea@old.example as a mailbox', before('mailbox lea@a.example\n'));
  checkFix(
    before(''),
    'Drop lea@old.example, with a reason',
    before('drop lea@old.example "n’est pas repris"\n'),
  );
});

test('many are written as a list to go through', () => {
  const before = (more: string): string => `
domain a.example
${more}${forgotten(21)}
`;
  const lines = Array.from({ length: 21 }, (_, i) => `p${i}@a.example`).toSorted();
  expect(fixTitles(before(''))).toEqual([
    'Keep each of these 21 addresses as a mailbox',
    'Share each of these 21 addresses',
    'Drop each of these 21 addresses, with a reason',
  ]);
  checkFix(
    before(''),
    'Keep each of these 21 addresses as a mailbox',
    before(lines.map((address) => `mailbox ${address}\n`).join('')),
  );
});
