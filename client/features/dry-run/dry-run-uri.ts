/** The address of a dry run's document: it names the plan, the lot and the phase, and its tab shows the lot. */
import { l10n, Uri } from 'vscode';
import type { LotArguments } from '../../../server/protocol.ts';

export const SCHEME = 'migplan-dry-run';

export interface Asked extends LotArguments {
  readonly phase?: string;
}

/** The manifest knows these names, in both languages, by `filenamePatterns`. */
export function dryRunUri({ plan, lot, phase }: Asked): Uri {
  const of = phase === undefined ? lot : `${lot} ${phase}`;
  const query = JSON.stringify(phase === undefined ? { plan, lot } : { plan, lot, phase });
  return Uri.from({ scheme: SCHEME, path: `/${l10n.t('{0} · dry run', of)}`, query });
}

/** Undefined where it is the address of something else. */
export function askedBy(uri: unknown): Asked | undefined {
  if (!(uri instanceof Uri) || uri.scheme !== SCHEME) return undefined;
  const { plan, lot, phase } = read(uri.query);
  if (typeof plan !== 'string' || typeof lot !== 'string') return undefined;
  return typeof phase === 'string' ? { plan, lot, phase } : { plan, lot };
}

function read(query: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(query);
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}
