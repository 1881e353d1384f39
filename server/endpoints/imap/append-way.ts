/**
 * How messages are best sent to a server, by what it says it can (MULTIAPPEND RFC 3502, LITERAL+ and LITERAL- RFC 7888, APPENDLIMIT
 * RFC 7889). Pure. A line that the server might refuse before it reads the message is never sent with the message behind it: the
 * message's bytes would be read as commands (Dovecot does so).
 */
import { isSystemFlag } from '../../running/message-flags.ts';

export interface AppendWay {
  /** Many messages in one command, all or none of them. */
  readonly isMany: boolean;
  /** The largest message that need not be asked for first. */
  readonly unasked: number;
  /** No larger message is taken; undefined: not told. */
  readonly limit: number | undefined;
}

/** RFC 7888, 5. */
const LITERAL_MINUS = 4096;

export function appendWay(capabilities: ReadonlyMap<string, boolean | number>): AppendWay {
  const limit = capabilities.get('APPENDLIMIT');
  const isMinus = capabilities.has('LITERAL-');
  return {
    isMany: capabilities.has('MULTIAPPEND'),
    unasked: capabilities.has('LITERAL+') ? Number.POSITIVE_INFINITY : isMinus ? LITERAL_MINUS : -1,
    limit: typeof limit === 'number' ? limit : undefined,
  };
}

/** In the words of the standards, for the log. */
export function describeWay({ isMany, unasked, limit }: AppendWay, lanes: number): string {
  const literal = unasked === Number.POSITIVE_INFINITY ? 'LITERAL+' : unasked > 0 ? 'LITERAL-' : undefined;
  const command = isMany ? 'MULTIAPPEND' : literal ? 'pipelined APPEND' : 'APPEND';
  const parts = [
    literal ? `${command} with ${literal}` : command,
    ...(lanes > 1 ? [`${lanes} connections`] : []),
    ...(limit === undefined ? [] : [`APPENDLIMIT ${limit}`]),
  ];
  return parts.join(', ');
}

/** Several connections are of use where each message costs a round trip. */
export function lanesFor({ isMany, unasked }: AppendWay, lanes: number): number {
  return isMany || unasked === Number.POSITIVE_INFINITY ? 1 : lanes;
}

/** The keywords among these flags that a server has not shown to know. */
export function unproven(flags: readonly string[], known: ReadonlySet<string>): string[] {
  return flags.filter((flag) => !isSystemFlag(flag) && !known.has(flag.toLowerCase()));
}

/**
 * IANA, "IMAP and JMAP Keywords" (2024), in lower case, and those of Mozilla's that are as widespread: fixed words, which every server
 * has met and nobody can make up.
 */
export const REGISTERED_KEYWORDS: readonly string[] = [
  ...[
    '$mdnsent',
    '$forwarded',
    '$submitted',
    '$submitpending',
    '$junk',
    '$notjunk',
    '$phishing',
    '$important',
  ],
  ...[
    '$label1',
    '$label2',
    '$label3',
    '$label4',
    '$label5',
    'junk',
    'nonjunk',
    'notjunk',
    'forwarded',
    'redirected',
  ],
];
