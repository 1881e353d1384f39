/** What becomes of the addresses that the source holds: each is kept, leads to another, is dropped, or was forgotten. */
import type { Analysis } from '../language/analysis.ts';
import type { DefinedAs } from '../language/model/block-facts.ts';
import { keyOf, localPartOf } from '../language/model/names.ts';

export interface Fates {
  /** The addresses of all inventories of the plan's domains. */
  readonly addresses: number;
  readonly moved: number;
  /** Aliases and forwards: their mail goes elsewhere. */
  readonly led: number;
  readonly dropped: number;
  readonly forgotten: number;
}

type Fate = Exclude<keyof Fates, 'addresses'>;

const FATES: Readonly<Partial<Record<DefinedAs, Fate>>> = {
  mailbox: 'moved',
  shared: 'moved',
  resource: 'moved',
  list: 'moved',
  was: 'moved',
  alias: 'led',
  forward: 'led',
  drop: 'dropped',
};

/** Nothing where no domain of the plan has an inventory. */
export function fatesOf(analysis: Analysis): Fates | undefined {
  const { model } = analysis;
  const counts = { addresses: 0, moved: 0, led: 0, dropped: 0, forgotten: 0 };
  const fateOf = (address: string): Fate | undefined => {
    const as = model.definitionsOf(keyOf('address', address))[0]?.definition.as;
    return as && FATES[as];
  };
  let taken = false;
  for (const { name, has } of analysis.declarations('domain')) {
    for (const { value } of [name, ...has.subdomain, ...has.was]) {
      const inventory = model.domainInventory(value);
      if (!inventory) continue;
      taken = true;
      for (const address of inventory.addresses.keys()) {
        counts.addresses++;
        counts[fateOf(address) ?? fateOf(`${localPartOf(address)}@${name.value}`) ?? 'forgotten']++;
      }
    }
  }
  return taken ? counts : undefined;
}
