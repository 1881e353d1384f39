/**
 * The stretches of a file that hold one domain each: its declaration and the addresses under it, as people write them and
 * look for them. Told by where things stand alone; what is meant by them is nothing of it.
 */
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { comparedDomain, domainOf } from './names.ts';
import type { Block, Group, PlanDocument } from './plan-document.ts';

export interface DomainSection {
  readonly domain: Block;
  /** The domain's first line in the file. */
  readonly line: number;
  /** The last address, and its first line. */
  readonly last: Block;
  readonly lastLine: number;
}

/** The sections of a file from top to bottom; a domain with no address under it has none. */
export function domainSections(document: PlanDocument): DomainSection[] {
  const sections: Growing[] = [];
  let open: Growing | undefined;
  for (const [group, line] of document.groupsInOrder()) {
    const { goesOn, begun, isOpen } = partsOf(group, open);
    if (open && goesOn) grow(open, goesOn, line);
    for (const part of begun) {
      const { domain, names, last } = part;
      open = { domain, names, line: line + part.line, last: domain, lastLine: line + part.line };
      if (last) grow(open, last, line);
      sections.push(open);
    }
    if (!isOpen) open = undefined;
  }
  return sections.filter(({ domain, last }) => last !== domain);
}

/** The domain's own name, its sub-domains' and those it had, as they are compared. */
type Names = ReadonlySet<string>;

/** The blocks of a section: its domain, its addresses, and what stands between them. */
export function blocksIn(document: PlanDocument, { line, last, lastLine }: DomainSection): Block[] {
  // A last line without an end counts for none.
  const until = Math.max(lastLine, lastLine + last.lines - 1);
  return [...document.blocksOn(line, until)].map(([block]) => block);
}

interface Growing extends DomainSection {
  readonly names: Names;
  last: Block;
  lastLine: number;
}

function grow(section: Growing, { block, line }: InGroup, firstLine: number): void {
  section.last = block;
  section.lastLine = firstLine + line;
}

/** A block, and its first line counted from its group's. */
interface InGroup {
  readonly block: Block;
  readonly line: number;
}

/** What a group of blocks has of sections: the rest of the one before, and those that it begins. */
interface Parts {
  readonly goesOn?: InGroup;
  readonly begun: readonly { domain: Block; line: number; names: Names; last?: InGroup }[];
  /** Whether the section at its end, its own or the one before, may go on behind it. */
  readonly isOpen: boolean;
}

/** Groups never change: after a key press one of them is looked through again. */
const known = new WeakMap<Group, { readonly key: string; readonly parts: Parts }>();

function partsOf(group: Group, before: Growing | undefined): Parts {
  const key = before ? `${before.last !== before.domain} ${[...before.names].join(' ')}` : '';
  const found = known.get(group);
  if (found?.key === key) return found.parts;
  const parts = partsIn(group, before);
  known.set(group, { key, parts });
  return parts;
}

function partsIn(group: Group, before: Growing | undefined): Parts {
  const begun: { domain: Block; line: number; names: Names; last?: InGroup }[] = [];
  let goesOn: InGroup | undefined;
  let open: Open | undefined = before && { names: before.names, hasAny: before.last !== before.domain };
  let line = 0;
  for (const block of group.blocks) {
    const { declaration } = block.facts;
    if (declaration?.declares === 'domain') {
      open = { names: namesOf(declaration), hasAny: false };
      begun.push({ domain: block, line, names: open.names });
    } else if (open && belongs(block, open)) {
      open.hasAny = true;
      const section = begun.at(-1);
      if (section) section.last = { block, line };
      else goesOn = { block, line };
    } else if (declaration) open = undefined; // what cannot be read is being typed, and ends nothing
    line += block.lines;
  }
  return { ...(goesOn ? { goesOn } : {}), begun, isOpen: open !== undefined };
}

interface Open {
  readonly names: Names;
  hasAny: boolean;
}

const namesOf = ({ name, has }: DeclarationOf<'domain'>): Names =>
  new Set([name, ...has.subdomain, ...has.was].map(({ value }) => comparedDomain(value)));

/** Aliases, forwards and drops of other domains stand beside the addresses that they are about, but begin no section. */
function belongs({ facts: { declaration } }: Block, { names, hasAny }: Open): boolean {
  switch (declaration?.declares) {
    case 'mailbox':
    case 'shared':
    case 'resource':
    case 'list':
      return names.has(domainOf(declaration.address.value));
    case 'alias':
    case 'forward':
    case 'drop':
      return hasAny || names.has(domainOf(declaration.address.value));
    default:
      return false;
  }
}
