/** The addresses that a plan expects at its sources, each with the endpoint that holds it: what an inventory looks at. */
import type { Analysis } from '../language/analysis.ts';
import { compared, domainOf } from '../language/model/names.ts';
import { endpointIn } from './endpoints.ts';
import type { Endpoint } from './migration-plan.ts';
import { sourceMailboxOf } from './recipients.ts';

export interface SourceAddress {
  readonly address: string;
  readonly endpoint: Endpoint;
}

/** Mailboxes, shared ones and dropped ones, of one domain or of all; `errors` say which endpoints this version cannot read. */
export function sourceAddressesOf(
  analysis: Analysis,
  domain?: string,
): { addresses: SourceAddress[]; errors: string[] } {
  const recipients = [...analysis.declarations('mailbox'), ...analysis.declarations('shared')];
  const dropped = [...analysis.declarations('drop')].map(({ address }) => ({
    at: address.value,
    in: address.value,
  }));
  const kept = recipients.map((recipient) => ({
    at: sourceMailboxOf(analysis, recipient),
    in: recipient.address.value,
  }));
  const addresses = new Map<string, SourceAddress>();
  const errors = new Set<string>();
  for (const held of [...kept, ...dropped]) {
    if (domain !== undefined && domainOf(held.at) !== compared(domain)) continue;
    const endpoint = sourceOf(analysis, held.in);
    if ('refused' in endpoint) errors.add(endpoint.refused);
    else addresses.set(compared(held.at), { address: held.at, endpoint });
  }
  return { addresses: [...addresses.values()], errors: [...errors] };
}

function sourceOf(analysis: Analysis, address: string): ReturnType<typeof endpointIn> {
  const { source } = analysis.model.placementOf(address);
  return source === undefined
    ? { refused: `${address}: the plan names no source for its domain` }
    : endpointIn(analysis, source);
}
