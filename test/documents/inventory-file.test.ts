/** Inventory files: written and read again, read by hand-written YAML as by the quick way, and faults at their line. */
import { describe, expect, test } from 'vitest';
import { readCanonical } from '../../server/documents/canonical-inventory.ts';
import { FileFault } from '../../server/documents/file-fault.ts';
import { readInventory, writeInventory } from '../../server/documents/inventory-file.ts';
import type { DomainInventory, InventoryEntry } from '../../server/language/model/inventory.ts';

const ZOE: InventoryEntry = {
  ...{ messages: 12, bytes: 34_000, largest: 5_000, folders: 6, deepest: 3, fullest: 9 },
  ...{ newest: '2026-10-01', flags: ['$Forwarded', 'Work'] },
};
const PLAIN: InventoryEntry = { messages: 0, bytes: 0, largest: 0, folders: 1 };

const inventory = (addresses: Readonly<Record<string, InventoryEntry>>): DomainInventory => ({
  ...{ domain: 'a.example', taken: '2026-11-01', addresses: new Map(Object.entries(addresses)) },
});

describe('an inventory', () => {
  test('is written sorted, and read as it was', () => {
    const written = inventory({ 'zoe@a.example': ZOE, 'anna@a.example': PLAIN });
    const text = writeInventory(written);
    expect(text).toBe(`# Written by \`migplan inventory\`; meant for git.
schema: migplan/inventory/v1
domain: a.example
taken: 2026-11-01
addresses:
  anna@a.example: { messages: 0, bytes: 0, largest: 0, folders: 1 }
  zoe@a.example: { messages: 12, bytes: 34000, largest: 5000, folders: 6, deepest: 3, fullest: 9, newest: 2026-10-01, flags: [$Forwarded, Work] }
`);
    expect(readCanonical(text)).toEqual(written);
    expect(readInventory(text)).toEqual(written);
  });

  test.each([
    ['other line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    [
      'a body in lines',
      (text: string) =>
        text.replace(/\{ (messages.*?) \}/g, (_, body) => `\n    ${body.replaceAll(', ', '\n    ')}`),
    ],
    ['a comment behind a line', (text: string) => text.replace(' }', ' } # checked')],
  ])('is the same with %s', (_, change) => {
    const written = inventory({
      'anna@a.example': { ...PLAIN, deepest: 2, fullest: 0, newest: '2026-10-01' },
    });
    const changed = change(writeInventory(written));
    expect(readCanonical(changed)).toBeUndefined();
    expect(readInventory(changed)).toEqual(written);
  });

  test('with keywords that need quotes, or without an address, is read as it was', () => {
    for (const written of [
      inventory({ 'anna@a.example': { ...PLAIN, flags: ['"', 'a, b', '12', 'no'] } }),
      inventory({}),
    ]) {
      expect(readInventory(writeInventory(written))).toEqual(written);
    }
  });

  test('of an older version has neither the deepest nor the fullest folder', () => {
    const text = writeInventory(inventory({ 'anna@a.example': PLAIN }));
    expect(readInventory(text).addresses.get('anna@a.example')).toEqual(PLAIN);
  });

  test('is read without case', () => {
    const { domain, addresses } = readInventory(
      writeInventory({ ...inventory({ 'Zoé@A.Example': PLAIN }), domain: 'A.Example' }),
    );
    expect([domain, [...addresses.keys()]]).toEqual(['a.example', ['zoé@a.example']]);
  });
});

test('an address of another domain is refused, one below its own is another', () => {
  const line = '{ messages: 1, bytes: 1, largest: 1, folders: 1 }';
  const file = (address: string): string => `${HEAD}addresses:\n  ${address}: ${line}\n`;
  expect([...readInventory(file('anna@A.Example')).addresses.keys()]).toEqual(['anna@a.example']);
  expect(() => readInventory(file('anna@sub.a.example'))).toThrow(
    'move the line to the file of its own domain',
  );
  expect(() => readInventory(file('anna@b.example'))).toThrow(
    'anna@b.example is not an address of a.example; move the line to the file of its own domain',
  );
});

const HEAD = 'schema: migplan/inventory/v1\ndomain: a.example\ntaken: 2026-11-01\n';

describe('a fault is told at its line, in both languages', () => {
  test.each([
    ['', '1:1'],
    ['schema: migplan/inventory/v2\ndomain: a.example\ntaken: 2026-11-01\n', '1:9'],
    [HEAD.replace('11-01', '13-01'), '3:8'],
    [`${HEAD}addresses:\n  anna@a.example: { messages: many, bytes: 1 }\n`, '5:31'],
    [`${HEAD}addresses:\n  anna@a.example: { messages: -1, bytes: 1 }\n`, '5:31'],
    [`${HEAD}addresses:\n  anna@a.example: { messages: 1, bytes: 1, size: 3 }\n`, '5:19'],
    [
      `${HEAD}addresses:\n  a@a.example: { messages: 1, bytes: 1 }\n  a@a.example: { messages: 1, bytes: 1 }\n`,
      '6:3',
    ],
    [
      `${HEAD}addresses:\n  a@a.example: { messages: 1, bytes: 1 }\n  b@b.example: { messages: 1, bytes: 1 }\n`,
      '6:3',
    ],
    [`${HEAD}addresses:\n  b@not-a.example: { messages: 1, bytes: 1, largest: 1, folders: 1 }\n`, '5:3'],
  ])('%j', (written, place) => {
    try {
      readInventory(written);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      expect(`${error.line}:${error.column}`).toBe(place);
      expect(error.text.en).not.toBe(error.text.fr);
    }
  });
});
