/**
 * What may stand next in a statement: a shape's description held against the atoms that are there already, whether or not
 * they come to a whole value. It takes atoms by their kind alone, so what stands before a slip still leads on.
 */
import type { Description } from './description.ts';
import type { Atom, AtomKind } from './tree.ts';

/** The value with a name of its own that something wanted is, or is a part of, and the atom it begins with. */
export interface WantedValue {
  readonly name: string;
  readonly from: number;
}

interface Place {
  /** The names of the parts on the way to it: `licence`, `until.value`. */
  readonly path: string;
  readonly value?: WantedValue;
}

export type Wanted =
  | (Place & { readonly kind: 'atom'; readonly atom: AtomKind })
  | (Place & { readonly kind: 'word'; readonly word: string });

/** All that `description` takes behind `atoms`; nothing where they do not fit or are all of it. */
export function wantedAfter(description: Description, atoms: readonly Atom[]): Wanted[] {
  const reader = new Reader(atoms);
  reader.ends(description, 0, { path: '' });
  return reader.wanted;
}

/** A value that a plan must never hold: known only so that it can be refused. */
export const isRefused = (description: Description): boolean =>
  description.kind === 'rest' ||
  (description.kind === 'value' && isRefused(description.of)) ||
  (description.kind === 'optional' && isRefused(description.of)) ||
  (description.kind === 'sequence' && Object.values(description.of).some(isWithoutChoice));

const isWithoutChoice = (description: Description): boolean =>
  description.kind !== 'optional' && isRefused(description);

class Reader {
  readonly wanted: Wanted[] = [];
  private readonly atoms: readonly Atom[];

  constructor(atoms: readonly Atom[]) {
    this.atoms = atoms;
  }

  /** Where a description may end that begins at an atom; notes what it wants where there are no more atoms. */
  ends(description: Description, at: number, place: Place): readonly number[] {
    if (isRefused(description)) return description.kind === 'optional' ? [at] : [];
    switch (description.kind) {
      case 'atom':
        return this.take(
          at,
          { ...place, kind: 'atom', atom: description.atom },
          ({ kind }) => kind === description.atom,
        );
      case 'words':
        return unique(
          description.words.flatMap((word) =>
            this.take(at, { ...place, kind: 'word', word }, ({ text }) => text === word),
          ),
        );
      case 'value':
        return this.ends(description.of, at, {
          ...place,
          value: place.value ?? { name: description.name, from: at },
        });
      case 'optional':
        return unique([at, ...this.ends(description.of, at, place)]);
      case 'repeated':
        return this.repeated(description.of, at, place);
      case 'choice':
        return unique(description.of.flatMap((each) => this.ends(each, at, place)));
      case 'sequence':
        return this.sequence(Object.entries(description.of), at, place);
      case 'rest':
        return [];
    }
  }

  private take(at: number, wanted: Wanted, fits: (atom: Atom) => boolean): number[] {
    const atom = this.atoms[at];
    if (!atom) this.wanted.push(wanted);
    return atom && fits(atom) ? [at + 1] : [];
  }

  private sequence(parts: readonly (readonly [string, Description])[], at: number, place: Place): number[] {
    let ends: readonly number[] = [at];
    for (const [key, part] of parts) {
      const path = place.path === '' ? key : `${place.path}.${key}`;
      ends = unique(ends.flatMap((end) => this.ends(part, end, { ...place, path })));
    }
    return [...ends];
  }

  private repeated(of: Description, at: number, place: Place): number[] {
    const ends = new Set([at]);
    for (const end of ends) for (const next of this.ends(of, end, place)) ends.add(next);
    return [...ends];
  }
}

const unique = (ends: readonly number[]): number[] => [...new Set(ends)];
