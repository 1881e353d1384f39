/**
 * Addresses that are named after a function and not after a person: the words as data, and a policy's `shared-address`.
 * Add the words that your organisation uses.
 */
import { foldedName } from './name-words.ts';

/** Functions and rooms of an organisation, French then English: as the first word of an address, or all of it. */
export const FUNCTIONS = words(`
  accueil achat achats adherent adherents adhesion adhesions administratif administration animation antenne archives asso
  association assistance benevolat benevoles bibliotheque boutique braderie bureau ca cabinet cantine centre charge chargee
  collectif collecte com comite commande commandes commercial communication compta comptabilite comite-directeur conseil contact contacts coordination
  copain courrier culture direction directeur directrice dg dons dpo dsi emploi epicerie equipe espace facturation facture factures federation
  fonctionnel formation gestion gouvernance groupe informatique inscription inscriptions jeunesse juridique libre-service
  loisirs logistique mairie maintenance maraude mediation medias newsletter nepasrepondre partenariat partenariats paie paye personnel planning
  permanence president presidence presidente presse projet projets qualite recrutement refuge rgpd rh secretaire secretariat secretariat-general
  secteur secretaire-general service services siege social solidarite sport stage stages standard technique tresorerie
  tresorier tresoriere urbanisme vacances vente ventes vestiaire vie-associative voyages webmestre
  abuse account accounting accounts admin admission admissions alert alerts all billing board booking bookings careers chair
  committee editor enquiries enquiry events everyone feedback finance frontdesk fundraising hello help helpdesk hostmaster hr info
  information infos invoice invoices it jobs legal library mail mailbox marketing media members membership news noreply no-reply
  office operations orders payroll postmaster press president privacy purchasing reception registration reservations root sales
  secretary security shop staff subscriptions supplier suppliers support team training treasurer volunteer volunteers
  volunteering warehouse webmaster welcome
`);

/** Those that are nobody's family name: also as the last word, as in `verdun.contact`. */
export const FUNCTIONS_AT_THE_END = words(`
  accueil compta comptabilite contact info infos newsletter postmaster rh secretariat standard support tresorerie webmaster
`);

/** Those that name an office and no office-holder: nobody leaves with them, so they need no licence of their own. */
const OFFICES = words(`
  accueil accounting accounts admin administration admissions adhesions bookings bureau communication compta comptabilite
  contact contacts courrier direction enquiries facturation feedback hello helpdesk hr info information infos inscriptions
  invoices mail newsletter noreply no-reply nepasrepondre office orders payroll planning postmaster press presse reception
  recrutement reservations rh sales secretariat secretariat-general service services standard support team tresorerie webmaster
  welcome
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Whether an address's local part is that of an office: one of `names` (a policy's), or where there are none of the usual ones. */
export const isOffice = (localPart: string, names: readonly string[]): boolean =>
  names.length > 0 ? isAmong(names, localPart) : OFFICES.has(foldedName(localPart));

/** Whether a local part is named after a function: all of it, its first word, or a last word that is nobody's family name. */
export function isFunction(localPart: string): boolean {
  const local = foldedName(localPart);
  const [first = ''] = local.split(/[._\d]/, 1);
  const [shortest = ''] = first.split('-', 1);
  if (FUNCTIONS.has(local) || FUNCTIONS.has(first) || FUNCTIONS.has(shortest)) return true;
  return FUNCTIONS_AT_THE_END.has(local.slice(local.search(/[^._-]*$/)));
}

/** Whether a mailbox's label begins with a function: `Équipe maraude Lille`, `Libre-service`. */
export function isLabelOfFunction(label: string): boolean {
  const [first = ''] = foldedName(label).match(/[a-z]+(?:-[a-z]+)*/) ?? [];
  const [shortest = ''] = first.split('-', 1);
  return FUNCTIONS.has(first) || FUNCTIONS.has(shortest);
}

interface Names {
  readonly whole: ReadonlySet<string>;
  readonly globs: readonly RegExp[];
}

/** By the list itself: a policy's is one for all the mailboxes it is for. */
const compiled = new WeakMap<readonly string[], Names>();

/** Whether a local part is one of the names; `accueil.*` stands for every name that begins like it. */
export function isAmong(names: readonly string[], localPart: string): boolean {
  let known = compiled.get(names);
  if (!known) {
    known = compile(names);
    compiled.set(names, known);
  }
  const local = foldedName(localPart);
  return known.whole.has(local) || known.globs.some((glob) => glob.test(local));
}

function compile(names: readonly string[]): Names {
  const folded = names.map(foldedName);
  return {
    whole: new Set(folded.filter((name) => !isGlob(name))),
    globs: folded.filter(isGlob).map(globOf),
  };
}

const isGlob = (name: string): boolean => /[*?]/.test(name);

/** `*` is any run of characters, `?` any one. Runs of `*` are one, so that no name takes long. */
function globOf(name: string): RegExp {
  const pattern = name
    .replace(/\*+/g, '*')
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's');
}
