/** The endpoints that a lot's objects come from and go to, as values; and why it cannot be run where one is not known or not complete. */
import type { Analysis } from '../language/analysis.ts';
import type { Locale } from '../language/rules/rule.ts';
import { endpointIn } from './endpoints.ts';
import type { Endpoint } from './migration-plan.ts';
import type { WantedObject } from './provisioning/wanted.ts';
import { type Text, text } from './text.ts';

/** By name. A mailbox that begins empty needs no source; lists and resources hold no mail. */
export function plannedEndpoints(
  analysis: Analysis,
  objects: readonly WantedObject[],
  locale: Locale,
): { readonly endpoints: readonly Endpoint[]; readonly errors: readonly string[] } {
  const names = new Set<string>();
  const errors: string[] = [];
  for (const { address, kind, isNew, source, endpoint } of objects) {
    const hasMail = !isNew && (kind === 'mailbox' || kind === 'shared');
    if (hasMail && (source === undefined || endpoint === undefined)) errors.push(noEnds(address)[locale]);
    if (hasMail && source !== undefined) names.add(source);
    if (endpoint !== undefined) names.add(endpoint);
  }
  const endpoints: Endpoint[] = [];
  for (const name of [...names].sort()) {
    const endpoint = endpointIn(analysis, name);
    if ('refused' in endpoint) errors.push(endpoint.refused[locale]);
    else endpoints.push(endpoint);
  }
  return { endpoints, errors };
}

const noEnds = (address: string): Text =>
  text(
    `${address}: the plan names no source or no target for its domain`,
    `${address}\u00A0: le plan ne nomme pas de source ou pas de cible pour son domaine`,
  );
