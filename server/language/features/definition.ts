/** Go to definition: from a name to where the plan declares it, from an include to the files it takes in. */
import type { Analysis } from '../analysis.ts';
import { type NameAt, nameAt } from '../model/editing/name-at.ts';
import { domainOf, type Key, keyOf, nameOf, namespaceOf } from '../model/names.ts';
import type { Place, PlanDocument, Position, Range } from '../model/plan-document.ts';

interface DefinitionTarget {
  readonly path: string;
  /** The name where it is declared; the file's beginning for an included file. */
  readonly name: Range;
  /** The whole declaration. */
  readonly declaration: Range;
}

export interface DefinitionFound {
  readonly origin: Range;
  readonly targets: readonly DefinitionTarget[];
}

/** Where what stands at a position is declared. An address's domain part leads to the domain where the address itself has no more to say. */
export function definition(
  analysis: Analysis,
  path: string,
  position: Position,
): DefinitionFound | undefined {
  const document = analysis.document(path);
  if (!document) return undefined;
  const name = nameAt(document, position);
  return name ? ofName(analysis, document, name) : ofInclude(analysis, document, position);
}

function ofName(analysis: Analysis, document: PlanDocument, name: NameAt): DefinitionFound | undefined {
  const { key, place } = asDomain(name);
  const targets = targetsOf(analysis, key);
  if (targets.length > 0) return { origin: document.range(place), targets };
  const domain = namespaceOf(key) === 'address' ? targetsOf(analysis, keyOf('domain', domainOf(key))) : [];
  return domain.length > 0 ? { origin: document.range(place), targets: domain } : undefined;
}

/** On the domain part of an address that is declared here, the domain is meant: the address has been reached already. */
function asDomain({ key, place, offset, as }: NameAt): { key: Key; place: Place } {
  const { block, span } = place;
  const sign = block.text.slice(span.start, span.end).lastIndexOf('@');
  if (as === undefined || namespaceOf(key) !== 'address' || sign < 0 || offset <= sign) return { key, place };
  return {
    key: keyOf('domain', domainOf(nameOf(key))),
    place: { block, span: { start: span.start + sign + 1, end: span.end } },
  };
}

function targetsOf(analysis: Analysis, key: Key): DefinitionTarget[] {
  return analysis.model
    .definitionsOf(key)
    .filter((found) => found.definition.as !== 'assignment')
    .map(({ block, definition: { start, end } }) => ({
      path: block.document.path,
      name: block.document.range({ block, span: { start, end } }),
      declaration: block.document.range({ block, span: block.facts.declaration ?? { start, end } }),
    }));
}

const BEGINNING: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function ofInclude(
  analysis: Analysis,
  document: PlanDocument,
  position: Position,
): DefinitionFound | undefined {
  const { path } = document;
  const at = document.blockAt(position);
  const plan = at?.block.facts.declaration;
  if (!at || plan?.declares !== 'plan') return undefined;
  const pattern = plan.has.include.find(({ start, end }) => start <= at.offset && at.offset <= end);
  if (!pattern) return undefined;
  const files = new Set(analysis.model.filesMatching(pattern.value, path));
  const targets = analysis.paths
    .filter((candidate) => files.has(analysis.model.fileOf(candidate)))
    .map((candidate) => ({ path: candidate, name: BEGINNING, declaration: BEGINNING }));
  return targets.length > 0
    ? { origin: document.range({ block: at.block, span: pattern }), targets }
    : undefined;
}
