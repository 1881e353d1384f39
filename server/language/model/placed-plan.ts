/**
 * A plan as far as where things belong: which unit, lot and endpoints an address has by its domain, and which policy
 * counts there. Knows no inventory, no fact and no sum.
 */
import type { Duration } from '../../../grammar/times.ts';
import type { DeclarationOf, EndpointKind } from '../../../grammar/vocabulary.ts';
import { shelfOf } from './name-index.ts';
import { NamedPlan } from './named-plan.ts';
import { compared, comparedDomain, domainOf, type Key, keyOf } from './names.ts';

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
}

export type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;
/** A declaration of an address; some name the unit they are in. */
export interface Addressed {
  readonly address: { readonly value: string };
  readonly has: { readonly unit?: { readonly value: string } };
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
  /** Where an address belongs; `unit` is the one that its own declaration names. */
  placementOf(address: string, unit?: string): Placement {
    const domain = domainOf(address);
    return this.tracking.derive(`placement:${domain} ${unit ?? ''}`, () => this.place(domain, unit));
  }

  /** The lots that move a mailbox: by its own `lot`, else a lot's list, else its domain's, else its unit's or the nearest parent's. */
  lotsOf({ address, has }: Recipient | DeclarationOf<'resource'>): readonly string[] {
    if (has.lot) return [has.lot.value];
    const named = this.assignedTo('assigned-address', address.value);
    return named.length > 0 ? named : this.placementOf(address.value, has.unit?.value).lots;
  }

  /** The lots that name a domain, and the one that it names itself: one, unless the plan is at fault. */
  lotsNamingDomain({ name, has }: DeclarationOf<'domain'>): string[] {
    const lots = this.assignedTo('assigned-domain', name.value);
    return has.lot && !lots.includes(has.lot.value) ? [...lots, has.lot.value] : lots;
  }

  /** The lots whose lists hold a name. */
  assignedTo(namespace: 'assigned-address' | 'assigned-domain' | 'assigned-unit', name: string): string[] {
    const key = keyOf(namespace, name);
    if (namespace === 'assigned-address' && this.isShelfEmpty(key)) return [];
    const lots = this.definitionsOf(key).flatMap(({ block: { facts } }) =>
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

  /** After how many days without a message a mailbox of a unit counts as unused. */
  protected inactiveAfter(units: readonly string[]): number | undefined {
    const days = this.tracking.derive(`inactive-after:${units.join('/')}`, () => {
      const after = this.policy('inactive-after', units)?.value;
      return after ? daysOf(after) : null;
    });
    return days ?? undefined;
  }

  /** How far an alias may reach, by the policy of its mailbox's unit. */
  aliasScopeOf(
    declaration: Recipient | DeclarationOf<'resource'> | DeclarationOf<'list'> | DeclarationOf<'alias'>,
  ): 'domain' | 'plan' | 'any' | undefined {
    const unit = declaration.declares === 'alias' ? undefined : declaration.has.unit?.value;
    return this.policy('alias-scope', this.placementOf(declaration.address.value, unit).units)?.value;
  }

  /** How addresses are named where a mailbox is: one answer for all the mailboxes of a domain and unit. */
  namingOf({ address, has }: Addressed): Naming {
    const unit = has.unit?.value;
    return this.tracking.derive(`naming:${domainOf(address.value)} ${unit ?? ''}`, () => {
      const { units } = this.placementOf(address.value, unit);
      const personal = this.policy('personal-address', units)?.value;
      const shared = (this.policy('shared-address', units) ?? []).map(({ value }) => value);
      return { ...(personal === undefined ? {} : { personal }), shared };
    });
  }

  /** Whether no lot names an address of this one's domain: one answer for all its mailboxes. */
  private isShelfEmpty(key: Key): boolean {
    const shelf = shelfOf(key);
    this.tracking.read(`shelf:${shelf}`);
    return this.names.shelf(shelf).size === 0;
  }

  private place(domain: string, named: string | undefined): Placement {
    const declaration = this.declarationOf(keyOf('domain', domain));
    const declared = declaration?.declares === 'domain' ? declaration : undefined;
    const units = this.unitsFrom(named ?? declared?.has.unit?.value);
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

  /** A unit and those above it; a loop of parents is followed once round. */
  private unitsFrom(name: string | undefined): string[] {
    const units: string[] = [];
    for (let unit = name; unit !== undefined && !units.includes(unit); ) {
      units.push(unit);
      unit = this.declared('unit', unit)?.has.parent?.value;
    }
    return units;
  }
}

const daysOf = ({ count, unit }: Duration): number =>
  unit === 'days' ? count : unit === 'hours' ? count / 24 : count / 1440;
