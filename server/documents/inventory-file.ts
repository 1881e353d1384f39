/**
 * Inventory files: one domain's addresses as the source holds them, in YAML that git shows well (sorted, a line an
 * address). A file that cannot be read is one clear error with its line, never a silent absence.
 */
import { type Document, LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import { z } from 'zod';
import french from 'zod/v4/locales/fr.js';
import type { DomainInventory, InventoryEntry } from '../language/model/inventory.ts';
import { compared } from '../language/model/names.ts';
import { type Text, TextError, text } from '../planning/text.ts';

const SCHEMA = 'migplan/inventory/v1';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const entry = z.strictObject({
  messages: count,
  bytes: count,
  largest: count.default(0),
  folders: count.default(0),
  newest: day.optional(),
  flags: z.array(z.string()).optional(),
});
const file = z.strictObject({
  schema: z.literal(SCHEMA),
  domain: z.string().min(1),
  taken: day,
  addresses: z.record(z.string(), entry).nullish(),
});

/** What is wrong with a file, and the line (from 1) it is wrong at. */
export class InventoryError extends TextError {
  override readonly name = 'InventoryError';
  readonly line: number;

  constructor(told: Text, line: number) {
    super(told);
    this.line = line;
  }
}

/** Reads an inventory file's text. Throws InventoryError, with the line, for anything that is not one. */
export function readInventory(text: string): DomainInventory {
  const quick = readCanonical(text);
  if (quick) return quick;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', resolveKnownTags: false });
  const [error] = document.errors;
  if (error) throw new InventoryError(parserWords(error), lines.linePos(error.pos[0]).line);
  const value = typed(document.toJS() as unknown);
  const result = file.safeParse(value);
  if (result.success) return inventoryOf(result.data);
  const path = result.error.issues[0]?.path ?? [];
  throw new InventoryError(issueText(value, result.error), lineOf(document, path, lines));
}

/** The parser's own words are English. */
function parserWords({ message, code }: YAMLParseError): Text {
  const [words = code] = message.split('\n');
  return text(words, `YAML illisible (${words})`);
}

/** What the schema says of a value, in each language. */
function issueText(value: unknown, { issues: [issue] }: z.ZodError): Text {
  const inFrench = file.safeParse(value, { error: french().localeError }).error?.issues[0]?.message;
  const place = issue?.path.join('.') ?? '';
  const en = issue?.message ?? '';
  return text(`${place || 'file'}: ${en}`, `${place || 'fichier'} : ${inFrench ?? en}`);
}

/** With the failsafe schema every scalar is text, so that no date or number is guessed: whole numbers become numbers here. */
function typed(value: unknown): unknown {
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : typed(item)));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typed(inner)]));
}

function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function inventoryOf({ domain, taken, addresses }: z.infer<typeof file>): DomainInventory {
  const entries = Object.entries(addresses ?? {}).map(
    ([address, { newest, flags, ...rest }]): [string, InventoryEntry] => [
      compared(address),
      { ...rest, ...(newest ? { newest } : {}), ...(flags ? { flags } : {}) },
    ],
  );
  return { domain: compared(domain), taken, addresses: new Map(entries) };
}

const LINE =
  /^ {2}(\S+): \{ messages: (\d{1,15}), bytes: (\d{1,15}), largest: (\d{1,15}), folders: (\d{1,15})(?:, newest: (\d{4}-\d\d-\d\d))?(?:, flags: \[([^\]"'#]*)\])? \}$/;

/** The form this program writes, read without a YAML parser: a plan of 50,000 mailboxes has that many lines of it. */
function readCanonical(text: string): DomainInventory | undefined {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const header = /^schema: (\S+)\ndomain: (\S+)\ntaken: (\d{4}-\d\d-\d\d)\naddresses:$/.exec(
    lines.slice(0, 4).join('\n'),
  );
  if (header?.[1] !== SCHEMA || !day.safeParse(header[3]).success) return undefined;
  const addresses = new Map<string, InventoryEntry>();
  for (const line of lines.slice(4)) {
    const [found, address = '', messages, bytes, largest, folders, newest, flags] = LINE.exec(line) ?? [];
    if (found === undefined || addresses.has(compared(address))) return undefined;
    addresses.set(compared(address), {
      messages: Number(messages),
      bytes: Number(bytes),
      largest: Number(largest),
      folders: Number(folders),
      ...(newest ? { newest } : {}),
      ...(flags ? { flags: flags.split(',').map((flag) => flag.trim()) } : {}),
    });
  }
  return { domain: compared(header[2] ?? ''), taken: header[3] ?? '', addresses };
}

/** The text of an inventory file: the same inventory always gives the same bytes. */
export function writeInventory({ domain, taken, addresses }: DomainInventory): string {
  const sorted = [...addresses].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([address, held]) => `  ${address}: { ${fieldsOf(held).join(', ')} }`);
  return [
    '# Written by `migplan inventory`; meant for git.',
    `schema: ${SCHEMA}`,
    `domain: ${domain}`,
    `taken: ${taken}`,
    lines.length > 0 ? 'addresses:' : 'addresses: {}',
    ...lines,
    '',
  ].join('\n');
}

function fieldsOf({ messages, bytes, largest, folders, newest, flags }: InventoryEntry): string[] {
  const fields = [`messages: ${messages}`, `bytes: ${bytes}`, `largest: ${largest}`, `folders: ${folders}`];
  if (newest) fields.push(`newest: ${newest}`);
  if (flags && flags.length > 0) fields.push(`flags: [${flags.map(plain).join(', ')}]`);
  return fields;
}

const plain = (flag: string): string => (/^[\w$.-]+$/.test(flag) ? flag : JSON.stringify(flag));
