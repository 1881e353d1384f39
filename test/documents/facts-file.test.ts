/** A plan's facts.yaml: what it gives, what it lifts, and that a fault is told once, at its place. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readFacts } from '../../server/documents/facts-file.ts';
import { FileFault } from '../../server/documents/file-fault.ts';
import { readPlanFiles } from '../../server/documents/plan-files.ts';
import { FACT_NAMES } from '../../server/language/facts/facts.ts';
import { migplan } from '../support/migplan.ts';

describe('a facts file', () => {
  test('gives sizes, counts, words, texts and yes or no as plans write them', () => {
    const { microsoft365, imap } = readFacts(`
# our contract
microsoft365:
  source: our contract of 2026
  checked: 2026-10-01
  message-bytes: 150 MB
  addresses: 400
  external-forwarding: allowed
  licence-sku: no
  rights: [ read, full ]
  mx: mail.example
  folders-reserved: [ Notes, "[Gmail]" ]
  folder-last-signs-refused: " ."
imap: {}
`);
    expect(microsoft365).toEqual({
      source: 'our contract of 2026',
      checked: '2026-10-01',
      facts: {
        'message-bytes': 150e6,
        addresses: 400,
        'external-forwarding': 'allowed',
        'licence-sku': false,
        rights: ['read', 'full'],
        mx: 'mail.example',
        'folders-reserved': ['Notes', '[Gmail]'],
        'folder-last-signs-refused': ' .',
      },
      without: [],
    });
    expect(imap).toEqual({ facts: {}, without: [] });
  });

  test('is read as its document shows it', () => {
    const page = readFileSync(new URL('../../docs/facts.md', import.meta.url), 'utf8');
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const { microsoft365, dovecot } = readFacts(example);
    expect(microsoft365?.facts).toEqual({ 'message-bytes': 150e6, 'external-forwarding': 'allowed' });
    expect(dovecot?.without).toEqual(['account-signs']);
  });

  test('lifts every limit with none', () => {
    const all = FACT_NAMES.map((name) => `  ${name}: none`).join('\n');
    expect(readFacts(`bluemind:\n${all}\n`).bluemind).toEqual({ facts: {}, without: FACT_NAMES });
  });

  test.each(['', '\n', '# nothing yet\n', '{}'])('may say nothing: %j', (written) => {
    expect(readFacts(written)).toEqual({});
  });
});

const NOT_USED = 'Nothing of the file is used until it is mended';

describe('a fault is one line that says where it is and what to write', () => {
  test.each([
    [
      'microsoft366: {}',
      '1:1',
      `no kind of endpoint is called microsoft366; did you mean microsoft365? ${NOT_USED}`,
    ],
    [
      'microsoft365:\n  addresses: 3\n  message-bites: 150 MB',
      '3:3',
      `no fact is called message-bites; did you mean message-bytes? ${NOT_USED}`,
    ],
    ['imap: { zzz: 3 }', '1:9', `no fact is called zzz; these are known: docs/facts.md. ${NOT_USED}`],
    ['imap: { addresses: many }', '1:20', `addresses takes a whole number, or none. ${NOT_USED}`],
    ['imap: { addresses: -1 }', '1:20', `addresses takes a whole number, or none. ${NOT_USED}`],
    ['imap: { message-bytes: 150 }', '1:24', `message-bytes takes a size, as 150 MB, or none. ${NOT_USED}`],
    ['imap: { licence-sku: maybe }', '1:22', `licence-sku takes yes or no, or none. ${NOT_USED}`],
    [
      'imap: { address-letters: greek }',
      '1:26',
      `address-letters takes one of these: ascii, any, or none. ${NOT_USED}`,
    ],
    [
      'imap: { logins: [ master, magic ] }',
      '1:27',
      `logins takes a list of these: master, admin, each, oauth2, or none. ${NOT_USED}`,
    ],
    [
      'imap: { folders-reserved: Notes }',
      '1:27',
      `folders-reserved takes names in brackets, as [ Notes, Tasks ], or none. ${NOT_USED}`,
    ],
    ['imap: { checked: 2026-13-01 }', '1:18', `checked takes a day, as 2026-10-01. ${NOT_USED}`],
    ['imap: { source: [ a ] }', '1:17', `source takes a text. ${NOT_USED}`],
    ['imap: 3', '1:7', `imap has facts below it, each on its line: message-bytes: 150 MB. ${NOT_USED}`],
    [
      '- imap',
      '1:1',
      `the file gives facts under the name of a kind of endpoint, as microsoft365. ${NOT_USED}`,
    ],
    ['imap: { addresses: 1, addresses: 2 }', '1:23', 'Map keys must be unique'],
    ['imap:\n\taddresses: 1', '2:1', 'Tabs are not allowed as indentation'],
    ['imap: {}\n---\nimap: {}', '2:1', 'it holds several documents; keep one'],
    ['imap: *nowhere', '1:1', 'its anchors and aliases (& and *) cannot be followed; write the values out'],
  ])('case %#', (written, place, says) => {
    const fault = faultOf(written);
    expect(`${fault.line}:${fault.column}`).toBe(place);
    expect(fault.text.en).toBe(says);
    expect(fault.text.fr).not.toBe(says);
    expect(fault.text.fr).not.toMatch(/undefined/);
  });

  test('a file too deep for the parser is one, too', () => {
    expect(faultOf('['.repeat(20_000)).text.en).toBe('it is nested too deeply to be read');
  });

  test('anchors that grow beyond measure are one, too', () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) => `a${i}: &a${i} [ ${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`} ]`,
    );
    expect(faultOf(lines.join('\n')).text.en).toMatch(/anchors and aliases/);
  });
});

function faultOf(written: string): FileFault {
  try {
    readFacts(written);
  } catch (error) {
    if (error instanceof FileFault) return error;
    throw error;
  }
  throw new Error(`no fault in ${written}`);
}

describe('beside a plan', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migplan facts é-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write(
    'plan.migplan',
    `plan "A" { target office }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client 1 secret env PATH }
domain a.example
mailbox tom+news@a.example "Tom"
`,
  );
  const check = async (...more: string[]) => migplan(['check', folder, ...more]);

  test('what it says counts, and lifts what is shipped', async () => {
    write('facts.yaml', 'microsoft365: { account-signs: none }\n');
    const { code, out } = await check();
    expect(out).toBe('0 errors, 0 warnings (1 mailbox in 1 file)\n');
    expect(code).toBe(0);
  });

  test('a fault is one diagnostic at its line and column; what is shipped still counts', async () => {
    write('facts.yaml', 'microsoft365:\n  account-sines: none\n');
    const { code, out } = await check();
    expect(
      out,
    ).toBe(`facts.yaml:2:3  error MP000  no fact is called account-sines; did you mean account-signs? Nothing of the file is used until it is mended
  |   account-sines: none
  |   ^^^^^^^^^^^^^^^^^^^

plan.migplan:4:9  error MP202  tom+news@a.example: Microsoft 365 takes no “+” in the address of a mailbox; write tom-news@a.example
  | mailbox tom+news@a.example "Tom"
  |         ^^^^^^^^^^^^^^^^^^

2 errors, 0 warnings (1 mailbox in 1 file)
`);
    expect(code).toBe(1);
  });

  test('the same in JSON', async () => {
    const { out } = await check('--format', 'json');
    const { diagnostics } = JSON.parse(out) as { diagnostics: Record<string, unknown>[] };
    expect(diagnostics.filter(({ file }) => file === 'facts.yaml')).toEqual([
      {
        code: 'MP000',
        rule: 'unusable-file',
        severity: 'error',
        message:
          'no fact is called account-sines; did you mean account-signs? Nothing of the file is used until it is mended',
        file: 'facts.yaml',
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 21 } },
        docs: 'docs/facts.md',
        related: [],
      },
    ]);
  });

  test('whatever acts on the plan stops there', async () => {
    const { code, out, err } = await migplan(['show', folder]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('facts.yaml:2:3: no fact is called account-sines');
  });

  test('without the file nothing is said of it', async () => {
    rmSync(join(folder, 'facts.yaml'));
    const { facts, problems } = await readPlanFiles(folder);
    expect([facts, problems]).toEqual([{}, []]);
  });
});
