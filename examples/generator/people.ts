/** Invents the people of one domain, no two of whom can be taken for each other by their addresses. */
import { type LocalParts, localPart } from './local-parts.ts';
import { FAMILY_NAMES, GIVEN_NAMES } from './person-names.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface Person {
  readonly given: string;
  readonly family: string;
  readonly name: string;
  readonly address: string;
}

export function person(random: SeededRandom, domain: string, taken: LocalParts): Person {
  for (;;) {
    const given = random.pick(GIVEN_NAMES);
    const family = random.pick(FAMILY_NAMES);
    const local = localPart(given, family);
    if (taken.claim(local))
      return { given, family, name: `${given} ${family}`, address: `${local}@${domain}` };
  }
}

/** By address, as they stand in a plan. */
export function people(random: SeededRandom, domain: string, taken: LocalParts, count: number): Person[] {
  const found = Array.from({ length: count }, () => person(random, domain, taken));
  return found.sort((one, other) => (one.address < other.address ? -1 : 1));
}
