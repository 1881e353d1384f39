/**
 * What Microsoft Graph cannot do, handed over for one lot: a script for Exchange Online PowerShell, the same as a table, and a checklist
 * with how to run it. The script says what it would do with -WhatIf and may be run twice. No password is in any of them.
 */
import type {
  Handed,
  HandedStep,
  HandoverFile,
  HandoverWriter,
} from '../../planning/provisioning/handover.ts';
import { sayChange, sayWithAddress } from '../../planning/provisioning/say-change.ts';
import { text } from '../../planning/text.ts';
import { exchangeCall } from './exchange-calls.ts';
import { exchangeChecklist } from './exchange-checklist.ts';
import { EXCHANGE_FUNCTIONS, SAID } from './exchange-functions.ts';
import { comment, literal } from './powershell-literal.ts';
import { spreadsheetRows } from './spreadsheet-rows.ts';

/** Windows PowerShell 5.1 takes a file without a mark for the code page of the machine, and accents with it (about_Character_Encoding). */
const BYTE_ORDER_MARK = '\ufeff';

export const writeExchangeHandover: HandoverWriter = (handed) => {
  const { lot, endpoint, locale, steps } = handed;
  const base = `${lot}-${endpoint.name}`;
  return [
    { name: `${base}.ps1`, content: script(handed) },
    { name: `${base}.csv`, content: spreadsheetRows(rowsOf(steps, handed), locale) },
    exchangeChecklist(handed, base),
  ];
};

const script = (handed: Handed): HandoverFile['content'] =>
  `${BYTE_ORDER_MARK}${[...head(handed), '', EXCHANGE_FUNCTIONS, '', ...calls(handed), '', ...END].join('\n')}\n`.replace(
    /\n/g,
    '\r\n',
  );

function head({ plan, lot, endpoint, locale }: Handed): string[] {
  return [
    '#Requires -Version 5.1',
    '#Requires -Modules ExchangeOnlineManagement',
    comment(`migplan: ${plan}, ${lot}, ${endpoint.name}`),
    comment(HEAD[locale]),
    '[CmdletBinding(SupportsShouldProcess)]',
    'param()',
    '',
    'Set-StrictMode -Version Latest',
    "$ErrorActionPreference = 'Stop'",
    '',
    ...Object.entries(SAID).map(([name, said]) => `$Said${name} = ${literal(said[locale])}`),
    '',
    'if (-not (Get-ConnectionInformation)) { Connect-ExchangeOnline -ShowBanner:$false }',
  ];
}

const HEAD = text(
  'Run it with -WhatIf first. It looks before it changes anything and may be run again; nothing is deleted.',
  'Lancez-le d’abord avec -WhatIf. Il regarde avant de modifier et peut être relancé\u00A0; rien n’est supprimé.',
);

/** What no cmdlet does is in the checklist alone. */
function calls({ steps, locale }: Handed): string[] {
  return steps.flatMap(({ change }) => exchangeCall(change, sayWithAddress(change)[locale]) ?? []);
}

/** An end that says how it went, to people and to whatever started it. */
const END = [
  'Write-Host ($SaidSummary -f $script:DoneCount, $script:AlreadyCount, $script:Failures.Count)',
  'if ($script:Failures.Count -gt 0) {',
  '  $script:Failures | ForEach-Object { Write-Warning $_ }',
  '  Write-Warning $SaidAgain',
  '  exit 1',
  '}',
  'exit 0',
];

function rowsOf(steps: readonly HandedStep[], { locale }: Handed): readonly (readonly string[])[] {
  return [
    COLUMNS[locale],
    ...steps.map(({ change, reason }, index) => [
      `${index + 1}`,
      change.address,
      sayChange(change)[locale],
      reason,
    ]),
  ];
}

const COLUMNS = { en: ['No.', 'Address', 'What', 'Why'], fr: ['N°', 'Adresse', 'Quoi', 'Pourquoi'] } as const;
