/**
 * Plans as test data. A fixture is text: `//- /path` begins a file (default /plan.migplan), `$0` is the cursor,
 * `# inventory: anna@a.example 63.2 GB` tells what the source holds, and a comment line of carets under a line
 * (`#     ^^^^ error MP501: message`) says what is expected there; `#^^^` begins in column 0. Columns are UTF-16 units.
 * `surround` has the comments that tell the time, holidays, what has been run and missing secrets.
 * `checkDiagnostics` compares the whole outcome: an unexpected finding fails as surely as a missing one.
 */
import assert from 'node:assert/strict';
import { formatText } from '../../grammar/print.ts';
import type { Span } from '../../grammar/tree.ts';
import { readFacts } from '../../server/documents/facts-file.ts';
import { Analysis } from '../../server/language/analysis.ts';
import type { Diagnostic } from '../../server/language/diagnostic.ts';
import type { FactOverrides } from '../../server/language/facts/kinds.ts';
import type { DomainInventory, InventoryEntry } from '../../server/language/model/inventory.ts';
import { compared, domainOf } from '../../server/language/model/names.ts';
import { PlanDocument, type Position } from '../../server/language/model/plan-document.ts';
import type { Phase } from '../../server/language/model/surroundings.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import type { Locale, Rule } from '../../server/language/rules/rule.ts';

export interface CheckOptions {
  readonly locale?: Locale;
  /** The root plan's path; `null` for files in no plan. */
  readonly root?: string | null;
  readonly rules?: readonly Rule[];
}

export interface Fixture {
  /** The text of each file, without headers, cursor and expectations. */
  readonly files: ReadonlyMap<string, string>;
  readonly cursor?: { readonly path: string; readonly position: Position };
  /** What each file expects, a line a finding, as `show` writes it. */
  readonly expected: readonly string[];
}

const DEFAULT_PATH = '/plan.migplan';
const HEADER = /^\/\/- (\/\S+)\s*$/;
const EXPECTATION = /^\s*#\s*(\^+) ((?:error|warning|information|hint) MP\d{3}: .*)$/;

/** Fails unless the fixture's diagnostics are exactly those its comments expect. */
export function checkDiagnostics(fixture: string, options: CheckOptions = {}): void {
  const { files, expected } = parseFixture(fixture);
  const found = published(analysisOf(files, options)).map(show);
  assert.equal(found.toSorted().join('\n'), expected.toSorted().join('\n'));
}

/** A settled analysis of a fixture's files and inventory. */
export function analyse(fixture: string, options: CheckOptions = {}): Analysis {
  return analysisOf(parseFixture(fixture).files, options);
}

export function analysisOf(files: ReadonlyMap<string, string>, options: CheckOptions = {}): Analysis {
  const { locale = 'en', rules = RULES } = options;
  const root =
    options.root === undefined
      ? files.has(DEFAULT_PATH)
        ? DEFAULT_PATH
        : [...files.keys()][0]
      : options.root;
  const analysis = new Analysis({ rules, locale, ...(root ? { root } : {}) });
  const folder = (root ?? '/').replace(/[^/]*$/, '');
  analysis.setFiles([...files.keys()].map((path) => path.slice(folder.length)));
  surround(analysis, [...files.values()].join('\n'));
  analysis.setFacts(factsOf([...files.values()].join('\n')));
  for (const [domain, inventory] of inventoryOf([...files.values()].join('\n'))) {
    analysis.setInventory(domain, inventory);
  }
  for (const [path, text] of files) analysis.open(path, text);
  analysis.settle();
  return analysis;
}

/**
 * What comments tell of the plan's surroundings: `# clock: 2025-01-20T08:00Z`, `# holiday: 2025-05-01 Labour Day | Fête du
 * travail`, `# done: vague1 stage, verify`, `# missing-secret: env NAME`. Without them nothing is known.
 */
export function surround({ surroundings }: Analysis, text: string): void {
  const clock = /^\s*# clock: (\S+)$/m.exec(text)?.[1];
  if (clock !== undefined) surroundings.setClock(Date.parse(clock));
  const holidays = text.matchAll(/^\s*# holiday: (\S+) (.+?) \| (.+)$/gm);
  surroundings.setHolidays(new Map([...holidays].map(([, day = '', en = '', fr = '']) => [day, { en, fr }])));
  const done = text.matchAll(/^\s*# done: (\S+) (.+)$/gm);
  surroundings.setDone(
    new Map([...done].map(([, lot = '', phases = '']) => [lot, new Set(phases.split(', ') as Phase[])])),
  );
  const missing = text.matchAll(/^\s*# missing-secret: (.+)$/gm);
  surroundings.setMissingSecrets(new Set([...missing].map(([, secret = '']) => secret)));
}

/** The plan's own facts, as `# facts: microsoft365: { addresses: 3 }` writes them: a line of facts.yaml. */
export function factsOf(text: string): FactOverrides {
  const lines = [...text.matchAll(/^\s*# facts: (.+)$/gm)].map(([, line]) => line);
  return readFacts(lines.join('\n'));
}

/** Every diagnostic of every file. */
export const published = (analysis: Analysis): Diagnostic[] =>
  analysis.paths.flatMap((path) => analysis.diagnostics(path).diagnostics);

/** `/plan.migplan:3:8-21 error MP301: message`, lines and columns from 1 as editors show them. */
export function show({ path, range: { start, end }, severity, code, message }: Diagnostic): string {
  const to = end.line === start.line ? `${end.character + 1}` : `${end.line + 1}:${end.character + 1}`;
  return `${path}:${start.line + 1}:${start.character + 1}-${to} ${severity} ${code}: ${message}`;
}

export function parseFixture(fixture: string): Fixture {
  const files = new Map<string, string>();
  const expected: string[] = [];
  let cursor: Fixture['cursor'];
  for (const [path, lines] of filesOf(fixture)) {
    const kept: string[] = [];
    for (const line of lines) {
      const found = EXPECTATION.exec(line);
      if (found) expected.push(expectation(path, kept.length, line, found));
      else kept.push(line);
    }
    const at = cursorIn(kept);
    if (at) cursor = { path, position: at };
    files.set(path, kept.join('\n'));
  }
  return { files, expected, ...(cursor ? { cursor } : {}) };
}

function filesOf(fixture: string): Map<string, string[]> {
  const files = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of fixture.replace(/^\n/, '').split('\n')) {
    const [, path] = HEADER.exec(line) ?? [];
    if (path === undefined && files.size > 0) lines.push(line);
    else {
      lines = path === undefined ? [line] : [];
      files.set(path ?? DEFAULT_PATH, lines);
    }
  }
  return files;
}

function expectation(path: string, lineNumber: number, line: string, found: RegExpExecArray): string {
  const [, carets = '', what = ''] = found;
  const first = line.indexOf('^');
  const start = line.startsWith('#^') ? 0 : first; // a mark in column 0 stands for the first caret
  return `${path}:${lineNumber}:${start + 1}-${first + carets.length + 1} ${what}`;
}

function cursorIn(lines: string[]): Position | undefined {
  const line = lines.findIndex((text) => text.includes('$0'));
  if (line < 0) return undefined;
  const text = lines[line] ?? '';
  lines[line] = text.replace('$0', '');
  return { line, character: text.indexOf('$0') };
}

/** Takes the ⟦⟧ out of a rule's example; the spans are where they stood. */
export function parseMarkers(example: string): { text: string; spans: Span[] } {
  const spans: Span[] = [];
  let text = '';
  let start = 0;
  for (const part of example.split(/([⟦⟧])/)) {
    if (part === '⟦') start = text.length;
    else if (part === '⟧') spans.push({ start, end: text.length });
    else text += part;
  }
  return { text, spans };
}

const INVENTORY = /^\s*# inventory: (\S+) ([\d.]+) (B|kB|MB|GB|TB)\b(.*)$/gm;
const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/**
 * What `# inventory:` comments say the source holds: `anna@a.example 63.2 GB [120 messages] [newest 2025-01-03]
 * [largest 3 MB] [12 folders] [deepest 3] [fullest 80]`; a line `# inventory taken: 2025-01-10` says when.
 */
export function inventoryOf(text: string): Map<string, DomainInventory> {
  const domains = new Map<string, Map<string, InventoryEntry>>();
  const taken = /^\s*# inventory taken: (\S+)$/m.exec(text)?.[1] ?? '2025-01-01';
  for (const [, address = '', amount, unit = '', rest = ''] of text.matchAll(INVENTORY)) {
    const domain = domainOf(address);
    const addresses = domains.get(domain) ?? new Map<string, InventoryEntry>();
    domains.set(domain, addresses);
    addresses.set(compared(address), inventoryEntry(Math.round(Number(amount) * (UNITS[unit] ?? 1)), rest));
  }
  return new Map([...domains].map(([domain, addresses]) => [domain, { domain, taken, addresses }]));
}

function inventoryEntry(bytes: number, rest: string): InventoryEntry {
  const newest = /newest (\d{4}-\d\d-\d\d)/.exec(rest)?.[1];
  return {
    bytes,
    messages: Number(/(\d+) messages/.exec(rest)?.[1] ?? 1),
    largest: sizeIn(/largest ([\d.]+) (B|kB|MB|GB)\b/.exec(rest)) ?? Math.min(bytes, 1e6),
    folders: Number(/(\d+) folders/.exec(rest)?.[1] ?? 1),
    ...countIn('deepest', rest),
    ...countIn('fullest', rest),
    ...(newest ? { newest } : {}),
  };
}

function sizeIn(found: RegExpExecArray | null): number | undefined {
  return found ? Math.round(Number(found[1]) * (UNITS[found[2] ?? ''] ?? 1)) : undefined;
}

function countIn(name: 'deepest' | 'fullest', rest: string): { [K in typeof name]?: number } {
  const count = new RegExp(`${name} (\\d+)`).exec(rest)?.[1];
  return count === undefined ? {} : { [name]: Number(count) };
}

/** The files after one of a diagnostic's fixes, or `undefined` where the fix does not apply. */
export function applyFix(
  analysis: Analysis,
  { finding }: Diagnostic,
  fix: number,
): Map<string, string> | undefined {
  const { rule, block, at, data } = finding;
  const edits = rule.fixes?.[fix]?.edits(data, { block, span: at }, analysis.model);
  if (!edits) return undefined;
  const files = new Map(analysis.paths.map((path) => [path, analysis.document(path)?.text ?? '']));
  for (const [path, text] of files) {
    const document = new PlanDocument(path, text);
    const inFile = edits.filter(({ place }) => place.block.document.path === path);
    const ranges = inFile.map(({ place, text: replacement }) => ({
      range: place.block.document.range(place),
      text: replacement,
    }));
    ranges.sort(
      (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
    );
    for (const change of ranges) document.edit(change);
    files.set(path, document.text);
  }
  return files;
}

/**
 * Fails unless the fix of that English title leaves exactly this text, without the finding that offered it, and in
 * canonical form if the fixture was.
 */
export function checkFix(fixture: string, title: string, expected: string): void {
  const analysis = analyse(fixture);
  const found = published(analysis).flatMap((diagnostic) =>
    offeredBy(analysis, diagnostic).map((offered) => ({ ...offered, diagnostic })),
  );
  const offered = found.find((fix) => fix.title === title);
  assert.ok(offered, `no fix “${title}” among: ${found.map((fix) => fix.title).join(' · ')}`);
  const [[path, text] = ['', '']] = offered.files;
  assert.equal(text, expected.replace(/^\n/, ''));
  const before = analysis.document(path)?.text ?? '';
  if (formatText(before) === before) assert.equal(text, formatText(text));
  const after = published(analysisOf(offered.files)).map(({ code, message }) => `${code} ${message}`);
  assert.ok(!after.includes(`${offered.diagnostic.code} ${offered.diagnostic.message}`), 'it is still there');
}

/** The English titles of all fixes that a fixture's findings offer. */
export function fixTitles(fixture: string): string[] {
  const analysis = analyse(fixture);
  return published(analysis).flatMap((found) => offeredBy(analysis, found).map(({ title }) => title));
}

function offeredBy(analysis: Analysis, diagnostic: Diagnostic) {
  const { rule, data } = diagnostic.finding;
  return (rule.fixes ?? []).flatMap((fix, index) => {
    const files = applyFix(analysis, diagnostic, index);
    return files ? [{ title: fix.title.en(data, analysis.model), files }] : [];
  });
}
