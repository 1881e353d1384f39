/** What the inventory found, the day of the last message last. */
import type { InventoryEntry } from '../inventory.ts';
import type { PlanWords } from '../words/plan-words.ts';
import { type Line, together } from './description.ts';

export const heldLine = (found: InventoryEntry | undefined, words: PlanWords): Line =>
  found &&
  words.label(
    'source',
    together([
      words.size(found.bytes),
      words.count(found.messages, 'message'),
      words.count(found.folders, 'folder'),
      found.newest && `${words.say('newest')} ${found.newest}`,
    ]),
  );
