/**
 * YAML files beside a plan, read without a guess at what is a number or a date: every scalar stays the text it was
 * written as. Whatever is wrong with one is a single fault at its line and column.
 */
import { type Document, isMap, isScalar, LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import { type Text, TextError, text } from '../planning/text.ts';

/** What is wrong with a file, and where: line and column count from 1. */
export class FileFault extends TextError {
  override readonly name = 'FileFault';
  readonly line: number;
  readonly column: number;

  constructor(told: Text, { line, col }: { readonly line: number; readonly col: number }) {
    super(told);
    this.line = line;
    this.column = col;
  }
}

export interface CheckedYaml {
  readonly value: unknown;
  /** A fault of the value at a path, or with `key` of the last key of that path. */
  fault(told: Text, path: readonly PropertyKey[], key?: 'key'): FileFault;
}

/** Throws FileFault for what is no YAML. */
export function readYaml(written: string): CheckedYaml {
  const lines = new LineCounter();
  const document = parsed(written, lines);
  const [error] = document.errors;
  if (error) throw new FileFault(parserWords(error), lines.linePos(error.pos[0]));
  return {
    value: document.toJS() as unknown,
    fault: (told, path, key) => new FileFault(told, lines.linePos(offsetOf(document, path, key === 'key'))),
  };
}

function parsed(written: string, lines: LineCounter): Document {
  try {
    return parseDocument(written, { lineCounter: lines, schema: 'failsafe', resolveKnownTags: false });
  } catch {
    const told = text('it is nested too deeply to be read', 'il est trop imbriqué pour être lu');
    throw new FileFault(told, { line: 1, col: 1 });
  }
}

/** The parser's own words are English. */
function parserWords({ message, code }: YAMLParseError): Text {
  const [words = code] = message.split('\n');
  return text(words, `YAML illisible (${words})`);
}

/** Where the value at a path begins, or the nearest one round it that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[], ofKey: boolean): number {
  if (ofKey) {
    const map = document.getIn(path.slice(0, -1), true);
    const pair = isMap(map) && map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
    if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const { range } = (node ?? {}) as { range?: [number, number, number] };
    if (range) return range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
