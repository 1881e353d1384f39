/** Guesses from an address whether a person or a function reads it. The words are data; add those your organisation uses. */
import { localPartOf } from '../../language/model/names.ts';
import { folded } from './columns.ts';

/** Functions and rooms of an organisation, French then English: as the first word of an address, or all of it. */
const FUNCTIONS = words(`
  accueil achat achats adherent adherents adhesion adhesions administratif administration animation antenne archives asso
  association assistance benevolat benevoles bibliotheque boutique bureau ca cabinet cantine centre collecte com
  comite commande commandes commercial communication compta comptabilite comite-directeur conseil contact contacts coordination
  courrier culture direction directeur directrice dg dons dpo dsi emploi equipe espace facturation facture factures federation
  fonctionnel formation gestion gouvernance groupe informatique inscription inscriptions jeunesse juridique loisirs logistique
  mairie maintenance mediation medias newsletter nepasrepondre partenariat partenariats paie paye personnel planning
  permanence president presidence presidente presse projet projets qualite recrutement rgpd rh secretaire secretariat secretariat-general
  secteur secretaire-general service services siege social solidarite sport stage stages standard technique tresorerie
  tresorier tresoriere urbanisme vacances vente ventes vie-associative voyages webmestre
  abuse account accounting accounts admin admission admissions alert alerts all billing board booking bookings careers chair
  committee editor enquiries enquiry events everyone feedback finance frontdesk fundraising hello help helpdesk hostmaster hr info
  information infos invoice invoices it jobs legal library mail mailbox marketing media members membership news noreply no-reply
  office operations orders payroll postmaster press president privacy purchasing reception registration reservations root sales
  secretary security shop staff subscriptions supplier suppliers support team training treasurer volunteer volunteers
  volunteering warehouse webmaster welcome
`);

/** Those that are nobody's family name: also as the last word, as in `verdun.contact`. */
const AT_THE_END = words(`
  accueil compta comptabilite contact info infos newsletter postmaster rh secretariat standard support tresorerie webmaster
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Whether an address reads like one that several people share. */
export function soundsShared(address: string): boolean {
  const local = localPartOf(address).toLowerCase();
  const parts = folded(local).replace(/\d+/g, ' ').trim().split(/\s+/);
  const whole = parts.join('-');
  const [first = ''] = parts;
  if (FUNCTIONS.has(whole) || FUNCTIONS.has(first)) return true;
  return parts.length > 1 && AT_THE_END.has(parts.at(-1) ?? '');
}
