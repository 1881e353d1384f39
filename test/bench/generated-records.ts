/**
 * The organisation as its peers would have it: one list of records in YAML or JSON, with a JSON schema that knows what can
 * be known of one record. What ours also checks (names that are declared elsewhere, totals, lots, inventories) no schema
 * can say.
 */
import type { GeneratedDomain, Organisation } from './generated-organisation.ts';

interface Record {
  readonly address: string;
  readonly domain: string;
  readonly unit: string;
  readonly licence?: string;
  readonly name: string;
  readonly alias?: readonly string[];
  readonly quota?: string;
  readonly title?: string;
  readonly access?: readonly string[];
}

const ADDRESS = { type: 'string', pattern: '^[^@ ]+@[^@ ]+\\.[^@ ]+$' };

export const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['mailboxes'],
  properties: {
    mailboxes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['address', 'domain', 'unit', 'name'],
        additionalProperties: false,
        properties: {
          address: ADDRESS,
          domain: { type: 'string', pattern: '\\.' },
          unit: { type: 'string' },
          licence: { enum: ['E1', 'E3'] },
          name: { type: 'string', minLength: 1 },
          alias: { type: 'array', items: ADDRESS },
          quota: { type: 'string', pattern: '^\\d+ GB$' },
          title: { type: 'string' },
          access: { type: 'array', items: ADDRESS },
        },
      },
    },
  },
};

export const yamlText = (organisation: Organisation): string =>
  `mailboxes:\n${recordsOf(organisation).map(yamlRecord).join('')}`;

export const jsonText = (organisation: Organisation): string =>
  `${JSON.stringify({ mailboxes: recordsOf(organisation) }, null, 2)}\n`;

function yamlRecord(record: Record): string {
  const lines = Object.entries(record).map(([key, value]) => `${key}: ${yamlValue(value)}`);
  return `  - ${lines.join('\n    ')}\n`;
}

const yamlValue = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value : `[${value.join(', ')}]`;

/** One record has a licence that there is not, so that who finds nothing is found out. */
function recordsOf({ domains }: Organisation): Record[] {
  const records = domains.flatMap(recordsIn);
  return records.map((record, index) => (index === 1 ? { ...record, licence: 'E9' } : record));
}

function recordsIn({ name: domain, unit, mailboxes, shared }: GeneratedDomain): Record[] {
  return [
    ...mailboxes.map(({ address, licence, name, alias, quota, title }) => ({
      ...{ address, domain, unit, licence, name },
      ...(alias ? { alias: [alias] } : {}),
      ...(quota ? { quota } : {}),
      ...(title ? { title } : {}),
    })),
    ...shared.map(({ address, name, openers }) => ({ address, domain, unit, name, access: openers })),
  ];
}
