/**
 * YAML files beside a plan, read without a guess at what is a number or a date: every scalar stays the text it was
 * written as. Whatever is wrong with one is a single fault at its line and column.
 */
import { type Document, isMap, isScalar, LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import { type Text, text } from '../planning/text.ts';
import { FileFault } from './file-fault.ts';

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
    value: plainValue(document),
    fault: (told, path, key) => new FileFault(told, lines.linePos(offsetOf(document, path, key === 'key'))),
  };
}

/** An alias without its anchor, or anchors within anchors that would grow beyond measure, come to light only here. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS() as unknown;
  } catch {
    const told = text(
      'its anchors and aliases (& and *) cannot be followed; write the values out',
      'ses ancres et alias (& et *) ne peuvent être suivis\u00A0; écrivez les valeurs',
    );
    throw new FileFault(told, { line: 1, col: 1 });
  }
}

function parsed(written: string, lines: LineCounter): Document {
  try {
    return parseDocument(written, { lineCounter: lines, schema: 'failsafe', resolveKnownTags: false });
  } catch {
    throw new FileFault(TOO_DEEP, { line: 1, col: 1 });
  }
}

const TOO_DEEP = text('it is nested too deeply to be read', 'il est trop imbriqué pour être lu');

/** The parser's own words are English. */
function parserWords({ message, code }: YAMLParseError): Text {
  if (code === 'MULTIPLE_DOCS')
    return text(
      'it holds several documents; keep one',
      'il contient plusieurs documents\u00A0; gardez-en un',
    );
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  const [words = code] = message.replace(/ at line \d+, column \d+:?/, '').split('\n');
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
