/**
 * SPF records (RFC 7208): which of a name's TXT values they are, what they include, and how many look-ups judging them costs a receiver.
 * Asks nothing: it reads answers, and says which are lacking.
 */
import { type Answers, answerTo, type Question } from './dns-answers.ts';

/** RFC 7208, 4.6.4: a receiver that needs more gives up with `permerror`. */
export const MOST_LOOKUPS = 10;

/** RFC 7208, 4.5. */
export const isSpf = (value: string): boolean => /^v=spf1(?: |$)/i.test(value);

export interface SpfReach {
  readonly lookups: number;
  /** Every name that it includes or is redirected to, however far down. */
  readonly includes: ReadonlySet<string>;
  /** Names whose records were not had: the count is of what is known. */
  readonly unread: ReadonlySet<string>;
}

/** What a record comes to, with all that it leads to. */
export function reachOf(record: string, answers: Answers): SpfReach {
  const reach = { lookups: 0, includes: new Set<string>(), unread: new Set<string>() };
  follow(record, answers, reach, new Set());
  return reach;
}

interface Reaching {
  lookups: number;
  readonly includes: Set<string>;
  readonly unread: Set<string>;
}

/** Each time that a record is included it is looked up again; a circle is a fault that ends at the tenth look-up. */
function follow(record: string, answers: Answers, reach: Reaching, above: ReadonlySet<string>): void {
  const { lookups, names } = termsOf(record);
  reach.lookups += lookups;
  for (const name of names) {
    reach.includes.add(name);
    if (above.has(name) || reach.lookups > MOST_LOOKUPS * 2) continue;
    const answer = answerTo(answers, spfQuestion(name));
    if (answer.state === 'unknown') reach.unread.add(name);
    const [next] = answer.state === 'found' ? answer.values.filter(isSpf) : [];
    if (next !== undefined) follow(next, answers, reach, new Set([...above, name]));
  }
}

export const spfQuestion = (name: string): Question => ({ type: 'TXT', name });

/** The terms that cost a look-up, and the names among them that lead to another record. */
function termsOf(record: string): { lookups: number; names: string[] } {
  const terms = record.trim().split(/\s+/).slice(1);
  const costly = terms.filter((term) => COSTLY.test(term));
  const names = costly.flatMap((term) => {
    const [, name = ''] = LEADING.exec(term) ?? [];
    // What a macro stands for depends on the message (RFC 7208, 7).
    return name === '' || name.includes('%') ? [] : [name.toLowerCase()];
  });
  return { lookups: costly.length, names };
}

const COSTLY = /^(?:[+?~-]?(?:include:|exists:|(?:a|mx|ptr)(?:[:/]|$))|redirect=)/i;
const LEADING = /^(?:[+?~-]?include:|redirect=)(\S+)$/i;

/** The record with one more include, before everything else: what is there goes on to count. */
export const including = (record: string, name: string): string =>
  record.trim().replace(/^v=spf1/i, `v=spf1 include:${name}`);
