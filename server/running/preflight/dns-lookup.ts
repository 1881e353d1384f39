/** What a preflight needs of DNS: an answer to each question, and the questions of many zones asked until they can be judged. */
import { type Answer, type Answers, type Question, questionKey } from '../../planning/dns/dns-answers.ts';
import { openQuestions } from '../../planning/dns/dns-questions.ts';
import type { WantedZone } from '../../planning/dns/wanted-zone.ts';

export interface DnsLookup {
  /** Never throws but what `signal` stops (MailFailure): that no answer was had is an answer, `unknown`. */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
}

/** So many at once that a resolver on a slow line is not flooded: what it drops would be told as not answered. */
const AT_ONCE = 8;

/** Each question is asked once, however many zones ask it. */
export async function askZones(
  zones: readonly WantedZone[],
  dns: DnsLookup,
  signal: AbortSignal,
): Promise<Answers> {
  const answers = new Map<string, Answer>();
  for (;;) {
    const open = new Map(
      zones
        .flatMap((zone) => openQuestions(zone, answers))
        .map((question) => [questionKey(question), question]),
    );
    if (open.size === 0) return answers;
    const waiting = open.entries();
    const worker = async (): Promise<void> => {
      for (const [key, question] of waiting) answers.set(key, await dns.ask(question, signal));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }
}
