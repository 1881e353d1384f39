/** Where each lot and mailbox stands, from the ledger alone, and how far a run is that is under way. */
import type { SheetsStanding } from '../../language/model/calendar/recorded-sheets.ts';
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import type { Locale } from '../../language/rules/rule.ts';
import type { LiveRun } from '../../running/live/progress-file.ts';
import type { MailboxState } from '../../running/ports.ts';
import type { Cli } from '../services.ts';
import { liveRunLines } from './live-run.ts';
import { STATES } from './names.ts';
import { columns, plural } from './style.ts';

export interface MailboxStanding {
  readonly address: string;
  readonly state: MailboxState;
  readonly detail: string;
  readonly messages: { readonly copied: number; readonly failed: number };
  readonly bytes: number;
  readonly updated?: string;
}

export interface StatusReport {
  readonly schema: 'migplan/status/v1';
  readonly plan: string;
  /** The run that is under way. */
  readonly run?: LiveRun;
  readonly lots: readonly {
    readonly lot: string;
    readonly date: string;
    /** Absent where none of its sheets is on record. */
    readonly sheets?: SheetsStanding | undefined;
    readonly mailboxes: readonly MailboxStanding[];
  }[];
}

/** One line a lot; a line a mailbox too where one lot was asked for. */
export function showStatus(cli: Cli, { lots, run }: StatusReport, detailed: boolean): string {
  const { t, locale } = cli;
  const n = (value: number): string => humanNumber(value, locale);
  const head = [
    t('Lot', 'Lot'),
    t('Date', 'Date'),
    t('Mailboxes', 'Boîtes'),
    t('Messages', 'Messages'),
    t('Size', 'Taille'),
    t('State', 'État'),
  ];
  const rows = lots.map(({ lot, date, mailboxes }) => [
    lot,
    date,
    n(mailboxes.length),
    n(sum(mailboxes, ({ messages }) => messages.copied)),
    humanSize(
      sum(mailboxes, ({ bytes }) => bytes),
      locale,
    ),
    states(mailboxes, locale),
  ]);
  const details = detailed
    ? lots.flatMap(({ mailboxes }) => mailboxes.map((standing) => mailboxRow(standing, n, locale, t)))
    : [];
  const sheets = lots.flatMap((lot) => (lot.sheets ? sheetsLine(lot.lot, lot.sheets, n, t) : []));
  const lines = [
    ...columns([head, ...rows], [2, 3, 4]),
    ...(sheets.length > 0 ? ['', ...sheets] : []),
    ...(run ? ['', ...liveRunLines(cli, run)] : []),
  ];
  return `${[...lines, ...(details.length > 0 ? ['', ...columns(details, [2, 3])] : [])].join('\n')}\n`;
}

const sheetsLine = (
  lot: string,
  { units, sent, returned }: SheetsStanding,
  n: (value: number) => string,
  t: Cli['t'],
): string =>
  t(
    `Sheets of lot ${lot}: sent to ${n(sent)} of ${n(units)} ${units === 1 ? 'unit' : 'units'}, ${n(returned)} back`,
    `Feuilles du lot ${lot}\u00A0: envoyées à ${n(sent)} ${units === 1 ? 'unité' : 'unités'} sur ${n(units)}, ${n(returned)} ${plural(returned, 'revenue', 'revenues')}`,
  );

const mailboxRow = (
  { address, state, messages, bytes, detail }: MailboxStanding,
  n: (value: number) => string,
  locale: Locale,
  t: Cli['t'],
): string[] => [
  address,
  STATES[state][locale],
  n(messages.copied),
  humanSize(bytes, locale),
  messages.failed > 0
    ? `${n(messages.failed)} ${t('refused;', plural(messages.failed, 'refusé\u00A0;', 'refusés\u00A0;'))} ${detail}`
    : detail,
];

function states(mailboxes: readonly MailboxStanding[], locale: Locale): string {
  const counts = new Map<MailboxState, number>();
  for (const { state } of mailboxes) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .map(
      ([state, count]) =>
        `${count} ${count > 1 && locale === 'fr' ? inPlural(STATES[state].fr) : STATES[state][locale]}`,
    )
    .join(', ');
}

const sum = (mailboxes: readonly MailboxStanding[], of: (standing: MailboxStanding) => number): number =>
  mailboxes.reduce((total, standing) => total + of(standing), 0);

const inPlural = (french: string): string => french.replace(/ée(?= |$)/, 'ées');
