/** The day from which mail is kept, as the instant it begins in UTC. */
import type { MailboxCopy } from '../../planning/migration-plan.ts';

/** Undefined: everything is kept. Throws on what is no day: left to itself it would leave every message out. */
export function keptFrom({ keepSince }: Pick<MailboxCopy, 'keepSince'>): Date | undefined {
  if (keepSince === undefined) return undefined;
  const day = new Date(`${keepSince}T00:00:00Z`);
  if (Number.isNaN(day.getTime()))
    throw new TypeError(`keepSince "${keepSince}" is not a day, as in 2020-01-31`);
  return day;
}
