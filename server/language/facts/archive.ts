/** A folder of mail: whatever can be a file can be in it, and nobody signs in. */
import type { KindFacts } from './facts.ts';

export const ARCHIVE: KindFacts = [
  {
    source: 'a folder has no accounts and no access control',
    checked: '2026-11-22',
    facts: { rights: [], logins: [] },
  },
];
