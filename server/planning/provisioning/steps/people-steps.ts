/** Who opens a shared mailbox, who is in a list, who looks after a room and how it is booked. */

import type { Right } from '../../../../grammar/vocabulary.ts';
import { compared } from '../../../language/model/names.ts';
import type { Step } from '../../migration-plan.ts';
import { type Text, text } from '../../text.ts';
import type { Change } from '../change.ts';
import type { HeldObject } from '../target-state.ts';
import { ABSENT, BY_THE_PLAN, type Stepping } from './stepping.ts';

export function accessSteps(of: Stepping): Step[] {
  const { access, address, kind } = of.wanted;
  if (of.setting.ways.access === 'none') return [];
  const held = of.held?.access;
  const given = access.map(({ who, right }) => {
    const after = hasRight(who, right);
    const told = { kind: 'access' as const, what: `${who} ${right}`, after };
    const change: Change = { does: 'grant', kind, address, who, right };
    const rights = held?.filter((one) => compared(one.who) === compared(who)).map((one) => one.right);
    if (rights?.includes(right)) return of.step(change, { ...told, action: 'none', before: after });
    const more = rights?.find((one) => isMore(one, right));
    if (more !== undefined && !isNamed(of, who))
      return of.step(change, { ...told, action: 'none', before: hasRight(who, more), reason: KEEPS_MORE });
    const before = of.known(rights, (all) =>
      all.length > 0 ? all.join(', ') : NO_ACCESS[of.setting.locale],
    );
    return of.step(change, { ...told, action: 'grant', before });
  });
  return [...given, ...takenAway(of)];
}

const hasRight = (who: string, right: Right): Text =>
  text(`${who} has ${right} access`, `${who} a l’accès ${right}`);

/** Each has all that is in the one before it; sending for others is another matter. */
const MORE_AND_MORE: readonly Right[] = ['read', 'write', 'full'];

const isMore = (one: Right, than: Right): boolean =>
  MORE_AND_MORE.includes(than) && MORE_AND_MORE.indexOf(one) > MORE_AND_MORE.indexOf(than);

const isNamed = ({ wanted: { without } }: Stepping, who: string): boolean =>
  without.access.some((one) => compared(one) === compared(who));

/** Of a person whom the plan names for it, every right that it does not give. */
function takenAway(of: Stepping): Step[] {
  const { access, without, address, kind } = of.wanted;
  const named = new Set(without.access.map(compared));
  const kept = new Set(access.map(({ who, right }) => `${compared(who)} ${right}`));
  const surplus = (of.held?.access ?? []).filter(
    ({ who, right }) => named.has(compared(who)) && !kept.has(`${compared(who)} ${right}`),
  );
  return surplus.map(({ who, right }) =>
    of.step(
      { does: 'revoke', kind, address, who, right },
      {
        ...{
          kind: 'access',
          what: `without ${who} ${right}`,
          action: 'revoke',
          after: NO_ACCESS,
          reason: BY_THE_PLAN,
        },
        before: hasRight(who, right),
      },
    ),
  );
}

export function memberSteps(of: Stepping): Step[] {
  const { members, owners, kind } = of.wanted;
  if (of.setting.ways.member === 'none' || kind === 'mailbox' || kind === 'shared') return [];
  const member = (does: 'add-member' | 'add-owner', held: readonly string[] | undefined) => (one: string) =>
    memberStep(of, does, one, held);
  return [
    ...members.map(member('add-member', of.held?.members)),
    ...owners.map(member('add-owner', of.held?.owners)),
  ];
}

function memberStep(
  of: Stepping,
  does: 'add-member' | 'add-owner',
  member: string,
  held: readonly string[] | undefined,
): Step {
  const after =
    does === 'add-member'
      ? text(`${member} is a member`, `${member} est membre`)
      : text(`${member} looks after it`, `${member} en est responsable`);
  const told = {
    kind: 'member' as const,
    what: `${member} ${does === 'add-member' ? 'member' : 'owner'}`,
    after,
  };
  const change: Change = { does, address: of.wanted.address, member };
  const isThere = held?.map(compared).includes(compared(member)) ?? false;
  if (isThere) return of.step(change, { ...told, action: 'none', before: after });
  return of.step(change, {
    ...told,
    action: 'update',
    before: of.known(held, () => ABSENT[of.setting.locale]),
  });
}

export function bookingStep(of: Stepping): Step | undefined {
  const { kind, booking, capacity, address } = of.wanted;
  if ((kind !== 'room' && kind !== 'equipment') || (booking === undefined && capacity === undefined))
    return undefined;
  if (of.setting.ways.booking === 'none') return undefined;
  const say = (of: Pick<HeldObject, 'booking' | 'capacity'>): Text => ({
    en:
      [of.booking && `${of.booking} booking`, of.capacity && `${of.capacity} people`]
        .filter(Boolean)
        .join(', ') || '–',
    fr:
      [of.booking && BOOKED[of.booking], of.capacity && `${of.capacity} personnes`]
        .filter(Boolean)
        .join(', ') || '–',
  });
  const wants = { ...(booking && { booking }), ...(capacity !== undefined && { capacity }) };
  const isSo =
    of.held !== undefined &&
    Object.entries(wants).every(([name, value]) => of.held?.[name as 'booking' | 'capacity'] === value);
  const change: Change = { does: 'set-booking', kind, address, ...wants };
  const before =
    of.held?.booking || of.held?.capacity ? say(of.held) : of.before(text('not set', 'non réglée'));
  return of.step(change, {
    kind: 'booking',
    action: isSo ? 'none' : 'update',
    before: isSo ? say(wants) : before,
    after: say(wants),
  });
}

const KEEPS_MORE = text(
  'that is more than the plan gives, and it does not say to take it away: `without access`',
  'c’est plus que le plan ne donne, et il ne dit pas de le retirer\u00A0: `without access`',
);
const NO_ACCESS = text('no access', 'aucun accès');
const BOOKED = { automatic: 'réservation automatique', manual: 'réservation manuelle' } as const;
