/** Guesses from an address whether a person or a function reads it. */
import { FUNCTIONS, FUNCTIONS_AT_THE_END } from '../../language/model/addresses/function-names.ts';
import { localPartOf } from '../../language/model/names.ts';
import { folded } from './columns.ts';

/** Whether an address reads like one that several people share. */
export function soundsShared(address: string): boolean {
  const local = localPartOf(address).toLowerCase();
  const parts = folded(local).replace(/\d+/g, ' ').trim().split(/\s+/);
  const whole = parts.join('-');
  const [first = ''] = parts;
  if (FUNCTIONS.has(whole) || FUNCTIONS.has(first)) return true;
  return parts.length > 1 && FUNCTIONS_AT_THE_END.has(parts.at(-1) ?? '');
}
