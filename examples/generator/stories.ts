/** Every story by its folder's name. */
import { admr } from './admr.ts';
import { laCourneuve } from './la-courneuve.ts';
import { secoursPopulaire } from './secours-populaire.ts';
import type { Story } from './story.ts';

export const STORIES: ReadonlyMap<string, () => Story> = new Map([
  ['admr', admr],
  ['la-courneuve', laCourneuve],
  ['secours-populaire', secoursPopulaire],
]);
