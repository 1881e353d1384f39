/** How often a declaration's property is given, and what it takes. Knows no declaration and no property. */
import { described, type Shape } from './combinators.ts';
import { namedValue, sequenceOf } from './description.ts';

/** `one`: given once at most. `many`: each comma item and each repetition is one more value. `flag`: takes no value. */
export type Multiplicity = 'one' | 'many' | 'flag';

export interface Property<T = unknown, M extends Multiplicity = Multiplicity> {
  readonly multiplicity: M;
  readonly shape: Shape<T>;
  readonly required: boolean;
}

export const one = <T>(shape: Shape<T>): Property<T, 'one'> => ({
  multiplicity: 'one',
  shape,
  required: false,
});
export const required = <T>(shape: Shape<T>): Property<T, 'one'> => ({
  multiplicity: 'one',
  shape,
  required: true,
});
export const many = <T>(shape: Shape<T>): Property<T, 'many'> => ({
  multiplicity: 'many',
  shape,
  required: false,
});
/** A property that says something by being there. */
export const flag: Property<true, 'flag'> = {
  multiplicity: 'flag',
  shape: described(sequenceOf({}), ({ index }) => ({ value: true, start: index, end: index })),
  required: false,
};

/** A password written down: read so that it can be refused, its text dropped at once. */
export function literal(): Shape<'literal'> {
  return described(
    namedValue('literal', { kind: 'rest' }, 'always refused: a plan holds no secret'),
    (cursor) => {
      if (cursor.here) return cursor.take('literal' as const, cursor.atoms.length - cursor.index);
      // What may be written instead has been wanted before.
      return cursor.failure?.index === cursor.index ? undefined : cursor.fail('secret');
    },
  );
}
