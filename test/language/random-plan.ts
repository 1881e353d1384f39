/** Plans made from a seed, for tests that need many of them. Deterministic: a seed is a whole test case. */
import { PHASES } from '../../grammar/vocabulary.ts';

/** A small generator of random numbers (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

export const PATHS = ['/plan.migplan', '/a.migplan', '/b.migplan'] as const;

export const DOMAINS = Array.from({ length: 12 }, (_, i) => `d${i}.example`);
export const UNITS = Array.from({ length: 10 }, (_, i) => `u${i}`);
export const LOTS = ['l0', 'l1', 'l2', 'l3'];
export const LICENCES = ['E1', 'E2', 'E3'];
export const ENDPOINTS = ['e0', 'e1', 'e2', 'e3'];
export const TIMELINES = ['tl0', 'tl1'];
const RULES_NAMED = [
  'alias-target',
  'undeclared-domain',
  'MP401',
  'address-conflict',
  'lot-on-day-off',
  'forward-expired',
  'MP703',
  'lot-hold',
  'hold-expired',
  'mailbox-in-no-lot',
  'mailbox-over-quota',
  'step-due',
];
const NAMES = ['anna', 'jean', 'zoé', 'li', 'omar', 'eva', 'max', 'ida', 'isabelle', 'isabele', 'contact'];
const PEOPLE = ['A', 'Anna Max', 'Zoé Li', 'Isabelle', 'Eva'];

/** A declaration of any kind, mostly sound; its names come from small pools, so that declarations meet. */
export function declaration(random: Random): string {
  const dice = random.next();
  const kind =
    dice < 0.6
      ? mailbox
      : dice < 0.75
        ? shared
        : dice < 0.88
          ? small
          : random.pick([lot, unit, domain, licence, policy]);
  const text = kind(random);
  return random.chance(0.06) ? `${suppression(random)}\n${text}` : text;
}

export const address = (
  random: Random,
  domain = random.pick([...DOMAINS, 'ville.d1.example', 'nulle.example']),
): string => `${random.pick(NAMES)}${random.chance(0.1) ? '' : random.below(300)}@${domain}`;

function mailbox(random: Random): string {
  const body = [
    () => `alias ${address(random)}`,
    () => `was ${address(random, 'old.example')}`,
    () => `quota ${1 + random.below(90)} GB`,
    () => `lot ${random.pick(LOTS)}`,
    () => `unit ${random.pick(UNITS)}`,
    () => `title "Titre 📬 ${random.below(9)}"`,
    () => `forward ${address(random)} keep-copy`,
    () => `forward ${address(random)} until ${day(random)}`,
    () => `keep since 2018-01-0${1 + random.below(9)}`,
    () => (random.chance(0.3) ? 'new' : 'calendar none'),
    () => `given "Anna"; family "${random.pick(['Max', 'de La Tour'])}"`,
  ];
  const licence = random.chance(0.8) ? ` ${random.pick(LICENCES)}` : '';
  return `mailbox ${address(random)}${licence} "${random.pick(PEOPLE)}"${block(random, body)}`;
}

function shared(random: Random): string {
  const body = [
    () => `access ${address(random)} full, send-as`,
    () => `access ${address(random)} read`,
    () => `alias ${address(random)}`,
    () => `unit ${random.pick(UNITS)}`,
  ];
  return `shared ${address(random)} "S"${block(random, body)}`;
}

const small = (random: Random): string =>
  random.pick([
    () => `alias ${address(random)} -> ${address(random)}`,
    () => `forward ${address(random, 'old.example')} -> ${address(random)} until ${day(random)}`,
    () => `drop ${address(random)} "unused"`,
    () => `resource ${address(random)} room "R" { capacity 4; lot ${random.pick(LOTS)} }`,
    () => `list ${address(random)} "L" { member ${address(random)}, ${address(random)} }`,
    () => template(random),
    () => timeline(random),
    () => endpoint(random),
    () => plan(random),
  ])();

function lot(random: Random): string {
  const body = [
    () => `domain ${random.pick(DOMAINS)}, ${random.pick(DOMAINS)}`,
    () => `unit ${random.pick(UNITS)}`,
    () => `mailbox ${address(random)}`,
    () => `capacity ${random.below(20)}..${20 + random.below(200)} ${random.pick(['mailboxes', 'units'])}`,
    () => 'pilot',
    () => `after ${random.pick(LOTS)}`,
    () => `timeline ${random.pick(TIMELINES)}`,
    () => `hold "not yet"${random.chance(0.7) ? ` until ${day(random)}` : ''}`,
    () => `approved "the board" on ${day(random)}`,
  ];
  return `lot ${random.pick(LOTS)} "Lot" {\n  date ${day(random)}\n  ${some(random, body).join('\n  ')}\n}`;
}

/** A day of seven weeks: that of lots, holidays and clocks, so that they meet. */
export const day = (random: Random): string =>
  new Date(Date.UTC(2025, 0, 6 + random.below(49))).toISOString().slice(0, 10);

function timeline(random: Random): string {
  const steps = PHASES.filter(() => random.chance(0.6)).map((phase, index) => {
    const offset = index - 5 + (random.chance(0.1) ? random.below(9) - 4 : 0);
    const time = random.chance(0.4) ? ` ${10 + random.below(12)}:00` : '';
    return `D${offset === 0 ? '' : offset > 0 ? `+${offset}` : offset}${time} ${phase}`;
  });
  return `timeline ${random.pick(TIMELINES)} {\n  ${steps.join('\n  ')}\n}`;
}

function endpoint(random: Random): string {
  const name = random.pick(ENDPOINTS);
  const body = [
    () => `rate ${1 + random.below(40)} MB/s`,
    () => `quiet ${10 + random.below(10)}:00..0${random.below(9)}:00`,
    () => `until ${day(random)}`,
    () => 'connections 4',
  ];
  const kinds = [
    () => `microsoft365 { tenant t${random.below(2)}.example; client x secret env S${random.below(3)}`,
    () => `bluemind { url "https://bm${random.below(2)}.example"; secret file "s${random.below(3)}"`,
  ];
  const host = () =>
    `${random.pick(['imap', 'dovecot', 'cyrus'])} { host imap${random.below(2)}.example${random.pick(['', ' port 143 plain', ' starttls'])}; login ${random.pick(['master "m" secret hidden', 'admin "m" secret env S1', 'each secret env S2', 'oauth2 secret env S0'])}`;
  const kind = random.chance(0.7) ? host() : random.pick(kinds)();
  return `endpoint ${name} ${[kind, ...some(random, body)].join('; ')} }`;
}

function plan(random: Random): string {
  const body = [
    () => `timezone ${random.pick(['Europe/Paris', 'Pacific/Auckland', 'UTC'])}`,
    () => `country ${random.pick(['FR', 'EG', 'XX'])}`,
    () => `source ${random.pick(ENDPOINTS)}`,
    () => `target ${random.pick(ENDPOINTS)}`,
    () => 'include "*.migplan", "none/*.migplan"',
  ];
  return `plan "P" { ${['locale fr', ...some(random, body)].join('; ')} }`;
}

function template(random: Random): string {
  const contents = [
    () => 'shared contact@ "C" { access {unit.admin} full }',
    () => `mailbox office@ ${random.pick(LICENCES)} "{unit.title}" { lot ${random.pick(LOTS)} }`,
    () => `forward old@ -> contact@ until ${day(random)}`,
    () => `alias hello@ -> ${address(random)}`,
    () => `list all@ "All" { member {unit.admin}, ${address(random)} }`,
  ];
  return `template t${random.below(3)} {\n  ${some(random, contents).join('\n  ')}\n}`;
}

const unit = (random: Random): string =>
  `unit ${random.pick(UNITS)} "U" { kind region; parent ${random.pick(UNITS)}; admin ${address(random)} }`;

function domain(random: Random): string {
  const body = [
    () => `unit ${random.pick(UNITS)}`,
    () => `subdomain ville.${random.pick(DOMAINS)}`,
    () => `lot ${random.pick(LOTS)}`,
    () => `limit ${random.below(90)} mailboxes`,
    () => `use t${random.below(4)}`,
    () => `source ${random.pick(ENDPOINTS)}`,
    () => `target ${random.pick(ENDPOINTS)}`,
    () => `was ${random.pick(DOMAINS)}`,
  ];
  return `domain ${random.pick(DOMAINS)}${block(random, body)}`;
}

const licence = (random: Random): string =>
  `licence ${random.pick(LICENCES)} "L" { price ${random.below(9)}.5 EUR/month; quota ${10 + random.below(90)} GB${random.chance(0.4) ? `; seats ${random.below(300)}` : ''}${random.chance(0.4) ? '; sku X' : ''} }`;

function policy(random: Random): string {
  const body = [
    () => `alias-scope ${random.pick(['domain', 'plan', 'any'])}`,
    () => 'cutover needs approval',
    () =>
      `licence-share ${random.pick(LICENCES)} <= 1/${2 + random.below(5)} per ${random.pick(['unit', 'plan'])}`,
    () => `lot-size ${random.below(50)}..${50 + random.below(100)} mailboxes`,
    () => `personal-address "${random.pick(['{given}.{family}', '{family}{given.initial}', '{name}'])}"`,
    () => `shared-address ${random.pick(NAMES)}, "${random.pick(NAMES)}*"`,
    () => `inactive-after ${random.below(900)} days`,
    () =>
      `severity ${random.pick([...RULES_NAMED, 'mailbox-in-two-lots', 'syntax'])} ${random.pick(['off', 'hint', 'warning', 'error'])}`,
  ];
  return `policy${random.chance(0.7) ? ` for unit ${random.pick(UNITS)}` : ''}${block(random, body)}`;
}

const suppression = (random: Random): string =>
  `# migplan-ignore ${random.pick([...RULES_NAMED, 'nothing'])}${random.pick([': agreed', ''])}`;

const some = (random: Random, parts: readonly (() => string)[]): string[] =>
  parts.filter(() => random.chance(0.35)).map((part) => part());

function block(random: Random, parts: readonly (() => string)[]): string {
  const body = some(random, parts);
  if (body.length === 0) return '';
  return random.chance(0.5) ? ` { ${body.join('; ')} }` : ` {\n  ${body.join('\n  ')}\n}`;
}

/** Every unit, domain, licence and lot once, and a policy: what the other declarations name. */
const foundations = (random: Random): string[] => [
  ...[...UNITS, ...DOMAINS, ...LICENCES, ...LOTS].map((name) => named(random, name)),
  'policy { alias-scope domain; lot-size 20..400 }',
  plan(random),
  timeline(random),
  ...ENDPOINTS.map((name) => endpoint(random).replace(/^endpoint \S+/, `endpoint ${name}`)),
  ...[template(random), template(random)],
];

function named(random: Random, name: string): string {
  if (name.startsWith('u')) return unit(random).replace(/^unit \S+/, `unit ${name}`);
  if (name.startsWith('d')) return domain(random).replace(/^domain \S+/, `domain ${name}`);
  return name.startsWith('l')
    ? lot(random).replace(/^lot \S+/, `lot ${name}`)
    : licence(random).replace(/^licence \S+/, `licence ${name}`);
}

/** A file of `count` declarations, with blank lines and comments between them; the first file holds the foundations. */
export function file(random: Random, count: number): string {
  const lineEnd = random.chance(0.2) ? '\r\n' : '\n';
  const declarations = Array.from({ length: count }, () => declaration(random));
  if (count > 500) declarations.unshift(...foundations(random));
  const spaced = declarations
    .map((text) => `${random.chance(0.2) ? '\n# a comment\n' : ''}${text}\n`)
    .join('');
  return `${random.chance(0.3) ? '# head\n\n' : ''}${spaced}`.replaceAll('\n', lineEnd);
}
