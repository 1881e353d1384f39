/** What a sheet's first page tells the people of a unit: by when, what is asked, what it costs. Text alone, without a form. */
import { humanDay } from '../../language/model/calendar/dates.ts';
import type { LotStep } from '../../language/model/calendar/lot-calendar.ts';
import { PlanWords } from '../../language/model/words/plan-words.ts';
import { humanSize } from '../../language/model/words/quantities.ts';
import type { UnitSheet } from '../../planning/sheets/unit-sheets.ts';
import { PAGES } from './sheet-columns.ts';

export interface GuideLine {
  readonly kind: 'title' | 'lead' | 'heading' | 'fact' | 'step' | 'line';
  /** One, or what it is about and what is said of it. */
  readonly cells: readonly string[];
}

/** The page, line by line, in the sheet's language. */
export function guidePage(sheet: UnitSheet): GuideLine[] {
  return [...opening(sheet), ...asked(sheet), ...licences(sheet), ...closing(sheet)];
}

const line = (kind: GuideLine['kind'], ...cells: string[]): GuideLine => ({ kind, cells });

const sayIn =
  ({ locale }: UnitSheet) =>
  (en: string, fr: string): string =>
    locale === 'fr' ? fr : en;

function opening(sheet: UnitSheet): GuideLine[] {
  const t = sayIn(sheet);
  const { unit, lot, plan, due, locked, opens, locale } = sheet;
  const whose = unit?.title || unit?.name || lot.title || lot.name;
  const days: [string, string | undefined][] = [
    [t('Send it back by', 'À rendre au plus tard'), due && dayOf(due, locale)],
    [t('The old system closes', 'L’ancienne messagerie ferme'), locked && dayOf(locked, locale)],
    [
      t('The new one opens', 'La nouvelle ouvre'),
      opens ? dayOf(opens, locale) : lot.date === '' ? undefined : fullDay(lot.date, locale),
    ],
  ];
  return [
    line('title', `${t('Your addresses', 'Vos adresses')} — ${whose}`),
    line('lead', `${plan}${lot.title === '' ? '' : `, ${lot.title}`}`),
    ...days.flatMap(([what, day]) => (day === undefined ? [] : [line('fact', what, day)])),
    line('fact', t('Addresses', 'Adresses'), String(sheet.rows.length)),
  ];
}

/** `Monday 13 January 2025`, with the time where there is one. */
function dayOf({ day, minutes }: LotStep, locale: UnitSheet['locale']): string {
  const whole = fullDay(day, locale);
  if (minutes === undefined) return whole;
  const [hours, rest] = [Math.floor(minutes / 60), String(minutes % 60).padStart(2, '0')];
  return locale === 'fr' ? `${whole} à ${hours} h ${rest}` : `${whole}, ${hours}:${rest}`;
}

function fullDay(day: string, locale: UnitSheet['locale']): string {
  const options = { weekday: 'long', timeZone: 'UTC' } as const;
  const weekday = new Intl.DateTimeFormat(locale, options).format(new Date(`${day}T00:00Z`));
  return `${weekday} ${humanDay(day, locale)}`;
}

function asked(sheet: UnitSheet): GuideLine[] {
  const t = sayIn(sheet);
  const { locale } = sheet;
  const page = (name: keyof typeof PAGES): string =>
    locale === 'fr' ? `«\u00A0${PAGES[name].fr}\u00A0»` : `“${PAGES[name].en}”`;
  return [
    line('heading', t('What you are asked', 'Ce que nous vous demandons')),
    line(
      'line',
      t(
        `Go through the pages ${page('mailboxes')} and ${page('shared')}: a line an address. White cells are yours, grey ones cannot be changed.`,
        `Parcourez les pages ${page('mailboxes')} et ${page('shared')}\u00A0: une ligne par adresse. Les cellules blanches sont à vous, les grises ne se changent pas.`,
      ),
    ),
    line(
      'step',
      t('personal', 'personnelle'),
      t(
        'One person signs in to it, under their own name, and needs a licence. Fill in the names, the function and the telephone: the address book and the signatures are made of them.',
        'Une seule personne s’y connecte, sous son nom, et il lui faut une licence. Complétez les noms, la fonction et le téléphone\u00A0: l’annuaire et les signatures en sont faits.',
      ),
    ),
    line(
      'step',
      t('shared', 'partagée'),
      t(
        'Several people open it, each from their own personal mailbox. Say who: one address a line; “: read” behind it for who only reads, “: full, send as” for who answers in its name. An address alone has full access.',
        'Plusieurs personnes l’ouvrent, chacune depuis sa boîte personnelle. Dites qui\u00A0: une adresse par ligne\u00A0; «\u00A0: lecture\u00A0» pour lire seulement, «\u00A0: complet, envoi en son nom\u00A0» pour répondre en son nom. Une adresse seule a un accès complet.',
      ),
    ),
    line(
      'step',
      t('alias', 'alias'),
      t(
        'What is sent to it arrives in another mailbox: say which under “Alias of”.',
        'Ce qui lui est envoyé arrive dans une autre boîte\u00A0: dites laquelle dans «\u00A0Alias de\u00A0».',
      ),
    ),
    line(
      'step',
      t('not kept', 'non conservée'),
      t(
        'Neither the address nor its mail is taken along. Say why.',
        'Ni l’adresse ni son courrier ne sont repris. Dites pourquoi.',
      ),
    ),
    line(
      'line',
      t(
        'Whoever needs an address that is not there yet: write it into a free line at the bottom of a page.',
        'Pour une adresse qui n’existe pas encore\u00A0: écrivez-la dans une ligne libre, au bas d’une page.',
      ),
    ),
    ...naming(sheet),
  ];
}

function naming(sheet: UnitSheet): GuideLine[] {
  const t = sayIn(sheet);
  const { personal } = sheet.naming;
  if (personal === undefined) return [];
  const pattern = t(personal, personal.replace('{given}', '{prénom}').replace('{family}', '{nom}'));
  return [
    line(
      'line',
      t(`Personal addresses are named ${pattern}@…`, `Les adresses personnelles s’écrivent ${pattern}@…`),
    ),
  ];
}

function licences(sheet: UnitSheet): GuideLine[] {
  if (sheet.licences.length === 0) return [];
  const t = sayIn(sheet);
  const words = new PlanWords(sheet.locale);
  const facts = sheet.licences.map(({ name, title, price, quota }) => {
    const parts = [
      title,
      price ? words.money(price) : '',
      quota === undefined ? '' : humanSize(quota, sheet.locale),
    ];
    return line('fact', name, parts.filter((part) => part !== '').join(' · '));
  });
  const colon = t(': ', '\u00A0: ');
  const shares = sheet.shares.map((share) =>
    line('line', `${t('Your share', 'Votre part')}${colon}${words.share(share)}`),
  );
  const cost = sheet.cost.map((each) => words.cost(each)).join(', ');
  return [
    line('heading', t('Licences', 'Licences')),
    ...facts,
    ...(cost === ''
      ? []
      : [line('line', `${t('As the sheet was sent', 'Telle que la feuille a été envoyée')}${colon}${cost}`)]),
    ...shares,
  ];
}

function closing(sheet: UnitSheet): GuideLine[] {
  const t = sayIn(sheet);
  return [
    line('heading', t('And then', 'Et ensuite')),
    line(
      'line',
      t(
        'Save this file as it is (.xlsx), under any name, and send it back to whoever sent it to you. Columns may be widened and filtered.',
        'Enregistrez ce fichier tel quel (.xlsx), sous le nom que vous voulez, et renvoyez-le à qui vous l’a envoyé. Les colonnes peuvent être élargies et filtrées.',
      ),
    ),
    line(
      'line',
      t(
        'Never write a password into it: nobody needs one, and nobody will ask you for one.',
        'N’y écrivez jamais de mot de passe\u00A0: personne n’en a besoin, et personne ne vous en demandera.',
      ),
    ),
  ];
}
