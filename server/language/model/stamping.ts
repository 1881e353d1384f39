/**
 * What a domain's templates say of it: each declaration of a template that the domain uses, as a block of the domain's own.
 * It stands at the template's name behind `use`, and has no text in the file.
 */
import { stamp } from '../../../grammar/stamp.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { type BlockFacts, factsOf } from './block-facts.ts';
import type { NamedPlan } from './named-plan.ts';
import { keyOf } from './names.ts';
import type { Block, Stamp } from './plan-document.ts';

/** The blocks that a domain's templates stamp into it, in the order in which it uses them; `read` is what is read of each. */
export function stampsOf(
  block: Block,
  domain: DeclarationOf<'domain'>,
  model: NamedPlan,
  read: (text: string) => BlockFacts = factsOf,
): Block[] {
  const values = valuesFor(domain, model);
  let number = 0;
  return domain.has.use.flatMap((use) => {
    const [found] = model.definitionsOf(keyOf('template', use.value));
    const template = found?.block.facts.declaration;
    if (!found || template?.declares !== 'template') return [];
    return template.contents.map((content): Block => {
      const written = found.block.text.slice(content.start, content.end);
      const { text, unfilled } = stamp(written, { domain: domain.name.value, values });
      const source = { block: found.block, span: { start: content.start, end: content.end } };
      const at = { block, span: { start: use.start, end: use.end } };
      const from: Stamp = { use: at, source, template: use.value, number: number++, unfilled };
      return {
        document: block.document,
        text,
        lines: 0,
        facts: read(text),
        group: undefined,
        stamp: from,
      };
    });
  });
}

/** What a template may name of the domain it is stamped into, and of the domain's unit. */
export const PLACEHOLDERS = ['domain.name', 'unit.name', 'unit.title', 'unit.kind', 'unit.admin'];

/** By placeholder, what the domain and its unit have for it. */
export function valuesFor({ name, has }: DeclarationOf<'domain'>, model: NamedPlan): Map<string, string> {
  const values = new Map([['domain.name', name.value]]);
  const unit = has.unit && model.declared('unit', has.unit.value);
  if (!unit) return values;
  values.set('unit.name', unit.name.value);
  values.set('unit.title', unit.title?.value ?? unit.name.value);
  if (unit.has.kind) values.set('unit.kind', unit.has.kind.value);
  if (unit.has.admin) values.set('unit.admin', unit.has.admin.value);
  return values;
}
