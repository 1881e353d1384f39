/** A preflight as a text to be read: what it comes to, then all that is not well, and the DNS records that are to be added. */
import { l10n } from 'vscode';
import * as z from 'zod/mini';
import type { Language } from '../../infrastructure/language.ts';
import { oneLine } from '../../infrastructure/one-line.ts';
import { isSingular, number } from '../../infrastructure/quantities.ts';

const severity = z.enum(['error', 'warning', 'not-checked', 'ok']);

const schema = z.object({
  schema: z.literal('migplan/preflight/v1'),
  plan: z.string(),
  lot: z.string(),
  date: z.string(),
  items: z.array(
    z.object({
      ...{ kind: z.string(), subject: z.string(), severity, says: z.string() },
      records: z.optional(z.array(z.object({ type: z.string(), name: z.string(), value: z.string() }))),
      when: z.optional(z.enum(['now', 'cutover'])),
    }),
  ),
});

/** What `migplan preflight --format json` says, as far as it is shown here. */
export type Preflight = z.infer<typeof schema>;
type Item = Preflight['items'][number];
type Severity = Item['severity'];

/** Undefined for what is no preflight, or one of another version. */
export function readPreflight(json: string): Preflight | undefined {
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}

export function preflightText({ plan, lot, date, items }: Preflight, language: Language): string {
  return [
    `${plan} · ${l10n.t('lot {0}', lot)} · ${date}`,
    verdictLine(items, language),
    '',
    ...countLines(items, language),
    ...unwellLines(items),
    ...recordLines(items, 'now', l10n.t('DNS records to add at once')),
    ...recordLines(items, 'cutover', l10n.t('DNS records to add at the cutover')),
    '',
  ].join('\n');
}

function verdictLine(items: readonly Item[], language: Language): string {
  const errors = items.filter((item) => item.severity === 'error').length;
  if (errors > 0) return `✗ ${l10n.t('not ready: {0}', severityWord('error', errors, language))}`;
  return items.some((item) => item.severity === 'not-checked')
    ? `? ${l10n.t('nothing found against it; not all was checked')}`
    : `✓ ${l10n.t('ready')}`;
}

/** A line a kind, how many of it are how; none is left out. */
function countLines(items: readonly Item[], language: Language): string[] {
  const kinds = [...Map.groupBy(items, ({ kind }) => kind)];
  const width = Math.max(0, ...kinds.map(([kind]) => kindWord(kind).length));
  return kinds.map(([kind, own]) => {
    const counts = ORDER.toReversed().flatMap((one) => {
      const count = own.filter((item) => item.severity === one).length;
      return count === 0 ? [] : [severityWord(one, count, language)];
    });
    return `${kindWord(kind).padEnd(width)}  ${counts.join(', ')}`;
  });
}

/** The gravest first, then subject by subject. */
function unwellLines(items: readonly Item[]): string[] {
  const unwell = ORDER.filter((one) => one !== 'ok').flatMap((one) =>
    items.filter((item) => item.severity === one),
  );
  const bySubject = Map.groupBy(unwell, ({ subject }) => subject);
  return [...bySubject].flatMap(([subject, own]) => [
    '',
    oneLine(subject),
    ...own.map((item) => `  ${MARKS[item.severity]} ${oneLine(item.says)}`),
  ]);
}

/** As a zone file has them. */
function recordLines(items: readonly Item[], when: 'now' | 'cutover', heading: string): string[] {
  const records = items.flatMap((item) => (item.when === when ? (item.records ?? []) : []));
  const lines = new Set(
    records.map(({ type, name, value }) => `  ${name}. IN ${type} ${shownValue(type, value)}`),
  );
  return lines.size === 0 ? [] : ['', heading, ...[...lines].map((line) => line.replace(/[\r\n]/g, ' '))];
}

/** A text is cut into strings of 255 at most (RFC 1035, 3.3.14); a name ends in a dot. */
function shownValue(type: string, value: string): string {
  if (type !== 'TXT') return `${value}.`;
  return (value.match(/.{1,255}/g) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}

const ORDER: readonly Severity[] = ['error', 'warning', 'not-checked', 'ok'];

const MARKS: Readonly<Record<Severity, string>> = {
  error: '✗',
  warning: '!',
  'not-checked': '?',
  ok: '✓',
};

/** A kind that this version does not know is shown by its own word. */
const kindWord = (kind: string): string => KINDS[kind]?.() ?? kind;

const KINDS: Readonly<Record<string, () => string>> = {
  plan: () => l10n.t('plan'),
  login: () => l10n.t('logins'),
  target: () => l10n.t('target'),
  capacity: () => l10n.t('room'),
  dns: () => 'DNS',
};

function severityWord(severity: Severity, count: number, language: Language): string {
  const [one, many] = SEVERITIES[severity];
  return (isSingular(count, language) ? one : many)(number(count, language));
}

type Say = (count: string) => string;

const well: Say = (n) => l10n.t('{0} well', n);

const SEVERITIES: Readonly<Record<Severity, readonly [one: Say, many: Say]>> = {
  error: [(n) => l10n.t('{0} error', n), (n) => l10n.t('{0} errors', n)],
  warning: [(n) => l10n.t('{0} warning', n), (n) => l10n.t('{0} warnings', n)],
  'not-checked': [(n) => l10n.t('{0} thing not checked', n), (n) => l10n.t('{0} things not checked', n)],
  ok: [well, well],
};
