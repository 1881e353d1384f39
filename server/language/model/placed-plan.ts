/**
 * A plan as far as where things belong: which unit, lot and endpoints an address has by its domain, and which policy
 * counts there. Knows no inventory, no fact and no sum.
 */
import type { Duration } from '../../../grammar/times.ts';
import type { DeclarationOf, EndpointKind } from '../../../grammar/vocabulary.ts';
import { loopsIn } from './loops.ts';
import { shelfOf } from './name-index.ts';
import { NamedPlan } from './named-plan.ts';
import { compared, comparedDomain, domainOf, keyOf } from './names.ts';

/** Where the mailboxes of a domain (and, where they name one, of a unit) belong. */
export interface Placement {
  /** The declared domain they are in: their own, or the one that has theirs as a sub-domain. */
  readonly domain?: string;
  readonly unit?: string;
  /** The unit and those above it, the nearest first. */
  readonly units: readonly string[];
  /** The lots that move them: one, unless the plan is at fault. */
  readonly lots: readonly string[];
  readonly source?: string;
  readonly target?: string;
  /** What these endpoints are, where they are declared. */
  readonly sourceKind?: EndpointKind;
  readonly targetKind?: EndpointKind;
  /** Whether a lot lists addresses of the domain one by one. */
  readonly hasListed?: true;
}

export type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;
/** A declaration of an address; some name the unit they are in. */
export interface Addressed {
  readonly address: { readonly value: string };
  readonly has: { readonly unit?: { readonly value: string } };
}
type AliasScope = 'domain' | 'plan' | 'any';

/** What the policies say of the mailboxes of a domain and unit. */
interface Customs {
  readonly naming: Naming;
  readonly inactiveAfter?: number;
  readonly aliasScope?: AliasScope;
}

/** An answer, and in which turn to what. */
interface Last<Q, A> {
  readonly turn: number;
  readonly of: Q;
  readonly unit: string | undefined;
  readonly answer: A;
}

type PolicyProperties = DeclarationOf<'policy'>['has'];

/** What a policy says of addresses. */
export interface Naming {
  /** The pattern of personal ones: `{given}.{family}`. */
  readonly personal?: string;
  /** The names of shared ones, and what they begin with: `accueil.*`. */
  readonly shared: readonly string[];
}

export class PlacedPlan extends NamedPlan {
  /** What was asked last: most rules ask it of the one mailbox that they check. */
  private lastPlaced: Last<string, Placement> | undefined;

  /** Where an address belongs; `unit` is the one that its own declaration names. */
  placementOf(address: string, unit?: string): Placement {
    const domain = domainOf(address);
    const last = this.lastPlaced;
    if (last?.turn === this.tracking.turn && last.of === domain && last.unit === unit) return last.answer;
    const answer = this.tracking.derive(`placement:${domain} ${unit ?? ''}`, () => this.place(domain, unit));
    const { turn } = this.tracking;
    this.lastPlaced = turn === 0 ? undefined : { turn, of: domain, unit, answer };
    return answer;
  }

  /** The lots that move a mailbox: by its own `lot`, else a lot's list, else its domain's, else its unit's or the nearest parent's. */
  lotsOf({ address, has }: Recipient | DeclarationOf<'resource'>): readonly string[] {
    if (has.lot) return [has.lot.value];
    const { hasListed, lots } = this.placementOf(address.value, has.unit?.value);
    const named = hasListed ? this.assignedTo('assigned-address', address.value) : [];
    return named.length > 0 ? named : lots;
  }

  /** The lots that name a domain, and the one that it names itself: one, unless the plan is at fault. */
  lotsNamingDomain({ name, has }: DeclarationOf<'domain'>): string[] {
    const lots = this.assignedTo('assigned-domain', name.value);
    return has.lot && !lots.includes(has.lot.value) ? [...lots, has.lot.value] : lots;
  }

  /** The lots whose lists hold a name. */
  assignedTo(namespace: 'assigned-address' | 'assigned-domain' | 'assigned-unit', name: string): string[] {
    const lots = this.definitionsOf(keyOf(namespace, name)).flatMap(({ block: { facts } }) =>
      facts.declaration?.declares === 'lot' ? [facts.declaration.name.value] : [],
    );
    return lots.length > 1 ? [...new Set(lots)] : lots;
  }

  /** A policy's value for a unit: the nearest unit's that sets it, else the plan's. */
  policy<P extends keyof PolicyProperties>(
    property: P,
    units: readonly string[] = [],
  ): PolicyProperties[P] | undefined {
    for (const unit of [...units, '']) {
      for (const { block } of this.definitionsOf(keyOf('policy', unit))) {
        const policy = block.facts.declaration;
        const value = policy?.declares === 'policy' ? policy.has[property] : undefined;
        if (value && !(Array.isArray(value) && value.length === 0)) return value as PolicyProperties[P];
      }
    }
    return undefined;
  }

  /** After how many days without a message a mailbox counts as unused. */
  protected inactiveAfter(mailbox: Addressed): number | undefined {
    return this.customsOf(mailbox).inactiveAfter;
  }

  /** How far an alias may reach, by the policy of its mailbox's unit. */
  aliasScopeOf(
    declaration: Recipient | DeclarationOf<'resource'> | DeclarationOf<'list'> | DeclarationOf<'alias'>,
  ): AliasScope | undefined {
    const { address } = declaration;
    const has = declaration.declares === 'alias' ? {} : declaration.has;
    return this.customsOf({ address, has }).aliasScope;
  }

  /** How addresses are named where a mailbox is: one answer for all the mailboxes of a domain and unit. */
  namingOf(addressed: Addressed): Naming {
    return this.customsOf(addressed).naming;
  }

  private lastCustoms: Last<string, Customs> | undefined;

  private customsOf({ address, has }: Addressed): Customs {
    const unit = has.unit?.value ?? '';
    const domain = domainOf(address.value);
    const last = this.lastCustoms;
    if (last?.turn === this.tracking.turn && last.of === domain && last.unit === unit) return last.answer;
    const answer = this.tracking.derive(`customs:${domain} ${unit}`, () =>
      this.customs(this.placementOf(address.value, has.unit?.value)),
    );
    const { turn } = this.tracking;
    this.lastCustoms = turn === 0 ? undefined : { turn, of: domain, unit, answer };
    return answer;
  }

  private customs({ units }: Placement): Customs {
    const personal = this.policy('personal-address', units)?.value;
    const shared = (this.policy('shared-address', units) ?? []).map(({ value }) => value);
    const after = this.policy('inactive-after', units)?.value;
    const aliasScope = this.policy('alias-scope', units)?.value;
    return {
      naming: { ...(personal === undefined ? {} : { personal }), shared },
      ...(after ? { inactiveAfter: daysOf(after) } : {}),
      ...(aliasScope ? { aliasScope } : {}),
    };
  }

  /** Whether a lot lists an address of this domain. */
  private hasListed(domain: string): boolean {
    const shelf = shelfOf(keyOf('assigned-address', `@${domain}`));
    this.tracking.read(`shelf:${shelf}`);
    return this.names.shelf(shelf).size > 0;
  }

  private place(domain: string, named: string | undefined): Placement {
    const declaration = this.declarationOf(keyOf('domain', domain));
    const declared = declaration?.declares === 'domain' ? declaration : undefined;
    const units = this.unitsAbove(named ?? declared?.has.unit?.value);
    const [unit] = units;
    const plan = this.declared('plan', '');
    const source = declared?.has.source ?? plan?.has.source;
    const target = declared?.has.target ?? plan?.has.target;
    const sourceKind = this.kindOf(source?.value);
    const targetKind = this.kindOf(target?.value);
    return {
      ...(declared ? { domain: compared(declared.name.value) } : {}),
      ...(unit === undefined ? {} : { unit }),
      units,
      lots: this.lotsOfDomain(domain, declared, units),
      ...(source ? { source: source.value } : {}),
      ...(target ? { target: target.value } : {}),
      ...(sourceKind ? { sourceKind } : {}),
      ...(targetKind ? { targetKind } : {}),
      ...(this.hasListed(domain) ? { hasListed: true } : {}),
    };
  }

  private kindOf(endpoint: string | undefined): EndpointKind | undefined {
    return endpoint === undefined ? undefined : this.declared('endpoint', endpoint)?.kind.value;
  }

  private lotsOfDomain(
    domain: string,
    declared: DeclarationOf<'domain'> | undefined,
    units: readonly string[],
  ): string[] {
    const own = this.assignedTo('assigned-domain', domain);
    if (own.length > 0 && domain !== comparedDomain(declared?.name.value ?? '')) return own;
    const named = declared ? this.lotsNamingDomain(declared) : own;
    if (named.length > 0) return named;
    for (const unit of units) {
      const lots = this.assignedTo('assigned-unit', unit);
      if (lots.length > 0) return lots;
    }
    return [];
  }

  /** The circles of a plan's units by their parents, of its lots by `after`. */
  loopsOf(namespace: 'unit' | 'lot'): readonly (readonly string[])[] {
    return this.tracking.derive(`loops:${namespace}`, () =>
      loopsIn(this.namesOf(namespace), (name) =>
        namespace === 'lot'
          ? (this.declared('lot', name)?.has.after ?? []).map(({ value }) => value)
          : [this.declared('unit', name)?.has.parent?.value ?? []].flat(),
      ),
    );
  }

  /** A unit and those above it, the nearest first, `MOST_LEVELS` at most; a loop of parents is followed once round. */
  unitsAbove(name: string | undefined): string[] {
    const units = new Set<string>();
    for (let unit = name; unit !== undefined && !units.has(unit) && units.size < MOST_LEVELS; ) {
      units.add(unit);
      unit = this.declared('unit', unit)?.has.parent?.value;
    }
    return [...units];
  }
}

/** No organisation has so many levels; a chain as long as a plan is not walked for each of its units. */
const MOST_LEVELS = 24;

const daysOf = ({ count, unit }: Duration): number =>
  unit === 'days' ? count : unit === 'hours' ? count / 24 : count / 1440;
