/** The plan's words in each language, with their numbers: what features that describe a thing say it with. */
import type { Money } from '../../../../grammar/shapes.ts';
import type { Locale } from '../../rules/rule.ts';
import type { MonthlyCost } from '../costs/costs.ts';
import type { LicenceShare } from '../costs/shares.ts';
import { humanNumber, humanSize } from './quantities.ts';

const NOUNS = {
  en: {
    mailbox: ['mailbox', 'mailboxes'],
    shared: ['shared mailbox', 'shared mailboxes'],
    message: ['message', 'messages'],
    folder: ['folder', 'folders'],
    licence: ['licence', 'licences'],
    seat: ['seat', 'seats'],
    step: ['step', 'steps'],
    member: ['member', 'members'],
    address: ['address', 'addresses'],
    domain: ['domain', 'domains'],
    unit: ['unit', 'units'],
    connection: ['connection', 'connections'],
    person: ['person', 'people'],
  },
  fr: {
    mailbox: ['boîte', 'boîtes'],
    shared: ['boîte partagée', 'boîtes partagées'],
    message: ['message', 'messages'],
    folder: ['dossier', 'dossiers'],
    licence: ['licence', 'licences'],
    seat: ['siège', 'sièges'],
    step: ['étape', 'étapes'],
    member: ['membre', 'membres'],
    address: ['adresse', 'adresses'],
    domain: ['domaine', 'domaines'],
    unit: ['unité', 'unités'],
    connection: ['connexion', 'connexions'],
    person: ['personne', 'personnes'],
  },
} as const satisfies Record<Locale, Record<string, readonly [string, string]>>;

const PHRASES = {
  en: {
    plan: 'plan',
    endpoint: 'endpoint',
    licence: 'licence',
    unit: 'unit',
    policy: 'policy',
    timeline: 'timeline',
    lot: 'lot',
    domain: 'domain',
    mailbox: 'mailbox',
    shared: 'shared mailbox',
    resource: 'resource',
    list: 'list',
    alias: 'alias',
    forward: 'forward',
    drop: 'dropped address',
    template: 'template',
    was: 'old address',
    subdomain: 'sub-domain',
    of: 'of',
    until: 'until',
    noLot: 'in no lot',
    noUnit: 'in no unit',
    quota: 'quota',
    source: 'in the source',
    newest: 'newest',
    also: 'also',
    formerly: 'formerly',
    pilot: 'pilot',
    after: 'after',
    onHold: 'on hold',
    approved: 'approved',
    parent: 'parent',
    admin: 'admin',
    taken: 'inventory of',
    limit: 'limit',
    month: 'month',
    year: 'year',
    usedBy: 'used by',
    opened: 'open to',
    cost: 'cost',
    allowed: 'allowed',
    over: 'over',
  },
  fr: {
    plan: 'plan',
    endpoint: 'point d’accès',
    licence: 'licence',
    unit: 'unité',
    policy: 'politique',
    timeline: 'calendrier',
    lot: 'lot',
    domain: 'domaine',
    mailbox: 'boîte',
    shared: 'boîte partagée',
    resource: 'ressource',
    list: 'liste',
    alias: 'alias',
    forward: 'redirection',
    drop: 'adresse abandonnée',
    template: 'modèle',
    was: 'ancienne adresse',
    subdomain: 'sous-domaine',
    of: 'de',
    until: 'jusqu’au',
    noLot: 'dans aucun lot',
    noUnit: 'dans aucune unité',
    quota: 'quota',
    source: 'à la source',
    newest: 'le dernier du',
    also: 'aussi',
    formerly: 'anciennement',
    pilot: 'pilote',
    after: 'après',
    onHold: 'en attente',
    approved: 'approuvé',
    parent: 'rattachée à',
    admin: 'administrée par',
    taken: 'inventaire du',
    limit: 'limite',
    month: 'mois',
    year: 'an',
    usedBy: 'utilisé par',
    opened: 'ouverte à',
    cost: 'coût',
    allowed: 'admises',
    over: 'en trop',
  },
} as const satisfies Record<Locale, Record<string, string>>;

type Noun = keyof (typeof NOUNS)['en'];
type Phrase = keyof (typeof PHRASES)['en'];

export class PlanWords {
  readonly locale: Locale;

  constructor(locale: Locale) {
    this.locale = locale;
  }

  say(phrase: Phrase): string {
    return PHRASES[this.locale][phrase];
  }

  /** `in the source: 12 GB`; French parts the colon from its word. */
  label(phrase: Phrase, what: string): string {
    return `${this.say(phrase)}${this.locale === 'fr' ? '\u00A0:' : ':'} ${what}`;
  }

  /** `4,600 mailboxes`; French counts nought as singular. */
  count(number: number, noun: Noun): string {
    const [one, many] = NOUNS[this.locale][noun];
    const isOne = number === 1 || (this.locale === 'fr' && number === 0);
    return `${humanNumber(number, this.locale)} ${isOne ? one : many}`;
  }

  size(bytes: number): string {
    return humanSize(bytes, this.locale);
  }

  /** `2,816.80 EUR/month`, `2 816,80 EUR/mois`. */
  cost({ currency, hundredths }: MonthlyCost): string {
    const whole = humanNumber(Math.floor(hundredths / 100), this.locale);
    const point = this.locale === 'fr' ? ',' : '.';
    return `${whole}${point}${String(hundredths % 100).padStart(2, '0')} ${currency}/${this.say('month')}`;
  }

  /** `9 E3 of 18 licences, 6 allowed, 3 over (16.44 EUR/month)`. */
  share({ licence, count, allowed, of, surcharge }: LicenceShare): string {
    const over = count > allowed ? `, ${count - allowed} ${this.say('over')}` : '';
    const more = surcharge ? ` (${this.cost(surcharge)})` : '';
    const whole = this.locale === 'fr' ? 'sur' : 'of';
    return `${count} ${licence} ${whole} ${this.count(of, 'licence')}, ${allowed} ${this.say('allowed')}${over}${more}`;
  }

  /** `2.76 EUR/month`, `2,76 EUR/mois`. */
  money({ tenThousandths, currency, per }: Money): string {
    const decimals = tenThousandths % 10_000 === 0 ? 0 : tenThousandths % 100 === 0 ? 2 : 4;
    const amount = (tenThousandths / 10_000).toFixed(decimals);
    const [whole = '0', fraction] = amount.split('.');
    const point = this.locale === 'fr' ? ',' : '.';
    const number = humanNumber(Number(whole), this.locale) + (fraction ? point + fraction : '');
    return `${number} ${currency}${per === 'once' ? '' : `/${this.say(per)}`}`;
  }
}
