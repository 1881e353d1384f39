/**
 * One object of a plan on its way to steps: what is wanted of it, what was seen, and how a difference becomes a step. What was not looked
 * at is not checked, never a guess; what no run can do is handed over.
 */
import type { Locale } from '../../../language/rules/rule.ts';
import type { Step, StepAction, StepKind } from '../../migration-plan.ts';
import { type Text, text } from '../../text.ts';
import { type Change, makingOf, operationOf } from '../change.ts';
import { isByRun, type Ways } from '../operations.ts';
import type { HeldObject, SeenObject, TargetState } from '../target-state.ts';
import type { WantedObject } from '../wanted.ts';

export interface StepSetting {
  readonly locale: Locale;
  /** The endpoint it is done at, and how each thing is done there. */
  readonly endpoint: string;
  readonly ways: Ways;
  /** Absent where the target was not looked at. */
  readonly seen: SeenObject | undefined;
  readonly state: TargetState | undefined;
}

/** What a step says besides what it does. */
export interface Told {
  readonly kind: StepKind;
  /** Tells steps of a kind and a subject apart. */
  readonly what?: string;
  readonly action: StepAction;
  readonly before: Text;
  readonly after: Text;
  readonly reason?: Text;
  readonly needs?: readonly string[];
}

export const NOT_CHECKED = text('not checked', 'non vérifié');
export const ABSENT = text('not there', 'absent');

export class Stepping {
  readonly wanted: WantedObject;
  readonly setting: StepSetting;
  readonly held: HeldObject | undefined;
  /** The key of the step that makes it. */
  readonly making: string;

  constructor(wanted: WantedObject, setting: StepSetting) {
    this.wanted = wanted;
    this.setting = setting;
    this.held = setting.seen?.state === 'held' ? setting.seen : undefined;
    this.making = `${makingOf(wanted.kind)} ${wanted.address}`;
  }

  /** Of something that the object tells; `NOT_CHECKED` where it does not, or nobody looked. */
  known<T>(value: T | undefined, say: (value: T) => string): Text {
    if (value === undefined) return this.before(ABSENT);
    return same(say(value) || '–');
  }

  /** How it is where there is nothing held to ask: known to be absent, or not known. */
  before(absent: Text): Text {
    const { seen } = this.setting;
    if (seen?.state === 'absent') return absent;
    return seen?.state === 'unknown' || seen?.state === 'blocked' ? seen.why : NOT_CHECKED;
  }

  step(change: Change, { kind, what, action, before, after, reason, needs }: Told): Step {
    const { locale, endpoint, ways } = this.setting;
    const { address } = this.wanted;
    const way = ways[operationOf(change)];
    const isLeft = action !== 'none' && !isByRun(way);
    const why = isLeft
      ? BY_HAND
      : way === 'unsupported-api' && action !== 'none'
        ? UNSUPPORTED
        : (reason ?? BY_THE_PLAN);
    return {
      key: [kind, what, address].filter((part) => part !== undefined).join(' '),
      kind,
      subject: address,
      action: isLeft ? 'handover' : action,
      before: before[locale],
      after: after[locale],
      reason: (reason && isLeft ? joined(reason, why) : why)[locale],
      needs: needs ?? [this.making],
      reach: 'mailbox',
      change,
      endpoint,
    };
  }
}

export const same = (words: string): Text => text(words, words);
const joined = (one: Text, other: Text): Text =>
  text(`${one.en}; ${other.en}`, `${one.fr}\u00A0; ${other.fr}`);

export const BY_THE_PLAN = text('the plan says so', 'le plan le dit');
const BY_HAND = text(
  'to be done by hand: this target has no supported call for it',
  'à faire à la main\u00A0: cette cible n’a pas d’appel pris en charge pour cela',
);
const UNSUPPORTED = text(
  'by a call that its maker does not support, as the plan asks',
  'par un appel que l’éditeur ne prend pas en charge, comme le plan le demande',
);
