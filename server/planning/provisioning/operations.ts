/** What may have to be done at a target besides copying mail, and the ways in which that is done. */

/** What each means: see `Change`, which has one `does` for each, or more. */
export const OPERATIONS = [
  'domain',
  'account',
  'shared',
  'resource',
  'list',
  'profile',
  'licence',
  'quota',
  'alias',
  'access',
  'member',
  'booking',
  'forward',
  'redirect',
  'routing',
  'lock',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * `api`: a run does it. `unsupported-api`: a run does it in a way that the system's maker does not support, and that the plan asked for.
 * `handover`: people do it, by the files a run writes. `none`: the kind has no such thing, so nothing is to be done.
 */
export type Way = 'api' | 'unsupported-api' | 'handover' | 'none';

export type Ways = Readonly<Record<Operation, Way>>;

/** Done by a run, not by people. */
export const isByRun = (way: Way): boolean => way === 'api' || way === 'unsupported-api';
