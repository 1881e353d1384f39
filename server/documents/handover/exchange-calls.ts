/** Each step that Exchange does as one call of the script's own functions, its words all literals. Pure; the functions are elsewhere. */

import type { Change } from '../../planning/provisioning/change.ts';
import { exchangeName, mailNickname } from '../../planning/provisioning/exchange-names.ts';
import { literal } from './powershell-literal.ts';

type Value = string | number | boolean;

/** Undefined where no cmdlet of Exchange does it. */
export function exchangeCall(change: Change, title: string): string | undefined {
  const { address } = change;
  switch (change.does) {
    case 'make':
      return change.kind === 'mailbox'
        ? undefined
        : call('Confirm-Recipient', { title, kind: change.kind, ...named(change) });
    case 'add-alias':
    case 'remove-alias':
      return call('Confirm-Alias', {
        title,
        address,
        kind: change.kind,
        alias: change.alias,
        wanted: change.does === 'add-alias',
      });
    case 'grant':
    case 'revoke':
      return call('Confirm-Right', {
        title,
        address,
        who: change.who,
        right: change.right,
        wanted: change.does === 'grant',
      });
    case 'add-member':
      return call('Confirm-Member', { title, address, member: change.member });
    case 'add-owner':
      return call('Confirm-Owner', { title, address, owner: change.member });
    case 'set-booking':
      return call('Confirm-Booking', { title, address, booking: change.booking, capacity: change.capacity });
    case 'forward':
      return call('Confirm-Forward', { title, address, to: change.to, keepCopy: change.keepCopy });
    case 'add-domain':
    case 'describe':
    case 'license':
    case 'await':
    case 'set-quota':
    case 'redirect':
    case 'route':
    case 'lock':
    case 'unlock':
      return undefined;
  }
}

const named = ({ address, profile }: Extract<Change, { readonly does: 'make' }>) => ({
  address,
  name: exchangeName(address),
  alias: mailNickname(address),
  displayName: profile.name ?? address,
});

const call = (name: string, parameters: Readonly<Record<string, Value | undefined>>): string =>
  [name, ...Object.entries(parameters).flatMap(([parameter, value]) => given(parameter, value))].join(' ');

function given(parameter: string, value: Value | undefined): string[] {
  if (value === undefined) return [];
  const written =
    typeof value === 'string' ? literal(value) : typeof value === 'boolean' ? `$${value}` : `${value}`;
  return [`-${parameter.charAt(0).toUpperCase()}${parameter.slice(1)} ${written}`];
}
