/**
 * Hover: what the thing under the cursor is, in a few words and numbers, wherever its name stands; and what a word of the
 * language is, with an example.
 */
import { type Declaration, isDeclarationKeyword } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { describeDeclaration, describeUnitNamed } from '../model/descriptions/describe-declaration.ts';
import {
  describeKeyword,
  describeOption,
  describeProperty,
  type WordDescription,
} from '../model/descriptions/describe-word.ts';
import type { Describer } from '../model/descriptions/describer.ts';
import { code } from '../model/descriptions/description.ts';
import { type CursorPlace, cursorPlace, type ValuePlace, wantedAt } from '../model/editing/cursor-place.ts';
import { type NameAt, nameAt } from '../model/editing/name-at.ts';
import { nameOf, namespaceOf } from '../model/names.ts';
import type { PlanDocument, Position, Range } from '../model/plan-document.ts';
import type { DefinitionPlace, PlanModel } from '../model/plan-model.ts';
import { NOTHING_SEEN, type SeenRuns } from '../model/runs/seen-runs.ts';
import { OriginWords } from '../model/words/origin-words.ts';
import { PlanWords } from '../model/words/plan-words.ts';
import type { Locale } from '../rules/rule.ts';

export interface HoverText {
  readonly range: Range;
  readonly markdown: string;
}

export function hover(
  analysis: Analysis,
  path: string,
  position: Position,
  runs: SeenRuns = NOTHING_SEEN,
): HoverText | undefined {
  const { model, locale } = analysis;
  const document = analysis.document(path);
  if (!document) return undefined;
  const name = nameAt(document, position);
  if (!name) return wordHover(document, position, locale);
  const words = new PlanWords(locale);
  const unit = unitOf(name.place.block.facts.declaration, model);
  const describer = { model, words, origins: new OriginWords(words), runs, unit, stamp: undefined };
  const markdown = describeName(name, describer);
  return markdown === undefined ? undefined : { range: document.range(name.place), markdown };
}

/** The unit that a declaration is in, or speaks of. */
function unitOf(declaration: Declaration | undefined, model: PlanModel): string | undefined {
  switch (declaration?.declares) {
    case 'mailbox':
    case 'shared':
      return model.placementOf(declaration.address.value, declaration.has.unit?.value).unit;
    case 'policy':
      return declaration.unit?.value;
    default:
      return undefined;
  }
}

function describeName({ key }: NameAt, describer: Describer): string | undefined {
  const [place] = describer.model
    .definitionsOf(key)
    .filter(({ definition }) => definition.as !== 'assignment');
  if (place) return describePlace(place, nameOf(key), describer);
  return namespaceOf(key) === 'policy' ? describeUnitNamed(nameOf(key), describer) : undefined;
}

/** A name is described by its declaration; a second name in it says so first. */
function describePlace(
  { block, definition }: DefinitionPlace,
  name: string,
  describer: Describer,
): string | undefined {
  const { declaration } = block.facts;
  if (!declaration) return undefined;
  const described = describeDeclaration(declaration, { ...describer, stamp: block.stamp });
  const { as } = definition;
  if (as === declaration.declares || (as !== 'alias' && as !== 'was' && as !== 'subdomain')) return described;
  const { words } = describer;
  const first = `**${code(name)}** · ${words.say(as)} ${words.say('of')} ${code(firstNameOf(declaration))}`;
  return [first, described].join('\n\n');
}

function firstNameOf(declaration: Declaration): string {
  if ('address' in declaration) return declaration.address.value;
  return 'name' in declaration ? declaration.name.value : '';
}

/** A keyword, a property's name, or a word that a value may be. */
function wordHover(document: PlanDocument, position: Position, locale: Locale): HoverText | undefined {
  const at = document.blockAt(position);
  const place = at && cursorPlace(at.block, at.offset);
  if (!place || place.start === place.end) return undefined;
  const { block } = at;
  const { start, end } = place;
  const word = block.text.slice(start, end);
  const described = describeWord(word, place, locale);
  if (!described) return undefined;
  const { name, takes, says } = described;
  const heading = `**${name}**${takes === '' ? '' : ` \`${takes}\``}`;
  return { range: document.range({ block, span: { start, end } }), markdown: `${heading}\n\n${says}` };
}

function describeWord(word: string, place: CursorPlace, locale: Locale): WordDescription | undefined {
  switch (place.kind) {
    case 'declaration':
      return isDeclarationKeyword(word) ? describeKeyword(word, locale) : undefined;
    case 'property': {
      const { keyword } = place.of;
      if (keyword === 'template')
        return isDeclarationKeyword(word) ? describeKeyword(word, locale) : undefined;
      return describeProperty(keyword, keyword === 'timeline' ? 'D' : word, locale);
    }
    case 'value':
      return describeValue(word, place, locale);
    default:
      return undefined;
  }
}

/** A name may be spelt like a word, where the vocabulary takes none. */
function describeValue(word: string, place: ValuePlace, locale: Locale): WordDescription | undefined {
  if (!wantedAt(place).some((wanted) => wanted.kind === 'word' && wanted.word === word)) return undefined;
  const { of, property } = place;
  const inProperty = property === undefined ? undefined : describeProperty(of.keyword, property, locale);
  return describeOption(word, locale) ?? inProperty;
}
