/** The mailboxes of a lot, and where each one's mail is copied from and to. */
import type { DeclarationOf } from '../../grammar/vocabulary.ts';
import type { Analysis } from '../language/analysis.ts';
import { domainOf, localPartOf } from '../language/model/names.ts';
import type { MailboxCopy } from './migration-plan.ts';

export type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

/** The mailboxes a lot moves, personal and then shared, in the order of the files. */
export function recipientsOf(analysis: Analysis, lot: string): Recipient[] {
  const all = [...analysis.declarations('mailbox'), ...analysis.declarations('shared')];
  return all.filter((recipient) => analysis.model.lotsOf(recipient)[0] === lot);
}

/** One mailbox's copy, or undefined where its plan names no source or no target. */
export function copyOf(analysis: Analysis, recipient: Recipient): MailboxCopy | undefined {
  const { address, has } = recipient;
  const { source, target } = analysis.model.placementOf(address.value, has.unit?.value);
  if (source === undefined || target === undefined) return undefined;
  const keepSince = has.keep?.value.day.value;
  return {
    source: { endpoint: source, mailbox: sourceMailboxOf(analysis, recipient) },
    target: { endpoint: target, mailbox: address.value },
    exclude: has.exclude.map(({ value }) => value.path.value),
    folders: has.folder.map(({ value }) => ({ from: value.from.value, to: value.to.value })),
    ...(keepSince ? { keepSince } : {}),
  };
}

/**
 * Under which address the source holds a mailbox: its own where the inventory knows it, else an old one that it knows.
 * Without an inventory the domain's `was` decides: all mailboxes of such a domain change address.
 */
export function sourceMailboxOf({ model }: Analysis, { address, has }: Recipient): string {
  const local = localPartOf(address.value);
  const domain = model.declared('domain', domainOf(address.value));
  const inOldDomains = (domain?.has.was ?? []).map(({ value }) => `${local}@${value}`);
  const candidates = [address.value, ...has.was.map(({ value }) => value), ...inOldDomains];
  const known = candidates.find((candidate) => model.inventoryOf(candidate) !== undefined);
  return known ?? inOldDomains[0] ?? address.value;
}
