/** What a preflight tells, as a value: one item for each thing that was looked at, well or not. */
import type { DnsFinding } from '../../planning/dns/dns-finding.ts';
import type { DnsRecord } from '../../planning/provisioning/target-state.ts';
import type { Text } from '../../planning/text.ts';

export const PREFLIGHT_KINDS = ['plan', 'login', 'target', 'capacity', 'dns'] as const;
export const PREFLIGHT_SEVERITIES = ['error', 'warning', 'not-checked', 'ok'] as const;

export interface PreflightItem {
  readonly kind: (typeof PREFLIGHT_KINDS)[number];
  /** A mailbox's address, a domain, or an endpoint's name. */
  readonly subject: string;
  readonly severity: (typeof PREFLIGHT_SEVERITIES)[number];
  readonly says: Text;
  /** Where it was looked at. */
  readonly endpoint?: string;
  readonly about?: DnsFinding['about'];
  /** To be added to a zone, or put in place of what is there. */
  readonly records?: readonly DnsRecord[];
  readonly when?: 'now' | 'cutover';
}

export interface Preflight {
  readonly schema: 'migplan/preflight/v1';
  readonly plan: string;
  readonly lot: string;
  /** What the lot's date is, ISO. */
  readonly date: string;
  readonly items: readonly PreflightItem[];
}
