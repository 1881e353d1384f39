/** What a preflight found: what is not well first, those that say the same together, then a count of all that was looked at. */

import { humanNumber } from '../../language/model/words/quantities.ts';
import type { Locale } from '../../language/rules/rule.ts';
import type { DnsRecord } from '../../planning/provisioning/target-state.ts';
import { type Text, text } from '../../planning/text.ts';
import {
  PREFLIGHT_KINDS,
  PREFLIGHT_SEVERITIES,
  type Preflight,
  type PreflightItem,
} from '../../running/preflight/preflight-item.ts';
import type { Cli } from '../services.ts';
import { colon, columns, harmless, painter, plural } from './style.ts';

export function preflightJson({ locale }: Cli, told: Preflight): string {
  const items = told.items.map((item) => ({ ...item, says: item.says[locale] }));
  return `${JSON.stringify({ ...told, items }, null, 2)}\n`;
}

/** Lines told of what is not well in one way, and in all; the JSON has them all. */
const MOST_OF_A_KIND = 6;
const MOST_LINES = 28;

export function showPreflight(cli: Cli, told: Preflight): string {
  const { t, terminal } = cli;
  const paint = painter(terminal);
  const lines = unwellLines(cli, told.items);
  const title = `${told.plan} · ${t('preflight of lot', 'contrôle avant le lot')} ${told.lot} (${told.date})`;
  return [
    paint('bold', title),
    ...shortened(cli, lines, MOST_LINES),
    ...(lines.length > 0 ? [''] : []),
    ...counts(cli, told.items),
    ...recordsHint(cli, told.items),
    verdict(cli, told.items),
    '',
  ].join('\n');
}

/** The gravest first; no kind hides another by its number. */
function unwellLines(cli: Cli, items: readonly PreflightItem[]): string[] {
  return PREFLIGHT_SEVERITIES.filter((severity) => severity !== 'ok').flatMap((severity) =>
    PREFLIGHT_KINDS.flatMap((kind) => {
      const own = items.filter((item) => item.kind === kind && item.severity === severity);
      const alike = [...Map.groupBy(own, sayingOf).values()];
      return shortened(
        cli,
        alike.map((one) => alikeLine(cli, one)),
        MOST_OF_A_KIND,
      );
    }),
  );
}

function shortened({ t }: Cli, lines: readonly string[], most: number): string[] {
  const more = lines.length - most;
  if (more <= 0) return [...lines];
  const rest = t(
    `  … and ${more} more; --format json has them`,
    `  … et ${more} ${plural(more, 'autre', 'autres')}\u00A0; --format json les donne`,
  );
  return [...lines.slice(0, most), rest];
}

/** Their own names apart, these say the same. */
const sayingOf = ({ subject, says }: PreflightItem): string => says.en.replaceAll(subject, '');

const MARKS = {
  error: ['red', '✗'],
  warning: ['yellow', '!'],
  'not-checked': ['dim', '?'],
  ok: ['green', '✓'],
} as const;

function alikeLine(cli: Cli, [first, ...others]: readonly PreflightItem[]): string {
  if (!first) return '';
  const { locale, t, terminal } = cli;
  const [colour, mark] = MARKS[first.severity];
  const count = humanNumber(others.length, locale);
  const also =
    others.length === 0
      ? ''
      : t(` and ${count} more`, ` et ${count} ${plural(others.length, 'autre', 'autres')}`);
  const subject = `${harmless(first.subject)}${also}`;
  return `  ${painter(terminal)(colour, mark)} ${subject}${colon(locale)}${harmless(first.says[locale])}`;
}

const KINDS: Readonly<Record<PreflightItem['kind'], Text>> = {
  plan: text('plan', 'plan'),
  login: text('logins', 'identifiants'),
  target: text('target', 'cible'),
  capacity: text('room', 'place'),
  dns: text('DNS', 'DNS'),
};

const SEVERITIES: Readonly<Record<PreflightItem['severity'], (count: number) => Text>> = {
  error: (count) => text(plural(count, 'error', 'errors'), plural(count, 'erreur', 'erreurs')),
  warning: (count) =>
    text(plural(count, 'warning', 'warnings'), plural(count, 'avertissement', 'avertissements')),
  'not-checked': (count) => text('not checked', plural(count, 'non vérifié', 'non vérifiés')),
  ok: () => text('well', 'en ordre'),
};

/** A line a kind. */
function counts({ locale }: Cli, items: readonly PreflightItem[]): string[] {
  const rows = PREFLIGHT_KINDS.flatMap((kind) => {
    const own = items.filter((item) => item.kind === kind);
    return own.length === 0 ? [] : [[KINDS[kind][locale], severitiesOf(own, locale)]];
  });
  return columns(rows).map((line) => `  ${line}`);
}

const severitiesOf = (items: readonly PreflightItem[], locale: Locale): string =>
  PREFLIGHT_SEVERITIES.toReversed()
    .flatMap((severity) => {
      const count = items.filter((item) => item.severity === severity).length;
      return count === 0 ? [] : [`${humanNumber(count, locale)} ${SEVERITIES[severity](count)[locale]}`];
    })
    .join(', ');

function recordsHint({ t }: Cli, items: readonly PreflightItem[]): string[] {
  const count = items.reduce((sum, { records = [] }) => sum + records.length, 0);
  if (count === 0) return [];
  return [
    t(
      `  ${count} DNS ${plural(count, 'record', 'records')} to add: --records lists them`,
      `  ${count} ${plural(count, 'enregistrement', 'enregistrements')} DNS à ajouter\u00A0: --records les liste`,
    ),
  ];
}

function verdict({ t, terminal, locale }: Cli, items: readonly PreflightItem[]): string {
  const paint = painter(terminal);
  const errors = items.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    const count = humanNumber(errors, locale);
    return paint(
      'red',
      t(
        `not ready: ${count} ${plural(errors, 'error', 'errors')}`,
        `pas prêt\u00A0: ${count} ${plural(errors, 'erreur', 'erreurs')}`,
      ),
    );
  }
  return items.some(({ severity }) => severity === 'not-checked')
    ? paint(
        'yellow',
        t(
          'nothing found against it; not all was checked',
          'rien trouvé contre lui\u00A0; tout n’a pas été vérifié',
        ),
      )
    : paint('green', t('ready', 'prêt'));
}

/** How many logins were tried so far, in one line that is redrawn; nothing where there is no terminal. */
export function triedLogins({ t, terminal }: Cli): { on(tried: number, of: number): void; end(): void } {
  if (!terminal.errIsTerminal) return { on: () => undefined, end: () => undefined };
  return {
    on: (tried, of) =>
      terminal.err(`\r\u001B[K${t(`logins: ${tried} of ${of}`, `identifiants\u00A0: ${tried} sur ${of}`)}`),
    end: () => terminal.err('\r\u001B[K'),
  };
}

/** As a zone file has them: those to add at once, then those that wait for the cutover. */
export function showRecords({ t }: Cli, { items }: Preflight): string {
  const of = (when: 'now' | 'cutover'): string[] => {
    const records = items.flatMap((item) => (item.when === when ? (item.records ?? []) : []));
    const lines = [...new Set(records.map(recordLine))];
    if (lines.length === 0) return [];
    return [
      when === 'now' ? t('; at once', '; dès maintenant') : t('; at the cutover', '; à la bascule'),
      ...lines,
    ];
  };
  const lines = [...of('now'), ...of('cutover')];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** RFC 1035, 5.1; a name ends in a dot, a text is cut into strings of 255 at most. */
function recordLine({ type, name, value }: DnsRecord): string {
  const shown =
    type === 'TXT'
      ? (value.match(/.{1,255}/g) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ')
      : `${value}.`;
  return harmless(`${name}. IN ${type} ${shown}`);
}
