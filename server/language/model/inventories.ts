/** What the source was found to hold, domain by domain, and which of its addresses the plan has forgotten. */
import type { DomainInventory } from './inventory.ts';
import { comparedDomain, domainOf, type Key, keyOf, nameOf, namespaceOf } from './names.ts';

interface Notes {
  read(key: string): void;
  touch(key: string): void;
}

export class Inventories {
  private readonly domains = new Map<string, DomainInventory>();
  /** The addresses that nothing declares, for the domains somebody has asked for. */
  private readonly forgotten = new Map<string, Set<string>>();
  private readonly isDefined: (key: Key) => boolean;
  private readonly notes: Notes;

  constructor(notes: Notes, isDefined: (key: Key) => boolean) {
    this.notes = notes;
    this.isDefined = isDefined;
  }

  /** Replaces one domain's inventory; `undefined` takes it away. */
  set(domain: string, inventory: DomainInventory | undefined): void {
    const key = comparedDomain(domain);
    if (inventory) this.domains.set(key, inventory);
    else this.domains.delete(key);
    this.forgotten.delete(key);
    this.notes.touch(`inventory:${key}`);
    this.notes.touch(`forgotten:${key}`);
  }

  of(domain: string): DomainInventory | undefined {
    this.notes.read(`inventory:${domain}`);
    return this.domains.get(domain);
  }

  /** The addresses of a domain's inventory that nothing in the plan declares, in the order of the alphabet. */
  forgottenIn(domain: string): readonly string[] {
    this.notes.read(`forgotten:${domain}`);
    const known = this.forgotten.get(domain);
    if (known) return [...known].sort();
    const inventory = this.domains.get(domain);
    if (!inventory) return [];
    const found = new Set(
      [...inventory.addresses.keys()].filter((address) => !this.isDefined(keyOf('address', address))),
    );
    this.forgotten.set(domain, found);
    return [...found].sort();
  }

  /** An address has come into the plan, or left it. */
  told(key: Key): void {
    if (this.forgotten.size === 0 || namespaceOf(key) !== 'address') return;
    const address = nameOf(key);
    const domain = domainOf(address);
    const forgotten = this.forgotten.get(domain);
    if (!forgotten || !this.domains.get(domain)?.addresses.has(address)) return;
    if (this.isDefined(key)) forgotten.delete(address);
    else forgotten.add(address);
    this.notes.touch(`forgotten:${domain}`);
  }
}
