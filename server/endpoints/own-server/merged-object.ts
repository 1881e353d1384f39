/** What a server and a directory told of one address, as one answer. Pure. */
import type { HeldObject, SeenObject } from '../../planning/provisioning/target-state.ts';
import { text } from '../../planning/text.ts';

export interface SeenTwice {
  readonly entry: SeenObject;
  /** Absent for what is an entry alone. */
  readonly mailbox: SeenObject | undefined;
}

export interface Makers {
  /** A run makes such objects here; else people do, as entries or not. */
  readonly isByRun: boolean;
  /** The server makes the mailbox when it is told to; else it opens it once there is an account. */
  readonly serverMakes: boolean;
}

/** It is there where both parts are. One that lacks a part is absent, so that it is made whole. */
export function merged({ entry, mailbox }: SeenTwice, makers: Makers): SeenObject {
  if (!mailbox || entry.state === 'blocked') return entry;
  if (mailbox.state === 'blocked') return mailbox;
  if (entry.state === 'unknown') return entry;
  return entry.state === 'absent' ? withoutEntry(mailbox, makers) : withEntry(entry, mailbox, makers);
}

function withEntry(entry: HeldObject, mailbox: SeenObject, { serverMakes }: Makers): SeenObject {
  if (mailbox.state === 'held') return { ...mailbox, ...entry, isReady: mailbox.isReady };
  // The directory has told that it is there, and such a server says of nothing that it is not.
  return serverMakes ? mailbox : { ...entry, isReady: false };
}

function withoutEntry(mailbox: SeenObject, { isByRun, serverMakes }: Makers): SeenObject {
  if (mailbox.state === 'unknown') return serverMakes ? mailbox : { state: 'absent' };
  if (mailbox.state !== 'held') return mailbox;
  if (!isByRun) return mailbox;
  return serverMakes ? { state: 'absent' } : { state: 'blocked', why: KEPT_ELSEWHERE };
}

const KEPT_ELSEWHERE = text(
  'the server opens it and the directory has no entry of it: its account is kept elsewhere',
  'le serveur l’ouvre et l’annuaire n’en a pas d’entrée\u00A0: son compte est tenu ailleurs',
);
