/** What an APPEND is made of, and what its answer says became of the messages. Pure. */
import { type Text, text } from '../../planning/text.ts';
import { failureOf } from '../../running/failures.ts';
import { sortFlags } from '../../running/message-flags.ts';
import type { AppendOutcome, Content, NewMessage } from '../../running/ports.ts';
import { internalDate } from './internal-date.ts';
import { type ResponseCode, type Tagged, uidsTold } from './response.ts';
import type { CommandPart } from './wire.ts';

export type Outcomes = readonly AppendOutcome[];

export const sizeOf = (content: Content): number =>
  Buffer.isBuffer(content) ? content.length : content.size;

export const holdsNul = (content: Content): boolean => Buffer.isBuffer(content) && content.includes(0);

/** Whoever calls has sorted the flags; what reaches the wire is sorted all the same. */
export const carried = (flags: readonly string[]): readonly string[] => sortFlags(flags).carried;

export function messageParts(
  { flags, receivedAt, content }: NewMessage,
  asksFirst: boolean,
  binary = false,
): CommandPart[] {
  return [` (${carried(flags).join(' ')}) "${internalDate(receivedAt)}" `, { content, asksFirst, binary }];
}

/** APPENDUID of RFC 4315; of a batch it tells all or none. */
export function appended({ code }: Tagged, count: number): Outcomes {
  const told = code?.name === 'APPENDUID' ? uidsTold(code.rest.split(' ')[1] ?? '') : [];
  const uids = told.length === count ? told : [];
  return Array.from({ length: count }, (_, at) => {
    const uid = uids[at];
    return { kind: 'appended', ...(uid !== undefined && { uid }) };
  });
}

/** The UIDVALIDITY under which UIDs are told by APPENDUID or COPYUID (RFC 4315, 3), where one is: 0 is none (RFC 3501, 9). */
export function toldUnder(code: ResponseCode | undefined): string | undefined {
  const told = code?.name === 'APPENDUID' || code?.name === 'COPYUID' ? code.rest.split(' ')[0] : undefined;
  return told !== undefined && /^[1-9]\d*$/.test(told) ? told : undefined;
}

/** After this nothing more is tried: the connection, the room or the server's patience is gone. */
export function endsAll(outcome: AppendOutcome): boolean {
  if (outcome.kind === 'appended') return false;
  return outcome.kind !== 'refused' || outcome.failure.kind !== 'refused';
}

export function unsentFor(outcome: AppendOutcome): AppendOutcome {
  if (outcome.kind === 'appended') return outcome;
  const { failure } = outcome;
  return {
    kind: 'unsent',
    failure: failure.kind === 'unknown-outcome' ? { ...failure, kind: 'transient' } : failure,
  };
}

export function unsent(messages: readonly NewMessage[], error: unknown): Outcomes {
  const failure = failureOf(error);
  if (!failure) throw error;
  return messages.map(() => ({ kind: 'unsent', failure }));
}

export const notTaken = (folder: string): Text =>
  text(`did not take a message for "${folder}"`, `n’a pas accepté un message pour «\u00A0${folder}\u00A0»`);

export const lostFor = (folder: string): Text =>
  text(
    `lost the connection while a message for "${folder}" was under way`,
    `a perdu la connexion pendant l’envoi d’un message pour «\u00A0${folder}\u00A0»`,
  );
