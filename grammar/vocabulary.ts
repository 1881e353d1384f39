/**
 * The surface of the language as data: every declaration, what stands at its head, and the properties of its body.
 * Reading, completion, documentation and the types of declarations are made from this one table.
 */
import { after, behind, described, either, optional, type Shape, sequence, word } from './combinators.ts';
import { namedValue, wordsOf } from './description.ts';
import { DECLARATION_KEYWORDS, type DeclarationKeyword } from './patterns.ts';
import { flag, literal, many, one, type Property, required } from './properties.ts';
import {
  address,
  arrow,
  domain,
  host,
  integer,
  money,
  name,
  range,
  rate,
  secret,
  share,
  size,
  text,
} from './shapes.ts';
import { date, duration, offset, quietHours, time, timezone } from './times.ts';
import type { Located, Span } from './tree.ts';

export type { Property } from './properties.ts';

const title = optional(text);
const names = many(name);
const addresses = many(address);
const folderPath = either(text, name);

export const ENDPOINT_KINDS = ['imap', 'cyrus', 'dovecot', 'microsoft365', 'bluemind', 'archive'] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

/** How the mailboxes of an endpoint are opened. */
export const LOGIN_METHODS = ['master', 'admin', 'each', 'oauth2'] as const;

export const RIGHTS = ['read', 'write', 'full', 'send-as', 'send-on-behalf'] as const;
export type Right = (typeof RIGHTS)[number];

const right = described(namedValue('right', wordsOf(...RIGHTS)), word(...RIGHTS));

/** `camille@spf55.org full`; a right alone is one more of the person named before. */
const access: Shape<{ readonly who?: Located<string>; readonly right?: Located<Right> }> = either(
  sequence({ who: address, right: optional(right) }),
  sequence({ right }),
);

/** The timeline's words, in the order of a wave (runner: "Phases"). */
export const PHASES = [
  'send-sheets',
  'sheets-due',
  'freeze',
  'stage',
  'lock',
  'cutover',
  'open',
  'delta',
  'verify',
  'retire',
] as const;

export const SEVERITY_LEVELS = ['off', 'hint', 'information', 'warning', 'error'] as const;
export type SeverityLevel = (typeof SEVERITY_LEVELS)[number];

/** Where a service is reached. */
const reached = sequence({
  name: host,
  port: after('port', integer),
  security: optional(word('tls', 'starttls', 'plain')),
});

const recipient = {
  unit: one(name),
  lot: one(name),
  new: flag,
  was: addresses,
  alias: addresses,
  without: many(sequence({ what: word('alias', 'access'), address })),
  quota: one(size),
  keep: one(sequence({ since: word('since'), day: date })),
  exclude: many(sequence({ folder: optional(word('folder')), path: folderPath })),
  folder: many(sequence({ from: folderPath, arrow, to: folderPath })),
  calendar: one(word('copy', 'none')),
  contacts: one(word('copy', 'none')),
  forward: many(sequence({ to: address, keep: optional(word('keep-copy')), until: after('until', date) })),
};

const entry = <H extends Readonly<Record<string, Shape<unknown>>>, P extends Record<string, Property>>(
  head: H,
  properties: P,
) => ({ head: sequence(head), properties });

export const VOCABULARY = {
  plan: entry(
    { title: text },
    {
      locale: one(word('en', 'fr')),
      timezone: one(timezone),
      country: one(name),
      source: one(name),
      target: one(name),
      include: many(text),
    },
  ),
  endpoint: entry(
    { name, kind: word(...ENDPOINT_KINDS) },
    {
      host: one(reached),
      sieve: one(reached),
      smtp: one(reached),
      directory: one(
        sequence({
          url: text,
          base: after('base', text),
          bind: after('bind', text),
          secret: after('secret', secret),
        }),
      ),
      exchange: one(word('handover', 'invoke-command')),
      login: one(
        sequence({
          method: word(...LOGIN_METHODS),
          user: optional(text),
          separator: after('separator', text),
          secret: after('secret', secret),
          password: after('password', literal()),
        }),
      ),
      connections: one(integer),
      rate: one(rate),
      quiet: one(quietHours),
      until: one(date),
      price: one(money),
      seats: one(integer),
      tenant: one(domain),
      client: one(sequence({ id: name, secret: after('secret', secret) })),
      'usage-location': one(name),
      url: one(text),
      secret: one(secret),
      path: one(text),
      format: one(word('maildir', 'mbox', 'eml')),
      password: many(literal()),
    },
  ),
  licence: entry(
    { name, title },
    { price: one(money), quota: one(size), sku: one(either(name, text)), seats: one(integer) },
  ),
  unit: entry(
    { name, title },
    {
      kind: one(name),
      parent: one(name),
      admin: one(address),
      site: many(sequence({ id: name, title })),
    },
  ),
  policy: entry(
    { unit: behind(['for', 'unit'], name) },
    {
      'personal-address': one(text),
      'shared-address': many(either(name, text)),
      'licence-share': many(
        sequence({
          licence: name,
          limit: word('<='),
          share,
          per: after('per', word('unit', 'plan')),
          surcharge: optional(word('surcharge')),
        }),
      ),
      'lot-size': one(sequence({ range, of: optional(word('mailboxes', 'units')) })),
      'inactive-after': one(duration),
      'alias-scope': one(word('domain', 'plan', 'any')),
      cutover: one(sequence({ needs: word('needs'), what: word('approval') })),
      deletions: one(word('mirror', 'keep')),
      severity: many(sequence({ rule: name, level: word(...SEVERITY_LEVELS) })),
    },
  ),
  // A step's keyword is its day, so it is read with its value.
  timeline: entry({ name }, { D: many(sequence({ offset, time: optional(time), step: word(...PHASES) })) }),
  lot: entry(
    { name, title },
    {
      date: required(date),
      pilot: flag,
      timeline: one(name),
      after: names,
      capacity: one(sequence({ range, of: optional(word('mailboxes', 'units')) })),
      domain: many(domain),
      unit: names,
      mailbox: addresses,
      approved: one(sequence({ by: text, on: after('on', date) })),
      hold: many(sequence({ reason: text, until: after('until', date) })),
    },
  ),
  domain: entry(
    { name: domain },
    {
      unit: one(name),
      subdomain: many(domain),
      limit: one(sequence({ count: integer, of: optional(word('mailboxes')) })),
      use: names,
      source: one(name),
      target: one(name),
      was: many(domain),
      lot: one(name),
      routing: one(sequence({ split: word('split'), relay: after('via', host) })),
      dns: one(word('managed', 'handover')),
    },
  ),
  mailbox: entry(
    { address, licence: optional(name), label: title },
    {
      ...recipient,
      given: one(text),
      family: one(text),
      title: one(text),
      phone: one(text),
      site: one(name),
      password: one(either(word('sealed'), literal())),
    },
  ),
  shared: entry({ address, licence: optional(name), label: title }, { ...recipient, access: many(access) }),
  resource: entry(
    { address, kind: word('room', 'equipment'), label: title },
    {
      unit: one(name),
      lot: one(name),
      new: flag,
      was: addresses,
      alias: addresses,
      capacity: one(integer),
      booking: one(word('automatic', 'manual')),
      manager: addresses,
    },
  ),
  list: entry(
    { address, label: title },
    { unit: one(name), was: addresses, alias: addresses, member: addresses, owner: addresses },
  ),
  alias: entry({ address, arrow, to: address }, {}),
  forward: entry({ address, arrow, to: address, until: after('until', date) }, {}),
  drop: entry({ address, reason: optional(text) }, {}),
  template: entry({ name }, {}),
} as const satisfies Record<
  DeclarationKeyword,
  { head: Shape<unknown>; properties: Record<string, Property> }
>;

/** Which properties an endpoint has depends on its kind: those it must have, and those it may. */
export const ENDPOINT_PROPERTIES: Readonly<
  Record<EndpointKind, { required: readonly string[]; allowed: readonly string[] }>
> = {
  imap: mailServer(),
  cyrus: mailServer('url', 'sieve', 'directory'),
  dovecot: mailServer('sieve', 'directory'),
  microsoft365: {
    required: ['tenant', 'client'],
    allowed: pace('usage-location', 'exchange', 'host', 'login', 'smtp'),
  },
  bluemind: { required: ['url', 'secret'], allowed: pace('host', 'login', 'smtp') },
  archive: { required: ['path'], allowed: pace('format') },
};

function mailServer(...more: string[]) {
  return { required: ['host', 'login'], allowed: pace('smtp', ...more) };
}

function pace(...more: string[]): string[] {
  return ['connections', 'rate', 'quiet', 'until', 'price', 'seats', 'password', ...more];
}

/** What a template may hold: each is stamped into the domains that use it. */
export const TEMPLATE_CONTENTS = ['mailbox', 'shared', 'resource', 'list', 'alias', 'forward'] as const;
export type TemplateContent = (typeof TEMPLATE_CONTENTS)[number];

type Vocabulary = typeof VOCABULARY;
type Head<K extends DeclarationKeyword> = Vocabulary[K]['head'] extends Shape<infer T> ? T : never;
type Properties<P> = {
  readonly [K in keyof P as P[K] extends Property<unknown, 'many'> ? never : K]?: P[K] extends Property<
    infer T
  >
    ? Located<T>
    : never;
} & {
  readonly [K in keyof P as P[K] extends Property<unknown, 'many'> ? K : never]: P[K] extends Property<
    infer T
  >
    ? readonly Located<T>[]
    : never;
};

/** A declaration read into its parts: head and properties. `declares` says which; positions are offsets in its block. */
export type DeclarationOf<K extends DeclarationKeyword> = Span & {
  readonly declares: K;
  /** Where its keyword stands. */
  readonly keyword: Span;
  readonly has: Properties<Vocabulary[K]['properties']>;
} & Head<K> &
  (K extends 'template' ? Nesting : unknown);

/** A template's contents. */
interface Nesting {
  readonly contents: readonly { [K in TemplateContent]: DeclarationOf<K> }[TemplateContent][];
}

export type Declaration = { [K in DeclarationKeyword]: DeclarationOf<K> }[DeclarationKeyword];

export const isDeclarationKeyword = (written: string): written is DeclarationKeyword =>
  (DECLARATION_KEYWORDS as readonly string[]).includes(written);
