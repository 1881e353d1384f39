/** Changes to a plan's text made from a seed, as people and their editors make them. */
import {
  address,
  DOMAINS,
  day,
  declaration,
  ENDPOINTS,
  LICENCES,
  LOTS,
  type Random,
  TIMELINES,
  UNITS,
} from './random-plan.ts';

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
    () => random.pick([...DOMAINS, ...UNITS, ...LOTS, ...LICENCES, ...ENDPOINTS, ...TIMELINES]),
    () => day(random),
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
        'timeline',
        'template',
        'endpoint',
        'forward',
        'hold',
        'use',
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
