/**
 * YAML (and JSON) as a table: a list of addresses, a list of maps, or maps from addresses to names or to maps, alone or
 * under keys such as `mailboxes` and `shared`. Values stay text as written. Throws nothing: what is no YAML is said so.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { isNameLike } from './addresses.ts';
import { roleOf } from './columns.ts';
import { quoted, type Remark, type Words } from './remark.ts';
import type { Row, Table } from './table.ts';
import { kindOf } from './words-of-cells.ts';

export interface YamlRead extends Table {
  readonly remarks: readonly Remark[];
}

export function readYaml(text: string): YamlRead | Words {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      schema: 'failsafe',
      resolveKnownTags: false,
      uniqueKeys: false,
    });
    const [error] = document.errors;
    if (error) return noYaml(lines.linePos(error.pos[0]).line);
    return new YamlReader(document, lines).table();
  } catch {
    return noYaml(1); // nested deeper than its reader's stack
  }
}

const noYaml = (line: number): Words => ({
  en: `it is no YAML that can be read (line ${line}); correct it, or save the list as CSV`,
  fr: `ce n’est pas du YAML lisible (ligne ${line})\u00A0; corrigez-le, ou enregistrez la liste en CSV`,
});

/** The heading of the one column that every row has, whatever it calls it. */
const ADDRESS = 'address';

/** Groups of groups, and no deeper. */
const DEEPEST = 8;
/** A sheet has a dozen; more are no headings. */
const MOST_HEADINGS = 200;

type Fields = Map<string, string>;

class YamlReader {
  private readonly document: Document;
  private readonly lines: LineCounter;
  private readonly found: { readonly number: number; readonly fields: Fields }[] = [];
  private readonly remarks: Remark[] = [];

  constructor(document: Document, lines: LineCounter) {
    this.document = document;
    this.lines = lines;
  }

  table(): YamlRead {
    this.collect(this.document.contents, undefined, 0);
    const named = new Set([ADDRESS, ...this.found.flatMap(({ fields }) => [...fields.keys()])]);
    const headings = [...named].slice(0, MOST_HEADINGS);
    const rows: Row[] = this.found.map(({ number, fields }) => ({
      number,
      cells: headings.map((heading) => fields.get(heading) ?? ''),
    }));
    return { rows: [{ number: 0, cells: headings }, ...rows], remarks: this.remarks };
  }

  /** `group` is the key above: under `shared:` all are shared. */
  private collect(node: unknown, group: string | undefined, depth: number): void {
    if (depth > DEEPEST) return;
    if (isSeq(node)) for (const item of node.items) this.item(item, group, depth);
    else if (isMap(node)) for (const pair of node.items) this.pair(pair, group, depth);
  }

  private item(node: unknown, group: string | undefined, depth: number): void {
    if (isScalar(node)) this.row(node, new Map([[ADDRESS, textOf(node)]]), group);
    else if (isMap(node) && !node.items.some(({ key }) => textOf(key).includes('@')))
      this.row(node, fieldsOf(node), group);
    else if (isAlias(node)) this.remarks.push({ kind: 'row', row: this.lineOf(node), says: ANCHOR });
    else this.collect(node, group, depth + 1);
  }

  private pair({ key, value }: Pair, group: string | undefined, depth: number): void {
    const name = textOf(key);
    if (!name.includes('@')) this.collect(value, kindOf(name) === undefined ? group : name, depth + 1);
    else if (isMap(value)) this.row(key, new Map([...fieldsOf(value), [ADDRESS, name]]), group);
    else this.named(key, name, textOf(value).trim(), group);
  }

  /** An address with words: a name, unless it could be a password. */
  private named(key: unknown, address: string, words: string, group: string | undefined): void {
    const isName = isNameLike(words);
    if (words !== '' && !isName) this.remarks.push({ kind: 'cell', row: this.lineOf(key), says: NO_NAME });
    this.row(key, new Map([[ADDRESS, address], ...(isName ? [['name', words] as const] : [])]), group);
  }

  private row(node: unknown, fields: Fields, group: string | undefined): void {
    if (group !== undefined && !fields.has('kind')) fields.set('kind', group);
    const [named] = [...fields].find(([heading]) => roleOf(heading) === 'address') ?? [];
    if (named !== undefined && !fields.has(ADDRESS)) renamed(fields, named);
    this.found.push({ number: this.lineOf(node), fields });
  }

  private lineOf(node: unknown): number {
    const range = (node as { range?: readonly number[] | null }).range;
    return this.lines.linePos(range?.[0] ?? 0).line;
  }
}

const ANCHOR: Words = {
  en: 'refers to another place of the file; write it out',
  fr: 'renvoie à un autre endroit du fichier\u00A0; écrivez-le en toutes lettres',
};

const NO_NAME: Words = {
  en: 'what stands beside the address does not look like a name and was not read; write name: before it',
  fr: 'ce qui suit l’adresse ne ressemble pas à un nom et n’a pas été lu\u00A0; écrivez nom: devant',
};

function renamed(fields: Fields, heading: string): void {
  fields.set(ADDRESS, fields.get(heading) ?? '');
  fields.delete(heading);
}

function fieldsOf(map: { readonly items: readonly Pair[] }): Fields {
  return new Map(map.items.map(({ key, value }) => [quoted(textOf(key)), textOf(value)]));
}

/** A value as the text of a cell; a list's items parted by commas. */
function textOf(node: unknown): string {
  if (isScalar(node)) return typeof node.value === 'string' ? node.value : '';
  return isSeq(node)
    ? node.items
        .map(textOf)
        .filter((text) => text !== '')
        .join(', ')
    : '';
}
