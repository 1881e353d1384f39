/**
 * What a plan means: who is declared where, which lot moves whom, what a unit's policy is, what the source holds of it,
 * what it all adds up to. Reads no file and no clock. Every answer is noted with the tracker, so that whoever asked is
 * asked again when it changes.
 */
import { type DeclarationOf, ENDPOINT_KINDS, type EndpointKind } from '../../../grammar/vocabulary.ts';
import type { Facts } from '../facts/facts.ts';
import { type FactOverrides, factsOfKind } from '../facts/kinds.ts';
import { narrowest } from '../facts/narrowest.ts';
import { dayAfter, type LocalTime, localTime } from './calendar/dates.ts';
import { Inventories } from './inventories.ts';
import type { DomainInventory, InventoryEntry } from './inventory.ts';
import type { Tracking } from './named-plan.ts';
import { compared, comparedDomain, domainOf, type Key, keyOf, localPartOf } from './names.ts';
import { type Addressed, PlacedPlan, type Placement, type Recipient } from './placed-plan.ts';
import { Surroundings } from './surroundings.ts';
import { type Contribution, type CountingPlace, type Totals, TotalsBook } from './totals.ts';

export type { DefinitionPlace } from './name-index.ts';
export type { Tracking } from './named-plan.ts';
export type { Placement } from './placed-plan.ts';

/** A mailbox as the source has it. */
interface AtSource {
  readonly address: string;
  readonly held: InventoryEntry | undefined;
}

export class PlanModel extends PlacedPlan {
  readonly surroundings: Surroundings;
  private readonly inventories: Inventories;
  private readonly facts = new Map<EndpointKind, Facts>();
  private readonly book = new TotalsBook();
  private readonly countingPlaces = new WeakMap<Placement, Map<string, CountingPlace>>();

  /** `fixedNames` are names that need no declaration: the rules'. `root` is the root plan's path. */
  constructor(tracking: Tracking, fixedNames: ReadonlySet<Key>, root = '') {
    super(tracking, fixedNames, root);
    this.surroundings = new Surroundings(tracking);
    this.inventories = new Inventories(tracking, (key) => this.names.isDefined(key));
  }

  protected override tellOfName(key: Key): void {
    super.tellOfName(key);
    this.inventories.told(key);
  }

  /** Replaces one domain's inventory; `undefined` takes it away. */
  setInventory(domain: string, inventory: DomainInventory | undefined): void {
    this.inventories.set(domain, inventory);
  }

  /** Replaces the plan's own facts of all kinds. */
  setFacts(own: FactOverrides): void {
    for (const kind of ENDPOINT_KINDS) {
      const facts = factsOfKind(kind, own[kind]);
      if (JSON.stringify(facts) === JSON.stringify(this.knownFacts(kind))) continue;
      this.facts.set(kind, facts);
      this.tracking.touch(`facts:${kind}`);
    }
  }

  /** Puts a mailbox's part into the totals in place of the one before. */
  contribute(before: Contribution | undefined, after: Contribution | undefined): void {
    this.book.replace(before, after, (key) => this.tracking.touch(`total:${key}`));
  }

  /** What the clocks show where the plan's people are; nothing where nobody has told the time. */
  now(): LocalTime | undefined {
    const instant = this.surroundings.clock();
    return instant === undefined
      ? undefined
      : localTime(instant, this.declared('plan', '')?.has.timezone?.value ?? 'UTC');
  }

  /** The day it is where the plan's people are. */
  today(): string | undefined {
    return this.tracking.derive('today', () => this.now()?.day ?? null) ?? undefined;
  }

  /** What is known of a kind of mail system: the plan's own facts before the shipped ones. */
  factsOf(kind: EndpointKind): Facts {
    this.tracking.read(`facts:${kind}`);
    return this.knownFacts(kind);
  }

  private knownFacts(kind: EndpointKind): Facts {
    const known = this.facts.get(kind);
    if (known) return known;
    const shipped = factsOfKind(kind);
    this.facts.set(kind, shipped);
    return shipped;
  }

  /** The strictest of all the plan's endpoints, fact by fact: what passes it passes every target, and is no further asked about. */
  narrowestFacts(): Facts {
    const last = this.lastNarrowest;
    if (last?.turn === this.tracking.turn) return last.facts;
    const facts = this.tracking.derive('facts', () => {
      const kinds = this.namesOf('endpoint').flatMap(
        (name) => this.declared('endpoint', name)?.kind.value ?? [],
      );
      return narrowest([...new Set(kinds)].map((kind) => this.factsOf(kind)));
    });
    const { turn } = this.tracking;
    this.lastNarrowest = turn === 0 ? undefined : { turn, facts };
    return facts;
  }

  /** What is known of the system that an address is moved to; nothing where its endpoint is not declared. */
  targetFacts(of: Placement | Addressed): Facts | undefined {
    const { targetKind } = 'units' in of ? of : this.placementOf(of.address.value, of.has.unit?.value);
    return targetKind && this.factsOf(targetKind);
  }

  /**
   * Under which address the source holds a mailbox: its own where the inventory knows it, else an old one that it knows.
   * Without an inventory the domain's `was` decides: all mailboxes of such a domain change address.
   */
  sourceAddressOf(recipient: Recipient): string {
    return this.atSource(recipient).address;
  }

  /** What the source was found to hold of a mailbox, under whichever address it has there. */
  heldBy(recipient: Recipient): InventoryEntry | undefined {
    return this.atSource(recipient).held;
  }

  /** What was asked last: most rules ask it of the one mailbox that they check. */
  private lastAtSource: { turn: number; recipient: Recipient; answer: AtSource } | undefined;

  private atSource(recipient: Recipient): AtSource {
    const last = this.lastAtSource;
    if (last?.turn === this.tracking.turn && last.recipient === recipient) return last.answer;
    const { value } = recipient.address;
    const held = this.inventoryOf(value);
    const address = held ? value : this.oldAddressOf(recipient);
    const answer = { address, held: held ?? this.inventoryOf(address) };
    const { turn } = this.tracking;
    this.lastAtSource = turn === 0 ? undefined : { turn, recipient, answer };
    return answer;
  }

  /** Under which address the source holds a mailbox whose own it does not know. */
  private oldAddressOf({ address, has }: Recipient): string {
    const local = localPartOf(address.value);
    const domain = this.declared('domain', domainOf(address.value));
    const inOldDomains = (domain?.has.was ?? []).map(({ value }) => `${local}@${value}`);
    const candidates = [...has.was.map(({ value }) => value), ...inOldDomains];
    const known = candidates.find((candidate) => this.inventoryOf(candidate) !== undefined);
    return known ?? inOldDomains[0] ?? address.value;
  }

  private lastNarrowest: { turn: number; facts: Facts } | undefined;

  inventoryOf(address: string): InventoryEntry | undefined {
    return this.domainInventory(domainOf(address))?.addresses.get(compared(address));
  }

  domainInventory(domain: string): DomainInventory | undefined {
    const { turn } = this.tracking;
    const last = this.lastInventory;
    if (last?.turn === turn && last.domain === domain) return last.inventory;
    const inventory = this.inventories.of(domain);
    this.lastInventory = turn === 0 ? undefined : { turn, domain, inventory };
    return inventory;
  }

  private lastInventory: { turn: number; domain: string; inventory: DomainInventory | undefined } | undefined;

  /**
   * The addresses that the source has in a declared domain, its sub-domains and those it was, and that the plan does not
   * name: neither as they are nor, of an old domain, in the new one.
   */
  unplannedIn({ name, has }: DeclarationOf<'domain'>): readonly string[] {
    const own = [name, ...has.subdomain].flatMap(({ value }) =>
      this.inventories.forgottenIn(comparedDomain(value)),
    );
    const old = has.was.flatMap(({ value }) =>
      this.inventories
        .forgottenIn(comparedDomain(value))
        .filter((address) => !this.isDefined(keyOf('address', `${localPartOf(address)}@${name.value}`))),
    );
    return old.length === 0 ? own : [...own, ...old];
  }

  /** Whether nothing had come to a mailbox for as long as its unit's policy says, on the day the inventory was taken. */
  isInactive(recipient: Recipient, { newest }: InventoryEntry): boolean {
    const after = recipient.declares === 'mailbox' ? this.inactiveAfter(recipient) : undefined;
    if (after === undefined || newest === undefined) return false;
    const taken = this.domainInventory(domainOf(this.sourceAddressOf(recipient)))?.taken;
    return taken !== undefined && newest <= this.unusedSince(taken, after);
  }

  /** A mailbox whose newest message is of this day or before counts as unused. One answer for all of a domain. */
  private unusedSince(taken: string, after: number): string {
    if (this.lastUnused.taken !== taken || this.lastUnused.after !== after)
      this.lastUnused = { taken, after, since: dayAfter(taken, -Math.ceil(after)) };
    return this.lastUnused.since;
  }

  private lastUnused = { taken: '', after: 0, since: '' };

  /** The bytes a mailbox may hold at the target: its own quota, else its licence's. */
  quotaOf({ has, licence }: Recipient): number | undefined {
    return has.quota?.value ?? (licence && this.declared('licence', licence.value)?.has.quota?.value);
  }

  /** The licence with the least quota that holds `bytes`; one without a quota holds all. Not tracked: for fixes. */
  smallestLicenceFor(bytes: number): string | undefined {
    const all = [...this.namesBeside('licence', '')].map((name) => ({
      name,
      quota: this.declared('licence', name)?.has.quota?.value ?? Number.POSITIVE_INFINITY,
    }));
    const enough = all.filter(({ quota }) => quota >= bytes);
    return enough.sort((a, b) => (a.quota === b.quota ? (a.name < b.name ? -1 : 1) : a.quota - b.quota))[0]
      ?.name;
  }

  totals(namespace: 'lot' | 'domain' | 'unit' | 'unit-alone' | 'licence' | 'plan', name: string): Totals {
    const key = keyOf(namespace, name);
    this.tracking.read(`total:${key}`);
    return this.book.of(key);
  }

  /** What a mailbox counts for in the totals. */
  contributionOf(mailbox: Recipient): Contribution {
    const placement = this.placementOf(mailbox.address.value, mailbox.has.unit?.value);
    const held = this.heldBy(mailbox);
    return {
      place: this.countingPlaceOf(mailbox, placement),
      bytes: held?.bytes ?? 0,
      messages: held?.messages ?? 0,
      isInactive: held !== undefined && this.isInactive(mailbox, held),
    };
  }

  /** Looked up once for all mailboxes of a placement, a lot and a licence. */
  private countingPlaceOf(mailbox: Recipient, placement: Placement): CountingPlace {
    const [lot] = this.lotsOf(mailbox);
    const licence = mailbox.licence?.value;
    const known = this.countingPlaces.get(placement) ?? new Map<string, CountingPlace>();
    this.countingPlaces.set(placement, known);
    const key = `${mailbox.declares} ${licence ?? ''} ${lot ?? ''}`;
    const place = known.get(key);
    if (place) return place;
    const [unit] = placement.units;
    const made = this.book.placeOf({
      kind: mailbox.declares,
      domain: placement.domain ?? domainOf(mailbox.address.value),
      units: placement.units,
      ...(lot === undefined ? {} : { lot }),
      ...(unit === undefined ? {} : { unit }),
      ...(licence === undefined ? {} : { licence }),
      route: placement,
    });
    known.set(key, made);
    return made;
  }
}
