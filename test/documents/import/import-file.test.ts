/** Files as people have them, and the whole plan that is made of each: what it says, what was left out, no error in it. */
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { imported, latin1, read, utf16le } from './imported.ts';

/** The addresses' file and the remarks of a file, as one text. */
async function story(...args: Parameters<typeof imported>): Promise<string> {
  const { addresses, remarks, errors } = await imported(...args);
  expect(errors).toEqual([]);
  return [addresses.trimEnd(), ...remarks.map((remark) => `> ${remark}`)].join('\n');
}

const lines = (text: string): string => text.replace(/^\n/, '').replace(/^ {4}/gm, '').trimEnd();

describe('exports', () => {
  test('Microsoft’s IMAP batch: the passwords are not read', async () => {
    const text =
      'EmailAddress,UserName,Password\r\nanna@a.example,anna,Pa55@word.fr\r\ninfo@a.example,info,"x,y"\r\n';
    const found = await story(text);
    expect(found).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example

    # shared: guessed from their names

    shared info@a.example
    > the password column was not read: a plan holds no passwords. Keep the file where only you can read it`),
    );
  });

  test('Google Workspace', async () => {
    const text = `First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],Recovery Email,Work Phone,Employee Title
Anna,Meier,Anna.Meier@a.example,****,/,home@mail.example,+33 1 02 03 04 05,Director
Front,Desk,front@a.example,****,/,,,
`;
    expect(await story(text)).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox Anna.Meier@a.example "Anna Meier" {
      given "Anna"
      family "Meier"
      title "Director"
      phone "+33 1 02 03 04 05"
    }
    mailbox front@a.example "Front Desk" {
      given "Front"
      family "Desk"
    }
    > the password column was not read: a plan holds no passwords. Keep the file where only you can read it
    > columns not used: Org Unit Path [Required], Recovery Email`),
    );
  });

  test('Exchange: types of recipients and proxy addresses', async () => {
    const text = `DisplayName,PrimarySmtpAddress,RecipientTypeDetails,Proxy addresses
Anna Meier,anna@a.example,UserMailbox,SMTP:anna@a.example+smtp:a.meier@a.example+smtp:anna@tenant.example
Contact,contact@a.example,SharedMailbox,
Salle 1,salle1@a.example,RoomMailbox,
Everyone,all@a.example,MailUniversalDistributionGroup,
`;
    expect(await story(text)).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example "Anna Meier" {
      alias a.meier@a.example
    }

    shared contact@a.example "Contact"

    resource salle1@a.example room "Salle 1"

    list all@a.example "Everyone"
    > ! 2 Proxy addresses: alias anna@tenant.example is left out: no mailbox of this file is in its domain`),
    );
  });

  test('suspended accounts, lists with members, and a column that is only called Alias', async () => {
    const text = `Nom complet;E-mail;Statut;Type;Membres;Alias
Anna Meier;anna@a.example;Suspended;;;
Équipe;equipe@a.example;Active;Liste;anna@a.example, Jean Petit et ami@b.example, Personne;
Jean Petit;jean@a.example;;;anna@a.example;
;a@a.example;;alias;;anna@a.example
`;
    expect(await story(text)).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example "Anna Meier"
    mailbox jean@a.example "Jean Petit"

    list equipe@a.example "Équipe" {
      member anna@a.example, jean@a.example, ami@b.example
    }

    alias a@a.example -> anna@a.example
    > 2 anna@a.example is suspended where the file comes from: taken like the others, drop it if nobody needs it
    > ! 3 Membres: member “Personne” is left out: it is no address, and no row is theirs; add it by hand
    > ! 4 Membres: names members of an address that is not a list; say so in its type, or add them by hand`),
    );
  });

  test('logins without a domain, as BlueMind lists them, with --domain', async () => {
    const text = 'login;nom;prénom;profil\nameier;Meier;Anna;user\ncontact;;;\njean@b.example;;;\n';
    expect(await story(text, { domain: 'a.example' })).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox ameier@a.example "Anna Meier" {
      given "Anna"
      family "Meier"
    }

    # shared: guessed from their names

    shared contact@a.example
    > columns not used: profil
    > addresses of other domains than a.example, left out as asked: 1`),
    );
  });
});

const SHEET = [
  'Adresse mail;Conserver ?;Licence;Alias de;Nom;Prénom;Téléphone;Fonction;Implantation;Qui a accès',
  'camille.dupont@a.example;oui;E3;;Dupont;Camille;03 29 00 00 00;Secrétaire;ANT CE 055 0 00000 002689;',
  'jean.martin@a.example;Oui;e1;;Martin;Jean;;;2689;',
  'contact@a.example;oui;Partagée;;;;;;;"camille.dupont@a.example, Martin Jean (lecture)"',
  'salles@ville.a.example;oui;partagée;;;;;;;Paul Absent',
  'anne-marie@a.example;oui;Alias;camille.dupont@a.example;;;;;;',
  'am@a.example;oui;Alias;anne-marie;;;;;;',
  'rond@a.example;;Alias;rond@a.example;;;;;;',
  'perdu@a.example;;Alias;;;;;;;',
  'ami@a.example;;Alias;ami@orange.example;;;;;;',
  'vieux@a.example;non;;;;;;;;',
  'pas une adresse;oui;E1;;;;;;;',
  ';oui;E1;;Sans;Adresse;;;;',
  'paul@a.example;peut-être;E1;;;;;;;',
  'JEAN.martin@a.example;Oui;e1;;Martin;Jean;;;2689;',
  'camille.dupont@a.example;oui;E1;;;;;;;',
  ';;;;;;;;;',
  ';oui;E1;;;;;;;',
  ';oui;;;;;;;;',
].join('\r\n');

const SHEETS_PLAN = lines(`
    domain a.example { unit organisation; subdomain ville.a.example }

    mailbox camille.dupont@a.example E3 "Camille Dupont" {
      given "Camille"
      family "Dupont"
      title "Secrétaire"
      phone "03 29 00 00 00"
      site 2689
    }
    mailbox jean.martin@a.example E1 "Jean Martin" {
      given "Jean"
      family "Martin"
      site 2689
    }
    mailbox paul@a.example E1

    shared contact@a.example {
      access camille.dupont@a.example full
      access jean.martin@a.example read
    }
    shared salles@ville.a.example

    alias am@a.example -> camille.dupont@a.example
    alias anne-marie@a.example -> camille.dupont@a.example

    forward ami@a.example -> ami@orange.example

    drop vieux@a.example "not kept, says list.csv"`);

const SHEETS_REMARKS = lines(`
    > Conserver ?: rows that leave it empty, kept: 3
    > rows of the form that nobody filled in, skipped: 2
    > ! 5 Qui a accès: access for “Paul Absent” is left out: no row, or more than one, is theirs; add it to the plan by hand
    > ! 8 rond@a.example is an alias of “rond@a.example”, which is no mailbox of this file; correct it, or add that mailbox
    > ! 9 perdu@a.example is an alias, and the row does not say of which address; name it, or give it a licence
    > 10 ami@a.example leads to ami@orange.example, which is not in this file: written as a forward, which the target may refuse
    > ! 12 Adresse mail: “pas une adresse” has no @; write the whole address, or give the domain with --domain
    > ! 13 Adresse mail: there is no address; write one, or delete the row
    > ! 14 Conserver ?: “peut-être” is neither yes nor no; the address is kept
    > 15 JEAN.martin@a.example is already in row 3, kept once
    > ! 16 camille.dupont@a.example is already in row 2, which says something else; this one is left out, correct the file if it is the right one`);

describe('a sheet that federations fill in', () => {
  test('each row becomes what it says, and what cannot be read is told', async () => {
    expect(await story(SHEET)).toBe(`${SHEETS_PLAN}\n${SHEETS_REMARKS}`);
  });

  test('in other encodings, with another separator, below a title', async () => {
    const note = '> not UTF-8: read as Windows-1252 (Latin-1); look at the accents in the plan';
    expect(await story(latin1(SHEET))).toBe(`${SHEETS_PLAN}\n${note}\n${SHEETS_REMARKS}`);
    expect(await story(utf16le(`\uFEFF${SHEET.replaceAll(';', '\t')}`))).toBe(
      `${SHEETS_PLAN}\n${SHEETS_REMARKS}`,
    );
    const titled = await imported(`Adresses de la Meuse;;\r\n;;\r\n${SHEET}`);
    expect(titled.addresses.trimEnd()).toBe(SHEETS_PLAN);
    expect(titled.remarks[2]).toMatch(/^! 7 Qui a accès: access/);
  });

  test('its root plan names the licences and sites, and says what is a placeholder', async () => {
    const { root } = await imported(SHEET, { timezone: 'Europe/Paris' });
    expect(root).toBe(
      `${lines(`
    # Made from list.csv. What is a placeholder says so: replace it before a dry run.

    plan "List" {
      locale en
      timezone Europe/Paris
      source source
      target target
      include "domains/*.migplan"
    }

    # Placeholder: where the mail is now. \`.invalid\` is nobody’s.
    endpoint source imap {
      host imap.source.invalid port 993 tls
      login master "migration" separator "*" secret env SOURCE_PASSWORD
    }

    # Placeholder: where the mail goes.
    endpoint target microsoft365 {
      tenant tenant.invalid
      client 00000000-0000-4000-8000-000000000000 secret env TARGET_SECRET
    }

    # From the file; add what each costs and holds: { price 2.76 EUR/month; quota 50 GB }
    licence E1
    licence E3

    unit organisation "List" {
      site 2689 "ANT CE 055 0 00000 002689"
    }

    lot wave1 "Wave 1" {
      date 2030-01-21  # placeholder: choose the day
      unit organisation
    }`)}\n`,
    );
  });

  test('a licence in several spellings is one, and is given a name that a plan can have', async () => {
    const cells = ['visio', 'Visio (salle)', 'VISIO', 'Office 365 E3 + Power BI', 'office 365 e3', 'aucune'];
    const text = cells.map((cell, index) => `p${index}@a.example;${cell}`).join('\n');
    const { root, addresses } = await imported(`mail;licence\n${text}`);
    expect(root.match(/^licence .*$/gm)).toEqual(['licence office-365-e3 "Office 365 E3"', 'licence visio']);
    expect(addresses.match(/ (?:visio|office-365-e3)$/gm)).toHaveLength(5);
  });

  test('services are units below the whole, whatever their spelling, and say whose each address is', async () => {
    const { root, addresses, remarks } = await imported(
      [
        'mail;service;type;site;conserver',
        'anna@a.example;État civil;;2689;',
        'bruno@a.example;ETAT CIVIL;;;',
        'chloe@a.example;Organisation;;;',
        'dan@a.example;;;;',
        'accueil@a.example;Urbanisme;partagée;;',
        'salle@a.example;urbanisme;salle;;',
        'vieux@a.example;Archives;;;non',
      ].join('\n'),
    );
    expect(root.match(/^unit .*|^ {2}site .*/gm)).toEqual([
      'unit organisation "List" {',
      '  site 2689',
      'unit Urbanisme { parent organisation }',
      'unit etat-civil "État civil" { parent organisation }',
    ]);
    expect(addresses.match(/^(?:mailbox|shared|resource|drop) .*|^ {2}unit .*/gm)).toEqual([
      'mailbox anna@a.example {',
      '  unit etat-civil',
      'mailbox bruno@a.example {',
      '  unit etat-civil',
      'mailbox chloe@a.example',
      'mailbox dan@a.example',
      'shared accueil@a.example {',
      '  unit Urbanisme',
      'resource salle@a.example room {',
      '  unit Urbanisme',
      'drop vieux@a.example "not kept, says list.csv"',
    ]);
    expect(remarks).toEqual(['conserver: rows that leave it empty, kept: 6']);
  });

  test('says it in French too', async () => {
    const { remarks, addresses } = await imported(SHEET, { locale: 'fr' });
    expect(remarks[2]).toBe(
      '! 5 Qui a accès: l’accès de «\u00A0Paul Absent\u00A0» est laissé de côté\u00A0: aucune ligne, ou plusieurs, lui correspondent\u00A0; ajoutez-le au plan à la main',
    );
    expect(addresses).toContain('drop vieux@a.example "non conservée d’après list.csv"');
  });
});

describe('lists', () => {
  test('one address a line, and pasted with names', async () => {
    const text = `# people
anna@a.example
"Meier, Jean" <jean@a.example>; Zoé Noël <zoe@a.example>,
Paul Petit paul@a.example
mailto:info@a.example

nobody
`;
    expect(await story(text, { name: 'list.txt' })).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example
    mailbox jean@a.example "Jean Meier"
    mailbox paul@a.example "Paul Petit"
    mailbox zoe@a.example "Zoé Noël"

    # shared: guessed from their names

    shared info@a.example
    > ! 7 no address on this line; write one, or delete the line`),
    );
  });

  test.each([
    ['behind a separator', 'anna@a.example;anna;Secret1\njean@a.example;jean;P@ss.word\n'],
    ['behind a blank', 'anna@a.example Secret1\njean@a.example P@ss.word\n'],
    ['in a map of YAML', 'anna@a.example: Secret1\njean@a.example: P@ss.word\n'],
    ['below a title', 'Accounts\nanna@a.example;Secret1\njean@a.example;P@ss.word\n'],
    [
      'in a row with a cell too many',
      'mail;nom;mot de passe\nanna@a.example;A;x\njean@a.example;J;x;P@ss.word\n',
    ],
  ])('a password %s goes nowhere', async (_, text) => {
    const result = await read(text, text.includes(': ') ? 'list.yaml' : 'list.csv');
    expect(JSON.stringify([result, ...(result.kind === 'plan' ? result.files : [])])).not.toMatch(
      /Secret1|P@ss|word"/,
    );
    expect(result.kind).toBe('plan');
  });

  test.each<[what: string, text: string]>([
    ['a YAML list', '- anna@a.example\n- info@a.example\n'],
    ['a YAML map', 'anna@a.example:\ninfo@a.example:\n'],
    ['YAML groups', 'mailboxes:\n  - anna@a.example\nothers:\n  - email: info@a.example\n'],
    ['JSON', '[{"email":"anna@a.example"},{"email":"info@a.example"}]'],
  ])('%s', async (_, text) => {
    expect(await story(text, { name: 'list.yaml' })).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example

    # shared: guessed from their names

    shared info@a.example`),
    );
  });

  test('a YAML map of maps, and a group that says what its addresses are', async () => {
    const text = `personal:
  anna@a.example: { prénom: Anna, nom: Meier, licence: E1, alias: [a@a.example, am@a.example] }
  jean@a.example: Jean
shared:
  desk@a.example: { accès: anna@a.example }
`;
    expect(await story(text.replace('nom: Meier, licence: E1', 'nom: Meier'), { name: 'a.yml' })).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example "Anna Meier" {
      given "Anna"
      family "Meier"
      alias a@a.example
      alias am@a.example
    }
    mailbox jean@a.example "Jean"

    shared desk@a.example {
      access anna@a.example full
    }`),
    );
  });
});

describe('workbooks', () => {
  async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
    const book = new ExcelJS.Workbook();
    fill(book);
    return new Uint8Array(await book.xlsx.writeBuffer());
  }

  test('formulas, links, rich text, merged headings, empty rows and other sheets', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('Lisez-moi').addRow(['Merci de remplir la feuille suivante']);
      const sheet = book.addWorksheet('Adresses');
      sheet.addRow(['Fédération de la Meuse']);
      sheet.mergeCells('A1:E1');
      sheet.addRow(['Adresse', 'Identité', '', 'Licence', 'Fonction']);
      sheet.mergeCells('B2:C2');
      sheet.addRow(['', 'Nom', 'Prénom', '', '']);
      for (const column of ['A', 'D', 'E']) sheet.mergeCells(`${column}2:${column}3`);
      sheet.addRow([
        { text: 'anna@a.example', hyperlink: 'mailto:anna@a.example' },
        'Meier',
        { richText: [{ text: 'An' }, { text: 'na', font: { bold: true } }] },
        'E1',
        { formula: 'CONCAT("Dir","ection")', result: 'Direction' },
      ]);
      sheet.addRow([]);
      sheet.addRow([
        { text: 'écrire', hyperlink: 'mailto:contact@a.example?subject=x' },
        '',
        '',
        'Partagée',
        { error: '#N/A' },
      ]);
      sheet.getCell('H6').value = 'à revoir';
      sheet.addRow(['jean', new Date(Date.UTC(2025, 0, 20)), 3, 'E1', true]);
      const other = book.addWorksheet('Anciennes');
      other.addRow(['mail']);
      other.addRow(['vieux@a.example']);
    });
    expect(await story(bytes, { name: 'meuse.xlsx' })).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example E1 "Anna Meier" {
      given "Anna"
      family "Meier"
      title "Direction"
    }

    shared contact@a.example
    > only the sheet Adresses was read; these have addresses too: Anciennes
    > ! 7 Adresse: “jean” has no @; write the whole address, or give the domain with --domain`),
    );
  });

  test('a sheet with nothing but addresses, in any column', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('Feuil1');
      sheet.addRow(['1', 'anna@a.example']);
      sheet.addRow([]);
      sheet.addRow(['2', 'rien']);
    });
    expect(await story(bytes, { name: 'a.xlsx' })).toBe(
      lines(`
    domain a.example { unit organisation }

    mailbox anna@a.example
    > ! 3 no address on this line; write one, or delete the line`),
    );
  });
});

/** An archive whose directory says that its one file is so large. */
function zipOfSize(size: number): Uint8Array {
  const bytes = Buffer.alloc(100);
  bytes.write('PK\u0003\u0004', 0, 'latin1');
  bytes.write('PK\u0001\u0002', 40, 'latin1');
  bytes.writeUInt32LE(size, 64);
  return new Uint8Array(bytes);
}

describe('nothing to read', () => {
  test.each<[what: string, bytes: Uint8Array | string, says: RegExp]>([
    ['an empty file', '', /no address/],
    ['text without an address', 'hello\nworld\n', /no address/],
    [
      'a picture',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      /neither text nor/,
    ],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /\.xlsx/],
    ['a workbook that unpacks to 4 GB', zipOfSize(0xfffffff0), /over 400 MB/],
    ['a damaged workbook', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 4]), /no Excel workbook/],
  ])('%s is said to be so', async (_, bytes, says) => {
    const result = await read(bytes);
    expect(result.kind).toBe('unreadable');
    if (result.kind === 'unreadable') expect(result.says.en).toMatch(says);
  });

  test('broken YAML names its line', async () => {
    const result = await read('a: [\nb: "', 'list.yaml');
    expect(result.kind === 'unreadable' && result.says.en).toMatch(/no YAML.*line \d/);
  });
});
