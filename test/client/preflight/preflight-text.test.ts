/** A preflight as a text: nothing of it is left out, and nothing in it is an option of the command line. */
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  type Preflight,
  preflightText,
  readPreflight,
} from '../../../client/features/preflight/preflight-text.ts';
import { speak } from '../../support/fake-vscode.ts';
import { migplan } from '../../support/migplan.ts';

afterEach(() => speak('en'));

const item = (given: Partial<Preflight['items'][number]>): Preflight['items'][number] => ({
  ...{ kind: 'login', subject: 'anna@a.example', severity: 'ok', says: 'is let in', ...given },
});

const told = (...items: Preflight['items']): Preflight => ({
  ...{ schema: 'migplan/preflight/v1', plan: 'A plan', lot: 'pilot', date: '2027-03-08', items },
});

const SPF = { type: 'TXT', name: 'a.example', value: 'v=spf1 include:"x" -all' };
const MX = { type: 'MX', name: 'a.example', value: '10 mx.b.example' };

test('what it comes to stands first, then all that is not well, then the records', () => {
  const text = preflightText(
    told(
      ...[item({}), item({ subject: 'bob@a.example', severity: 'error', says: 'NO\n[AUTH]  refused' })],
      ...[
        item({ kind: 'capacity' }),
        item({ kind: 'later', severity: 'not-checked', says: 'not looked at' }),
      ],
      item({
        kind: 'dns',
        subject: 'a.example',
        severity: 'warning',
        says: 'no SPF',
        records: [SPF],
        when: 'now',
      }),
      item({ kind: 'dns', subject: 'a.example', says: 'its MX', records: [MX, MX], when: 'cutover' }),
    ),
    'en',
  );
  expect(text).toBe(`A plan · lot pilot · 2027-03-08
✗ not ready: 1 error

logins  1 well, 1 error
room    1 well
later   1 thing not checked
DNS     1 well, 1 warning

bob@a.example
  ✗ NO [AUTH] refused

a.example
  ! no SPF

anna@a.example
  ? not looked at

DNS records to add at once
  a.example. IN TXT "v=spf1 include:\\"x\\" -all"

DNS records to add at the cutover
  a.example. IN MX 10 mx.b.example.
`);
});

test('what is well is told shortly, and what was not looked at is not called ready', () => {
  expect(preflightText(told(item({})), 'en').split('\n')[1]).toBe('✓ ready');
  expect(preflightText(told(item({ severity: 'not-checked' })), 'en').split('\n')[1]).toBe(
    '? nothing found against it; not all was checked',
  );
});

test('in French', () => {
  speak('fr');
  const lines = preflightText(told(item({}), item({ severity: 'error' })), 'fr').split('\n');
  expect(lines.slice(1, 4)).toEqual(['✗ pas prêt\u00A0: 1 erreur', '', 'identifiants  1 en ordre, 1 erreur']);
});

test('what the command says is read', async () => {
  const quickstart = join(import.meta.dirname, '../../../examples/quickstart');
  const values = ['preflight', quickstart, '--lot', 'pilot', '--format', 'json', '--dns', '127.0.0.1:9'];
  const env = { OLD_MASTER_PASSWORD: 'x', NEW_MASTER_PASSWORD: 'y' };
  const { out } = await migplan(values, { env });
  const read = readPreflight(out);
  expect(read?.lot).toBe('pilot');
  expect(read?.items.length).toBeGreaterThan(0);
});

test.each(['', '{}', '{"schema":"migplan/preflight/v2"}'])('%j is no preflight', (json) => {
  expect(readPreflight(json)).toBeUndefined();
});
