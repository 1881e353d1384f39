/** What is handed over for Exchange Online: whatever people are called, the script does what the plan says and nothing else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ZodObject } from 'zod';
import { EXCHANGE_FUNCTIONS } from '../../../server/documents/handover/exchange-functions.ts';
import { writeExchangeHandover } from '../../../server/documents/handover/exchange-script.ts';
import type { Locale } from '../../../server/language/rules/rule.ts';
import type { Change } from '../../../server/planning/provisioning/change.ts';
import type { Handed, HandedStep } from '../../../server/planning/provisioning/handover.ts';
import { CMDLETS } from '../../support/graph-simulator/exchange-contract.ts';
import { tenantEndpoint } from '../../support/graph-simulator/simulated-place.ts';
import { publishedContract } from '../../support/published-contracts.ts';
import { readCall } from './powershell-tokens.ts';

const stepOf = (change: Change): HandedStep => ({
  ...{ key: `${change.does} ${change.address}`, kind: 'access', subject: change.address, action: 'handover' },
  ...{
    before: '',
    after: '',
    reason: 'the plan says so',
    needs: [],
    reach: 'mailbox',
    change,
    endpoint: 'office',
  },
});

function handed(changes: readonly Change[], locale: Locale = 'en'): Handed {
  return { plan: 'admr', lot: 'pilote', endpoint: tenantEndpoint(), steps: changes.map(stepOf), locale };
}

function filesOf(changes: readonly Change[], locale: Locale = 'en') {
  const [script, table, list] = writeExchangeHandover(handed(changes, locale));
  return { script: script?.content ?? '', table: table?.content ?? '', list: list?.content ?? '' };
}

const callsOf = (script: string): string[] =>
  script.split('\r\n').filter((line) => /^Confirm-\w+ -Title /.test(line));

const shared = 'contact@a.example';
const EVERYTHING: readonly Change[] = [
  { does: 'make', kind: 'shared', address: shared, profile: { name: 'L’accueil ‘Nord’' } },
  { does: 'make', kind: 'room', address: 'salle@a.example', profile: { name: 'Salle' } },
  { does: 'make', kind: 'equipment', address: 'velo@a.example', profile: {} },
  { does: 'make', kind: 'list', address: 'tous@a.example', profile: { name: 'Tous' } },
  { does: 'add-alias', kind: 'shared', address: shared, alias: 'accueil@a.example' },
  { does: 'remove-alias', kind: 'list', address: 'tous@a.example', alias: 'all@a.example' },
  { does: 'grant', kind: 'shared', address: shared, who: 'zoe@a.example', right: 'full' },
  { does: 'grant', kind: 'shared', address: shared, who: 'zoe@a.example', right: 'send-as' },
  { does: 'grant', kind: 'shared', address: shared, who: 'ada@a.example', right: 'send-on-behalf' },
  { does: 'grant', kind: 'shared', address: shared, who: 'ada@a.example', right: 'read' },
  { does: 'revoke', kind: 'shared', address: shared, who: 'eve@a.example', right: 'write' },
  { does: 'add-member', address: 'tous@a.example', member: 'zoe@a.example' },
  { does: 'add-owner', address: 'tous@a.example', member: 'ada@a.example' },
  { does: 'set-booking', kind: 'room', address: 'salle@a.example', booking: 'automatic', capacity: 12 },
  { does: 'forward', address: 'ada@a.example', to: 'ada@b.example', keepCopy: true },
];

describe('the script', () => {
  test('has a call for each step, in their order, with what the plan says', () => {
    const calls = callsOf(filesOf(EVERYTHING).script).map(readCall);
    expect(calls.map(({ name, given }) => [name, given['Address']])).toEqual([
      ...['shared', 'room', 'equipment', 'list'].map((_, index) => [
        'Confirm-Recipient',
        EVERYTHING[index]?.address,
      ]),
      ['Confirm-Alias', shared],
      ['Confirm-Alias', 'tous@a.example'],
      ...Array.from({ length: 5 }, () => ['Confirm-Right', shared]),
      ['Confirm-Member', 'tous@a.example'],
      ['Confirm-Owner', 'tous@a.example'],
      ['Confirm-Booking', 'salle@a.example'],
      ['Confirm-Forward', 'ada@a.example'],
    ]);
    expect(calls[0]?.given).toMatchObject({
      Kind: 'shared',
      DisplayName: 'L’accueil ‘Nord’',
      Alias: 'contact.a.example',
    });
    expect(calls[10]?.given).toMatchObject({ Who: 'eve@a.example', Right: 'write', Wanted: '$false' });
    expect(calls[13]?.given).toMatchObject({ Booking: 'automatic', Capacity: '12' });
  });

  test('is of UTF-8 with a byte order mark and of CRLF alone', () => {
    const { script } = filesOf(EVERYTHING, 'fr');
    expect([...Buffer.from(script).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('stops at what it does not know, says at its end how it went, and holds no password', () => {
    const { script } = filesOf(EVERYTHING);
    for (const line of [
      '#Requires -Modules ExchangeOnlineManagement',
      'Set-StrictMode -Version Latest',
      "$ErrorActionPreference = 'Stop'",
      '[CmdletBinding(SupportsShouldProcess)]',
      '  exit 1',
    ])
      expect(script.split('\r\n')).toContain(line);
    expect(script).not.toMatch(/SilentlyContinue|ErrorAction Ignore|password/i);
    expect(script).not.toMatch(/\bRemove-(?:Mailbox|DistributionGroup|MailUser|Recipient)\b/);
  });

  test.each(['en', 'fr'] as const)('says all that people read in their language: %s', (locale) => {
    const { script, list } = filesOf(EVERYTHING, locale);
    expect(script).toContain(locale === 'fr' ? "$SaidDone = 'fait'" : "$SaidDone = 'done'");
    expect(list).toContain(locale === 'fr' ? 'Ce que fait le script' : 'What the script does');
    expect(list).toContain(
      locale === 'fr'
        ? '- [ ] tous@a.example\u00A0: ajouter le membre zoe@a.example'
        : '- [ ] tous@a.example: add the member zoe@a.example',
    );
    expect(list).toContain(locale === 'fr' ? 'vérifié sur contrat' : 'contract-tested, not tenant-tested');
  });

  test('leaves to the checklist what no cmdlet does', () => {
    const redirect: Change = { does: 'redirect', address: 'old@b.example', to: 'new@a.example' };
    const { script, list } = filesOf([redirect]);
    expect(callsOf(script)).toEqual([]);
    expect(list).toContain('What is done without it');
    expect(list).toContain('new@a.example');
  });
});

/** Everything that PowerShell, a line or an encoding gives a meaning to. */
const nasty = fc.string({
  unit: fc.constantFrom(
    ...`'"\u2018\u2019\u201a\u201b\u201c\u201d$\`;|&(){}[]#@\\%~ \t\r\n\0\u0085\u2028\u2029aé\ud800-`,
  ),
  maxLength: 40,
});
const onOneLine = (said: string): string => said.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

describe('whatever things are called', () => {
  test('a name is a literal of the script, and nothing of it is run', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, (name, who, plan) => {
        const changes: Change[] = [
          { does: 'make', kind: 'shared', address: shared, profile: { name } },
          { does: 'grant', kind: 'shared', address: shared, who, right: 'full' },
        ];
        const [{ content: script } = { content: '' }] = writeExchangeHandover({ ...handed(changes), plan });
        const [make, grant, ...more] = callsOf(script).map(readCall);
        expect(more).toEqual([]);
        expect(make?.given).toMatchObject({ Kind: 'shared', DisplayName: onOneLine(name) });
        expect(grant?.given).toMatchObject({ Who: onOneLine(who), Wanted: '$true' });
      }),
    );
  });

  test('what is not a call of the plan is the same for every plan, but for one comment', () => {
    const plain = filesOf([]).script.split('\r\n');
    fc.assert(
      fc.property(nasty, nasty, (name, plan) => {
        const change: Change = { does: 'make', kind: 'room', address: shared, profile: { name } };
        const [{ content } = { content: '' }] = writeExchangeHandover({ ...handed([change]), plan });
        const rest = content.split('\r\n').filter((line) => !/^Confirm-\w+ -Title /.test(line));
        expect(rest.filter((line) => !line.startsWith('# migplan: '))).toEqual(
          plain.filter((line) => !line.startsWith('# migplan: ')),
        );
      }),
    );
  });

  test('a cell of the table is text: no spreadsheet runs it, and no row breaks', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t=', '\uff1d', ''), nasty, (sign, rest) => {
        const change: Change = { does: 'add-member', address: `${sign}${rest}`, member: 'zoe@a.example' };
        const { table } = filesOf([change]);
        const rows = cellsOf(table.slice(1));
        expect(rows.map((row) => row.length)).toEqual([4, 4]);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@\uff1d]/);
      }),
    );
  });
});

/** RFC 4180. */
function cellsOf(table: string): string[][] {
  const rows = table.split('\r\n').filter((row) => row !== '');
  return rows.map((row) =>
    [...row.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  );
}

interface Use {
  readonly cmdlet: string;
  readonly parameters: readonly string[];
}

/** The cmdlets of Exchange that the functions call, with the parameters they give. Strings and what is in brackets are others' business. */
function usesOf(script: string): readonly Use[] {
  const bare = script.replace(/#.*$/gm, '').replace(/"[^"]*"|'[^']*'/g, '""');
  const verbs =
    /\b((?:Get|New|Set|Add|Remove)-(?:Recipient|Mailbox|DistributionGroup|CalendarProcessing|User|MailContact)\w*)((?:[^|{}\n()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*)/g;
  return [...bare.matchAll(verbs)].map(([, cmdlet = '', rest = '']) => {
    const outside = rest.replace(/\((?:[^()]|\([^()]*\))*\)/g, '');
    const given = [...outside.matchAll(/ -([A-Z]\w+)/g)].map(([, parameter = '']) => parameter);
    const splat = outside.includes('@Named') ? ['Name', 'Alias', 'DisplayName', 'PrimarySmtpAddress'] : [];
    return { cmdlet, parameters: [...given, ...splat].filter((parameter) => parameter !== 'ErrorAction') };
  });
}

interface Published {
  readonly cmdlets: Readonly<
    Record<
      string,
      {
        readonly sets: Readonly<
          Record<string, { readonly required: readonly string[]; readonly optional: readonly string[] }>
        >;
      }
    >
  >;
}

/** Of their pages alone: not in every published cut. */
const UNPUBLISHED = [
  ...[
    'Get-CalendarProcessing',
    'Get-DistributionGroup',
    'Get-DistributionGroupMember',
    'Get-MailboxFolderPermission',
  ],
  ...[
    'Get-MailboxFolderStatistics',
    'Remove-MailboxFolderPermission',
    'Set-DistributionGroup',
    'Set-MailboxFolderPermission',
  ],
];

describe('cmdlets and their parameters', () => {
  const uses = usesOf(EXCHANGE_FUNCTIONS);

  test('are those of the written contract, and each stops at an error', () => {
    expect(uses.length).toBeGreaterThan(25);
    for (const { cmdlet, parameters } of uses) {
      const known = Object.keys((CMDLETS[cmdlet] as ZodObject | undefined)?.shape ?? {});
      expect(known, cmdlet).toEqual(expect.arrayContaining([...parameters]));
    }
    const called = EXCHANGE_FUNCTIONS.replace(/#.*$/gm, '').match(
      /\b(?:Get|New|Set|Add|Remove)-(?:Recipient|Mailbox|DistributionGroup|CalendarProcessing)\w*(?! -ErrorAction Stop)\b/g,
    );
    expect((called ?? []).filter((one) => !EXCHANGE_FUNCTIONS.includes(`${one} -ErrorAction Stop`))).toEqual(
      [],
    );
  });

  const published = publishedContract('exchange-cmdlets.json') as Published | undefined;
  const compared = published
    ? 'compared with the published signatures'
    : 'held to the written contract alone: no published signatures here';
  test(`the written contract is ${compared}`, () => {
    for (const [cmdlet, schema] of Object.entries(CMDLETS)) {
      const sets = Object.values(published?.cmdlets[cmdlet]?.sets ?? {});
      if (sets.length === 0) expect(published ? UNPUBLISHED : Object.keys(CMDLETS)).toContain(cmdlet);
      else
        expect(sets.flatMap(({ required, optional }) => [...required, ...optional])).toEqual(
          expect.arrayContaining(Object.keys(schema.shape)),
        );
    }
  });
});
