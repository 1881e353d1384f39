/** Time zones: each name that there is reads as one, by itself and in a plan that is formatted. */
import { describe, expect, test } from 'vitest';
import { readDeclaration } from '../../grammar/declarations.ts';
import { parseBlock } from '../../grammar/parser.ts';
import { formatText } from '../../grammar/print.ts';
import { readingProblems, readingValues } from './tree-text.ts';

const hours = Array.from({ length: 15 }, (_, hour) => hour);
const ZONES = [
  ...Intl.supportedValuesOf('timeZone'),
  ...[
    'America/Argentina/Buenos_Aires',
    'UTC',
    'GMT',
    'Etc/UTC',
    'EST5EDT',
    'Etc/GMT',
    'Etc/GMT0',
    'GMT+0',
    'GMT-0',
  ],
  ...hours.filter((hour) => hour <= 12).map((hour) => `Etc/GMT+${hour}`),
  ...hours.map((hour) => `Etc/GMT-${hour}`),
];

describe('time zones', () => {
  test('each of the database is read and printed as it is written', () => {
    expect(ZONES.length).toBeGreaterThan(400);
    for (const zone of ZONES) {
      const text = `plan "x" { timezone ${zone} }\n`;
      const { declaration, problems } = parseBlock(text);
      expect(problems, zone).toEqual([]);
      if (!declaration) throw new Error(zone);
      const reading = readDeclaration(declaration);
      expect(readingProblems(reading, text), zone).toEqual([]);
      expect(readingValues(reading)).toMatchObject({ has: { timezone: zone } });
      expect(formatText(text)).toBe(text);
    }
  });

  test.each([
    'Etc/GMT+13',
    'Etc/GMT+100',
    'GMT+a',
    'Europe/',
    '/Paris',
    'Mars/Base',
    'Etc/GMT +1',
    '"UTC"',
    '+01:00',
  ])('%s is none', (zone) => {
    const text = `plan "x" { timezone ${zone} }\n`;
    const { declaration, problems } = parseBlock(text);
    const read = declaration ? readDeclaration(declaration).problems : [];
    expect(problems.length + read.length).toBeGreaterThan(0);
  });

  test('a plus is part of no other word', () => {
    const { declaration } = parseBlock('drop x@a.example a+1');
    expect(declaration?.items[0]?.map(({ text }) => text)).toEqual(['x@a.example', 'a', '+', '1']);
  });
});
