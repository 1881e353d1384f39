/** What was seen of one object at its target: by whoever manages it, else by whether its mail opens. */
import { compared } from '../../language/model/names.ts';
import type { SeenPair } from '../observation.ts';
import { text } from '../text.ts';
import type { SeenObject, TargetState } from './target-state.ts';
import type { WantedObject } from './wanted.ts';

/** Undefined where nobody looked. A mailbox that opens is there, and tells nothing more of itself. */
export function seenOf(
  { address, kind }: WantedObject,
  state: TargetState | undefined,
  pair: SeenPair | undefined,
): SeenObject | undefined {
  const seen = state?.objects.get(compared(address));
  if (seen && seen.state !== 'unknown') return seen;
  const target = pair?.target;
  if (target?.messages !== undefined) return { state: 'held', kind, id: '', isReady: true };
  if (target?.failure !== undefined) return { state: 'unknown', why: text(target.failure, target.failure) };
  return seen;
}
