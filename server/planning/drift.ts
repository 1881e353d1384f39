/**
 * What has changed between a migration plan that was saved and reviewed and the one that would be made now: in the plan itself, at the
 * target, at the source. Whoever runs a reviewed plan is told, and nothing is begun. Mail that came in meanwhile is no change.
 */
import type { MigrationPlan, Step } from './migration-plan.ts';
import { type Text, text } from './text.ts';

/** What is compared of a saved plan; the words of its steps are in the language of whoever saved it. */
export interface SavedPlan {
  readonly lot: string;
  readonly phase: string;
  readonly fingerprint: string;
  readonly steps: readonly SavedStep[];
}

export interface SavedStep {
  readonly key: string;
  readonly action: string;
  readonly before: string;
  readonly holds?: { readonly source?: number | undefined } | undefined;
}

export interface Drift {
  readonly where: 'plan' | 'target' | 'source';
  readonly says: Text;
}

/** In the order of the steps. Empty where what was reviewed still holds. */
export function driftBetween(saved: SavedPlan, now: MigrationPlan): Drift[] {
  const isSameIntent = saved.fingerprint === now.fingerprint;
  const where = isSameIntent ? 'target' : 'plan';
  const before = new Map(saved.steps.map((step) => [step.key, step]));
  const after = new Set(now.steps.map(({ key }) => key));
  const isSeen = now.looked !== 'nothing';
  const steps = [
    ...now.steps
      .filter(({ key }) => !before.has(key) && (isSeen || !BY_SIGHT.test(key)))
      .map(({ key }) => added(where, key)),
    ...saved.steps
      .filter(({ key }) => !after.has(key) && (isSeen || !BY_SIGHT.test(key)))
      .map(({ key }) => taken(where, key)),
    ...now.steps.flatMap((step) => {
      const old = before.get(step.key);
      return (old && changeOf(old, step)) ?? [];
    }),
  ];
  return isSameIntent || steps.some((drift) => drift.where === 'plan') ? steps : [INTENT, ...steps];
}

/** Steps that are there, or are not, by what is seen of the target: where nobody looked, nothing follows from that. */
const BY_SIGHT = /^(?:domain|profile|ready|routing) |^(?:access|alias) without /;

function changeOf(old: SavedStep, now: Step): Drift | undefined {
  if (now.kind === 'verify') return undefined;
  return now.kind === 'mail' ? sourceChange(old, now) : targetChange(old, now);
}

/** Of a step whose end nobody looked at then, or now, nothing is known to have changed. */
function targetChange(old: SavedStep, { key, kind, action, before }: Step): Drift | undefined {
  if (old.action === action || NOT_CHECKED.has(old.before) || NOT_CHECKED.has(before)) return undefined;
  const says = text(
    `${key}: it was "${old.before}", and is "${before}"`,
    `${key}\u00A0: c’était «\u00A0${old.before}\u00A0», c’est maintenant «\u00A0${before}\u00A0»`,
  );
  return { where: kind === 'lock' ? 'source' : 'target', says };
}

/** What may be missing of a source before somebody has to look: people delete mail every day. */
const MISSING = 0.1;

function sourceChange(old: SavedStep, { subject, holds }: Step): Drift | undefined {
  const then = old.holds?.source;
  const now = holds?.source;
  if (then === undefined || (now !== undefined && now >= then * (1 - MISSING))) return undefined;
  const is = now === undefined ? NO_LONGER : text(`holds ${now}`, `en contient ${now}`);
  const says = text(
    `${subject}: the source held ${then} messages, and ${is.en}`,
    `${subject}\u00A0: la source contenait ${then} messages, et ${is.fr}`,
  );
  return { where: 'source', says };
}

const NO_LONGER = text('does not open now', 'ne s’ouvre plus');
const NOT_CHECKED = new Set(['not checked', 'non vérifié']);

const added = (where: Drift['where'], key: string): Drift => ({
  where,
  says: text(`${key} was not in it`, `${key} n’y était pas`),
});

const taken = (where: Drift['where'], key: string): Drift => ({
  where,
  says: text(`${key} is no longer to be done`, `${key} n’est plus à faire`),
});

const INTENT: Drift = {
  where: 'plan',
  says: text(
    'what is intended has changed: an endpoint, a property of a mailbox, or the lot’s opening',
    'ce qui est voulu a changé\u00A0: un point d’accès, une propriété d’une boîte ou l’ouverture du lot',
  ),
};
