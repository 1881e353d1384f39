/**
 * When people begin to work at a lot's target, and what may be done there before and after: deletions at the source are mirrored
 * before, where the policy says so, and never after. Reads no clock: the time is the analysis's.
 */
import type { Analysis } from '../language/analysis.ts';
import { type LocalTime, minutesOf } from '../language/model/calendar/dates.ts';
import { beginOf, calendarOf, stepFor } from '../language/model/calendar/lot-calendar.ts';
import type { MailboxCopy } from './migration-plan.ts';
import type { Recipient } from './recipients.ts';

/** Of a lot: when it opens, and whether it has. */
export interface Opening {
  readonly at: LocalTime;
  readonly isPast: boolean;
  /** Nobody has told the time. */
  readonly isUnknown: boolean;
}

/** By its timeline's `open`; by its `cutover` where it has none, since people are led there then, and its date else. */
export function openingOf({ model }: Analysis, lot: string): Opening | undefined {
  const declared = model.declared('lot', lot);
  const date = declared?.has.date?.value;
  if (!declared || date === undefined) return undefined;
  const calendar = calendarOf(declared, model);
  const step = stepFor(calendar, 'open') ?? stepFor(calendar, 'cutover');
  const at = step ? beginOf(step) : { day: date, minutes: 0 };
  const now = model.now();
  return { at, isPast: now !== undefined && minutesOf(now) >= minutesOf(at), isUnknown: now === undefined };
}

/** What a mailbox's policy says of messages that are deleted at the source. */
export function isMirrored({ model }: Analysis, { address, has }: Recipient): boolean {
  const { units } = model.placementOf(address.value, has.unit?.value);
  return model.policy('deletions', units)?.value === 'mirror';
}

/** Whether it is open, and deletions are mirrored: where the time is not known, nothing is deleted. */
export function openedCopy(copy: MailboxCopy, opening: Opening | undefined, mirrored: boolean): MailboxCopy {
  const isBefore = opening !== undefined && !opening.isPast && !opening.isUnknown;
  return {
    ...copy,
    ...(opening?.isPast && { isOpen: true }),
    ...(mirrored && isBefore && { mirrorsDeletions: true }),
  };
}

/** `2025-01-20`, `2025-01-20 08:00`. */
export function momentOf({ day, minutes }: LocalTime): string {
  if (minutes === 0) return day;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
