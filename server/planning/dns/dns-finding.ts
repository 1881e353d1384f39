/** What is to be said of a domain's zone, and how to say it in the plan's two languages. */
import type { DnsRecord } from '../provisioning/target-state.ts';
import { type Text, text } from '../text.ts';
import { type Cutover, isPast } from './cutover.ts';

export interface DnsFinding {
  /** A domain, or a sub-domain that sends or receives by itself. */
  readonly domain: string;
  readonly about: 'mx' | 'ttl' | 'spf' | 'dkim' | 'dmarc' | 'autodiscover' | 'msoid' | 'record';
  /** `not-checked`: DNS did not answer. */
  readonly severity: 'ok' | 'warning' | 'error' | 'not-checked';
  readonly says: Text;
  /** To be added, or put in place of what is there; none where their values are not known. */
  readonly records?: readonly DnsRecord[];
  /** When that is to be done: at once, or not before mail is to arrive at the target. */
  readonly when?: 'now' | 'cutover';
}

/** Makes the findings of one domain. */
export const findingsOf =
  (domain: string) =>
  (
    about: DnsFinding['about'],
    severity: DnsFinding['severity'],
    says: Text,
    todo: Pick<DnsFinding, 'records' | 'when'> = {},
  ): DnsFinding => ({ domain, about, severity, says, ...todo });

/** That DNS did not answer, and what it was asked. */
export const notAnswered = (what: string, why: Text): Text =>
  text(
    `DNS did not answer for ${what} (${why.en}); look again`,
    `le DNS n’a pas répondu pour ${what} (${why.fr})\u00A0; regardez à nouveau`,
  );

/** Of what has to be right once mail is at the target, and can wait until then. */
export const severityBy = (cutover: Cutover | undefined): 'warning' | 'error' =>
  isPast(cutover) ? 'error' : 'warning';
