/** Headings as they are found in people's files, and what their columns hold. */
import { expect, test } from 'vitest';
import { findHeader, roleOf } from '../../../server/documents/import/columns.ts';
import { soundsShared } from '../../../server/documents/import/guess-kind.ts';

test.each<[role: string | undefined, headings: string]>([
  [
    'address',
    'EmailAddress|Email Address [Required]|E-mail|MAIL|Adresse mail|Adresse électronique|Courriel|Adresse e-mail|User principal name|PrimarySmtpAddress|Boîte|Adresse actuelle',
  ],
  ['login', 'UserName|Login|Identifiant|Nom d’utilisateur'],
  [
    'password',
    'Password|Mot de passe|MDP|Password Hash Function [UPLOAD ONLY]|Password [Required]|Mot de passe initial',
  ],
  ['given', 'First Name [Required]|Prénom|PRENOM|Given name|firstname'],
  ['family', 'Last Name [Required]|Nom|Nom de famille|Surname|lastname'],
  ['name', 'Display name|DisplayName|Nom complet|Nom et prénom|Intitulé'],
  ['keep', 'Conserver ?|Conserver\u00A0?|À conserver (oui/non)|Adresse mail à conserver|Keep|Garder'],
  ['licence', 'Licence|Licences|License|Licence souhaitée|Licenses'],
  ['aliasOf', 'Alias de|Alias of|Si alias, vers quelle adresse|Cible de l’alias'],
  ['access', 'Qui a accès ?|Qui a accès\u00A0?|Personnes ayant accès|Who has access|Delegates'],
  ['phone', 'Téléphone|Tél.|Phone number|Work Phone|N° de téléphone'],
  ['title', 'Fonction|Title|Job title|Employee Title'],
  ['site', 'Implantation|Implantation de rattachement|Site|Identifiant Atrium|Office'],
  ['unit', 'Service|Direction|Department|Direction / Service|Unité|Pôle|Service de rattachement'],
  ['kind', 'RecipientTypeDetails|Type'],
  ['aliases', 'Alias|Proxy addresses|Autres adresses'],
  [
    'ignored',
    'Recovery Email|Home Secondary Email|New Primary Email [UPLOAD ONLY]|Manager Email|Adresse postale|Work Address|Org Unit Path [Required]',
  ],
  [undefined, 'Cost Center|Couleur||Building ID'],
])('%s: %s', (role, headings) => {
  for (const heading of headings.split('|')) expect([heading, roleOf(heading)]).toEqual([heading, role]);
});

test('the header may stand below a title, and a column called Adresse is the address where no better one is', () => {
  const rows = [
    ['Adresses de la Meuse'],
    [''],
    ['Nom', 'Adresse', 'Licence'],
    ['Dupont', 'a@a.example', 'E1'],
  ];
  const header = findHeader(
    rows.map((cells, index) => ({ number: index + 1, cells })),
    false,
  );
  expect([...(header?.columns ?? [])]).toEqual([
    ['family', 0],
    ['licence', 2],
    ['address', 1],
  ]);
  expect(header?.rows.map(({ number }) => number)).toEqual([4]);
});

test.each<[isShared: boolean, locals: string]>([
  [
    true,
    'contact secretariat Secrétariat contact.verdun secretariat-meuse info infos2025 tresorerie compta direction bureau accueil no-reply vie-associative verdun.contact hello sales',
  ],
  [false, 'camille.dupont c.dupont jean martin infante contacte annie.standar benoit-bureau x'],
])('sounds shared: %s', (isShared, locals) => {
  for (const local of locals.split(' '))
    expect([local, soundsShared(`${local}@a.example`)]).toEqual([local, isShared]);
});
