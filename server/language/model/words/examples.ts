/** An example of each declaration and of each property, as it stands in a plan in canonical form. */
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';
import type { VOCABULARY } from '../../../../grammar/vocabulary.ts';

export const DECLARATION_EXAMPLES: Readonly<Record<DeclarationKeyword, string>> = {
  plan: 'plan "Entraide change d’hébergeur" { source mutualise; target nouvelle }',
  endpoint: 'endpoint anciens archive { path "archives/2020" }',
  licence: 'licence E1 "Office sur le web" { price 2.76 EUR/month; quota 50 GB }',
  unit: 'unit grand-est "Région Grand Est" { kind region; parent entraide }',
  policy: 'policy for unit fd55 { licence-share E3 <= 50 % }',
  timeline: 'timeline standard { D-4 stage; D-1 18:00 cutover; D open; D+3 verify }',
  lot: 'lot vague1 "Vague 1" { date 2027-03-22; domain fd55.example }',
  domain: 'domain fd55.example { unit fd55; limit 60 mailboxes }',
  mailbox: 'mailbox zoe.martin@fd55.example E3 "Zoé Martin" { alias z.martin@fd55.example }',
  shared: 'shared tresorerie@fd55.example "Trésorerie" { access zoe.martin@fd55.example full }',
  resource: 'resource salle@fd55.example room "Salle de Verdun" { capacity 12 }',
  list: 'list bureau@fd55.example "Bureau" { member zoe.martin@fd55.example }',
  alias: 'alias anne-marie@fd55.example -> zoe.martin@fd55.example',
  forward: 'forward tresorier@ancien.example -> paul.durand@fd55.example until 2027-12-31',
  drop: 'drop vieux@fd55.example "rien depuis 2021"',
  template: 'template fonctionnelles { alias bonjour@ -> contact@ }',
};

/** Every property of every declaration but an endpoint’s password, which no plan may hold. */
type PropertyExamples = {
  readonly [K in DeclarationKeyword]: Readonly<
    Record<
      Exclude<keyof (typeof VOCABULARY)[K]['properties'] & string, K extends 'endpoint' ? 'password' : never>,
      string
    >
  >;
};

const OF_RECIPIENTS = {
  unit: 'unit grand-est',
  lot: 'lot vague1',
  new: 'new',
  was: 'was zmartin@ancien.example',
  alias: 'alias z.martin@fd55.example',
} as const;

const OF_MAILBOXES = {
  ...OF_RECIPIENTS,
  without: 'without alias zm@fd55.example',
  quota: 'quota 80 GB',
  keep: 'keep since 2018-01-01',
  exclude: 'exclude folder "Spam", "Listes/2015"',
  folder: 'folder "Objets envoyés" -> Sent',
  calendar: 'calendar none',
  contacts: 'contacts none',
  forward: 'forward zoe@ailleurs.example keep-copy until 2027-06-30',
} as const;

export const PROPERTY_EXAMPLES: PropertyExamples = {
  plan: {
    locale: 'locale fr',
    timezone: 'timezone Europe/Paris',
    country: 'country FR',
    source: 'source mutualise',
    target: 'target nouvelle',
    include: 'include "units.migplan", "federations/*.migplan"',
  },
  endpoint: {
    host: 'host imap.mutualise.example port 993 tls',
    sieve: 'sieve imap.nouvelle.example port 4190 starttls',
    smtp: 'smtp mx.nouvelle.example port 25 starttls',
    directory:
      'directory "ldaps://ldap.example" base "ou=people,dc=example" bind "cn=migplan,dc=example" secret env LDAP_PASSWORD',
    exchange: 'exchange handover',
    login: 'login master "migration" secret env OLD_PASSWORD',
    connections: 'connections 8',
    rate: 'rate 20 MB/s',
    quiet: 'quiet 08:00..18:00',
    until: 'until 2027-12-31',
    price: 'price 1.20 EUR/month',
    seats: 'seats 400',
    tenant: 'tenant entraide.onmicrosoft.example',
    client: 'client 8f2c1d7e-0000-4000-8000-000000000001 secret env GRAPH_SECRET',
    'usage-location': 'usage-location FR',
    url: 'url "https://bm.example"',
    secret: 'secret env BLUEMIND_KEY',
    path: 'path "archives/2020"',
    format: 'format maildir',
  },
  licence: {
    price: 'price 2.76 EUR/month',
    quota: 'quota 50 GB',
    sku: 'sku STANDARDPACK',
    seats: 'seats 120',
  },
  unit: {
    kind: 'kind federation',
    parent: 'parent grand-est',
    admin: 'admin zoe.martin@fd55.example',
    site: 'site 2689 "Antenne de Verdun"',
  },
  policy: {
    'personal-address': 'personal-address "{given}.{family}"',
    'shared-address': 'shared-address contact, tresorerie, "accueil.*"',
    'licence-share': 'licence-share E3 <= 1/3 per unit surcharge',
    'lot-size': 'lot-size 300..350 mailboxes',
    'inactive-after': 'inactive-after 60 days',
    'alias-scope': 'alias-scope domain',
    cutover: 'cutover needs approval',
    deletions: 'deletions keep',
    severity: 'severity lot-capacity warning',
  },
  timeline: { D: 'D-1 18:00 cutover' },
  lot: {
    date: 'date 2027-03-22',
    pilot: 'pilot',
    timeline: 'timeline standard',
    after: 'after pilote',
    capacity: 'capacity 20..40 units',
    domain: 'domain fd54.example, fd55.example',
    unit: 'unit grand-est',
    mailbox: 'mailbox zoe.martin@fd55.example',
    approved: 'approved "comité du 15 janvier" on 2027-01-15',
    hold: 'hold "le contrat court encore" until 2027-03-01',
  },
  domain: {
    unit: 'unit fd55',
    subdomain: 'subdomain verdun.fd55.example',
    limit: 'limit 60 mailboxes',
    use: 'use fonctionnelles',
    source: 'source murder',
    target: 'target nouvelle',
    was: 'was meuse.ancien.example',
    lot: 'lot vague1',
    routing: 'routing split via relais.example',
    dns: 'dns handover',
  },
  mailbox: {
    ...OF_MAILBOXES,
    given: 'given "Zoé"',
    family: 'family "Martin"',
    title: 'title "Secrétaire générale"',
    phone: 'phone "+33 3 29 00 00 00"',
    site: 'site 2689',
    password: 'password sealed',
  },
  shared: { ...OF_MAILBOXES, access: 'access zoe.martin@fd55.example full, send-as' },
  resource: {
    ...OF_RECIPIENTS,
    capacity: 'capacity 12',
    booking: 'booking automatic',
    manager: 'manager paul.durand@fd55.example',
  },
  list: {
    unit: 'unit fd55',
    was: 'was bureau@ancien.example',
    alias: 'alias comite@fd55.example',
    member: 'member zoe.martin@fd55.example, paul.durand@fd55.example',
    owner: 'owner zoe.martin@fd55.example',
  },
  alias: {},
  forward: {},
  drop: {},
  template: {},
};
