/** The rows of a file by address and by the names of people, so that a cell can name a person either way. */
import { compared, domainOf } from '../../language/model/names.ts';
import { addressesIn } from './addresses.ts';
import { folded } from './columns.ts';

interface Named {
  readonly address: string;
  readonly name?: string | undefined;
  readonly given?: string | undefined;
  readonly family?: string | undefined;
}

export class AddressBook<R extends Named> {
  private readonly byAddress = new Map<string, R>();
  private readonly byName = new Map<string, R | 'several'>();

  constructor(rows: readonly R[]) {
    for (const row of rows) {
      this.byAddress.set(compared(row.address), row);
      for (const name of namesOf(row)) this.byName.set(name, this.byName.has(name) ? 'several' : row);
    }
  }

  /** The row that a cell's words name: by its address, or by a name that only one has. */
  find(words: string): R | undefined {
    const [address] = addressesIn(words);
    if (address !== undefined) return this.byAddress.get(compared(address));
    const named = this.byName.get(folded(words));
    return named === 'several' ? undefined : named;
  }

  /** From an address as far as `next` leads on; none where it leads nowhere, in a circle, or on and on. */
  endOf(address: string, next: (row: R) => string | undefined): R | undefined {
    let row = this.byAddress.get(compared(address));
    for (let step = 0; row && step < MOST_STEPS; step++) {
      const onward = next(row);
      if (onward === undefined) return row;
      row = this.byAddress.get(compared(addressFrom(onward, domainOf(row.address))));
    }
    return undefined;
  }
}

/** An alias of an alias of an alias is a slip already. */
const MOST_STEPS = 8;

/** The address that a cell names; without a domain it is in `domain`. */
export function addressFrom(cell: string, domain: string): string {
  const [written = cell.trim()] = addressesIn(cell);
  return written.includes('@') ? written : `${written}@${domain}`;
}

/** Either order: sheets have both. */
function namesOf({ name, given, family }: Named): Set<string> {
  const both = given !== undefined && family !== undefined;
  const names = both ? [`${given} ${family}`, `${family} ${given}`] : [];
  return new Set([...names, name ?? ''].map(folded).filter((found) => found !== ''));
}
