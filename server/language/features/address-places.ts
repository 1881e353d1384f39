/** Where addresses are declared: for whoever shows what became of them beside the line that says who they are. */
import type { Analysis } from '../analysis.ts';
import { type FilePlace, placeOf } from '../model/file-place.ts';
import { keyOf } from '../model/names.ts';

/** In the order asked; nothing for one that the plan does not have. */
export const addressPlaces = ({ model }: Analysis, addresses: readonly string[]): (FilePlace | undefined)[] =>
  addresses.map((address) => placeOf(model, keyOf('address', address)));
