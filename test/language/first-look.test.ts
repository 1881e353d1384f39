import { expect, test } from 'vitest';
import { firstLook } from '../../server/language/first-look.ts';
import { RULES } from '../../server/language/rules/registry.ts';

const codesOf = (text: string): string[] => firstLook(text, RULES, 'en').map(({ code }) => code);

test('tells what a file shows by itself', () => {
  expect(codesOf('mailbox anna@a.example { colour red }\n')).toEqual(['MP002']);
  expect(codesOf('lot first { date 2025-02-31 }\n')).toEqual(['MP005']);
  expect(codesOf('mailbox anna@a.example "Anna\n')).toContain('MP001');
});

test('says nothing that another file could contradict', () => {
  const text =
    'mailbox anna@a.example E9 "Anna"\nlot first { date 2025-01-20; after none; domain b.example }\n';
  expect(codesOf(text)).toEqual([]);
});

test('keeps to what is suppressed, and judges no suppression', () => {
  const ignored = '# migplan-ignore unknown-property: an old export\nmailbox anna@a.example { colour red }\n';
  expect(codesOf(ignored)).toEqual([]);
  expect(codesOf('# migplan-ignore one-lot: later\nmailbox anna@a.example\n')).toEqual([]);
});
