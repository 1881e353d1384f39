/** The addresses that a plan expects at its sources, each with the endpoint that holds it: what an inventory looks at. */
import type { Analysis } from '../language/analysis.ts';
import { compared, domainOf } from '../language/model/names.ts';
import { endpointIn } from './endpoints.ts';
import type { Endpoint } from './migration-plan.ts';
import { type Text, text } from './text.ts';

export interface SourceAddress {
  readonly address: string;
  readonly endpoint: Endpoint;
}

/** Mailboxes and shared ones that are not new, and dropped ones, of one domain or of all; `errors` say which endpoints this version cannot read. */
export function sourceAddressesOf(
  analysis: Analysis,
  domain?: string,
): { addresses: SourceAddress[]; errors: Text[] } {
  const recipients = [...analysis.declarations('mailbox'), ...analysis.declarations('shared')];
  const dropped = [...analysis.declarations('drop')].map(({ address }) => ({
    at: address.value,
    in: address.value,
  }));
  const kept = recipients
    .filter(({ has }) => !has.new)
    .map((recipient) => ({ at: analysis.model.sourceAddressOf(recipient), in: recipient.address.value }));
  const addresses = new Map<string, SourceAddress>();
  const errors = new Map<string, Text>();
  for (const held of [...kept, ...dropped]) {
    if (domain !== undefined && domainOf(held.at) !== compared(domain)) continue;
    const endpoint = sourceOf(analysis, held.in);
    if ('refused' in endpoint) errors.set(endpoint.refused.en, endpoint.refused);
    else addresses.set(compared(held.at), { address: held.at, endpoint });
  }
  return { addresses: [...addresses.values()], errors: [...errors.values()] };
}

function sourceOf(analysis: Analysis, address: string): ReturnType<typeof endpointIn> {
  const { source } = analysis.model.placementOf(address);
  return source === undefined
    ? {
        refused: text(
          `${address}: the plan names no source for its domain`,
          `${address}\u00A0: le plan ne nomme pas de source pour son domaine`,
        ),
      }
    : endpointIn(analysis, source);
}
