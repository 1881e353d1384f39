/** The records that a domain needs, as Graph tells them, in the form of a zone file. Pure. */
import type { DnsRecord } from '../../planning/provisioning/target-state.ts';
import type { GraphDnsRecord } from './graph-answers.ts';

/** Undefined for a type that no plan speaks of, and for a record that lacks what its type needs. */
export function dnsRecordOf(record: GraphDnsRecord): DnsRecord | undefined {
  switch (record.recordType?.toUpperCase()) {
    case 'MX':
      return recordOf(
        'MX',
        record.label,
        record.mailExchange && `${record.preference ?? 0} ${plain(record.mailExchange)}`,
      );
    case 'TXT':
      return recordOf('TXT', record.label, record.text);
    case 'CNAME':
      return recordOf('CNAME', record.label, record.canonicalName && plain(record.canonicalName));
    case 'SRV':
      return recordOf('SRV', serviceName(record), serviceValue(record));
    default:
      return undefined;
  }
}

const recordOf = (
  type: DnsRecord['type'],
  label: string,
  value: string | undefined,
): DnsRecord | undefined => (value ? { type, name: plain(label), value } : undefined);

/** RFC 2782: `_Service._Proto.Name`. */
const serviceName = ({ label, service, protocol }: GraphDnsRecord): string =>
  label.startsWith('_') || !service || !protocol ? label : `${service}.${protocol}.${label}`;

const serviceValue = ({ priority, weight, port, nameTarget }: GraphDnsRecord): string | undefined =>
  nameTarget && `${priority ?? 0} ${weight ?? 0} ${port ?? 0} ${plain(nameTarget)}`;

const plain = (name: string): string => name.replace(/\.$/, '');
