/** What a comparison may find, which of it counts against a copy, and the words for what is on one side only. Knows no store. */
import { type Text, text } from '../../planning/text.ts';
import type { MessageLook } from '../ports.ts';
import type { Sighting } from './sighting.ts';

export type DifferenceKind =
  | 'folder-missing'
  | 'folder-extra'
  | 'subscription'
  | 'subscription-extra'
  | 'use'
  | 'order'
  | 'missing'
  | 'elsewhere'
  | 'extra'
  | 'doubled'
  | 'unread'
  | 'bytes'
  | 'flags'
  | 'keywords'
  | 'date';

export interface Difference {
  /** The source's folder; for what is extra, the target's. */
  readonly folder: string;
  readonly uid?: number;
  readonly messageId?: string;
  readonly kind: DifferenceKind;
  readonly reason: Text;
}

/** What people may have put at the target besides, and what no copy can promise: told, and not held against it. */
const toldOnly: ReadonlySet<string> = new Set<DifferenceKind>([
  'extra',
  'folder-extra',
  'subscription-extra',
  'use',
  'order',
]);

export const isCounted = ({ kind }: { readonly kind: string }): boolean => !toldOnly.has(kind);

/** A difference in one message, before its header is read again for the words. */
export interface Finding {
  readonly kind: DifferenceKind;
  readonly of: Sighting;
  readonly reason: (look: Named) => Text;
}

/** What names a message to a person. */
export type Named = Pick<MessageLook, 'messageId' | 'date' | 'subject'>;

export const missing = (of: Sighting): Finding =>
  alone('missing', of, text('is not at the target', 'n’est pas à la cible'));

export const extra = (of: Sighting): Finding =>
  alone('extra', of, text('is only at the target', 'n’est qu’à la cible'));

/** Once more than the source holds it: nothing that anybody put there, but the same message again. */
export const doubled = (of: Sighting): Finding =>
  alone('doubled', of, text('is at the target once too often', 'est une fois de trop à la cible'));

/** `expected`: the folder it belongs in; absent where that is not at the target. */
export function elsewhere(of: Sighting, folder: string, expected: string | undefined): Finding {
  const found = text(`is in "${folder}"`, `est dans «\u00A0${folder}\u00A0»`);
  if (expected === undefined) return alone('elsewhere', of, found);
  const told = text(
    `${found.en} instead of "${expected}"`,
    `${found.fr} au lieu de «\u00A0${expected}\u00A0»`,
  );
  return alone('elsewhere', of, told);
}

export const unread = (of: Sighting, where: Text): Finding =>
  alone(
    'unread',
    of,
    text(
      `was not handed out by ${where.en}, which lists it`,
      `n’a pas été remis par ${where.fr}, qui le liste`,
    ),
  );

function alone(kind: DifferenceKind, of: Sighting, told: Text): Finding {
  const reason = (look: Named): Text => {
    const named = describe(of, look);
    return text(`${named.en}, ${told.en}`, `${named.fr}, ${told.fr}`);
  };
  return { kind, of, reason };
}

/** `"Invoice" of Tue, 2 Jan 2024 03:04:05 +0200, 4711 bytes`. */
export function describe({ receivedAt, size }: Sighting, { subject, date }: Named): Text {
  const when = date || new Date(receivedAt * 1000).toISOString();
  return text(
    `"${subject}" of ${when}, ${size} bytes`,
    `«\u00A0${subject}\u00A0» du ${when}, ${size} octets`,
  );
}
