/**
 * Inventory files: one domain's addresses as the source holds them, in YAML that git shows well (sorted, a line an
 * address). A file that cannot be read is one clear error with its line, never a silent absence.
 */
import * as z from 'zod';
import french from 'zod/v4/locales/fr.js';
import type { DomainInventory, InventoryEntry } from '../language/model/inventory.ts';
import { compared } from '../language/model/names.ts';
import { type Text, text } from '../planning/text.ts';
import { INVENTORY_SCHEMA, isWithin, readCanonical } from './canonical-inventory.ts';
import { type CheckedYaml, readYaml } from './checked-yaml.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const entry = z.strictObject({
  messages: count,
  bytes: count,
  largest: count.default(0),
  folders: count.default(0),
  deepest: count.optional(),
  fullest: count.optional(),
  newest: day.optional(),
  flags: z.array(z.string()).optional(),
});
const file = z.strictObject({
  schema: z.literal(INVENTORY_SCHEMA),
  domain: z.string().min(1),
  taken: day,
  addresses: z.record(z.string(), entry).nullish(),
});

/** Reads an inventory file's text. Throws FileFault, with its line, for anything that is not one. */
export function readInventory(written: string): DomainInventory {
  const quick = readCanonical(written);
  if (quick) return quick;
  const yaml = readYaml(written);
  const value = typed(yaml.value);
  const result = file.safeParse(value);
  if (!result.success) throw yaml.fault(issueText(value, result.error), result.error.issues[0]?.path ?? []);
  refuseStrangers(result.data, yaml);
  return inventoryOf(result.data);
}

/** An address of another domain would never be found here: each is looked for in the file of its own. */
function refuseStrangers({ domain, addresses }: z.infer<typeof file>, yaml: CheckedYaml): void {
  const stranger = Object.keys(addresses ?? {}).find(
    (address) => !isWithin(compared(domain), compared(address)),
  );
  if (stranger === undefined) return;
  const told = text(
    `${stranger} is not an address of ${domain}; move the line to the file of its own domain`,
    `${stranger} n’est pas une adresse de ${domain}\u00A0; déplacez la ligne dans le fichier de son domaine`,
  );
  throw yaml.fault(told, ['addresses', stranger], 'key');
}

/** What the schema says of a value, in each language. */
function issueText(value: unknown, { issues: [issue] }: z.ZodError): Text {
  const told = file.safeParse(value, { error: french().localeError }).error?.issues[0]?.message;
  // Zod lets a line break before its colon.
  const inFrench = told?.replace(/ (?=: )/, '\u00A0');
  const place = issue?.path.join('.') ?? '';
  const en = issue?.message ?? '';
  return text(`${place || 'file'}: ${en}`, `${place || 'fichier'}\u00A0: ${inFrench ?? en}`);
}

/** With the failsafe schema every scalar is text, so that no date or number is guessed: whole numbers become numbers here. */
function typed(value: unknown): unknown {
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : typed(item)));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typed(inner)]));
}

function inventoryOf({ domain, taken, addresses }: z.infer<typeof file>): DomainInventory {
  const entries = Object.entries(addresses ?? {}).map(
    ([address, { messages, bytes, largest, folders, ...rest }]): [string, InventoryEntry] => [
      compared(address),
      { messages, bytes, largest, folders, ...given(rest) },
    ],
  );
  return { domain: compared(domain), taken, addresses: new Map(entries) };
}

/** What need not be there, without what is not. */
function given({ deepest, fullest, newest, flags }: Partial<z.infer<typeof entry>>) {
  return {
    ...(deepest === undefined ? {} : { deepest }),
    ...(fullest === undefined ? {} : { fullest }),
    ...(newest ? { newest } : {}),
    ...(flags ? { flags } : {}),
  };
}

/** The text of an inventory file: the same inventory always gives the same bytes. */
export function writeInventory({ domain, taken, addresses }: DomainInventory): string {
  const sorted = [...addresses].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([address, held]) => `  ${address}: { ${fieldsOf(held).join(', ')} }`);
  return [
    '# Written by `migplan inventory`; meant for git.',
    `schema: ${INVENTORY_SCHEMA}`,
    `domain: ${domain}`,
    `taken: ${taken}`,
    lines.length > 0 ? 'addresses:' : 'addresses: {}',
    ...lines,
    '',
  ].join('\n');
}

function fieldsOf(held: InventoryEntry): string[] {
  const fields = (['messages', 'bytes', 'largest', 'folders', 'deepest', 'fullest'] as const).flatMap(
    (name) => (held[name] === undefined ? [] : [`${name}: ${held[name]}`]),
  );
  const { newest, flags } = held;
  if (newest) fields.push(`newest: ${newest}`);
  if (flags && flags.length > 0) fields.push(`flags: [${flags.map(plain).join(', ')}]`);
  return fields;
}

const plain = (flag: string): string => (/^[\w$.-]+$/.test(flag) ? flag : JSON.stringify(flag));
