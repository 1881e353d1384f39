/** What holds where a property, or a part of what it takes, is not written. */
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import type { VOCABULARY } from '../../../../grammar/vocabulary.ts';

type Both = Readonly<Record<'en' | 'fr', string>>;

/** A property that is absent here says nothing where it is not written. */
type DefaultWords = {
  readonly [K in DeclarationKeyword]?: Readonly<
    Partial<Record<keyof (typeof VOCABULARY)[K]['properties'] & string, Both>>
  >;
};

const UNIT: Both = { en: 'its domain’s', fr: 'celle de son domaine' };
const LOT: Both = {
  en: 'the lot that lists it, its domain or its unit',
  fr: 'le lot qui la cite, elle, son domaine ou son unité',
};
const COPIED: Both = { en: 'copy', fr: 'copy' };

const OF_MAILBOXES = {
  unit: UNIT,
  lot: LOT,
  quota: { en: 'what its licence holds', fr: 'ce qu’accepte sa licence' },
  keep: { en: 'all its mail', fr: 'tout son courrier' },
  calendar: COPIED,
  contacts: COPIED,
} as const;

export const DEFAULT_WORDS: DefaultWords = {
  plan: {
    timezone: { en: 'UTC', fr: 'UTC' },
    country: { en: 'week-ends alone', fr: 'les fins de semaine seules' },
  },
  endpoint: {
    host: {
      en: 'tls, port 993, and 143 without tls; at Microsoft 365, its own server',
      fr: 'tls, port 993, et 143 sans tls\u00A0; chez Microsoft 365, son propre serveur',
    },
    sieve: { en: 'port 4190', fr: 'port 4190' },
    smtp: { en: 'port 465 with tls, 25 without', fr: 'port 465 avec tls, 25 sans' },
    login: {
      en: 'separator "*"; at Microsoft 365, oauth2 with the client’s secret',
      fr: 'separator "*"\u00A0; chez Microsoft 365, oauth2 avec le secret de client',
    },
    connections: { en: '4', fr: '4' },
    seats: { en: 'the mailboxes that are moved', fr: 'les boîtes qui partent' },
    format: { en: 'maildir', fr: 'maildir' },
  },
  policy: {
    'licence-share': { en: 'per unit', fr: 'per unit' },
    'lot-size': { en: 'mailboxes', fr: 'mailboxes' },
    'alias-scope': { en: 'plan', fr: 'plan' },
    cutover: { en: 'no approval is needed', fr: 'aucune approbation n’est demandée' },
    deletions: { en: 'keep', fr: 'keep' },
    severity: { en: 'what the rule itself says', fr: 'ce que dit la règle elle-même' },
  },
  timeline: { D: { en: 'the whole day', fr: 'toute la journée' } },
  lot: {
    timeline: { en: 'the plan’s, where it has one only', fr: 'celui du plan, s’il n’en a qu’un' },
    capacity: { en: 'the policy’s lot-size; mailboxes', fr: 'le lot-size de la politique\u00A0; mailboxes' },
  },
  domain: {
    source: { en: 'the plan’s', fr: 'celle du plan' },
    target: { en: 'the plan’s', fr: 'celle du plan' },
    lot: { en: 'the lot that lists it or its unit', fr: 'le lot qui le cite, lui ou son unité' },
  },
  mailbox: OF_MAILBOXES,
  shared: { ...OF_MAILBOXES, access: { en: 'full', fr: 'full' } },
  resource: { unit: UNIT, lot: LOT },
  list: { unit: UNIT },
};
