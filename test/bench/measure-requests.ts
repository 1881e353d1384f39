/**
 * What an editor asks between key presses: completion, references, rename, colours, folds, format. Every answer must have
 * something in it. What the server does not say that it can do is not asked; its row says so, and the run fails.
 */
import type { Position, ServerCapabilities } from 'vscode-languageserver';
import { SeededRandom } from '../../examples/generator/seeded-random.ts';
import type { GeneratedPlan } from './generated-plan.ts';
import type { RowName } from './goals.ts';
import type { MeasuredServer } from './measured-server.ts';
import { missingRow, NOT_OFFERED, type Row, timeRow } from './rows.ts';
import { type Sample, sampled } from './samples.ts';

const WARM_UP = 20;
const TIMES = 100;
/** Lines that an editor shows at once. */
const VIEWPORT = 60;

interface Question {
  readonly row: RowName;
  readonly method: string;
  readonly isOffered: (can: ServerCapabilities) => boolean;
  /** A line to ask about, up to where the cursor stands. */
  readonly at: RegExp;
  readonly params: (position: Position) => object;
  readonly isAnswer: (result: unknown) => boolean;
}

/** `{ key: [something] }`, or where there is no key `[something]`. */
const isFilled = (result: unknown, key?: string): boolean => {
  const list: unknown =
    key === undefined ? result : (result as Readonly<Record<string, unknown>> | null)?.[key];
  return Array.isArray(list) && list.length > 0;
};

const NAMES = /^(mailbox \w|domain \w|unit \w|\s+access \w|\s+owner \w)/;

const QUESTIONS: readonly Question[] = [
  {
    row: 'completion, warm',
    method: 'textDocument/completion',
    isOffered: ({ completionProvider }) => completionProvider !== undefined,
    at: /^(mailbox \S+ |\s+access |\s+owner )/,
    params: (position) => ({ position, context: { triggerKind: 1 } }),
    isAnswer: (result) => isFilled(result) || isFilled(result, 'items'),
  },
  {
    row: 'references',
    method: 'textDocument/references',
    isOffered: ({ referencesProvider }) => Boolean(referencesProvider),
    at: NAMES,
    params: (position) => ({ position, context: { includeDeclaration: true } }),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'rename',
    method: 'textDocument/rename',
    isOffered: ({ renameProvider }) => Boolean(renameProvider),
    at: /^(mailbox \w|\s+access \w|\s+owner \w)/,
    params: (position) => ({ position, newName: 'nouvelle.venue@ailleurs.example' }),
    isAnswer: (result) => isFilled(result, 'documentChanges'),
  },
  {
    row: 'semantic tokens of the viewport',
    method: 'textDocument/semanticTokens/range',
    isOffered: ({ semanticTokensProvider: can }) => Boolean(can && 'range' in can && can.range),
    at: /^/,
    params: ({ line }) => ({
      range: { start: { line, character: 0 }, end: { line: line + VIEWPORT, character: 0 } },
    }),
    isAnswer: (result) => isFilled(result, 'data'),
  },
  {
    row: 'inlay hints of the viewport',
    method: 'textDocument/inlayHint',
    isOffered: ({ inlayHintProvider }) => Boolean(inlayHintProvider),
    at: /^mailbox/,
    params: ({ line }) => ({
      range: { start: { line, character: 0 }, end: { line: line + VIEWPORT, character: 0 } },
    }),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'code lenses of the file',
    method: 'textDocument/codeLens',
    isOffered: ({ codeLensProvider }) => codeLensProvider !== undefined,
    at: /^/,
    params: () => ({}),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'hover',
    method: 'textDocument/hover',
    isOffered: ({ hoverProvider }) => Boolean(hoverProvider),
    at: NAMES,
    params: (position) => ({ position }),
    isAnswer: (result) => isFilled([result].filter(Boolean)),
  },
  {
    row: 'folds of the file',
    method: 'textDocument/foldingRange',
    isOffered: ({ foldingRangeProvider }) => Boolean(foldingRangeProvider),
    at: /^/,
    params: () => ({}),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'selection that grows',
    method: 'textDocument/selectionRange',
    isOffered: ({ selectionRangeProvider }) => Boolean(selectionRangeProvider),
    at: NAMES,
    params: (position) => ({ positions: [position] }),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'links of the file',
    method: 'textDocument/documentLink',
    isOffered: ({ documentLinkProvider }) => documentLinkProvider !== undefined,
    at: /^/,
    params: () => ({}),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'addresses typed in at once',
    method: 'textDocument/linkedEditingRange',
    isOffered: ({ linkedEditingRangeProvider }) => Boolean(linkedEditingRangeProvider),
    at: /^alias accueil@\S+ -> c/,
    params: (position) => ({ position }),
    isAnswer: (result) => isFilled(result, 'ranges'),
  },
  {
    row: 'whose mailbox it is',
    method: 'textDocument/prepareCallHierarchy',
    isOffered: ({ callHierarchyProvider }) => Boolean(callHierarchyProvider),
    at: /^mailbox \w/,
    params: (position) => ({ position }),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'outline of the file',
    method: 'textDocument/documentSymbol',
    isOffered: ({ documentSymbolProvider }) => Boolean(documentSymbolProvider),
    at: /^/,
    params: () => ({}),
    isAnswer: (result) => isFilled(result),
  },
  {
    row: 'symbols of all plans',
    method: 'workspace/symbol',
    isOffered: ({ workspaceSymbolProvider }) => Boolean(workspaceSymbolProvider),
    at: /^/,
    params: ({ line }) => ({ query: QUERIES[line % QUERIES.length] }),
    isAnswer: (result) => isFilled(result),
  },
];

/** What people type to find somebody: a letter, a beginning, initials, two words. */
const QUERIES = ['a', 'mar', 'martine', 'jmar', 'contact', 'anna pu', 'lot'];

export async function questionRows(server: MeasuredServer, plan: GeneratedPlan): Promise<Row[]> {
  const rows: Row[] = [];
  for (const question of QUESTIONS) rows.push(await questionRow(server, plan, question));
  await server.open(plan.domainFile, untidy(plan.files.get(plan.domainFile) ?? ''));
  await server.diagnostics(plan.domainFile);
  rows.push(await formatRow(server, plan, 'format the viewport', 'textDocument/rangeFormatting'));
  rows.push(await formatRow(server, plan, "format one domain's file", 'textDocument/formatting'));
  return rows;
}

async function questionRow(
  server: MeasuredServer,
  { size, edited, files }: GeneratedPlan,
  { row, method, isOffered, at, params, isAnswer }: Question,
): Promise<Row> {
  if (!isOffered(server.greeting?.capabilities ?? {})) return missingRow(row, size, NOT_OFFERED);
  const samples: Sample[] = [];
  for (const position of places(files.get(edited) ?? '', at, WARM_UP + TIMES)) {
    const act = async () => {
      const result = await server.ask(method, edited, params(position));
      if (!isAnswer(result)) throw new Error(`${method} at ${JSON.stringify(position)} gave nothing`);
    };
    samples.push(await sampled(() => server.cpu, act));
  }
  return timeRow(row, size, samples.slice(WARM_UP));
}

async function formatRow(
  server: MeasuredServer,
  { size, domainFile }: GeneratedPlan,
  row: RowName,
  method: string,
): Promise<Row> {
  const options = { tabSize: 2, insertSpaces: true };
  const range = { start: { line: 10, character: 0 }, end: { line: 10 + VIEWPORT, character: 0 } };
  const samples: Sample[] = [];
  for (let count = 0; count < WARM_UP + TIMES; count++) {
    const format = async () => {
      const edits = await server.ask(method, domainFile, { options, range });
      if (!isFilled(edits)) throw new Error(`${domainFile} is untidy, and nothing was formatted`);
    };
    samples.push(await sampled(() => server.cpu, format));
  }
  return timeRow(row, size, samples.slice(WARM_UP));
}

/** As somebody left it who does not care: every tenth line has a space too many. */
const untidy = (text: string): string => text.replace(/(?:.*\n){9}mailbox /g, (lines) => `${lines} `);

/** Where the cursor may stand after something that looks like `at`, anywhere in the text. */
function places(text: string, at: RegExp, count: number): Position[] {
  const lines = text.split('\n');
  const fitting = lines.flatMap((line, index) => {
    const found = at.exec(line);
    return found ? { line: index, character: found[0].length } : [];
  });
  if (fitting.length === 0) throw new Error(`nothing in the text looks like ${at}`);
  const random = new SeededRandom(count);
  return Array.from({ length: count }, () => random.pick(fitting));
}
