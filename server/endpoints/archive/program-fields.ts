/**
 * Header fields in which mail programs keep, within an mbox or .eml file, what IMAP keeps outside of a message: flags, keywords, numbers.
 * They change whenever somebody reads the message, so they are taken for flags and are no part of it, as IMAP servers do it.
 */

/** Dovecot hides the first line's in its mbox files; Thunderbird writes the others. */
const NAMES = new Set([
  ...['status', 'x-status', 'x-keywords', 'x-uid', 'x-imap', 'x-imapbase'],
  ...['x-mozilla-status', 'x-mozilla-status2', 'x-mozilla-keys'],
]);

/** nsMsgMessageFlags of Thunderbird (mailnews/base/public/nsMsgMessageFlags.idl). */
const MOZILLA = { read: 0x1, replied: 0x2, marked: 0x4, expunged: 0x8, forwarded: 0x1000 };
const MOZILLA_2 = { labels: 0x0e000000, firstLabelBit: 25, receiptSent: 0x00800000 };

/** Thunderbird's number for what it knows of flags, and for a message that is deleted: four digits, to be changed where they stand. */
export function mozillaStatus(flags: readonly string[], isExpunged = false): string {
  const bits: [number, boolean][] = [
    [MOZILLA.read, flags.includes('\\Seen')],
    [MOZILLA.replied, flags.includes('\\Answered')],
    [MOZILLA.marked, flags.includes('\\Flagged')],
    [MOZILLA.forwarded, flags.includes('$Forwarded')],
    [MOZILLA.expunged, isExpunged],
  ];
  const status = bits.reduce((sum, [bit, isSet]) => sum + (isSet ? bit : 0), 0);
  return status.toString(16).padStart(4, '0');
}

export interface ProgramFlags {
  readonly flags: readonly string[];
  /** Deleted in Thunderbird, whose folder was not compacted since: it is not to be seen any more. */
  readonly isExpunged: boolean;
}

/** Whether a header line, given by its first bytes, is such a field. */
export function isProgramField(line: string): boolean {
  const colon = line.indexOf(':');
  return colon > 0 && NAMES.has(line.slice(0, colon).trimEnd().toLowerCase());
}

/** `fields`: such lines, unfolded or not. */
export function flagsOf(fields: string): ProgramFlags {
  if (fields === '') return { flags: [], isExpunged: false };
  const value = (name: string): string =>
    new RegExp(`^${name}[ \\t]*:([^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*)`, 'im').exec(fields)?.[1]?.trim() ??
    '';
  const mozilla = Number.parseInt(value('X-Mozilla-Status'), 16) || 0;
  const mozilla2 = Number.parseInt(value('X-Mozilla-Status2'), 16) || 0;
  const flags = [
    ...unixFlags(value('Status'), value('X-Status')),
    ...mozillaFlags(mozilla, mozilla2),
    ...words(value('X-Keywords')),
    ...words(value('X-Mozilla-Keys')),
  ];
  return { flags: [...new Set(flags)], isExpunged: (mozilla & MOZILLA.expunged) !== 0 };
}

/** Letters as mutt, Pine and Dovecot write them. */
function unixFlags(status: string, more: string): string[] {
  const letters: [boolean, string][] = [
    [status.includes('R'), '\\Seen'],
    [more.includes('A'), '\\Answered'],
    [more.includes('F'), '\\Flagged'],
    [more.includes('T'), '\\Draft'],
    [more.includes('D'), '\\Deleted'],
  ];
  return letters.filter(([isSet]) => isSet).map(([, flag]) => flag);
}

function mozillaFlags(status: number, status2: number): string[] {
  const flags: string[] = [];
  if (status & MOZILLA.read) flags.push('\\Seen');
  if (status & MOZILLA.replied) flags.push('\\Answered');
  if (status & MOZILLA.marked) flags.push('\\Flagged');
  if (status & MOZILLA.forwarded) flags.push('$Forwarded');
  if (status2 & MOZILLA_2.receiptSent) flags.push('$MDNSent');
  const label = (status2 & MOZILLA_2.labels) >>> MOZILLA_2.firstLabelBit;
  if (label > 0) flags.push(`$label${label}`);
  return flags;
}

function words(value: string): string[] {
  return value.split(/\s+/).filter((word) => word !== '');
}
