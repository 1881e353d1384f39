/**
 * The tree plan → lots → units → domains → mailboxes, one level at a time: what is not asked for is not made. A level that a plan
 * does not have, as where there are no units, is left out; a domain with very many mailboxes is parted by how their addresses begin.
 */
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { humanDay } from '../model/calendar/dates.ts';
import { type FilePlace, placeOf } from '../model/file-place.ts';
import { compared, comparedDomain, domainOf, keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import {
  countsOf,
  type PartCounts,
  type PlanRuns,
  type Stand,
  standOf,
  standOfPart,
} from '../model/runs/plan-runs.ts';
import { type Part, partOf } from '../model/runs/standings.ts';
import type { PartTotals } from '../model/totals.ts';
import { PlanWords } from '../model/words/plan-words.ts';

/** Leads from the plan to a node: lot, unit, domain, how addresses begin, address. What is skipped, or none, is empty. */
export type TreePath = readonly string[];

interface PlanTreeNode {
  readonly path: TreePath;
  readonly kind: 'lot' | 'unit' | 'domain' | 'more' | Listed['declares'];
  readonly label: string;
  readonly description: string;
  readonly standing?: Stand;
  readonly counts?: PartCounts;
  readonly place?: FilePlace;
  readonly lot?: string;
  readonly address?: string;
  readonly hasChildren: boolean;
}

type Listed =
  | DeclarationOf<'mailbox'>
  | DeclarationOf<'shared'>
  | DeclarationOf<'resource'>
  | DeclarationOf<'list'>;

/** More in one list than this nobody looks through. */
const MOST_LISTED = 500;

/** What is below a node, with nothing in between: whoever asks can let others go first then. */
export function planTree(
  analysis: Analysis,
  path: TreePath,
  runs: PlanRuns,
): Iterable<PlanTreeNode | undefined> {
  const tree = new Tree(analysis, runs);
  const [lot, unit, domain, beginning = ''] = path;
  if (lot === undefined) return tree.lots();
  if (domain !== undefined)
    return path.length > 4 ? [] : tree.mailboxes({ lot, unit: unit ?? '', domain }, beginning);
  return unit === undefined ? tree.units(lot) : tree.domains(lot, unit);
}

/**
 * The way from a plan to what is declared: the path of each node that leads there, outermost first, with nothing in between. None
 * for what has no node, as an alias.
 */
export function* wayInTree(
  analysis: Analysis,
  declaration: Declaration,
  runs: PlanRuns,
): Generator<TreePath | undefined> {
  const leads = new Tree(analysis, runs).signpost(declaration);
  let path: TreePath = [];
  for (let goesOn = true; goesOn; ) {
    goesOn = false;
    for (const node of planTree(analysis, path, runs)) {
      yield undefined;
      if (!node || !leads(node)) continue;
      path = node.path;
      goesOn = node.hasChildren;
      yield path;
      break;
    }
  }
}

class Tree {
  private readonly model: PlanModel;
  private readonly runs: PlanRuns;
  private readonly words: PlanWords;

  constructor({ model, locale }: Analysis, runs: PlanRuns) {
    this.model = model;
    this.runs = runs;
    this.words = new PlanWords(locale);
  }

  /** Whether a node is on the way to what is declared, or is it. */
  signpost(declaration: Declaration): (node: PlanTreeNode) => boolean {
    if (declaration.declares === 'lot')
      return ({ path }) => path.length === 1 && path[0] === declaration.name.value;
    if (!isListed(declaration)) return () => false;
    const own = this.placeIn(declaration);
    const address = compared(declaration.address.value);
    return ({ path: [lot, unit = own.unit, domain, beginning, leaf] }) =>
      lot === own.lot &&
      unit === own.unit &&
      (domain === undefined || this.hasIn(domain, address)) &&
      (beginning === undefined || address.startsWith(beginning)) &&
      (leaf === undefined || compared(leaf) === address);
  }

  private hasIn(domain: string, address: string): boolean {
    const below = this.model.declared('domain', domain)?.has.subdomain ?? [];
    return [domain, ...below.map(({ value }) => value)].some(
      (name) => comparedDomain(name) === domainOf(address),
    );
  }

  /** In the order of their dates; behind them the mailboxes that none of them moves. */
  *lots(): Generator<PlanTreeNode> {
    const lots = this.model.namesOf('lot').map((name) => {
      const lot = this.model.declared('lot', name);
      return { name, title: lot?.title?.value, date: lot?.has.date?.value };
    });
    lots.sort((a, b) => (`${a.date ?? '~'} ${a.name}` < `${b.date ?? '~'} ${b.name}` ? -1 : 1));
    for (const { name, title, date } of lots) {
      const day = date === undefined ? [] : [humanDay(date, this.words.locale)];
      const told = title === undefined ? day : [name, ...day];
      yield this.partNode({ lot: name }, this.sizeOf(name), { kind: 'lot', label: title ?? name, told });
    }
    const inNone = this.sizeOf('');
    if (inNone > 0)
      yield this.partNode({ lot: '' }, inNone, { kind: 'lot', label: capital(this.words.say('noLot')) });
  }

  /** The units that have mailboxes in a lot, or its domains where none of them is in a unit. */
  *units(lot: string): Generator<PlanTreeNode> {
    const parts = Map.groupBy(this.partsOf(lot), ({ unit }) => unit);
    if ([...parts.keys()].every((unit) => unit === '')) {
      yield* this.domains(lot, '');
      return;
    }
    const units = [...parts].map(([unit, of]) => ({ unit, size: sumOf(of), label: this.titleOf(unit) }));
    units.sort((a, b) => Number(a.unit === '') - Number(b.unit === '') || order(a.label, b.label));
    for (const { unit, size, label } of units)
      yield this.partNode({ lot, unit }, size, { kind: 'unit', label });
  }

  *domains(lot: string, unit: string): Generator<PlanTreeNode> {
    const parts = this.partsOf(lot).filter((part) => part.unit === unit);
    parts.sort((a, b) => order(a.domain, b.domain));
    for (const { domain, mailboxes } of parts)
      yield this.partNode({ lot, unit, domain }, mailboxes, { kind: 'domain', label: domain });
  }

  /** What a domain has in a lot and a unit, of those whose addresses begin so; by their next letters where they are very many. */
  *mailboxes(part: Required<Part>, beginning: string): Generator<PlanTreeNode | undefined> {
    const found: Listed[] = [];
    for (const name of this.namesIn(part.domain)) {
      yield undefined;
      const listed = name.startsWith(beginning) ? this.listed(name, part) : undefined;
      if (listed) found.push(listed);
    }
    if (found.length > MOST_LISTED) yield* this.beginnings(found, part);
    else for (const one of found.sort(byAddress)) yield this.leaf(one, part);
  }

  private *beginnings(found: readonly Listed[], part: Required<Part>): Generator<PlanTreeNode | undefined> {
    const shared = sharedBeginning(found);
    const groups = new Map<number, Listed[]>();
    for (const one of found) {
      yield undefined;
      const next = compared(one.address.value).codePointAt(shared.length);
      if (next === undefined) {
        yield this.leaf(one, part); // what the others only begin with
        continue;
      }
      const group = groups.get(next) ?? [];
      groups.set(next, group);
      group.push(one);
    }
    for (const [next, group] of [...groups].sort(([a], [b]) => a - b))
      yield* this.groupNode(shared + String.fromCodePoint(next), group, part);
  }

  private *groupNode(
    beginning: string,
    group: readonly Listed[],
    part: Required<Part>,
  ): Generator<PlanTreeNode | undefined> {
    const counts = { mailboxes: 0, done: 0, running: 0, failed: 0 };
    let isGone = false;
    for (const one of group) {
      yield undefined;
      const stand = this.standOf(one);
      if (stand === undefined) continue;
      counts.mailboxes++;
      if (stand === 'gone') isGone = true;
      else if (stand !== 'planned') counts[stand]++;
    }
    yield {
      path: [part.lot, part.unit, part.domain, beginning],
      kind: 'more',
      label: `${beginning}…`,
      description: this.words.count(group.length, 'address'),
      standing: standOfGroup(counts, isGone),
      counts,
      ...lotOf(part),
      hasChildren: true,
    };
  }

  private leaf(of: Listed, part: Required<Part>): PlanTreeNode {
    const address = of.address.value;
    const stand = this.standOf(of);
    const place = placeOf(this.model, keyOf('address', address));
    const licence = of.declares === 'mailbox' ? of.licence?.value : undefined;
    return {
      path: [part.lot, part.unit, part.domain, '', address],
      kind: of.declares,
      label: address,
      description: [of.label?.value, licence].filter((told) => told !== undefined && told !== '').join(' · '),
      ...(stand && { standing: stand }),
      ...(place && { place }),
      ...lotOf(part),
      address,
      hasChildren: false,
    };
  }

  private partNode(
    part: Part,
    mailboxes: number,
    { kind, label, told = [] }: { kind: 'lot' | 'unit' | 'domain'; label: string; told?: readonly string[] },
  ): PlanTreeNode {
    const { lot, unit, domain } = part;
    const name = domain ?? unit ?? lot;
    const counts = countsOf(this.runs, part, mailboxes, this.model);
    const place = placeOf(this.model, keyOf(kind, name));
    return {
      path: [lot, unit, domain].filter((step) => step !== undefined),
      ...{ kind, label, counts, standing: standOfPart(this.runs, part, counts) },
      description: [...told, this.words.count(mailboxes, 'mailbox')].join(' · '),
      ...(place && { place }),
      ...lotOf(part),
      hasChildren: mailboxes > 0,
    };
  }

  /** The addresses of a domain and of those that it has as sub-domains, as they are compared. */
  private *namesIn(domain: string): Generator<string> {
    const below = this.model.declared('domain', domain)?.has.subdomain ?? [];
    for (const name of [domain, ...below.map(({ value }) => value)])
      yield* this.model.namesBeside('address', `@${name}`);
  }

  /** What an address names of its own in a lot and a unit: a second name of somebody is not listed. */
  private listed(name: string, { lot, unit }: Required<Part>): Listed | undefined {
    const found = this.model.declarationOf(keyOf('address', name));
    if (!found || !isListed(found) || compared(found.address.value) !== name) return undefined;
    const own = this.placeIn(found);
    return own.lot === lot && own.unit === unit ? found : undefined;
  }

  private placeIn(of: Listed): Pick<Required<Part>, 'lot' | 'unit'> {
    if (of.declares === 'mailbox' || of.declares === 'shared') return partOf(of, this.model);
    const { unit = '', lots } = this.model.placementOf(of.address.value, of.has.unit?.value);
    const [lot = ''] = of.declares === 'resource' ? this.model.lotsOf(of) : lots;
    return { lot, unit };
  }

  private standOf(of: Listed): Stand | undefined {
    return of.declares === 'mailbox' || of.declares === 'shared'
      ? standOf(this.runs, of, this.model)
      : undefined;
  }

  private sizeOf(lot: string): number {
    const { mailboxes, shared } = this.model.totals('lot', lot);
    return mailboxes + shared;
  }

  private partsOf(lot: string): PartTotals[] {
    return [...this.model.totals('lot', lot).parts];
  }

  private titleOf(unit: string): string {
    if (unit === '') return capital(this.words.say('noUnit'));
    return this.model.declared('unit', unit)?.title?.value ?? unit;
  }
}

const isListed = (of: { readonly declares: string }): of is Listed =>
  of.declares === 'mailbox' ||
  of.declares === 'shared' ||
  of.declares === 'resource' ||
  of.declares === 'list';

const capital = (phrase: string): string => phrase.charAt(0).toUpperCase() + phrase.slice(1);

const lotOf = ({ lot }: Part): { readonly lot?: string } => (lot === '' ? {} : { lot });

const sumOf = (parts: readonly PartTotals[]): number =>
  parts.reduce((sum, { mailboxes }) => sum + mailboxes, 0);

const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const byAddress = (a: Listed, b: Listed): number =>
  order(compared(a.address.value), compared(b.address.value));

/** What all their addresses begin with. */
function sharedBeginning(of: readonly Listed[]): string {
  let shared = compared(of[0]?.address.value ?? '');
  for (const { address } of of) {
    const other = compared(address.value);
    while (!other.startsWith(shared)) shared = shared.slice(0, -1);
  }
  return shared;
}

function standOfGroup({ mailboxes, done, running, failed }: PartCounts, isGone: boolean): Stand {
  if (running > 0) return 'running';
  if (isGone) return 'gone';
  if (failed > 0) return 'failed';
  return mailboxes > 0 && done === mailboxes ? 'done' : 'planned';
}
