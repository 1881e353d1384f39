/**
 * What DNS is asked and what it answers, as values. That there is no such record is an answer; that no answer could be had is another
 * one, and nothing is concluded from it.
 */
import type { DnsRecord } from '../provisioning/target-state.ts';
import type { Text } from '../text.ts';

export interface Question {
  readonly type: DnsRecord['type'];
  /** Whole, without a dot at its end. */
  readonly name: string;
}

export type Answer =
  | {
      readonly state: 'found';
      /** As a zone file has them: `10 mail.example.org` for an MX; the parts of a TXT put together. */
      readonly values: readonly string[];
      /** Of the whole, in seconds, where the zone's own server told it. */
      readonly ttl?: number;
    }
  /** NXDOMAIN, or a name without a record of this type (RFC 2308, 2). */
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly why: Text };

/** By `questionKey`. */
export type Answers = ReadonlyMap<string, Answer>;

export const questionKey = ({ type, name }: Question): string => `${type} ${name.toLowerCase()}`;

/** Names are compared without case (RFC 4343). */
export const isSameName = (one: string, other: string): boolean =>
  one.replace(/\.$/, '').toLowerCase() === other.replace(/\.$/, '').toLowerCase();

/** What was answered; a question that nobody asked is as one without an answer. */
export const answerTo = (answers: Answers, question: Question): Answer =>
  answers.get(questionKey(question)) ?? { state: 'unknown', why: NOT_ASKED };

const NOT_ASKED: Text = { en: 'not asked', fr: 'non demandé' };
