/** The circles in which mail goes round: aliases and forwards that lead to each other. */
import type { Declaration } from '../../../../grammar/vocabulary.ts';
import { fromFirst } from '../loops.ts';
import { compared, keyOf } from '../names.ts';
import type { PlanModel } from '../plan-model.ts';

/** Nobody forwards mail so often; a chain as long as a plan is not walked for each of its addresses. */
const MOST_HOPS = 16;

/** The circle in which mail to an address goes round, beginning with its first address in the order of the alphabet. */
export function mailLoop(address: string, model: PlanModel): readonly string[] | undefined {
  const start = compared(address);
  const from = new Map<string, string | undefined>([[start, undefined]]);
  for (const here of from.keys()) {
    for (const to of leadsTo(here, model)) {
      if (to === start) return fromFirst(pathTo(here, from));
      if (from.size < MOST_HOPS && !from.has(to)) from.set(to, here);
    }
  }
  return undefined;
}

function pathTo(last: string, from: ReadonlyMap<string, string | undefined>): string[] {
  const path: string[] = [];
  for (let here: string | undefined = last; here !== undefined; here = from.get(here)) path.unshift(here);
  return path;
}

/** Where mail to a declared address is sent on to: an address that is another's second name is that one. */
function leadsTo(address: string, model: PlanModel): string[] {
  const declaration = model.declarationOf(keyOf('address', address));
  return declaration ? targetsOf(declaration).map((to) => ownerOf(compared(to), model)) : [];
}

function targetsOf(declaration: Declaration): readonly string[] {
  switch (declaration.declares) {
    case 'alias':
    case 'forward':
      return [declaration.to.value];
    case 'mailbox':
    case 'shared':
      return declaration.has.forward.map(({ value }) => value.to.value);
    default:
      return [];
  }
}

function ownerOf(address: string, model: PlanModel): string {
  const declaration = model.declarationOf(keyOf('address', address));
  return declaration && 'address' in declaration ? compared(declaration.address.value) : address;
}
