/** The pure pieces of the IMAP endpoint, each as a table. What needs a server is in test/live. */
import { describe, expect, test } from 'vitest';
import { commandFailure, type ImapError } from '../../server/endpoints/imap/imap-failures.ts';
import { credentials } from '../../server/endpoints/imap/imap-session.ts';
import { internalDate, readInternalDate } from '../../server/endpoints/imap/internal-date.ts';
import { decodeFolderName, encodeFolderName } from '../../server/endpoints/imap/modified-utf7.ts';
import { withNulBytes } from '../../server/endpoints/imap/nul-bytes.ts';
import { uidRanges } from '../../server/endpoints/imap/response.ts';
import type { Login, MailServer } from '../../server/planning/migration-plan.ts';
import { text } from '../../server/planning/text.ts';

const secret = { kind: 'env', name: 'S' } as const;
const endpoint = (login: Login): MailServer => ({
  name: 'e',
  kind: 'imap',
  host: 'h',
  port: 1,
  security: 'tls',
  login,
  connections: 1,
});

test.each([
  ['Projets', 'Projets'],
  ['a & b', 'a &- b'],
  ['Éléments envoyés', '&AMk-l&AOk-ments envoy&AOk-s'],
  ['日本語', '&ZeVnLIqe-'],
  ['🎉', '&2DzfiQ-'],
  ['tab\t', 'tab&AAk-'],
  ['~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
])('a folder %j is written %s', (path, wire) => {
  expect(encodeFolderName(path)).toBe(wire);
  expect(decodeFolderName(wire)).toBe(path);
});

test.each([
  [[], []],
  [[1], ['1']],
  [[1, 2, 3, 7, 9, 10], ['1:3,7,9:10']],
  [Array.from({ length: 60 }, (_, at) => at + 1), ['1:50', '51:60']],
])('UIDs %j are asked for as %j', (uids, ranges) => {
  expect(uidRanges(uids, 50)).toEqual(ranges);
});

test.each([
  ['2024-03-01T10:02:03Z', ' 1-Mar-2024 10:02:03 +0000'],
  ['1999-12-31T23:59:59.999Z', '31-Dec-1999 23:59:59 +0000'],
  ['1970-01-01T00:00:00Z', ' 1-Jan-1970 00:00:00 +0000'],
])('%s is the instant %j', (iso, wire) => {
  expect(internalDate(new Date(iso))).toBe(wire);
  expect(readInternalDate(wire).toISOString()).toBe(
    new Date(Math.floor(Date.parse(iso) / 1000) * 1000).toISOString(),
  );
});

test.each<[Login, object]>([
  [
    { method: 'master', user: 'm', separator: '*', secret },
    { user: 'a/b*m', pass: 'p', loginMethod: 'AUTH=PLAIN' },
  ],
  [
    { method: 'master', user: 'm', separator: '%', secret },
    { user: 'a/b%m', pass: 'p', loginMethod: 'AUTH=PLAIN' },
  ],
  [
    { method: 'admin', user: 'cyrus', secret },
    { user: 'cyrus', pass: 'p', authzid: 'a/b', loginMethod: 'AUTH=PLAIN' },
  ],
  [
    { method: 'each', secret },
    { user: 'a/b', pass: 'p', loginMethod: 'AUTH=PLAIN' },
  ],
  [
    { method: 'oauth2', secret },
    { user: 'a/b', accessToken: 'p' },
  ],
])('the login %j', (login, sent) => {
  expect(credentials({ endpoint: endpoint(login), mailbox: 'a/b' }, 'p')).toEqual(sent);
});

describe('a failed command', () => {
  const code = (value: string) => ({ attributes: [{ section: [{ value }] }] });
  test.each<[ImapError, object]>([
    [
      { responseStatus: 'NO', response: code('OVERQUOTA'), responseText: 'Quota exceeded' },
      { kind: 'full', reach: 'mailbox' },
    ],
    [
      { responseStatus: 'NO', responseText: 'Over quota' },
      { kind: 'full', words: 'NO Over quota' },
    ],
    [
      { responseStatus: 'NO', response: code('TOOBIG'), responseText: 'too big' },
      { kind: 'refused', words: 'NO [TOOBIG] too big' },
    ],
    [{ responseStatus: 'NO', response: code('UNAVAILABLE') }, { kind: 'transient' }],
    [{ responseStatus: 'NO', response: code('TRYCREATE') }, { kind: 'transient' }],
    [
      { responseStatus: 'NO', response: code('THROTTLED') },
      { kind: 'throttled', reach: 'lot' },
    ],
    [
      { responseStatus: 'NO', responseText: 'Request is throttled. Suggested Backoff Time: 5 milliseconds' },
      { kind: 'throttled', until: expect.any(Date) },
    ],
    [
      { responseStatus: 'NO', responseText: `Suggested Backoff Time: ${'9'.repeat(30)} milliseconds` },
      { kind: 'throttled', until: expect.toSatisfy((until: Date) => +until < Date.now() + 2 * 86_400_000) },
    ],
    [
      { responseStatus: 'BAD', responseText: 'what?' },
      { kind: 'refused', reach: 'message' },
    ],
    [
      { code: 'NoConnection', message: 'Connection not available', reason: 'shutting down' },
      { kind: 'transient', words: 'Connection not available: shutting down' },
    ],
  ])('%j', (error, failure) => {
    const access = { endpoint: endpoint({ method: 'each', secret }), mailbox: 'm' };
    expect(commandFailure(access, text('did', 'a fait'), error).failure).toMatchObject(failure);
  });
});

describe('NUL bytes are put back where the server shows another', () => {
  const bytes = (text: string) => Buffer.from(text, 'latin1');
  const body = 'pre\x80\r\n--x\r\nCTE: base64\r\n\r\naGk=\x80\r\n--x\r\n\r\nbin\x80in\x80\r\n--x--\r\n';
  const decoded = 'pre\0\r\n--x\r\nCTE: binary\r\n\r\nhi\r\n--x\r\n\r\nbin\0in\x80\r\n--x--\r\n';
  const restored = 'pre\0\r\n--x\r\nCTE: base64\r\n\r\naGk=\x80\r\n--x\r\n\r\nbin\0in\x80\r\n--x--\r\n';
  test.each([
    ['where both are the same otherwise', 'A\x80B\x80', 'A\0B\x80', 'A\0B\x80'],
    ['around a part that was decoded', body, decoded, restored],
    ['and left alone after a text that never meets again', 'a\x80bQ\x80', 'a\0bZ\0', 'a\0bQ\x80'],
  ])('%s', (_, shown, binary, expected) => {
    expect(withNulBytes(bytes(shown), bytes(binary)).toString('latin1')).toBe(expected);
  });
});
