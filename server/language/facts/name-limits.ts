/** What a mail system takes as names of folders, by its facts: plain data, so that a migration plan can hold it. */
import type { Facts } from './facts.ts';

/** What is absent is not known, and nothing is held against it. */
export interface NameLimits {
  /** Octets in modified UTF-7 (RFC 3501, 5.1.3), each level for itself. */
  readonly nameBytes?: number;
  /** Characters of each level. */
  readonly nameLength?: number;
  /** Octets of a whole path in modified UTF-7, without the namespace's prefix. */
  readonly pathBytes?: number;
  /** Whether those hold `user.`, the mailbox's address and a dot too. */
  readonly pathHoldsUser?: boolean;
  readonly pathLength?: number;
  /** Levels of a path. */
  readonly depth?: number;
  /** Signs that no level may hold, begin with, end with. */
  readonly refused?: string;
  readonly refusedFirst?: string;
  readonly refusedLast?: string;
  /** False: names that differ by case or by Unicode's composition alone are one. */
  readonly lookAlikes?: boolean;
  /** Names at the top that it keeps for itself, in any case. */
  readonly reserved?: readonly string[];
}

const FACT_OF = {
  nameBytes: 'folder-name-bytes',
  nameLength: 'folder-name-length',
  pathBytes: 'folder-path-bytes',
  pathHoldsUser: 'folder-path-holds-user',
  pathLength: 'folder-path-length',
  depth: 'folder-depth',
  refused: 'folder-signs-refused',
  refusedFirst: 'folder-first-signs-refused',
  refusedLast: 'folder-last-signs-refused',
  lookAlikes: 'folder-look-alikes',
  reserved: 'folders-reserved',
} as const satisfies Record<keyof NameLimits, keyof Facts>;

export function nameLimitsOf(facts: Facts): NameLimits {
  const known = Object.entries(FACT_OF).map(([name, fact]) => [name, facts[fact]]);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}
