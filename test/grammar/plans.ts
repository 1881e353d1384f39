/** Plans for the grammar's tests: one that uses the whole surface of the language, and generators of others in any layout. */
import fc from 'fast-check';
import { DECLARATION_KEYWORDS } from '../../grammar/patterns.ts';

/** Every declaration and every property, in the layout people write before they format. */
export const WHOLE_SURFACE = `# plan.migplan — the whole surface
plan "Entraide vers Microsoft 365" {
  locale   fr                      # language of the sheets
  timezone Europe/Paris
  country  FR
  source   mutualise
  target   m365
  include  "units.migplan", "federations/*.migplan"
}

endpoint mutualise imap {
  host        imap.mutualise.example port 993 tls
  login       master "migration" separator "*" secret env ENTRAIDE_MASTER_PASSWORD
  connections 8
  rate        20 MB/s
  quiet       08:00..18:00             # no bulk copy in these hours
  until       2025-12-31
}
endpoint m365 microsoft365 {
  tenant entraide.onmicrosoft.com
  client 8f2c1d7e-0000-4000-8000-000000000001 secret env ENTRAIDE_GRAPH_SECRET
  usage-location FR
  exchange handover
}
endpoint anciens archive { path "archives/2020"; format maildir }
endpoint murder cyrus { host cyrus.example; login admin "cyrus" secret file "cyrus.secret"; url "https://cyrus.example" }
endpoint local dovecot { host localhost port 10143 plain; login each secret prompt; connections 4
  sieve localhost port 4190 plain; smtp localhost port 2525 plain
  directory "ldaps://ldap.example" base "ou=people,dc=example" bind "cn=admin,dc=example" secret env LDAP
}
endpoint collectif bluemind { url "https://bm.example"; secret keychain "bluemind" }

licence E1 "Office sur le web" { price 2.76 EUR/month; quota 50 GB;  sku STANDARDPACK }
licence E3 "Office installé"   { price 8.24 EUR/month; quota 100 GiB; sku "ENTERPRISE PACK"; seats 120 }

unit entraide  "Entraide nationale" { kind national }
unit grand-est "Région Grand Est"   { kind region;     parent entraide }
unit fd55      "Fédération de la Meuse" { kind federation; parent grand-est
  admin camille.dupont@entraide55.example      # who receives this unit's sheets
  site  2689 "Antenne de Verdun", 2690
}

policy {
  personal-address "{given}.{family}"
  shared-address   contact, secretariat, tresorerie, "accueil.*"
  licence-share    E3 <= 1/3 per unit surcharge
  lot-size         300..350 mailboxes
  inactive-after   60 days
  alias-scope      domain
  cutover          needs approval
  deletions        mirror
  severity         personal-address off
}
policy for unit fd55 { licence-share E3 <= 33 %, E1 <= 100 % per plan }

timeline standard {
  J-14        send-sheets
  D-7         sheets-due
  D-5         freeze
  D-4         stage
  D-1 16:00   lock
  D-1 18:00   cutover
  D           open
  D+1         delta
  D+3         verify
  D+60        retire
}

lot pilote "Directions pilotes" { date 2024-12-09; pilot; mailbox camille.dupont@entraide55.example }
lot vague1 "Vague 1" {
  date     2025-01-20
  timeline standard
  after    pilote
  capacity 20..40 units
  domain   entraide54.example,
           entraide55.example          # the north
  unit     grand-est

  # migplan-ignore lot-size: agreed with the federation
  approved "comité du 15 janvier" on 2025-01-15
  hold     "domain still attached to an old tenant" until 2025-02-01
}

domain entraide55.example { unit fd55; subdomain ville.entraide55.example; limit 60 mailboxes; use fonctionnelles }
domain entraide54.example { source local; target m365; was old54.example; lot vague1; routing split via relay.example; dns handover }
domain mairie.example

mailbox camille.dupont@entraide55.example E3 "Camille Dupont" {
  given "Camille"; family "Dupont"; title "Secrétaire générale"; phone "+33 3 29 00 00 00"; site 2689
  was   cdupont@ancien.example
  alias c.dupont@entraide55.example
  quota 80 Go; keep since 2018-01-01; exclude folder "Spam", "Trash"
  folder "Objets envoyés" -> Sent
  calendar none; contacts copy; lot vague1; unit fd55; password sealed
  forward camille@ailleurs.example keep-copy until 2025-06-30
}
mailbox jean.martin@entraide55.example E1 "Jean \\"Jeannot\\" Martin \\u{1F4E7}"
shared  contact@entraide55.example "Contact Meuse" {
  new
  access camille.dupont@entraide55.example full, send-as
  access jean.martin@entraide55.example    read
  without access lea@entraide55.example; without alias info@entraide55.example
}
resource salle-verdun@entraide55.example room "Salle de Verdun" { capacity 12; booking automatic; manager jean.martin@entraide55.example }
list     bureau@entraide55.example "Bureau" { member camille.dupont@entraide55.example, jean.martin@entraide55.example; owner camille.dupont@entraide55.example }
alias    anne-marie@entraide55.example -> annemarie@entraide55.example
forward  tresorier@ancien.example -> jean.martin@entraide55.example until 2025-12-31
drop     vieux@entraide55.example "inactive since 2021, agreed with the federation"
drop     zoé@münchen.example

template fonctionnelles {
  shared contact@ "Contact {unit.title}" { access {unit.admin} full, send-as }
  alias  bonjour@ -> contact@
}
`;

const pick = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const atom = fc.oneof(
  { weight: 5, arbitrary: pick('fd55', 'grand-est', 'E3', 'GB', 'per', 'D', 'J', 'été', 'plan', 'lot') },
  { weight: 3, arbitrary: pick('50', '2.76', '33', '2025-01-20', '16:00', 'D-14', 'J-3', '300') },
  {
    weight: 3,
    arbitrary: pick('a@b.example', 'contact@', 'b.example', 'zoé@münchen.example', '{unit.admin}'),
  },
  { weight: 2, arbitrary: pick('->', '..', '/', '%', '<=', '*') },
  { weight: 2, arbitrary: pick('"Anna"', '""', '"a # b; { c"', '"\\"\\u{e9}"', '"  two  "') },
);
const gap = fc.oneof(
  { weight: 8, arbitrary: fc.constant(' ') },
  { weight: 3, arbitrary: pick('  ', '\t', '\u00A0', '   \t ') },
  { weight: 1, arbitrary: fc.constant('') },
);
const comment = pick(
  '#',
  '# note',
  '#note; with { braces } and "',
  '# migplan-ignore lot-size: agreed  ',
  '# é',
);
const lineEnd = fc.oneof(
  { weight: 8, arbitrary: fc.constant('\n') },
  { weight: 2, arbitrary: pick('\r\n', '\r', '\n\n', '\n\n\n\n', '\n  \t\n') },
  {
    weight: 2,
    arbitrary: fc
      .tuple(pick(' ', '', '   ', '\n    ', '\n\n\n  '), comment)
      .map(([before, text]) => `${before}${text}\n`),
  },
);
const indent = pick('  ', ' ', '\t', '      ');

const words = fc
  .array(fc.tuple(atom, gap), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([text, space]) => text + space).join(''));
const comma = fc.oneof(
  { weight: 3, arbitrary: pick(', ', ',', ' ,  ') },
  { weight: 1, arbitrary: fc.tuple(lineEnd, indent).map((parts) => `,${parts.join('')}`) },
);
const list = fc
  .array(fc.tuple(words, comma), { maxLength: 2 })
  .chain((before) => words.map((last) => before.map((parts) => parts.join('')).join('') + last));
const property = fc
  .tuple(pick('unit', 'alias', 'access', 'D-14', 'J-14', 'J', 'member', 'shared', 'été'), gap, list)
  .map(([keyword, space, values]) => `${keyword}${space || ' '}${values}`);

function body(depth: number): fc.Arbitrary<string> {
  const inside = depth > 0 ? fc.oneof({ weight: 5, arbitrary: property }, nested(depth - 1)) : property;
  const onLines = fc
    .tuple(
      lineEnd,
      fc.array(fc.tuple(indent, inside, fc.oneof(lineEnd, pick(';\n', '; ', ' ;', '\n'))), { maxLength: 4 }),
    )
    .map(([first, lines]) => `${first}${lines.map((parts) => parts.join('')).join('')}`);
  const onOneLine = fc.array(inside, { maxLength: 3 }).map((statements) => statements.join('; '));
  return fc.oneof(onLines, onOneLine).map((statements) => `{ ${statements} }`);
}

const nested = (depth: number): fc.Arbitrary<string> =>
  fc.tuple(property, body(depth)).map((parts) => parts.join(' '));

const declaration = fc
  .tuple(pick(...DECLARATION_KEYWORDS), words, fc.option(body(2)), lineEnd)
  .map(([keyword, head, braces, end]) => `${keyword} ${head} ${braces ?? ''}${end}`);

/** Plans that mostly parse, in every layout: comments, groups, line ends, odd spaces. Their values need not mean anything. */
export const layouts: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(fc.constant(''), fc.constant('\uFEFF'), lineEnd), fc.array(declaration, { maxLength: 5 }))
  .map(([head, declarations]) => head + declarations.join(''));

/** What a slip of the hand puts in, or a file that is no plan at all. */
export const SLIPS = [
  ...[
    '{',
    '}',
    '"',
    '#',
    ',',
    ';',
    '\n',
    '\r',
    '\r\n',
    '\\',
    '->',
    '..',
    '@',
    '-',
    '/',
    '%',
    '\u0000',
    '\uFEFF',
    '\u00A0',
  ],
  ...[
    '\u2028',
    '\ud800',
    '\u{1F4E7}',
    'é',
    '.',
    '{unit.admin}',
    '"\\u{110000}"',
    ' ',
    '\t',
    '\nplan ',
    '\nlot x',
    '\n}',
    'x'.repeat(500),
  ],
];
