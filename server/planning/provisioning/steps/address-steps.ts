/** Which addresses lead to a mailbox, where its mail goes on to, and which of two systems keeps it while lots move. */
import { compared } from '../../../language/model/names.ts';
import type { Step } from '../../migration-plan.ts';
import { text } from '../../text.ts';
import type { Change } from '../change.ts';
import { ABSENT, BY_THE_PLAN, type Stepping, type Told } from './stepping.ts';

export function aliasSteps(of: Stepping): Step[] {
  const { aliases, without, address, kind } = of.wanted;
  if (of.setting.ways.alias === 'none') return [];
  const held = of.held?.aliases?.map(compared);
  const added = aliases.map((alias) => {
    const isThere = held?.includes(compared(alias)) ?? false;
    const after = text(`mail to ${alias} arrives here`, `le courrier de ${alias} arrive ici`);
    const told = { kind: 'alias' as const, what: alias, after };
    const change: Change = { does: 'add-alias', kind, address, alias };
    if (isThere) return of.step(change, { ...told, action: 'none', before: after });
    return of.step(change, {
      ...told,
      action: 'create',
      before: of.known(held, () => ABSENT[of.setting.locale]),
    });
  });
  const removed = without.aliases
    .filter((alias) => held?.includes(compared(alias)))
    .map((alias) => {
      const before = text(`mail to ${alias} arrives here`, `le courrier de ${alias} arrive ici`);
      const told: Told = {
        kind: 'alias',
        what: `without ${alias}`,
        action: 'revoke',
        before,
        after: ABSENT,
        reason: BY_THE_PLAN,
      };
      return of.step({ does: 'remove-alias', kind, address, alias }, told);
    });
  return [...added, ...removed];
}

export function forwardSteps(of: Stepping): Step[] {
  const { forwards, address } = of.wanted;
  if (of.setting.ways.forward === 'none') return [];
  const held = of.held?.forwards;
  return forwards.map(({ to, keepCopy, until }) => {
    const after = keepCopy
      ? text(`mail goes on to ${to}, a copy is kept`, `le courrier continue vers ${to}, une copie reste`)
      : text(`mail goes on to ${to}`, `le courrier continue vers ${to}`);
    const told = { kind: 'forward' as const, what: to, after };
    const change: Change = {
      does: 'forward',
      address,
      to,
      keepCopy,
      ...(until !== undefined && { until }),
    };
    const found = held?.find((one) => compared(one.to) === compared(to));
    if (found?.keepCopy === keepCopy) return of.step(change, { ...told, action: 'none', before: after });
    const before = of.known(held, (all) =>
      all.length > 0 ? all.map((one) => one.to).join(', ') : ABSENT[of.setting.locale],
    );
    return of.step(change, { ...told, action: found ? 'update' : 'create', before });
  });
}

/** Until it is opened here, mail to a split domain's mailbox is kept by the other system. */
export function routingStep(of: Stepping): Step | undefined {
  const { isSplit, address, kind } = of.wanted;
  if (!isSplit || kind === 'list' || of.setting.ways.routing === 'none' || of.held) return undefined;
  return route(of, address, 'external');
}

export function routedHereStep(of: Stepping): Step | undefined {
  const { isSplit, address, kind } = of.wanted;
  if (!isSplit || kind === 'list' || of.setting.ways.routing === 'none') return undefined;
  return route(of, address, 'internal');
}

function route(of: Stepping, address: string, to: 'internal' | 'external'): Step {
  const held = of.held?.routing;
  const told = { kind: 'routing' as const, what: to, after: ROUTED[to] };
  const change: Change = { does: 'route', address, to };
  if (held === to) return of.step(change, { ...told, action: 'none', before: ROUTED[to] });
  return of.step(change, {
    ...told,
    action: 'update',
    before: held ? ROUTED[held] : of.before(ABSENT),
  });
}

const ROUTED = {
  internal: text('its mail is kept here', 'son courrier reste ici'),
  external: text('its mail goes to the other system', 'son courrier va à l’autre système'),
} as const;
