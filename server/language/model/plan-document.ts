/**
 * One file as a row of blocks in groups, each with its own text and line count, positions relative to the block: an edit
 * replaces the blocks it touches and moves nothing else. Lines and characters count as in the Language Server Protocol.
 */
import { countLineEnds, nextLine, splitBlocks } from '../../../grammar/blocks.ts';
import type { Span } from '../../../grammar/tree.ts';
import { type BlockFacts, factsOf } from './block-facts.ts';

/** Zero-based; `character` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range that was counted from some line of a file, counted from the file's first. */
export const rangeBelow = ({ start, end }: Range, line: number): Range => ({
  start: { line: start.line + line, character: start.character },
  end: { line: end.line + line, character: end.character },
});

/** The new text of a range; without a range, of the whole file. */
export interface TextChange {
  readonly range?: Range;
  readonly text: string;
}

/** A declaration with its leading comments and what follows it up to the next one. */
export interface Block {
  readonly document: PlanDocument;
  readonly text: string;
  readonly lines: number;
  readonly facts: BlockFacts;
  group: Group | undefined;
  /** Of a block that a template stamped into a domain: it has no text in the file. */
  readonly stamp?: Stamp;
}

/** Where a stamped block comes from. */
export interface Stamp {
  /** The template's name in the domain that uses it: where the block's problems are shown. */
  readonly use: Place;
  /** The declaration in the template. */
  readonly source: Place;
  readonly template: string;
  /** Its number among all that is stamped into its domain. */
  readonly number: number;
  /** The placeholders that the domain or its unit has nothing for. */
  readonly unfilled: readonly string[];
}

/** A place in a block, good for as long as the block stands. */
export interface Place {
  readonly block: Block;
  readonly span: Span;
}

/** Some blocks that stand together. They never change: an edit puts another group in this one's place. */
export interface Group {
  readonly blocks: readonly Block[];
  readonly lines: number;
  index: number;
}

export interface Replacement {
  readonly removed: readonly Block[];
  readonly added: readonly Block[];
}

const GROUP_SIZE = 256;

export class PlanDocument {
  readonly path: string;
  private groups: Group[] = [];
  private readonly read: (text: string) => BlockFacts;

  /** `read` is what is read of each block: all of it, unless somebody wants less. */
  constructor(path: string, text: string, read: (text: string) => BlockFacts = factsOf) {
    this.path = path;
    this.read = read;
    this.rebuild(text);
  }

  *blocks(): Generator<Block> {
    for (const group of this.groups) yield* group.blocks;
  }

  get text(): string {
    return [...this.blocks()].map(({ text }) => text).join('');
  }

  get firstBlock(): Block | undefined {
    return this.groups[0]?.blocks[0];
  }

  /** Applies one change and tells which blocks it replaced; blocks whose text stays the same stay themselves. */
  edit({ range, text }: TextChange): Replacement {
    if (range) return this.editRange(range, text);
    const removed = [...this.blocks()];
    this.rebuild(text);
    return { removed, added: [...this.blocks()] };
  }

  /** The block at a position, and the offset in it. */
  blockAt(position: Position): { block: Block; offset: number } | undefined {
    const found = this.locate(position.line);
    const block = this.groups[found.group]?.blocks[found.index];
    return block && { block, offset: offsetIn(block.text, position.line - found.line, position.character) };
  }

  /** The blocks from one line to another, each with its first line. */
  *blocksOn(from: number, to: number): Generator<readonly [block: Block, line: number]> {
    let { group, index, line } = this.locate(from);
    for (; line <= to && group < this.groups.length; group++, index = 0) {
      for (const block of this.groups[group]?.blocks.slice(index) ?? []) {
        if (line <= to) yield [block, line];
        line += block.lines;
      }
    }
  }

  /** Where a block's first line stands in the file. */
  lineOf(block: Block): number {
    if (block.stamp) return this.lineOf(block.stamp.use.block);
    const group = block.group;
    if (!group) return 0;
    let line = 0;
    for (let i = 0; i < group.index; i++) line += this.groups[i]?.lines ?? 0;
    for (const other of group.blocks) {
      if (other === block) break;
      line += other.lines;
    }
    return line;
  }

  /** The groups of the file's blocks, each with its first line. */
  *groupsInOrder(): Generator<readonly [group: Group, line: number]> {
    let line = 0;
    for (const group of this.groups) {
      yield [group, line];
      line += group.lines;
    }
  }

  /** The first lines of several blocks, for less than one by one. */
  linesOf(blocks: Iterable<Block>): Map<Block, number> {
    const wanted = new Set(blocks);
    const groups = new Set([...wanted].map(({ group }) => group));
    const found = new Map<Block, number>();
    let start = 0;
    for (const group of this.groups) {
      let line = start;
      if (groups.has(group)) {
        for (const block of group.blocks) {
          if (wanted.has(block)) found.set(block, line);
          line += block.lines;
        }
      }
      start += group.lines;
    }
    return found;
  }

  /** A place's lines and characters; what a template stamped is where the domain uses it. */
  range(place: Place, line = this.lineOf(place.block)): Range {
    const { block, span } = place.block.stamp?.use ?? place;
    return { start: positionIn(block.text, span.start, line), end: positionIn(block.text, span.end, line) };
  }

  private rebuild(text: string): void {
    this.groups = [];
    const blocks = splitBlocks(text).map((part) => this.block(part));
    for (let i = 0; i < blocks.length; i += GROUP_SIZE)
      this.groups.push(groupOf(blocks.slice(i, i + GROUP_SIZE), 0));
    this.renumber(0);
  }

  private block(text: string): Block {
    return { document: this, text, lines: countLineEnds(text), facts: this.read(text), group: undefined };
  }

  /** A block before and one after are split again with the edited ones: a comment run or a joined line may cross over. */
  private editRange(written: Range, inserted: string): Replacement {
    const range = inOrder(written);
    const first = this.previous(this.locate(range.start.line));
    const last = this.next(this.locate(range.end.line));
    const old = this.between(first, last);
    const text = old.map((block) => block.text).join('');
    const start = offsetIn(text, range.start.line - first.line, range.start.character);
    const end = offsetIn(text, range.end.line - first.line, range.end.character);
    const edited = text.slice(0, start) + inserted + text.slice(end);
    return this.renew(old, splitBlocks(edited), (blocks) => this.replace(first, last, blocks));
  }

  /** Keeps the blocks before and after the change. Never one that moved past another: who comes first may decide a verdict. */
  private renew(
    old: readonly Block[],
    texts: readonly string[],
    replace: (blocks: Block[]) => void,
  ): Replacement {
    const most = Math.min(old.length, texts.length);
    let head = 0;
    while (head < most && old[head]?.text === texts[head]) head++;
    let tail = 0;
    while (tail < most - head && old.at(-1 - tail)?.text === texts.at(-1 - tail)) tail++;
    const added = texts.slice(head, texts.length - tail).map((text) => this.block(text));
    replace([...old.slice(0, head), ...added, ...old.slice(old.length - tail)]);
    return { removed: old.slice(head, old.length - tail), added };
  }

  private replace(first: Located, last: Located, blocks: Block[]): void {
    const head = this.groups[first.group]?.blocks.slice(0, first.index) ?? [];
    const tail = this.groups[last.group]?.blocks.slice(last.index + 1) ?? [];
    const all = [...head, ...blocks, ...tail];
    const groups: Group[] = [];
    const size = all.length > 2 * GROUP_SIZE ? GROUP_SIZE : Math.max(1, all.length);
    for (let i = 0; i < all.length; i += size)
      groups.push(groupOf(all.slice(i, i + size), first.group + groups.length));
    this.groups.splice(first.group, last.group - first.group + 1, ...groups);
    if (groups.length !== last.group - first.group + 1) this.renumber(first.group);
  }

  private renumber(from: number): void {
    for (let i = from; i < this.groups.length; i++) (this.groups[i] as Group).index = i;
  }

  private locate(line: number): Located {
    let start = 0;
    for (const [group, { blocks, lines }] of this.groups.entries()) {
      const isLast = group === this.groups.length - 1;
      if (start + lines <= line && !isLast) {
        start += lines;
        continue;
      }
      for (const [index, block] of blocks.entries()) {
        if (start + block.lines > line || (isLast && index === blocks.length - 1))
          return { group, index, line: start };
        start += block.lines;
      }
    }
    return { group: 0, index: 0, line: 0 };
  }

  private previous(at: Located): Located {
    const group = at.index > 0 ? at.group : at.group - 1;
    const blocks = this.groups[group]?.blocks;
    const index = at.index > 0 ? at.index - 1 : (blocks?.length ?? 0) - 1;
    const block = blocks?.[index];
    return block ? { group, index, line: at.line - block.lines } : at;
  }

  private next(at: Located): Located {
    const isInGroup = at.index + 1 < (this.groups[at.group]?.blocks.length ?? 0);
    const next = isInGroup ? { group: at.group, index: at.index + 1 } : { group: at.group + 1, index: 0 };
    return this.groups[next.group]?.blocks[next.index] ? { ...next, line: at.line } : at;
  }

  private between(first: Located, last: Located): Block[] {
    const found: Block[] = [];
    for (let group = first.group; group <= last.group; group++) {
      const blocks = this.groups[group]?.blocks ?? [];
      const from = group === first.group ? first.index : 0;
      const to = group === last.group ? last.index + 1 : blocks.length;
      found.push(...blocks.slice(from, to));
    }
    return found;
  }
}

/** A range whose ends were given the wrong way round still means what lies between them. */
function inOrder({ start, end }: Range): Range {
  const isReversed = start.line > end.line || (start.line === end.line && start.character > end.character);
  return isReversed ? { start: end, end: start } : { start, end };
}

/** Where a block is: its group, its index there, and (for the first of a stretch) its first line. */
interface Located {
  readonly group: number;
  readonly index: number;
  readonly line: number;
}

function groupOf(blocks: Block[], index: number): Group {
  const group: Group = { blocks, index, lines: blocks.reduce((sum, { lines }) => sum + lines, 0) };
  for (const block of blocks) block.group = group;
  return group;
}

/** The offset of a line and character; past the end of a line it is the line's end, past the text the text's. */
function offsetIn(text: string, line: number, character: number): number {
  let start = 0;
  for (let i = 0; i < line && start < text.length; i++) start = nextLine(text, start);
  const end = nextLine(text, start);
  let length = end - start;
  while (length > 0 && /[\r\n]/.test(text.charAt(start + length - 1))) length--;
  return start + Math.min(character, length);
}

function positionIn(text: string, offset: number, firstLine: number): Position {
  let line = firstLine;
  let start = 0;
  for (;;) {
    const next = nextLine(text, start);
    if (next > offset || next === start || !/[\r\n]/.test(text.charAt(next - 1))) break;
    start = next;
    line++;
  }
  return { line, character: offset - start };
}
