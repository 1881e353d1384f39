/**
 * Which column holds what, told from headings in French and English as they are found in people's files. The headings
 * are data; accents, case, spacing and what stands in brackets do not count. Knows nothing of the rows below.
 */
import { isEmpty, type Row } from './table.ts';

/** What a column holds. `password` and `ignored` are never read. */
export const ROLES = [
  'password',
  'ignored',
  'keep',
  'aliasOf',
  'access',
  'members',
  'licence',
  'kind',
  'given',
  'family',
  'aliases',
  'phone',
  'title',
  'unit',
  'site',
  'reason',
  'status',
  'address',
  'login',
  'name',
] as const;
export type Role = (typeof ROLES)[number];
export type ReadRole = Exclude<Role, 'password' | 'ignored'>;

interface Headings {
  /** The whole heading. */
  readonly is?: string;
  /** Words somewhere in the heading; tried in the order of ROLES where no whole heading fits. */
  readonly has?: string;
}

const HEADINGS: Readonly<Record<Role, Headings>> = {
  password: {
    is: 'pass | pwd | mdp | secret',
    has: 'password | passwd | mot de passe | motdepasse | code secret | passphrase | hash',
  },
  ignored: {
    is: 'work address | home address | adresse | adresse 1 | adresse 2 | address line 1',
    has: 'recovery | secondary email | new primary email | manager | postale | postal | adresse de secours | adresse personnelle | street | org unit path | last sign in | rue',
  },
  keep: {
    is: 'keep | kept | garder | garde | conserver | conservee | conserve | migrer | migrate | keep yes no | a garder',
    has: 'a conserver | conserver | to keep | a migrer | to migrate | a garder',
  },
  aliasOf: {
    is: 'alias of | alias de | alias vers | alias to | cible | cible de l alias | target | redirige vers | adresse principale | boite principale | vers',
    has: 'alias de | alias of | alias vers | cible de l alias | alias target | si alias | if alias | vers quelle adresse',
  },
  access: {
    is: 'acces | access | delegues | delegates | droits | full access | utilisateurs | users',
    has: 'a acces | ont acces | acces a | accedent | has access | who has access | acces pour | personnes ayant acces | qui accede | full access | shared with | partagee avec | partage avec',
  },
  members: { is: 'membres | members | destinataires | recipients', has: 'membres de | members of' },
  licence: {
    is: 'licence | license | licences | licenses | licence souhaitee | offre | sku | plan | abonnement',
    has: 'licence | license',
  },
  kind: {
    is: 'type | kind | genre | nature | recipient type details | recipient type | type de boite | mailbox type | type de compte | account type | type d adresse',
    has: 'type de boite | type d adresse | mailbox type',
  },
  given: {
    is: 'prenom | prenoms | given name | givenname | first name | first | given | forename',
    has: 'first name | given name | prenom',
  },
  family: {
    is: 'nom | nom de famille | family name | last name | lastname | surname | sn | family | nom d usage | nom usuel',
    has: 'last name | family name | nom de famille | surname',
  },
  aliases: {
    is: 'alias | aliases | email aliases | proxy addresses | autres adresses | adresses secondaires | other addresses | email addresses | alias email | alias mail',
    has: 'proxy addresses | autres adresses | aliases',
  },
  phone: {
    is: 'telephone | tel | phone | phone number | mobile | portable | numero | n de telephone | business phone | work phone | mobile phone | office phone | telephone number | tel fixe | tel portable',
    has: 'telephone | work phone | business phone | phone number',
  },
  title: {
    is: 'fonction | title | titre | job title | poste | employee title | function | role | metier',
    has: 'fonction | job title',
  },
  unit: {
    is: 'service | services | direction | direction service | departement | department | unite | unit | division | pole | entite | entity | federation | filiale | business unit | organizational unit',
    has: 'service de rattachement | service d affectation | unite de rattachement | unite organisationnelle | direction de rattachement',
  },
  site: {
    is: 'site | implantation | implantation de rattachement | office | bureau | identifiant atrium | code structure | antenne | lieu | location | office location',
    has: 'implantation | atrium | code structure | structure de rattachement',
  },
  reason: {
    is: 'raison | motif | reason | commentaire | commentaires | comment | comments | remarque | remarques | note | notes | observations',
    has: 'commentaire | motif | raison | reason',
  },
  status: {
    is: 'status | statut | etat | state | block credential | block sign in | blocked',
    has: 'block credential | status',
  },
  address: {
    is: 'email | mail | courriel | mel | email address | adresse email | adresse mail | adresses email | adresses mail | adresse de messagerie | adresse electronique | adresse courriel | user principal name | upn | primary smtp address | primary email | boite | boite mail | boite aux lettres | mailbox | address | adresse actuelle | adresses | compte | account | bal',
    has: 'email address | adresse email | adresse mail | adresse actuelle | adresse electronique | adresse de messagerie | user principal name | primary smtp address | adresse a migrer',
  },
  login: {
    is: 'login | user name | username | user | utilisateur | identifiant | nom d utilisateur | uid | user id | sam account name | userid',
  },
  name: {
    is: 'name | display name | nom complet | full name | nom affiche | nom d affichage | nom prenom | nom et prenom | prenom nom | prenom et nom | cn | libelle | intitule | label | displayname',
    has: 'display name | nom complet | nom affiche | nom d affichage | intitule',
  },
};

/** A word, or `adresse`, that is an address where no better heading is there. */
const LAST_RESORT: Readonly<Record<string, Role>> = { adresse: 'address' };

/** Text as headings and words of a cell are compared: no accents, no case, no brackets, one blank between words. */
export function folded(text: string): string {
  return text
    .replace(/\[[^\]]*\]|\([^)]*\)/g, ' ')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\be mail/g, 'email')
    .trim();
}

const phrases = (list: string | undefined): string[] => (list === undefined ? [] : list.split(' | '));
const squashed = (text: string): string => text.replaceAll(' ', '');

const WHOLE: ReadonlyMap<string, Role> = new Map(
  ROLES.flatMap((role) => phrases(HEADINGS[role].is).map((phrase) => [squashed(phrase), role] as const)),
);

/** What a heading says its column holds. */
export function roleOf(heading: string): Role | undefined {
  const words = folded(heading.slice(0, 200));
  const whole = WHOLE.get(squashed(words));
  if (whole !== undefined || words === '') return whole;
  return ROLES.find((role) =>
    phrases(HEADINGS[role].has).some((phrase) => ` ${words} `.includes(` ${phrase} `)),
  );
}

export interface Header {
  /** Where each role stands, the first column of each. */
  readonly columns: ReadonlyMap<Role, number>;
  /** Headings as written, by column. */
  readonly headings: readonly string[];
  /** Columns with a heading that says nothing to us, or whose role another column has. */
  readonly unread: readonly string[];
  readonly hasPasswords: boolean;
  /** The rows below the header. */
  readonly rows: readonly Row[];
}

/** A header stands in the first rows, under a title at most. */
const MOST_ROWS_ABOVE = 40;

/** The row of headings that says most; none where no row names an address column, or a login's where those will do. */
export function findHeader(rows: readonly Row[], loginsWillDo: boolean): Header | undefined {
  let best: Header | undefined;
  const first = rows.slice(0, MOST_ROWS_ABOVE);
  for (const [index, row] of first.entries()) {
    if (isEmpty(row) || row.cells.some((cell) => cell.includes('@'))) continue;
    const header = readHeader(row, rows.slice(index + 1));
    if (!header.columns.has('address') && !(loginsWillDo && header.columns.has('login'))) continue;
    if (header.columns.size > (best?.columns.size ?? 0)) best = header;
  }
  return best;
}

function readHeader({ cells }: Row, rows: readonly Row[]): Header {
  const columns = new Map<Role, number>();
  const unread: string[] = [];
  const roles = cells.map(roleOf);
  for (const [column, role] of roles.entries()) {
    const heading = cells[column]?.trim() ?? '';
    if (role === 'password') columns.set(role, column);
    else if (role === undefined || role === 'ignored' || columns.has(role)) unread.push(heading);
    else columns.set(role, column);
  }
  const resort = columns.has('address')
    ? -1
    : cells.findIndex((cell) => LAST_RESORT[folded(cell)] === 'address');
  if (resort >= 0) columns.set('address', resort);
  return {
    columns,
    headings: cells.map((cell) => cell.replace(/\s+/g, ' ').trim()),
    unread: [...new Set(unread)].filter((heading) => heading !== '' && heading !== cells[resort]?.trim()),
    hasPasswords: columns.has('password'),
    rows,
  };
}
