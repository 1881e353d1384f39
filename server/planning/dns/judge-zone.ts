/** What is to be said of a domain's zone, as DNS answered, against what its target needs. Pure: it asks nothing. */
import type { Answers } from './dns-answers.ts';
import type { DnsFinding } from './dns-finding.ts';
import { judgeExchangers } from './mail-exchangers.ts';
import { judgeAutodiscover, judgeHeldRecords, judgeMsoid } from './other-records.ts';
import { judgeDmarc, judgeSenderPolicy } from './sender-policy.ts';
import { judgeSigningKeys } from './signing-keys.ts';
import type { WantedZone } from './wanted-zone.ts';

/** All that can be said, in the order in which mail meets it; what DNS did not answer is not checked, never taken for lacking. */
export function judgeZone(zone: WantedZone, answers: Answers): DnsFinding[] {
  return [
    ...judgeHeldRecords(zone, answers),
    ...judgeExchangers(zone, answers),
    judgeSenderPolicy(zone, answers),
    ...judgeSigningKeys(zone, answers),
    judgeDmarc(zone, answers),
    ...judgeAutodiscover(zone, answers),
    ...judgeMsoid(zone, answers),
  ];
}
