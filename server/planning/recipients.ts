/** The mailboxes of a lot, and where each one's mail is copied from and to. */
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Analysis } from '../language/analysis.ts';
import type { MailboxCopy } from './migration-plan.ts';

export type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

/** The mailboxes a lot moves, personal and then shared, in the order of the files. */
export function recipientsOf(analysis: Analysis, lot: string): Recipient[] {
  return allRecipients(analysis).filter((recipient) => analysis.model.lotsOf(recipient)[0] === lot);
}

/** Of all lots at once, by their names; those that no lot moves are under `undefined`. */
export function recipientsByLot(analysis: Analysis): ReadonlyMap<string | undefined, Recipient[]> {
  return Map.groupBy(allRecipients(analysis), (recipient) => analysis.model.lotsOf(recipient)[0]);
}

const allRecipients = (analysis: Analysis): Recipient[] => [
  ...analysis.declarations('mailbox'),
  ...analysis.declarations('shared'),
];

/** One mailbox's copy, or undefined where its plan names no source or no target. */
export function copyOf(analysis: Analysis, recipient: Recipient): MailboxCopy | undefined {
  const { address, has } = recipient;
  const { source, target } = analysis.model.placementOf(address.value, has.unit?.value);
  if (source === undefined || target === undefined) return undefined;
  const keepSince = has.keep?.value.day.value;
  return {
    source: { endpoint: source, mailbox: analysis.model.sourceAddressOf(recipient) },
    target: { endpoint: target, mailbox: address.value },
    exclude: has.exclude.map(({ value }) => value.path.value),
    folders: has.folder.map(({ value }) => ({ from: value.from.value, to: value.to.value })),
    ...(keepSince ? { keepSince } : {}),
  };
}
