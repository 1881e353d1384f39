/** What a plan means, as tables for a terminal: its lots by date, its units, what is over their shares, and what it all costs. */
import type { MonthlyCost } from '../../language/model/costs/costs.ts';
import type { LicenceShare } from '../../language/model/costs/shares.ts';
import { PlanWords } from '../../language/model/words/plan-words.ts';
import { humanNumber, humanSize } from '../../language/model/words/quantities.ts';
import type {
  LicencePart,
  LotPart,
  Only,
  Overview,
  Part,
  SourcePart,
  UnitPart,
} from '../../planning/overview.ts';
import type { Cli } from '../services.ts';
import { colon, columns, painter } from './style.ts';

export function showOverview(cli: Cli, overview: Overview, only: Only): string {
  const isWhole = only.lot === undefined && only.unit === undefined && only.domain === undefined;
  const parts = [title(cli, overview)];
  if (isWhole || only.lot !== undefined) parts.push(lots(cli, overview.lots));
  if (isWhole || only.unit !== undefined)
    parts.push(units(cli, overview.units, only.unit !== undefined), overShares(cli, overview));
  if (only.domain !== undefined) parts.push(domains(cli, overview.domains));
  if (isWhole) parts.push(licences(cli, overview), sources(cli, overview), others(cli, overview));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function title(cli: Cli, { plan, total, inventory }: Overview): string {
  const { terminal, t } = cli;
  const n = number(cli);
  const lines = [
    painter(terminal)('bold', plan),
    t(
      `${n(total.mailboxes)} mailbox${total.mailboxes === 1 ? '' : 'es'}, ${n(total.shared)} shared, in ${n(total.domains)} domain${plural(total.domains)}; ${n(total.messages)} messages, ${humanSize(total.bytes, 'en')}`,
      `${n(total.mailboxes)} boîte${s(total.mailboxes)}, ${n(total.shared)} partagée${s(total.shared)}, dans ${n(total.domains)} domaine${s(total.domains)}\u00A0; ${n(total.messages)} messages, ${humanSize(total.bytes, 'fr')}`,
    ),
  ];
  if (inventory) lines.push(fates(cli, inventory));
  if (total.inactive > 0)
    lines.push(
      t(
        `Without a new message for as long as the policy says: ${n(total.inactive)}`,
        `Sans nouveau message depuis aussi longtemps que le dit la politique\u00A0: ${n(total.inactive)}`,
      ),
    );
  return lines.join('\n');
}

/** What becomes of what the source holds, without what is nought. */
function fates(
  cli: Cli,
  { addresses, moved, led, dropped, forgotten }: NonNullable<Overview['inventory']>,
): string {
  const { t } = cli;
  const n = number(cli);
  const told: [number, string][] = [
    [moved, t('moved', `déplacée${s(moved)}`)],
    [led, t('led to another', `menée${s(led)} à une autre`)],
    [dropped, t('dropped', `abandonnée${s(dropped)}`)],
    [forgotten, t('not planned for', `non prévue${s(forgotten)}`)],
  ];
  const parts = told.filter(([count]) => count > 0).map(([count, what]) => `${n(count)} ${what}`);
  return t(
    `Of ${n(addresses)} address${addresses === 1 ? '' : 'es'} in the source: ${parts.join(', ')}`,
    `Sur ${n(addresses)} adresse${s(addresses)} à la source\u00A0: ${parts.join(', ')}`,
  );
}

function lots(cli: Cli, parts: readonly LotPart[]): string {
  if (parts.length === 0) return '';
  const { t } = cli;
  const hasCopy = parts.some(({ copy }) => copy);
  const head = ['', t('Date', 'Date'), ...counted(cli), t('Units', 'Unités'), t('Messages', 'Messages')];
  const rows = parts.map((lot) => [
    lot.name,
    lot.date,
    ...[lot.mailboxes, lot.shared, lot.units, lot.messages].map(number(cli)),
    humanSize(lot.bytes, cli.locale),
    ...(hasCopy ? [lot.copy ? span(cli, lot.copy.span) : ''] : []),
    cost(cli, lot.cost),
    [lot.title, lot.pilot ? t('(pilot)', '(pilote)') : ''].join(' ').trim(),
  ]);
  const copy = hasCopy ? [t('Copy, at least', 'Copie, au moins')] : [];
  const heads = [...head, t('Size', 'Taille'), ...copy, t('Cost', 'Coût'), ''];
  return table(cli, t('Lots', 'Lots'), heads, rows, [2, 3, 4, 5, 6, 7, 8]);
}

/** A plan of many units is shown by its largest; `--unit` and JSON have the others. */
const MOST_UNITS = 30;

function units(cli: Cli, parts: readonly UnitPart[], isChosen: boolean): string {
  const { t } = cli;
  const held = parts.filter(({ mailboxes, shared }) => isChosen || mailboxes + shared > 0);
  if (held.length === 0) return '';
  const largest = [...held]
    .sort((a, b) => b.mailboxes + b.shared - (a.mailboxes + a.shared))
    .slice(0, MOST_UNITS);
  const shown = partsTable(cli, t('Units', 'Unités'), largest);
  const more = held.length - largest.length;
  return more > 0 ? `${shown}\n${t(`… and ${more} smaller ones`, `… et ${more} plus petites`)}` : shown;
}

const domains = (cli: Cli, parts: readonly Part[]): string =>
  partsTable(cli, cli.t('Domains', 'Domaines'), parts);

function partsTable(cli: Cli, title: string, parts: readonly Part[]): string {
  const { t } = cli;
  const head = ['', ...counted(cli), t('Size', 'Taille'), t('Cost', 'Coût'), t('Licences', 'Licences'), ''];
  const rows = parts.map((part) => [
    part.name,
    ...[part.mailboxes, part.shared].map(number(cli)),
    humanSize(part.bytes, cli.locale),
    cost(cli, part.cost),
    Object.entries(part.licences)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
    part.title,
  ]);
  return table(cli, title, head, rows, [1, 2, 3, 4]);
}

/** Who has more of a licence than its share, and what that costs. */
function overShares(cli: Cli, { units, shares, surcharge }: Overview): string {
  const { t } = cli;
  const over = [
    ...shares.map((share) => ({ name: t('the plan', 'le plan'), title: '', share })),
    ...units.flatMap(({ name, title, shares }) => shares.map((share) => ({ name, title, share }))),
  ].filter(({ share: { count, allowed } }) => count > allowed);
  if (over.length === 0) return '';
  const head = [
    '',
    t('Has', 'A'),
    t('Allowed', 'Admises'),
    t('Over', 'En trop'),
    t('Surcharge', 'Surcoût'),
    '',
  ];
  const rows = over.map(({ name, title, share }) => [name, ...shareCells(cli, share), title]);
  const shown = table(cli, t('Over their share', 'Au-delà de leur part'), head, rows, [2, 3, 4]);
  return surcharge.length > 0
    ? `${shown}\n${t('Surcharge together', 'Surcoût en tout')}${colon(cli.locale)}${cost(cli, surcharge)}`
    : shown;
}

function shareCells(cli: Cli, { licence, count, allowed, of, surcharge }: LicenceShare): string[] {
  return [
    cli.t(`${count} ${licence} of ${of}`, `${count} ${licence} sur ${of}`),
    number(cli)(allowed),
    number(cli)(count - allowed),
    surcharge ? cost(cli, [surcharge]) : '',
  ];
}

function licences(cli: Cli, { licences, total }: Overview): string {
  const { locale, t } = cli;
  if (licences.length === 0) return '';
  const words = new PlanWords(locale);
  const hasSeats = licences.some(({ seats }) => seats !== undefined);
  const rows = licences.map(({ name, title, mailboxes, price, seats, cost: each }: LicencePart) => [
    name,
    number(cli)(mailboxes),
    ...(hasSeats ? [seats === undefined ? '' : number(cli)(seats)] : []),
    price ? words.money(price) : '',
    cost(cli, each),
    title,
  ]);
  const seats = hasSeats ? [t('Seats', 'Sièges')] : [];
  const head = ['', t('Mailboxes', 'Boîtes'), ...seats, t('Price', 'Prix'), t('Cost', 'Coût'), ''];
  const shown = table(cli, t('Licences', 'Licences'), head, rows, hasSeats ? [1, 2, 3, 4] : [1, 2, 3]);
  return total.cost.length > 0
    ? `${shown}\n${t('Together', 'En tout')}${colon(locale)}${cost(cli, total.cost)}`
    : shown;
}

/** What is paid today, beside what the plan will cost. */
function sources(cli: Cli, { sources }: Overview): string {
  return sources.map((source) => sourceLine(cli, source)).join('\n');
}

function sourceLine(cli: Cli, { name, seats, cost: today, until }: SourcePart): string {
  const { locale, t } = cli;
  const words = new PlanWords(locale);
  const told = [
    today ? `${cost(cli, [today])} (${words.count(seats, 'seat')})` : '',
    until ? t(`contract until ${until}`, `contrat jusqu’au ${until}`) : '',
  ].filter((part) => part !== '');
  return `${t(`Today, ${name}`, `Aujourd’hui, ${name}`)}${colon(locale)}${told.join(', ')}`;
}

function others(cli: Cli, { others }: Overview): string {
  const { locale, t } = cli;
  const names: [number, string, string][] = [
    [others.resource, `resource${plural(others.resource)}`, `ressource${s(others.resource)}`],
    [others.list, `list${plural(others.list)}`, `liste${s(others.list)}`],
    [others.alias, others.alias === 1 ? 'alias' : 'aliases', 'alias'],
    [others.forward, `forward${plural(others.forward)}`, `redirection${s(others.forward)}`],
    [others.drop, 'dropped', `abandonnée${s(others.drop)}`],
  ];
  const shown = names
    .filter(([count]) => count > 0)
    .map(([count, en, fr]) => `${number(cli)(count)} ${t(en, fr)}`);
  return shown.length > 0 ? `${t('Besides', 'Et aussi')}${colon(locale)}${shown.join(', ')}` : '';
}

function table({ terminal }: Cli, title: string, head: string[], rows: string[][], right: number[]): string {
  const paint = painter(terminal);
  const [first = '', ...lines] = columns([[title, ...head.slice(1)], ...rows], right);
  return [paint('dim', first), ...lines].join('\n');
}

const counted = ({ t }: Cli): string[] => [t('Mailboxes', 'Boîtes'), t('Shared', 'Partagées')];

const number =
  ({ locale }: Cli) =>
  (value: number): string =>
    humanNumber(value, locale);

/** English has a plural for all but one, French from two on. */
const plural = (count: number): string => (count === 1 ? '' : 's');
const s = (count: number): string => (count > 1 ? 's' : '');

const cost = ({ locale }: Cli, costs: readonly MonthlyCost[]): string =>
  costs.map((each) => new PlanWords(locale).cost(each)).join(' + ');

/** `3 d 4 h`, `2 h 10`, `5 min`. */
function span({ t }: Cli, seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  const hours = Math.round(minutes / 60);
  if (minutes < 60) return `${minutes} min`;
  if (hours < 48) return `${hours} h`;
  const rest = hours % 24;
  return `${Math.floor(hours / 24)} ${t('d', 'j')}${rest > 0 ? ` ${rest} h` : ''}`;
}
