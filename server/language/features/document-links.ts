/**
 * Where a file leads to: an included file, the inventory that was taken of a domain, the page of a rule that a suppression or
 * a policy names. Where a file lies is not known here. Nothing leads to a secret's file: a click would show it.
 */
import type { Span } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { namesWrittenIn } from '../model/editing/written-names.ts';
import { comparedDomain, nameOf, namespaceOf } from '../model/names.ts';
import { type Block, type Group, type Range, rangeBelow } from '../model/plan-document.ts';
import { PlanWords } from '../model/words/plan-words.ts';
import type { Rule } from '../rules/rule.ts';

export interface PlanLink {
  readonly range: Range;
  readonly leadsTo: LinkTarget;
  readonly tooltip?: string;
}

export type LinkTarget =
  | { readonly to: 'file'; readonly path: string }
  /** The domain in its compared form. */
  | { readonly to: 'inventory'; readonly domain: string }
  | { readonly to: 'page'; readonly rule: Rule };

/** The links of a file, from top to bottom. */
export function documentLinks(analysis: Analysis, path: string): PlanLink[] {
  const found: PlanLink[] = [];
  const targets = new Targets(analysis, path);
  for (const [group, line] of analysis.document(path)?.groupsInOrder() ?? []) {
    for (const { range, names } of leadsIn(group)) {
      const target = targets.of(names);
      if (target) found.push({ range: rangeBelow(range, line), ...target });
    }
  }
  return found;
}

/** What leads somewhere if there is such a thing: it is asked about anew each time. */
type Named =
  | { readonly a: 'rule'; readonly name: string }
  | { readonly a: 'pattern'; readonly pattern: string }
  /** In their compared form: the first of them that has an inventory counts. */
  | { readonly a: 'domain'; readonly domains: readonly string[] };

/** Lines count from the group's first. */
interface Lead {
  readonly range: Range;
  readonly names: Named;
}

/** Groups never change, and most of their blocks lead nowhere. */
const known = new WeakMap<Group, readonly Lead[]>();

function leadsIn(group: Group): readonly Lead[] {
  const found = known.get(group);
  if (found) return found;
  const leads: Lead[] = [];
  let line = 0;
  for (const block of group.blocks) {
    if (mayLeadOut(block)) leads.push(...leadsOf(block, line));
    line += block.lines;
  }
  known.set(group, leads);
  return leads;
}

function mayLeadOut({ facts: { declaration, suppressions } }: Block): boolean {
  const declares = declaration?.declares;
  return declares === 'plan' || declares === 'domain' || declares === 'policy' || suppressions.length > 0;
}

interface Found extends Span {
  readonly names: Named;
}

function leadsOf(block: Block, line: number): Lead[] {
  const { declaration } = block.facts;
  const found = [
    ...rulesIn(block),
    ...(declaration?.declares === 'plan' ? patternsIn(declaration) : []),
    ...(declaration?.declares === 'domain' ? [domainsOf(declaration)] : []),
  ];
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ names, ...span }) => ({ names, range: block.document.range({ block, span }, line) }));
}

const rulesIn = (block: Block): Found[] =>
  namesWrittenIn(block).flatMap(({ key, start, end }): Found[] =>
    namespaceOf(key) === 'rule' ? [{ start, end, names: { a: 'rule', name: nameOf(key) } }] : [],
  );

const patternsIn = ({ has }: DeclarationOf<'plan'>): Found[] =>
  has.include.map(({ value, start, end }) => ({
    ...{ start: start + 1, end: end - 1 },
    names: { a: 'pattern', pattern: value },
  }));

/** Behind the keyword, so that the name stays what it is everywhere: a way to its definition. */
function domainsOf({ keyword, name, has }: DeclarationOf<'domain'>): Found {
  const domains = [name, ...has.subdomain, ...has.was].map(({ value }) => comparedDomain(value));
  return { start: keyword.start, end: keyword.end, names: { a: 'domain', domains } };
}

type Target = Omit<PlanLink, 'range'>;

/** Where names lead as the plan is now. */
class Targets {
  private readonly analysis: Analysis;
  private readonly path: string;
  private readonly taken: string;
  private rules: ReadonlyMap<string, Rule> | undefined;

  constructor(analysis: Analysis, path: string) {
    this.analysis = analysis;
    this.path = path;
    this.taken = new PlanWords(analysis.locale).say('taken');
  }

  of(named: Named): Target | undefined {
    switch (named.a) {
      case 'rule':
        return this.page(named.name);
      case 'pattern':
        return this.file(named.pattern);
      case 'domain':
        return this.inventory(named.domains);
    }
  }

  private page(name: string): Target | undefined {
    this.rules ??= new Map(
      this.analysis.rules.flatMap((rule) =>
        [rule.name, ...Object.keys(rule.variants ?? {})].map((each) => [each, rule] as const),
      ),
    );
    const rule = this.rules.get(name);
    return rule && { leadsTo: { to: 'page', rule }, tooltip: rule.code };
  }

  /** A pattern that takes in several files leads to none of them: going to its definition shows all. */
  private file(pattern: string): Target | undefined {
    const { model, paths } = this.analysis;
    const files = new Set(model.filesMatching(pattern, this.path));
    const [path, ...others] = paths.filter((candidate) => files.has(model.fileOf(candidate)));
    return path === undefined || others.length > 0 ? undefined : { leadsTo: { to: 'file', path } };
  }

  private inventory(domains: readonly string[]): Target | undefined {
    for (const domain of domains) {
      const inventory = this.analysis.model.domainInventory(domain);
      if (inventory)
        return { leadsTo: { to: 'inventory', domain }, tooltip: `${this.taken} ${inventory.taken}` };
    }
    return undefined;
  }
}
