/** Text as editors and people really send it: each problem at its place, in UTF-16 units, whatever stands before it. */
import { expect, test } from 'vitest';
import { analysisOf, checkDiagnostics, published, show } from '../support/check.ts';

test('right after emoji, in a name, a string and a comment', () => {
  checkDiagnostics(`
domain a.example
mailbox anna@a.example "👩🏽‍🔧 Anna 🎉" { qota 5 GB } # 👩🏽‍🔧
#                                          ^^^^ error MP002: mailbox has no property qota: did you mean quota?
`);
});

test('an address is the same whether its accents are combined or not', () => {
  const text = 'domain a.example\nmailbox rene\u0301@a.example\nmailbox ren\u00E9@a.example\n';
  expect(told(text)).toEqual([
    '/plan.migplan:3:9-23 error MP204: rené@a.example is a personal mailbox already and cannot be declared twice; keep one of the two',
  ]);
});

test('a letter of another alphabet that looks Latin', () => {
  const text = 'domain a.example\nmailbox \u0430nna@a.example\nmailbox ben@\u0430.example\n';
  expect(told(text)).toEqual([
    '/plan.migplan:2:9-23 error MP201: \u0430nna@a.example is no address: it has letters of two alphabets that look alike; type it again',
    '/plan.migplan:3:9-22 error MP201: ben@\u0430.example is no address: it has letters of two alphabets that look alike; type it again',
    '/plan.migplan:3:9-22 error MP203: the plan has no domain or sub-domain xn--80a.example; declare it: domain xn--80a.example',
  ]);
});

test.each([
  ['CRLF', '\r\n'],
  ['CR', '\r'],
  ['LF', '\n'],
])('line ends: %s', (_, end) => {
  const text = ['domain a.example', 'mailbox anna@a.example {', '  qota 5 GB', '}', ''].join(end);
  expect(told(text)).toEqual([
    '/plan.migplan:3:3-7 error MP002: mailbox has no property qota: did you mean quota?',
  ]);
});

test('all line ends in one file, and a byte order mark before it', () => {
  const text = '\uFEFFdomain a.example\r\nmailbox anna@a.example {\r  alias b@a.example\n  qota 5 GB\r\n}\n';
  expect(told(text)).toEqual([
    '/plan.migplan:4:3-7 error MP002: mailbox has no property qota: did you mean quota?',
  ]);
});

const told = (text: string): string[] => published(analysisOf(new Map([['/plan.migplan', text]]))).map(show);
