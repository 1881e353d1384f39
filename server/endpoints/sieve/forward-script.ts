/**
 * The Sieve scripts (RFC 5228) that send a person's mail on: one of our own with nothing else in it, and, where the person has a script,
 * one that includes both (RFC 6609) and leaves theirs as it is. Each can be read back. Pure.
 */
import { z } from 'zod';
import { compared } from '../../language/model/names.ts';
import type { Forwarding } from '../../planning/provisioning/target-state.ts';

/** Where mail is sent on to. */
export const FORWARD_SCRIPT = 'migplan-forward';
/** The person's own script and ours, where the person has one. */
export const BOTH_SCRIPT = 'migplan';

const MARK = '# migplan-forward ';

/** As often as an address is in it, mail is sent there; it is kept too where one of them says so. */
export function forwardScript(forwards: readonly Forwarding[]): string {
  const isKept = forwards.some(({ keepCopy }) => keepCopy);
  const redirect = isKept ? 'redirect :copy' : 'redirect';
  return [
    '# Written by migplan, and written anew whenever a plan changes it: nothing else belongs in here.',
    ...forwards.map(({ to, keepCopy }) => `${MARK}${inAscii(JSON.stringify({ to, keepCopy }))}`),
    ...(isKept ? ['require ["copy"];'] : []),
    ...forwards.map(({ to }) => `${redirect} ${quoted(to)};`),
    '',
  ].join('\r\n');
}

/** A comment holds any character, and not every server takes every one. */
const inAscii = (json: string): string =>
  json.replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const written = z.object({ to: z.string(), keepCopy: z.boolean() });

/** What a script of ours says; of one that somebody changed, what can be read. */
export function forwardsIn(script: string): Forwarding[] {
  return script.split(/\r?\n/).flatMap((line) => {
    if (!line.startsWith(MARK)) return [];
    const read = written.safeParse(parsed(line.slice(MARK.length)));
    return read.success ? [read.data] : [];
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** The plan's last word about one address counts; others stay. */
export function withForward(forwards: readonly Forwarding[], { to, keepCopy }: Forwarding): Forwarding[] {
  return [...forwards.filter((one) => compared(one.to) !== compared(to)), { to, keepCopy }];
}

/** Ours comes first: a person's script may end the work with `stop`. */
export function bothScripts(own: string): string {
  return [
    '# Written by migplan: where mail is sent on to, then the script that was active before, as it is.',
    'require ["include"];',
    `include :personal ${quoted(FORWARD_SCRIPT)};`,
    `include :personal ${quoted(own)};`,
    '',
  ].join('\r\n');
}

/** A quoted string (RFC 5228, 2.4.2). */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
