/**
 * Who may do what with a mailbox, as BlueMind says it: entries of a subject, which is the uid of a person or a group, and a verb
 * (net.bluemind.core.container.model.acl.Verb). `All` is everything at once, sending too; a plan's `full` is to read, write and share,
 * since it has words of its own for sending. Pure. Entries that a plan has no word for are nobody's business, and are kept.
 */
import { RIGHTS, type Right } from '../../../grammar/vocabulary.ts';
import type { Access } from '../../planning/provisioning/target-state.ts';
import type { AccessEntry } from './bluemind-values.ts';

type Verb = 'Read' | 'Write' | 'Manage' | 'SendAs' | 'SendOnBehalf';

const VERBS: Readonly<Record<Right, readonly Verb[]>> = {
  read: ['Read'],
  write: ['Write'],
  full: ['Write', 'Manage'],
  'send-as': ['SendAs'],
  'send-on-behalf': ['SendOnBehalf'],
};

const ALL: readonly Verb[] = ['Write', 'Manage', 'SendAs', 'SendOnBehalf'];

/** What a verb means besides itself. */
const MEANS: Readonly<Record<string, readonly string[]>> = {
  All: ALL,
  Write: ['Read'],
  Read: ['Invitation', 'Freebusy'],
};

const meaningOf = (verb: string): readonly string[] => [verb, ...(MEANS[verb] ?? []).flatMap(meaningOf)];

export type AccessEntries = readonly AccessEntry[];

/** By itself or by another verb of the same subject, which a server may keep instead (`Verb.compact`). */
export const covers = (entries: AccessEntries, { subject, verb }: AccessEntry): boolean =>
  entries.some((one) => one.subject === subject && meaningOf(one.verb).includes(verb));

/** In the plan's words: what was given by itself, and what `All` gives together. */
function rightsOf(entries: AccessEntries, subject: string): readonly Right[] {
  const own = entries.filter((one) => one.subject === subject);
  const verbs = new Set(own.flatMap(({ verb }): readonly string[] => (verb === 'All' ? ALL : [verb])));
  return RIGHTS.filter((right) =>
    right === 'write'
      ? verbs.has('Write') && !verbs.has('Manage')
      : VERBS[right].every((verb) => verbs.has(verb)),
  );
}

/** The owner's own entry is no right that anybody gave; a subject without an address cannot be named. */
export function accessIn(
  entries: AccessEntries,
  owner: string,
  addresses: ReadonlyMap<string, string>,
): readonly Access[] {
  const subjects = [...new Set(entries.map(({ subject }) => subject))];
  return subjects.flatMap((subject) => {
    const who = subject === owner ? undefined : addresses.get(subject);
    return who === undefined ? [] : rightsOf(entries, subject).map((right) => ({ who, right }));
  });
}

/** Undefined where it is given already, by itself or by more. Everybody else's entries are the very ones that were read. */
export function withRight(entries: AccessEntries, subject: string, right: Right): AccessEntries | undefined {
  const missing = VERBS[right].map((verb) => ({ subject, verb })).filter((one) => !covers(entries, one));
  return missing.length === 0 ? undefined : [...entries, ...missing];
}

/** Undefined where it is not given. What else `All` gave stays, verb by verb. */
export function withoutRight(
  entries: AccessEntries,
  subject: string,
  right: Right,
): AccessEntries | undefined {
  if (!rightsOf(entries, subject).includes(right)) return undefined;
  const taken: readonly string[] = VERBS[right];
  return entries.flatMap((entry) => {
    if (entry.subject !== subject) return [entry];
    if (entry.verb !== 'All') return taken.includes(entry.verb) ? [] : [entry];
    return ALL.filter((verb) => !taken.includes(verb)).map((verb) => ({ ...entry, verb }));
  });
}
