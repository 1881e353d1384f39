/**
 * The Sieve scripts (RFC 5228) that send a person's mail on: one of our own with nothing else in it, and, where the person has a script,
 * one that includes both (RFC 6609) and leaves theirs as it is. Each is read back only where it is letter for letter what is written
 * here: what somebody changed since, or wrote under the same name, is theirs. Pure.
 */
import * as z from 'zod';
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

/** What a script of ours says; undefined for one that is not, or is not any more. */
export function forwardsIn(script: string): Forwarding[] | undefined {
  const forwards = script.split(/\r?\n/).flatMap((line) => {
    if (!line.startsWith(MARK)) return [];
    const read = written.safeParse(parsed(line.slice(MARK.length)));
    return read.success ? [read.data] : [];
  });
  return isSame(script, forwardScript(forwards)) ? forwards : undefined;
}

/** Servers keep line ends and the end of a script each in their way. */
const isSame = (one: string, other: string): boolean => plainLines(one) === plainLines(other);
const plainLines = (script: string): string => script.replaceAll('\r\n', '\n').trimEnd();

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

/**
 * Ours comes first: a person's script may end the work with `stop`. Either may be missing (`:optional`, RFC 6609, 3.2): where somebody
 * removes one, the other still runs.
 */
export function bothScripts(own: string): string {
  return [
    '# Written by migplan: where mail is sent on to, then the script that was active before, as it is.',
    'require ["include"];',
    `include :personal :optional ${quoted(FORWARD_SCRIPT)};`,
    `include :personal :optional ${quoted(own)};`,
    '',
  ].join('\r\n');
}

/** The person's script in one that includes both; undefined where it is not as we write it. */
export function ownScriptIn(both: string): string | undefined {
  const own = /^include :personal :optional "((?:[^"\\]|\\.)*)";$/gms;
  const last = [...plainLines(both).matchAll(own)].at(-1)?.[1]?.replace(/\\(.)/gs, '$1');
  return last !== undefined && isSame(both, bothScripts(last)) ? last : undefined;
}

/** A quoted string (RFC 5228, 2.4.2). */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
