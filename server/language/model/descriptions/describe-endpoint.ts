import type { DeclarationOf } from '../../../../grammar/vocabulary.ts';
import { withoutUserinfo } from '../url.ts';
import type { Describer } from './describer.ts';
import { description, heading, together } from './description.ts';

/** Where it is and at what pace; no login and no secret. */
export function describeEndpoint(
  { name, kind, has }: DeclarationOf<'endpoint'>,
  { words }: Describer,
): string {
  const { host, tenant, url, path, connections, rate } = has;
  const reached = host && together([host.value.name.value, host.value.port?.value.toString()], ':');
  const where = reached ?? tenant?.value ?? (url && withoutUserinfo(url.value)) ?? path?.value;
  return description(heading(words, 'endpoint', name.value, kind.value), [
    together([where, host?.value.security?.value], ' '),
    connections && words.count(connections.value, 'connection'),
    rate && `${words.size(rate.value)}/s`,
  ]);
}
