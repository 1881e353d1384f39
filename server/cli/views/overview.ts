/** What a plan means, as tables for a terminal: its lots by date, its units, its licences and what they cost. */
import { humanNumber, humanSize } from '../../language/model/quantities.ts';
import type { LotPart, MonthlyCost, Overview, Part } from '../../planning/overview.ts';
import type { Cli } from '../services.ts';
import { colon, columns, painter } from './style.ts';

export interface Shown {
  /** Name only these parts; a lot's view needs no list of units. */
  readonly lot?: string;
  readonly unit?: string;
}

export function showOverview(cli: Cli, overview: Overview, only: Shown): string {
  const parts = [title(cli, overview)];
  if (only.unit === undefined) parts.push(lots(cli, overview.lots));
  if (only.lot === undefined) parts.push(units(cli, overview.units, only.unit !== undefined));
  if (only.lot === undefined && only.unit === undefined)
    parts.push(licences(cli, overview), others(cli, overview));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function title({ terminal, locale, t }: Cli, { plan, total, domains }: Overview): string {
  const n = (value: number): string => humanNumber(value, locale);
  const moved = t(
    `${n(total.mailboxes)} mailbox${total.mailboxes === 1 ? '' : 'es'}, ${n(total.shared)} shared, in ${n(domains)} domain${plural(domains)}; ${n(total.messages)} messages, ${humanSize(total.bytes, 'en')}`,
    `${n(total.mailboxes)} boîte${s(total.mailboxes)}, ${n(total.shared)} partagée${s(total.shared)}, dans ${n(domains)} domaine${s(domains)} ; ${n(total.messages)} messages, ${humanSize(total.bytes, 'fr')}`,
  );
  return `${painter(terminal)('bold', plan)}\n${moved}`;
}

function lots(cli: Cli, parts: readonly LotPart[]): string {
  if (parts.length === 0) return '';
  const { locale, t } = cli;
  const head = [
    '',
    t('Date', 'Date'),
    t('Mailboxes', 'Boîtes'),
    t('Shared', 'Partagées'),
    t('Units', 'Unités'),
    t('Messages', 'Messages'),
    t('Size', 'Taille'),
    t('Cost', 'Coût'),
    '',
  ];
  const rows = parts.map((lot) => [
    lot.name,
    lot.date,
    ...[lot.mailboxes, lot.shared, lot.units, lot.messages].map((value) => humanNumber(value, locale)),
    humanSize(lot.bytes, locale),
    cost(cli, lot.cost),
    [lot.title, lot.pilot ? t('(pilot)', '(pilote)') : ''].join(' ').trim(),
  ]);
  return table(cli, t('Lots', 'Lots'), head, rows, [2, 3, 4, 5, 6, 7]);
}

/** A plan of many units is shown by its largest; `--unit` and JSON have the others. */
const MOST_UNITS = 30;

function units(cli: Cli, parts: readonly Part[], isChosen: boolean): string {
  const { locale, t } = cli;
  const held = parts.filter(({ mailboxes, shared }) => isChosen || mailboxes + shared > 0);
  if (held.length === 0) return '';
  const largest = [...held]
    .sort((a, b) => b.mailboxes + b.shared - (a.mailboxes + a.shared))
    .slice(0, MOST_UNITS);
  const head = [
    '',
    t('Mailboxes', 'Boîtes'),
    t('Shared', 'Partagées'),
    t('Size', 'Taille'),
    t('Cost', 'Coût'),
    t('Licences', 'Licences'),
    '',
  ];
  const rows = largest.map((unit) => [
    unit.name,
    humanNumber(unit.mailboxes, locale),
    humanNumber(unit.shared, locale),
    humanSize(unit.bytes, locale),
    cost(cli, unit.cost),
    Object.entries(unit.licences)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
    unit.title,
  ]);
  const more = held.length - largest.length;
  const shown = table(cli, t('Units', 'Unités'), head, rows, [1, 2, 3, 4]);
  return more > 0 ? `${shown}\n${t(`… and ${more} smaller ones`, `… et ${more} plus petites`)}` : shown;
}

function licences(cli: Cli, { licences, total }: Overview): string {
  const { locale, t } = cli;
  if (licences.length === 0) return '';
  const rows = licences.map(({ name, title, mailboxes, price }) => [
    name,
    humanNumber(mailboxes, locale),
    price ? `${amount(price.tenThousandths / 100, locale)} ${price.currency}/${per(cli, price.per)}` : '',
    title,
  ]);
  const shown = table(
    cli,
    t('Licences', 'Licences'),
    ['', t('Mailboxes', 'Boîtes'), t('Price', 'Prix'), ''],
    rows,
    [1, 2],
  );
  return total.cost.length > 0
    ? `${shown}\n${t('Together', 'En tout')}${colon(locale)}${cost(cli, total.cost)}`
    : shown;
}

function others({ locale, t }: Cli, { others }: Overview): string {
  const names: [number, string, string][] = [
    [others.resource, `resource${plural(others.resource)}`, `ressource${s(others.resource)}`],
    [others.list, `list${plural(others.list)}`, `liste${s(others.list)}`],
    [others.alias, others.alias === 1 ? 'alias' : 'aliases', 'alias'],
    [others.forward, `forward${plural(others.forward)}`, `redirection${s(others.forward)}`],
    [others.drop, 'dropped', `abandonnée${s(others.drop)}`],
  ];
  const shown = names
    .filter(([count]) => count > 0)
    .map(([count, en, fr]) => `${humanNumber(count, locale)} ${t(en, fr)}`);
  return shown.length > 0 ? `${t('Besides', 'Et aussi')}${colon(locale)}${shown.join(', ')}` : '';
}

function table({ terminal }: Cli, title: string, head: string[], rows: string[][], right: number[]): string {
  const paint = painter(terminal);
  const [first = '', ...lines] = columns([[title, ...head.slice(1)], ...rows], right);
  return [paint('dim', first), ...lines].join('\n');
}

/** English has a plural for all but one, French from two on. */
const plural = (count: number): string => (count === 1 ? '' : 's');
const s = (count: number): string => (count > 1 ? 's' : '');

const cost = (cli: Cli, costs: readonly MonthlyCost[]): string =>
  costs
    .map(({ currency, hundredths }) => `${amount(hundredths, cli.locale)} ${currency}/${per(cli, 'month')}`)
    .join(' + ');

const per = ({ t }: Cli, period: 'month' | 'year' | 'once'): string =>
  period === 'month' ? t('month', 'mois') : period === 'year' ? t('year', 'an') : t('once', 'une fois');

/** Hundredths as `8,240.50`. */
function amount(hundredths: number, locale: 'en' | 'fr'): string {
  const whole = humanNumber(Math.floor(hundredths / 100), locale);
  return `${whole}${locale === 'fr' ? ',' : '.'}${String(Math.round(hundredths % 100)).padStart(2, '0')}`;
}
