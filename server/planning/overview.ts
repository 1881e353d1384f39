/**
 * What a plan means, in numbers: its lots, units and licences with what each moves and costs. For `show`, and for people.
 * Prices are whole ten-thousandths throughout; a yearly price counts a twelfth a month, rounded half up at the very end.
 */
import type { Money } from '../../grammar/shapes.ts';
import type { Analysis } from '../language/analysis.ts';
import type { Totals } from '../language/model/totals.ts';

/** A monthly cost in one currency: hundredths of its unit. */
export interface MonthlyCost {
  readonly currency: string;
  readonly hundredths: number;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly mailboxes: number;
  readonly shared: number;
  readonly messages: number;
  readonly bytes: number;
  readonly licences: Readonly<Record<string, number>>;
  readonly cost: readonly MonthlyCost[];
}

export interface LotPart extends Part {
  readonly date: string;
  readonly pilot: boolean;
  readonly units: number;
}

export interface Overview {
  readonly schema: 'migplan/show/v1';
  readonly plan: string;
  readonly total: Part;
  readonly lots: readonly LotPart[];
  readonly units: readonly Part[];
  readonly licences: readonly {
    readonly name: string;
    readonly title: string;
    readonly mailboxes: number;
    readonly price?: Money;
  }[];
  readonly domains: number;
  readonly others: Readonly<Record<'resource' | 'list' | 'alias' | 'forward' | 'drop', number>>;
}

/** The whole plan's, or of one lot or unit only where one is named. */
export function overviewOf(analysis: Analysis, only: { lot?: string; unit?: string } = {}): Overview {
  const { model } = analysis;
  const part = (name: string, title: string, totals: Readonly<Totals>): Part => ({
    name,
    title,
    mailboxes: totals.mailboxes,
    shared: totals.shared,
    messages: totals.messages,
    bytes: totals.bytes,
    licences: sorted(totals.licences),
    cost: costOf(analysis, totals.licences),
  });
  const title = model.declared('plan', '')?.title.value ?? '';
  const lots = [...analysis.declarations('lot')].filter(
    ({ name }) => only.lot === undefined || name.value === only.lot,
  );
  const units = [...analysis.declarations('unit')].filter(
    ({ name }) => only.unit === undefined || name.value === only.unit,
  );
  return {
    schema: 'migplan/show/v1',
    plan: title,
    total: part('', title, model.totals('plan', '')),
    lots: lots
      .map(({ name, title, has }) => {
        const totals = model.totals('lot', name.value);
        const dated = {
          date: has.date?.value ?? '',
          pilot: has.pilot !== undefined,
          units: totals.units.size,
        };
        return { ...part(name.value, title?.value ?? '', totals), ...dated };
      })
      .sort((a, b) => (a.date + a.name < b.date + b.name ? -1 : 1)),
    units: units.map(({ name, title }) =>
      part(name.value, title?.value ?? '', model.totals('unit', name.value)),
    ),
    licences: [...analysis.declarations('licence')].map(({ name, title, has }) => ({
      name: name.value,
      title: title?.value ?? '',
      mailboxes: model.totals('licence', name.value).mailboxes + model.totals('licence', name.value).shared,
      ...(has.price ? { price: has.price.value } : {}),
    })),
    domains: count(analysis.declarations('domain')),
    others: {
      resource: count(analysis.declarations('resource')),
      list: count(analysis.declarations('list')),
      alias: count(analysis.declarations('alias')),
      forward: count(analysis.declarations('forward')),
      drop: count(analysis.declarations('drop')),
    },
  };
}

/** Monthly cost of so many of each licence, by currency; what is paid once is not counted. */
function costOf({ model }: Analysis, licences: ReadonlyMap<string, number>): MonthlyCost[] {
  const twelfths = new Map<string, number>();
  for (const [name, count] of licences) {
    const price = model.declared('licence', name)?.has.price?.value;
    if (!price || price.per === 'once') continue;
    const perMonth = price.tenThousandths * count * (price.per === 'month' ? 12 : 1);
    twelfths.set(price.currency, (twelfths.get(price.currency) ?? 0) + perMonth);
  }
  return [...twelfths]
    .sort()
    .map(([currency, sum]) => ({ currency, hundredths: Math.floor((sum + 600) / 1200) }));
}

const count = (declarations: Iterable<unknown>): number => [...declarations].length;
const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort());
