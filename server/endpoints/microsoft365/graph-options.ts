/** Where Microsoft's services are reached, and who is told what on the way: the public cloud and nobody, unless something else is handed in. */

import type { Text } from '../../planning/text.ts';
import { systemClock } from '../../running/clock.ts';
import type { Clock } from '../../running/ports.ts';

export interface GraphOptions {
  /** Of Microsoft's identity platform; another one for a national cloud, and in tests. Without a slash at its end. */
  readonly authority?: string;
  readonly graph?: string;
  readonly exchange?: string;
  readonly clock?: Clock;
  /** Spreads waits, so that many clients do not come back together: at least 0, less than 1. */
  readonly random?: () => number;
  /** Where the secret is `prompt`: a person signs in at `url` with `code`. Without it, the client's secret is asked for. */
  readonly onDeviceCode?: (offer: DeviceCodeOffer) => void;
  /** Told once, where the plan asks for `exchange invoke-command`: it belongs into the log and the report of a run. */
  readonly onUnsupported?: (told: Text) => void;
}

export interface DeviceCodeOffer {
  readonly endpoint: string;
  readonly url: string;
  readonly code: string;
  readonly until: Date;
}

export type Services = Required<Pick<GraphOptions, 'authority' | 'graph' | 'exchange' | 'clock' | 'random'>>;

/** Microsoft's public cloud; a national one has other addresses for each. */
export function servicesOf(options: GraphOptions): Services {
  return {
    authority: options.authority ?? 'https://login.microsoftonline.com',
    graph: options.graph ?? 'https://graph.microsoft.com',
    exchange: options.exchange ?? 'https://outlook.office365.com',
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}
