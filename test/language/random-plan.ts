/** Plans and edits made from a seed, for tests that need many of them. Deterministic: a seed is a whole test case. */
import type { DomainInventory, InventoryEntry } from '../../server/language/model/inventory.ts';

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

const DOMAINS = Array.from({ length: 12 }, (_, i) => `d${i}.example`);
const UNITS = Array.from({ length: 10 }, (_, i) => `u${i}`);
const LOTS = ['l0', 'l1', 'l2', 'l3'];
const LICENCES = ['E1', 'E2', 'E3'];
const NAMES = ['anna', 'jean', 'zoé', 'li', 'omar', 'eva', 'max', 'ida', 'tom', 'uma'];

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

const address = (
  random: Random,
  domain = random.pick([...DOMAINS, 'ville.d1.example', 'nulle.example']),
): string => `${random.pick(NAMES)}${random.below(300)}@${domain}`;

function mailbox(random: Random): string {
  const body = [
    () => `alias ${address(random)}`,
    () => `was ${address(random, 'old.example')}`,
    () => `quota ${1 + random.below(90)} GB`,
    () => `lot ${random.pick(LOTS)}`,
    () => `unit ${random.pick(UNITS)}`,
    () => `title "Titre 📬 ${random.below(9)}"`,
    () => `forward ${address(random)} keep-copy`,
    () => `keep since 2018-01-0${1 + random.below(9)}`,
  ];
  const licence = random.chance(0.8) ? ` ${random.pick(LICENCES)}` : '';
  return `mailbox ${address(random)}${licence} "A"${block(random, body)}`;
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
    () => `forward ${address(random, 'old.example')} -> ${address(random)} until 2025-12-31`,
    () => `drop ${address(random)} "unused"`,
    () => `resource ${address(random)} room "R" { capacity 4; lot ${random.pick(LOTS)} }`,
    () => `list ${address(random)} "L" { member ${address(random)}, ${address(random)} }`,
    () => `template t${random.below(3)} { shared contact@ "C" { access {unit.admin} full } }`,
    () => `timeline tl${random.below(2)} { D-14 send-sheets\n  D open\n}`,
    () =>
      `endpoint e${random.below(3)} imap { host imap.example port 143 plain; login master secret hidden }`,
    () => `plan "P" { locale fr; source e0; include "*.migplan", "none/*.migplan" }`,
  ])();

function lot(random: Random): string {
  const body = [
    () => `domain ${random.pick(DOMAINS)}, ${random.pick(DOMAINS)}`,
    () => `unit ${random.pick(UNITS)}`,
    () => `mailbox ${address(random)}`,
    () => `capacity ${random.below(20)}..${20 + random.below(200)} ${random.pick(['mailboxes', 'units'])}`,
    () => 'pilot',
    () => `after ${random.pick(LOTS)}`,
  ];
  return `lot ${random.pick(LOTS)} "Lot" {\n  date 2025-01-${10 + random.below(25)}\n  ${some(random, body).join('\n  ')}\n}`;
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
  ];
  return `domain ${random.pick(DOMAINS)}${block(random, body)}`;
}

const licence = (random: Random): string =>
  `licence ${random.pick(LICENCES)} "L" { price ${random.below(9)}.5 EUR/month; quota ${10 + random.below(90)} GB }`;

function policy(random: Random): string {
  const body = [
    () => `alias-scope ${random.pick(['domain', 'plan', 'any'])}`,
    () => `lot-size ${random.below(50)}..${50 + random.below(100)} mailboxes`,
    () =>
      `severity ${random.pick(['alias-target', 'MP701', 'mailbox-in-two-lots', 'syntax'])} ${random.pick(['off', 'hint', 'warning', 'error'])}`,
  ];
  return `policy${random.chance(0.7) ? ` for unit ${random.pick(UNITS)}` : ''}${block(random, body)}`;
}

const suppression = (random: Random): string =>
  `# migplan-ignore ${random.pick(['alias-target', 'undeclared-domain', 'MP401', 'address-conflict', 'nothing'])}${random.pick([': agreed', ''])}`;

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

export function inventory(random: Random): [string, DomainInventory | undefined] {
  const domain = random.pick(DOMAINS);
  if (random.chance(0.2)) return [domain, undefined];
  const addresses = new Map<string, InventoryEntry>();
  for (let i = 0; i < 30; i++) {
    const bytes = random.below(100) * 1e9;
    addresses.set(address(random, domain), {
      bytes,
      messages: random.below(1000),
      largest: bytes,
      folders: 3,
    });
  }
  return [domain, { domain, taken: '2025-01-01', addresses }];
}

/** A change to `text`: a character, a word, some lines, a declaration, two neighbours changing places, everything. */
export function change(random: Random, text: string): { start: number; end: number; text: string } {
  return random.pick([
    () => characters(random, text),
    () => characters(random, text),
    () => word(random, text),
    () => word(random, text),
    () => word(random, text),
    () => insertion(random, text),
    () => insertion(random, text),
    () => lines(random, text),
    () => swap(random, text),
  ])();
}

const NOISE = [
  '{',
  '}',
  '"',
  '\n',
  '\r',
  '\r\n',
  '#',
  ';',
  ',',
  ' ',
  '📬',
  '\uFEFF',
  '@',
  '->',
  'x',
  '\n\n',
  '# c\n',
  '\nmailbox ',
];

function characters(random: Random, text: string) {
  const start = random.below(text.length + 1);
  const end = Math.min(text.length, start + (random.chance(0.5) ? 0 : random.below(6)));
  return { start, end, text: random.chance(0.3) ? '' : random.pick(NOISE) };
}

/** A name, a keyword or a number in the place of another. */
function word(random: Random, text: string) {
  const from = random.below(text.length + 1);
  const found = /[\w.@-]+/.exec(text.slice(from, from + 200));
  const start = from + (found?.index ?? 0);
  const other = random.pick([
    () => address(random),
    () => random.pick([...DOMAINS, ...UNITS, ...LOTS, ...LICENCES]),
    () =>
      random.pick([
        'mailbox',
        'shared',
        'alias',
        'lot',
        'unit',
        'domain',
        'licence',
        'policy',
        'quota',
        'drop',
      ]),
    () => String(random.below(100)),
  ])();
  return { start, end: Math.min(text.length, start + (found?.[0].length ?? 0)), text: other };
}

function insertion(random: Random, text: string) {
  const start = lineStart(text, random.below(text.length + 1));
  return { start, end: start, text: `${declaration(random)}\n` };
}

function lines(random: Random, text: string) {
  const start = lineStart(text, random.below(text.length + 1));
  const end = lineStart(text, Math.min(text.length, start + random.below(400)));
  return { start, end: Math.max(start, end), text: random.chance(0.5) ? '' : `${declaration(random)}\n` };
}

function swap(random: Random, text: string) {
  const [a, b, c] = Array.from({ length: 3 }, () => random.below(600))
    .map((offset, _, all) => offset + Math.max(0, text.length - 1000) * ((all[0] ?? 0) / 600))
    .map((offset) => lineStart(text, Math.floor(offset)))
    .toSorted((x, y) => x - y) as [number, number, number];
  return { start: a, end: c, text: text.slice(b, c) + text.slice(a, b) };
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
