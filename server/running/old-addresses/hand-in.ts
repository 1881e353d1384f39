/** What trying addresses needs of a way to hand messages in: a port. Knows no protocol. */
import type { HandInPlace } from '../../planning/old-addresses/trials.ts';
import type { TrialMessage } from './trial-message.ts';

/** What became of one message that was handed in. */
export type HandedIn =
  | { readonly kind: 'taken' }
  /** Not for this address, now or later. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Nothing was taken; it may be handed in again (RFC 6647: who is not known yet is made to wait). */
  | { readonly kind: 'later'; readonly words: string }
  /** The connection was lost once the message had been sent: it may be on its way. */
  | { readonly kind: 'unknown'; readonly words: string };

/** Throws MailFailure for what is no matter of the address: no connection, a certificate, a sender that is not taken. */
export type HandIn = (place: HandInPlace, message: TrialMessage, signal: AbortSignal) => Promise<HandedIn>;
