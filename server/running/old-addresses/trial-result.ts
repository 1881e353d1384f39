/** What came of trying one address, and how it is told from what was seen. Pure. */
import type { Trial } from '../../planning/old-addresses/trials.ts';
import type { Text, Words } from '../../planning/text.ts';
import { type Bounce, tellsOfLoop } from './bounce.ts';
import type { HandedIn } from './hand-in.ts';
import type { Sighting } from './watched-mailbox.ts';

export type TrialOutcome =
  | { readonly kind: 'arrived'; readonly folder: string; readonly isJunk: boolean }
  /** Refused at the door, or sent back later. */
  | { readonly kind: 'bounced'; readonly words: Words }
  /** It went round: `words` are a system's that gave up, or how many it had passed. */
  | { readonly kind: 'looped'; readonly words: Words }
  /** More than once in the right mailbox. */
  | { readonly kind: 'doubled'; readonly folders: readonly string[] }
  | { readonly kind: 'misdelivered'; readonly mailbox: string; readonly folder: string }
  /** Not seen when time was up. `words`: of a server that put it off to the end. */
  | { readonly kind: 'missing'; readonly words?: Words }
  /** It was sent, and the mailbox could not be looked into afterwards. */
  | { readonly kind: 'unknown'; readonly why: Text }
  /** It was never sent. */
  | { readonly kind: 'not-tried'; readonly why: Text };

export interface TrialResult {
  readonly trial: Trial;
  readonly outcome: TrialOutcome;
}

/** All that is known of one message. */
export interface Evidence {
  readonly handedIn: HandedIn | { readonly kind: 'not-tried'; readonly why: Text };
  /** In the mailbox where it has to be. */
  readonly here: readonly Sighting[];
  /** Why that mailbox could not be looked into the last time. */
  readonly blind?: Text;
  /** In another one that was looked into. */
  readonly elsewhere: readonly { readonly mailbox: string; readonly sighting: Sighting }[];
  readonly bounces: readonly Bounce[];
}

/** More systems than any honest way passes; those that count give up at a hundred (RFC 5321, 6.3). */
const MOST_HOPS = 50;

/** Settled by what cannot change any more. */
export const isSettled = ({ handedIn, here, bounces }: Evidence): boolean =>
  handedIn.kind === 'not-tried' || handedIn.kind === 'refused' || here.length > 0 || bounces.length > 0;

export function outcomeOf(evidence: Evidence): TrialOutcome {
  const { handedIn, here, blind, elsewhere, bounces } = evidence;
  if (handedIn.kind === 'not-tried') return handedIn;
  const sentBack = handedIn.kind === 'refused' ? handedIn : bounces[0];
  if (sentBack) return { kind: tellsOfLoop(sentBack.words) ? 'looped' : 'bounced', words: sentBack.words };
  const seen = [...here, ...elsewhere.map(({ sighting }) => sighting)];
  const hops = Math.max(0, ...seen.map((sighting) => sighting.hops));
  if (hops > MOST_HOPS) return { kind: 'looped', words: passed(hops) };
  const own = withoutViews(here);
  const [first, second] = own;
  if (second) return { kind: 'doubled', folders: own.map(({ folder }) => folder) };
  if (first) return { kind: 'arrived', folder: first.folder, isJunk: first.isJunk };
  const [astray] = elsewhere;
  if (astray) return { kind: 'misdelivered', mailbox: astray.mailbox, folder: astray.sighting.folder };
  if (blind) return { kind: 'unknown', why: blind };
  return handedIn.kind === 'taken' ? { kind: 'missing' } : { kind: 'missing', words: handedIn.words };
}

/** A folder such as All Mail shows what lies in another, unless it lies in that one alone. */
export function withoutViews(sightings: readonly Sighting[]): readonly Sighting[] {
  const placed = sightings.filter(({ isView }) => !isView);
  return placed.length > 0 ? placed : sightings.slice(0, 1);
}

const passed = (hops: number): Text => ({
  en: `it had passed ${hops} systems`,
  fr: `il était passé par ${hops} systèmes`,
});
