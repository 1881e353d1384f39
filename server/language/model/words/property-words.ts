/** What each property is for, in one sentence of each language. */
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import type { VOCABULARY } from '../../../../grammar/vocabulary.ts';

type Both = Readonly<Record<'en' | 'fr', string>>;

/** Every property of every declaration: one that the vocabulary gains is missed here at once. */
type PropertyWords = {
  readonly [K in DeclarationKeyword]: Readonly<
    Record<keyof (typeof VOCABULARY)[K]['properties'] & string, Both>
  >;
};

const reached = (en: string, fr: string): Both => ({
  en: `Where ${en}: a host, a port, and tls, starttls or plain.`,
  fr: `Où ${fr}\u00A0: un serveur, un port, et tls, starttls ou plain.`,
});

const UNIT: Both = {
  en: 'The unit it is in.',
  fr: 'L’unité dont elle fait partie.',
};
const LOT: Both = {
  en: 'The lot that moves it.',
  fr: 'Le lot qui la déplace.',
};
const NEW: Both = {
  en: 'It has no mail at the source and begins empty.',
  fr: 'Elle n’a pas de courrier à la source et commence vide.',
};
const WAS: Both = {
  en: 'Its old addresses: mail to them still arrives after the move.',
  fr: 'Ses anciennes adresses\u00A0: leur courrier continue d’arriver après le départ.',
};
const ALIAS: Both = {
  en: 'Further addresses that arrive here.',
  fr: 'D’autres adresses qui arrivent ici.',
};

const RECIPIENT = {
  unit: UNIT,
  lot: LOT,
  new: NEW,
  was: WAS,
  alias: ALIAS,
  without: {
    en: 'What is taken away at the target where it is there: an alias, or a person’s rights that access does not give.',
    fr: 'Ce qui est retiré à la cible si elle l’a\u00A0: un alias, ou les droits d’une personne que access ne donne pas.',
  },
  quota: {
    en: 'How much it may hold, and no more than its licence says.',
    fr: 'Ce qu’elle peut contenir, et pas plus que ce que dit sa licence.',
  },
  keep: {
    en: 'Mail received before that day is not copied.',
    fr: 'Le courrier reçu avant ce jour n’est pas copié.',
  },
  exclude: {
    en: 'Folders of the source that are left out, with those below them.',
    fr: 'Des dossiers de la source qui sont laissés de côté, avec leurs sous-dossiers.',
  },
  folder: {
    en: 'Where a folder of the source goes; two may go to one.',
    fr: 'Où va un dossier de la source\u00A0; deux peuvent aller au même.',
  },
  calendar: {
    en: 'Whether its calendars come along where both ends can.',
    fr: 'Si ses agendas suivent, là où les deux côtés le permettent.',
  },
  contacts: {
    en: 'Whether its contacts come along where both ends can.',
    fr: 'Si ses contacts suivent, là où les deux côtés le permettent.',
  },
  forward: {
    en: 'An address that its mail goes on to, from the cutover; keep-copy leaves a copy here.',
    fr: 'Une adresse où son courrier repart dès la bascule\u00A0; keep-copy en garde une copie ici.',
  },
} as const;

export const PROPERTY_WORDS: PropertyWords = {
  plan: {
    locale: {
      en: 'The language of what is written into the plan for you.',
      fr: 'La langue de ce qui est écrit pour vous dans le plan.',
    },
    timezone: {
      en: 'Days, times and quiet hours are in it.',
      fr: 'Celui des jours, des heures et des heures calmes.',
    },
    country: {
      en: 'Its public holidays are, like week-ends, no day for a lot.',
      fr: 'Ses jours fériés ne sont, pas plus que les fins de semaine, des jours pour un lot.',
    },
    source: {
      en: 'Where mail comes from, for every domain that names no other.',
      fr: 'D’où vient le courrier, pour chaque domaine qui n’en dit rien.',
    },
    target: {
      en: 'Where mail goes, for every domain that names no other.',
      fr: 'Où va le courrier, pour chaque domaine qui n’en dit rien.',
    },
    include: {
      en: 'More files of the plan, relative to this one; * within a folder, ** over folders.',
      fr: 'D’autres fichiers du plan, par rapport à celui-ci\u00A0; * dans un dossier, ** à travers les dossiers.',
    },
  },
  endpoint: {
    host: reached('it is reached over IMAP', 'on le joint en IMAP'),
    sieve: reached('people’s Sieve scripts are managed', 'se gèrent les scripts Sieve des personnes'),
    smtp: reached('mail to its addresses is handed in', 'se remet le courrier pour ses adresses'),
    directory: {
      en: 'The LDAP directory that its accounts are entries of.',
      fr: 'L’annuaire LDAP dont ses comptes sont des entrées.',
    },
    exchange: {
      en: 'How what Graph cannot do gets done: handed over as a script, or by a way that Microsoft does not support.',
      fr: 'Comment se fait ce que Graph ne sait pas faire\u00A0: un script remis, ou une voie que Microsoft ne soutient pas.',
    },
    login: {
      en: 'How mailboxes are opened, and where the secret for it is.',
      fr: 'Comment les boîtes sont ouvertes, et où se trouve le secret pour cela.',
    },
    connections: {
      en: 'How many mailboxes at once at most.',
      fr: 'Combien de boîtes à la fois au plus.',
    },
    rate: {
      en: 'Bytes a second at most, over all its connections.',
      fr: 'Le débit à ne pas dépasser, toutes connexions ensemble.',
    },
    quiet: {
      en: 'No message passes in these hours.',
      fr: 'Aucun message ne passe pendant ces heures.',
    },
    until: {
      en: 'The end of its contract: no lot that it is the source of is dated after it.',
      fr: 'La fin de son contrat\u00A0: aucun lot qui en part n’est daté d’après.',
    },
    price: { en: 'What a mailbox costs there.', fr: 'Ce qu’y coûte une boîte.' },
    seats: {
      en: 'For how many mailboxes that price is paid.',
      fr: 'Pour combien de boîtes ce prix est payé.',
    },
    tenant: {
      en: 'The organisation’s domain at Microsoft 365.',
      fr: 'Le domaine de l’organisation chez Microsoft 365.',
    },
    client: {
      en: 'The application that signs in to the tenant, and where its secret is.',
      fr: 'L’application qui se connecte à l’organisation, et où se trouve son secret.',
    },
    'usage-location': {
      en: 'The country, as in ISO 3166, that licences are assigned in.',
      fr: 'Le pays, selon ISO 3166, où les licences sont attribuées.',
    },
    url: { en: 'Where it is managed.', fr: 'Où il s’administre.' },
    secret: { en: 'Where its API key is.', fr: 'Où se trouve sa clé d’API.' },
    path: {
      en: 'A folder of mailboxes, absolute or from the plan’s folder.',
      fr: 'Un dossier de boîtes, absolu ou à partir de celui du plan.',
    },
    format: {
      en: 'What new mailboxes are written as.',
      fr: 'Sous quelle forme les nouvelles boîtes sont écrites.',
    },
    password: {
      en: 'Always an error: a plan holds no secret.',
      fr: 'Toujours une erreur\u00A0: un plan ne contient aucun secret.',
    },
  },
  licence: {
    price: {
      en: 'What one costs; a yearly price counts a twelfth a month, one paid once is not counted.',
      fr: 'Ce qu’elle coûte\u00A0; un prix annuel compte pour un douzième par mois, un prix unique n’est pas compté.',
    },
    quota: {
      en: 'What a mailbox with it may hold at the target.',
      fr: 'Ce qu’une boîte qui l’a peut contenir à la cible.',
    },
    sku: { en: 'What the target calls it.', fr: 'Comment la cible l’appelle.' },
    seats: { en: 'How many there are.', fr: 'Combien il y en a.' },
  },
  unit: {
    kind: { en: 'What it is, in your words.', fr: 'Ce qu’elle est, dans vos mots.' },
    parent: { en: 'The unit above it.', fr: 'L’unité au-dessus d’elle.' },
    admin: {
      en: 'Who looks after it: what templates call {unit.admin}.',
      fr: 'Qui s’en occupe\u00A0: ce que les modèles appellent {unit.admin}.',
    },
    site: { en: 'Its places, each with a title.', fr: 'Ses lieux, chacun avec un titre.' },
  },
  policy: {
    'personal-address': {
      en: 'How personal addresses are made of a name: {given}.{family}.',
      fr: 'Comment les adresses personnelles se font d’un nom\u00A0: {given}.{family}.',
    },
    'shared-address': {
      en: 'What stands before the @ of shared mailboxes; * for any run of characters.',
      fr: 'Ce qui précède le @ des boîtes partagées\u00A0; * pour une suite quelconque de caractères.',
    },
    'licence-share': {
      en: 'How much of the licensed mailboxes may have a licence, in each unit or in the plan.',
      fr: 'Quelle part des boîtes avec licence peut avoir celle-ci, dans chaque unité ou dans le plan.',
    },
    'lot-size': {
      en: 'How many mailboxes or units a lot has.',
      fr: 'Combien de boîtes ou d’unités compte un lot.',
    },
    'inactive-after': {
      en: 'After how long without mail a personal mailbox counts as unused.',
      fr: 'Au bout de combien de temps sans courrier une boîte personnelle compte pour inutilisée.',
    },
    'alias-scope': {
      en: 'How far from its mailbox’s domain an alias may be.',
      fr: 'Jusqu’où un alias peut s’éloigner du domaine de sa boîte.',
    },
    cutover: {
      en: 'Whether a lot has to be approved before its cutover.',
      fr: 'Si un lot doit être approuvé avant sa bascule.',
    },
    deletions: {
      en: 'What becomes of a message that is deleted at the source after it was copied.',
      fr: 'Ce que devient un message supprimé à la source après avoir été copié.',
    },
    severity: {
      en: 'What a rule’s finding counts as; what is off is not told.',
      fr: 'Pour quoi compte ce que trouve une règle\u00A0; avec off, rien n’en est dit.',
    },
  },
  timeline: {
    D: {
      en: 'A step, so many days before or after a lot’s date, at a time or on the whole day.',
      fr: 'Une étape, tant de jours avant ou après la date d’un lot, à une heure ou toute la journée.',
    },
  },
  lot: {
    date: { en: 'Its day: the timeline’s D.', fr: 'Son jour\u00A0: le D du calendrier.' },
    pilot: {
      en: 'A first lot to try with: exempt from lot-size.',
      fr: 'Un premier lot pour essayer\u00A0: dispensé de lot-size.',
    },
    timeline: {
      en: 'The one it follows.',
      fr: 'Celui qu’il suit.',
    },
    after: {
      en: 'The lots that move before it.',
      fr: 'Les lots qui partent avant lui.',
    },
    capacity: {
      en: 'How many mailboxes or units it has.',
      fr: 'Combien de boîtes ou d’unités il compte.',
    },
    domain: { en: 'The domains that it moves.', fr: 'Les domaines qu’il déplace.' },
    unit: {
      en: 'The units that it moves, with those below them.',
      fr: 'Les unités qu’il déplace, avec celles qui en dépendent.',
    },
    mailbox: { en: 'The addresses that it moves, one by one.', fr: 'Les adresses qu’il déplace, une à une.' },
    approved: { en: 'Who agreed to it, and when.', fr: 'Qui l’a approuvé, et quand.' },
    hold: {
      en: 'Why it may not be run: before that day, or for as long as the line stands.',
      fr: 'Pourquoi il ne peut être exécuté\u00A0: avant ce jour, ou tant que la ligne est là.',
    },
  },
  domain: {
    unit: { en: 'The unit that it belongs to.', fr: 'L’unité à laquelle il appartient.' },
    subdomain: { en: 'Sub-domains that go with it.', fr: 'Des sous-domaines qui vont avec lui.' },
    limit: {
      en: 'How many personal and shared mailboxes it may have, its sub-domains’ among them.',
      fr: 'Combien de boîtes personnelles et partagées il peut avoir, celles de ses sous-domaines comprises.',
    },
    use: {
      en: 'Templates whose addresses it gets.',
      fr: 'Des modèles dont il reçoit les adresses.',
    },
    source: {
      en: 'Where its mail comes from.',
      fr: 'D’où vient son courrier.',
    },
    target: {
      en: 'Where its mail goes.',
      fr: 'Où va son courrier.',
    },
    was: {
      en: 'What it was called: all its mailboxes change address.',
      fr: 'Son ancien nom\u00A0: toutes ses boîtes changent d’adresse.',
    },
    lot: { en: 'The lot that moves it.', fr: 'Le lot qui le déplace.' },
    routing: {
      en: 'Both systems serve it while lots move.',
      fr: 'Les deux systèmes le servent tant que des lots partent.',
    },
    dns: {
      en: 'Whether its records are changed for you, or listed for whoever changes them.',
      fr: 'Si ses enregistrements sont modifiés pour vous, ou listés pour qui les modifie.',
    },
  },
  mailbox: {
    ...RECIPIENT,
    given: {
      en: 'The first name, where the one behind the address does not tell it.',
      fr: 'Le prénom, quand le nom derrière l’adresse ne le dit pas.',
    },
    family: {
      en: 'The family name, where the one behind the address does not tell it.',
      fr: 'Le nom de famille, quand le nom derrière l’adresse ne le dit pas.',
    },
    title: {
      en: 'What the person does, for the directory.',
      fr: 'Ce que fait la personne, pour l’annuaire.',
    },
    phone: { en: 'A telephone number, for the directory.', fr: 'Un numéro de téléphone, pour l’annuaire.' },
    site: { en: 'A site of the unit, for the directory.', fr: 'Un lieu de l’unité, pour l’annuaire.' },
    password: {
      en: 'sealed: a new one is made and handed over sealed. One that is written down is an error.',
      fr: 'sealed\u00A0: un nouveau est créé et remis sous pli. L’écrire ici est une erreur.',
    },
  },
  shared: {
    ...RECIPIENT,
    access: {
      en: 'Who opens it, each with the rights behind the address.',
      fr: 'Qui l’ouvre, chacun avec les droits écrits derrière l’adresse.',
    },
  },
  resource: {
    unit: UNIT,
    lot: LOT,
    new: NEW,
    was: WAS,
    alias: ALIAS,
    capacity: { en: 'How many people it takes.', fr: 'Combien de personnes elle accueille.' },
    booking: {
      en: 'Whether it accepts by itself.',
      fr: 'Si elle accepte d’elle-même.',
    },
    manager: { en: 'Who decides on bookings.', fr: 'Qui décide des réservations.' },
  },
  list: {
    unit: UNIT,
    was: WAS,
    alias: ALIAS,
    member: {
      en: 'Who receives what is sent to it, inside the plan or outside.',
      fr: 'Qui reçoit ce qui lui est envoyé, dans le plan ou en dehors.',
    },
    owner: { en: 'Who looks after it.', fr: 'Qui s’en occupe.' },
  },
  alias: {},
  forward: {},
  drop: {},
  template: {},
};
