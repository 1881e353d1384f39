/**
 * The names that a block's own text holds, each where it is written: what it defines and refers to, what a template's
 * contents do, and the rules that suppressions call by name. What a template stamps into a domain has no text and no place
 * here.
 */
import type { Span } from '../../../../grammar/tree.ts';
import { type BlockFacts, type DefinedAs, factsOf } from '../block-facts.ts';
import { type Key, keyOf, nameOf } from '../names.ts';
import type { Block, Place } from '../plan-document.ts';
import type { PlanModel } from '../plan-model.ts';

export interface WrittenName extends Span {
  readonly key: Key;
  /** What it is defined as here; absent where it only refers. */
  readonly as?: DefinedAs;
}

const ofTemplates = new WeakMap<Block, readonly WrittenName[]>();

/** The names in a block's text, in no order that means anything. A name that is defined and means another (a policy's unit) is the other. */
export function namesWrittenIn(block: Block): readonly WrittenName[] {
  const { declaration, suppressions } = block.facts;
  const own = namesOf(block.facts);
  if (suppressions.length > 0) own.push(...rulesNamedIn(block));
  if (declaration?.declares !== 'template' || block.stamp) return own;
  const known = ofTemplates.get(block);
  if (known) return known;
  const contents = declaration.contents.flatMap(({ start, end }) =>
    namesOf(factsOf(block.text.slice(start, end))).map((name) => moved(name, start)),
  );
  const all = [...own.filter((name) => !contents.some((other) => other.start === name.start)), ...contents];
  ofTemplates.set(block, all);
  return all;
}

function namesOf({ references, definitions }: BlockFacts): WrittenName[] {
  const names: WrittenName[] = references.map(({ key, start, end }) => ({ key, start, end }));
  for (const { key, as, start, end } of definitions) {
    if (as !== 'assignment' && !references.some((reference) => reference.start === start))
      names.push({ key, as, start, end });
  }
  return names;
}

function rulesNamedIn({ text, facts }: Block): WrittenName[] {
  return facts.suppressions.flatMap(({ rule, start }) => {
    if (rule === '') return [];
    const from = text.indexOf(rule, text.indexOf('migplan-ignore', start) + 'migplan-ignore'.length);
    return [{ key: keyOf('rule', rule), start: from, end: from + rule.length }];
  });
}

const moved = (name: WrittenName, by: number): WrittenName => ({
  ...name,
  start: name.start + by,
  end: name.end + by,
});

/** A name where it is written. */
export interface Occurrence {
  readonly place: Place;
  readonly as?: DefinedAs;
}

/** Every place in the plan's texts where a name is written. */
export function occurrencesOf(key: Key, model: PlanModel): Occurrence[] {
  const blocks = new Set([...model.blocksDefining(key), ...model.referencesTo(key), ...templatesOf(model)]);
  return [...blocks].flatMap((block) => (block.stamp ? [] : occurrencesIn(block, key)));
}

export function occurrencesIn(block: Block, key: Key): Occurrence[] {
  const found: Occurrence[] = [];
  for (const name of namesWrittenIn(block)) {
    if (name.key !== key) continue;
    const { as, start, end } = name;
    found.push({ place: { block, span: { start, end } }, ...(as === undefined ? {} : { as }) });
  }
  return found;
}

/** The templates, whose contents the index knows only where a domain uses them. */
export function* templatesOf(model: PlanModel): Generator<Block> {
  for (const name of model.namesBeside('template', '')) {
    for (const { block } of model.definitionsOf(keyOf('template', name))) yield block;
  }
}

/** Whether a stamped block has a name because the template's own text says it so, not because a gap was filled. */
export function isWrittenInTemplate({ stamp }: Block, key: Key): boolean {
  if (!stamp) return false;
  const { block, span } = stamp.source;
  return namesWrittenIn(block).some(
    (name) => name.key === key && span.start <= name.start && name.end <= span.end,
  );
}

/** Names of declarations that can be looked for: a plan and a policy for the whole plan have none. */
export const isNamed = (key: Key): boolean =>
  !key.startsWith('plan:') && !(key.startsWith('policy:') && nameOf(key) === '');
