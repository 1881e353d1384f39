/** What the last runs of mailboxes met and no later one has put right: a line each, beside the line that declares the mailbox. */
import type { Analysis } from '../analysis.ts';
import { type FilePlace, placeOf } from '../model/file-place.ts';
import { keyOf } from '../model/names.ts';
import type { PlanRuns } from '../model/runs/plan-runs.ts';
import type { RunIncident } from '../model/runs/recorded-run.ts';
import { sayIncident } from '../model/words/run-words.ts';

interface PlanIncident {
  readonly address: string;
  readonly lot: string;
  readonly what: 'message' | 'folder' | 'difference' | 'mailbox';
  readonly says: string;
  readonly at: string;
  readonly place?: FilePlace;
}

/** More than anybody reads. */
const MOST = 5000;

/** Mailbox by mailbox, those that were heard of last first; of a mailbox that the plan has no more there is no place. */
export function* planIncidents({ model, locale }: Analysis, { recorded }: PlanRuns): Generator<PlanIncident> {
  let left = MOST;
  for (const [address, incidents] of latestFirst(recorded.incidents)) {
    const place = placeOf(model, keyOf('address', address));
    for (const one of incidents.slice(0, left)) {
      const { lot, at, what } = one;
      const says = sayIncident(one, locale);
      yield { address, lot, what: what === 'more' ? 'message' : what, says, at, ...(place && { place }) };
    }
    left -= incidents.length;
    if (left <= 0) return;
  }
}

const latestFirst = <T extends readonly RunIncident[]>(
  all: ReadonlyMap<string, T>,
): (readonly [string, T])[] => [...all].sort(([, [a]], [, [b]]) => ((a?.at ?? '') > (b?.at ?? '') ? -1 : 1));
