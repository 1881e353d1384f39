/**
 * What a lot asks of the zones of its domains: of every domain and sub-domain that an address of it is in, since each sends and receives
 * by itself. A target's own word of its records comes before what is known of its kind. What is there is another matter.
 */
import type { EndpointKind } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../../language/analysis.ts';
import { domainOf } from '../../language/model/names.ts';
import type { DomainHeld, TargetState } from '../provisioning/target-state.ts';
import { type WantedObject, wantedOf } from '../provisioning/wanted.ts';
import { type Cutover, cutoverOf } from './cutover.ts';
import { isSameName } from './dns-answers.ts';
import { isSpf } from './spf-record.ts';

export interface WantedZone {
  readonly domain: string;
  /** The plan's domain that it belongs to: the same, or the one above it. */
  readonly under: string;
  readonly kind: EndpointKind;
  /** What stands between `<` and `>` may be anything. */
  readonly mx?: string;
  readonly autodiscover?: string;
  readonly spfInclude?: string;
  readonly selectors: readonly string[];
  /** What the target itself says of it; absent where its kind is not told of domains. */
  readonly held?: DomainHeld;
  readonly cutover?: Cutover;
  /** Both systems serve it while lots move. */
  readonly isSplit: boolean;
}

export function wantedZones(
  analysis: Analysis,
  lot: string,
  targets: ReadonlyMap<string, TargetState>,
): WantedZone[] {
  const cutover = cutoverOf(analysis, lot);
  const zones = new Map<string, WantedZone>();
  for (const wanted of wantedOf(analysis, lot)) {
    const kind = analysis.model.placementOf(wanted.address).targetKind;
    if (!kind || kind === 'archive' || wanted.endpoint === undefined) continue;
    for (const domain of domainsOf(wanted)) {
      if (zones.has(domain)) continue;
      const held = targets.get(wanted.endpoint)?.domains?.get(domain);
      zones.set(domain, {
        ...{ domain, under: domainAbove(analysis, domain), isSplit: wanted.isSplit },
        ...factsOf(analysis, kind),
        ...(held && { held, ...saidByTarget(domain, held) }),
        ...(cutover && { cutover }),
      });
    }
  }
  return [...zones.values()];
}

/** Compared. What another system serves, and only sends on, is not the target's. */
const domainsOf = ({ address, aliases }: WantedObject): Set<string> =>
  new Set([address, ...aliases].map(domainOf));

const domainAbove = ({ model }: Analysis, domain: string): string =>
  model.placementOf(`postmaster@${domain}`).domain ?? domain;

function factsOf(
  { model }: Analysis,
  kind: EndpointKind,
): Pick<WantedZone, 'kind' | 'mx' | 'autodiscover' | 'spfInclude' | 'selectors'> {
  const { mx, autodiscover, 'spf-include': spfInclude, 'dkim-selectors': selectors } = model.factsOf(kind);
  return {
    kind,
    ...(mx !== undefined && { mx }),
    ...(autodiscover !== undefined && { autodiscover }),
    ...(spfInclude !== undefined && { spfInclude }),
    selectors: selectors?.split(/\s+/).filter(Boolean) ?? [],
  };
}

/** What a target's own records say in place of what is known of its kind. */
function saidByTarget(
  domain: string,
  { records = [] }: DomainHeld,
): Partial<Pick<WantedZone, 'autodiscover' | 'spfInclude'>> {
  const autodiscover = records.find(
    ({ type, name }) => type === 'CNAME' && isSameName(name, `autodiscover.${domain}`),
  )?.value;
  const spf = records.find(({ type, value }) => type === 'TXT' && isSpf(value))?.value;
  const [, spfInclude] = /\sinclude:(\S+)/i.exec(spf ?? '') ?? [];
  return {
    ...(autodiscover !== undefined && { autodiscover }),
    ...(spfInclude !== undefined && { spfInclude }),
  };
}
