/** Where a declared endpoint is and how it is opened, by its kind; or the line that says what it lacks. */
import { describe, expect, test } from 'vitest';
import { endpointIn } from '../../server/planning/endpoints.ts';
import { analyse } from '../support/check.ts';

const read = (kind: string, properties: string) =>
  endpointIn(analyse(`plan "P" {}\nendpoint old ${kind} { ${properties} }\n`), 'old');

const env = (name: string) => ({ kind: 'env', name });

describe('an endpoint is opened', () => {
  test.each([
    [
      'imap',
      'host imap.a.example starttls; login master "m" separator "+" secret env S',
      { host: 'imap.a.example', port: 143, security: 'starttls' },
      { method: 'master', user: 'm', separator: '+', secret: env('S') },
    ],
    [
      'bluemind',
      'url "https://bm.a.example"; secret env KEY; host bm.a.example; login each secret file "secrets/bm.csv"',
      { host: 'bm.a.example', port: 993, security: 'tls' },
      { method: 'each', secret: { kind: 'file', path: 'secrets/bm.csv' } },
    ],
    [
      'imap',
      'host imap.gmail.com; login oauth2 secret file "secrets/robot.json"',
      { host: 'imap.gmail.com', port: 993, security: 'tls' },
      { method: 'oauth2', secret: { kind: 'file', path: 'secrets/robot.json' } },
    ],
    [
      'microsoft365',
      'tenant a.onmicrosoft.example; client 8f2c1d7e secret env GRAPH',
      { host: 'outlook.office365.com', port: 993, security: 'tls' },
      { method: 'oauth2', tenant: 'a.onmicrosoft.example', client: '8f2c1d7e', secret: env('GRAPH') },
    ],
    [
      'microsoft365',
      'tenant a.onmicrosoft.example; client 8f2c1d7e secret env GRAPH; host 127.0.0.1 port 1143 plain; login oauth2 secret env OWN',
      { host: '127.0.0.1', port: 1143, security: 'plain' },
      { method: 'oauth2', tenant: 'a.onmicrosoft.example', client: '8f2c1d7e', secret: env('OWN') },
    ],
  ])('of kind %s with %s', (kind, properties, address, login) => {
    expect(read(kind, properties)).toMatchObject({ name: 'old', kind, ...address, login, connections: 4 });
  });
});

describe('an endpoint lacks', () => {
  test.each([
    ['imap', 'host imap.a.example', 'its host and login are needed to reach it'],
    ['bluemind', 'url "https://bm.a.example"; secret env KEY', 'its host and login are needed to reach it'],
    ['imap', 'host imap.a.example; login master secret env S', 'its login needs a user and a named secret'],
    ['imap', 'host imap.a.example; login each', 'its login needs a named secret'],
    ['imap', 'host imap.a.example; login oauth2', 'its login needs a named secret'],
    [
      'microsoft365',
      'tenant a.example; client 8f2c secret env GRAPH; login each secret env S',
      'Microsoft 365 opens mailboxes over IMAP with login oauth2 only',
    ],
    [
      'microsoft365',
      'tenant a.example; client 8f2c',
      'its tenant and its client with a named secret are needed to sign in',
    ],
  ])('of kind %s with %s: %s', (kind, properties, words) => {
    expect(read(kind, properties)).toMatchObject({ refused: { en: `endpoint old: ${words}` } });
  });
});
