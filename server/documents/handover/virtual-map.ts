/**
 * Addresses that lead to others as lines of Postfix's virtual alias map (virtual(5), postmap(1)): an address, blanks, the addresses it
 * leads to. One line an address, since of two postmap takes one. Pure text.
 */
import { compared } from '../../language/model/names.ts';
import type { Change } from '../../planning/provisioning/change.ts';

export interface VirtualLine {
  readonly address: string;
  readonly to: readonly string[];
}

/** What changes say of where mail goes on to, in their order. */
export function virtualLines(changes: readonly Change[]): VirtualLine[] {
  const leads = new Map<string, string[]>();
  for (const change of changes)
    for (const [from, to] of leadsOf(change)) {
      const known = leads.get(compared(from)) ?? [];
      if (!known.includes(compared(to))) leads.set(compared(from), [...known, compared(to)]);
    }
  return [...leads].map(([address, to]) => ({ address, to }));
}

/** An address that keeps a copy leads to itself too, which Postfix takes for delivery there. */
function leadsOf(change: Change): readonly (readonly [string, string])[] {
  const { address } = change;
  switch (change.does) {
    case 'add-alias':
      return [[change.alias, address]];
    case 'redirect':
      return [[address, change.to]];
    case 'forward':
      return [...(change.keepCopy ? [[address, address] as const] : []), [address, change.to]];
    case 'add-member':
      return [[address, change.member]];
    case 'add-domain':
    case 'make':
    case 'describe':
    case 'license':
    case 'await':
    case 'set-quota':
    case 'remove-alias':
    case 'grant':
    case 'revoke':
    case 'add-owner':
    case 'set-booking':
    case 'route':
    case 'lock':
    case 'unlock':
      return [];
  }
}

/** Undefined where an address would be read as something else. */
export function virtualText({ address, to }: VirtualLine): string | undefined {
  if (![address, ...to].every(isMapAddress)) return undefined;
  return `${address}  ${to.join(', ')}`;
}

/**
 * Blanks part a line's sides and commas the addresses; `#` begins a comment, `@domain` stands for a whole domain, and what is quoted is
 * read in ways that differ between tables.
 */
export const isMapAddress = (address: string): boolean =>
  /^[^\s\p{C}#"(),:;<>@[\]\\][^\s\p{C}"(),:;<>@[\]\\]*@[^\s\p{C}"(),:;<>@[\]\\]+$/u.test(address);
