/**
 * Makes a template of what domains have in common: functions such as `contact@`, written out in each. What is taken out of them comes
 * back by their `use`, and means the same. People's mailboxes stay where they are.
 */
import { parseBlock } from '../../../grammar/parser.ts';
import { formatBlock } from '../../../grammar/print.ts';
import { unstamp } from '../../../grammar/stamp.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { blocksIn, type DomainSection, domainSections } from '../model/domain-sections.ts';
import { addDeclaration, addProperty, type TextEdit } from '../model/editing/edits.ts';
import { comparedDomain, domainOf, keyOf, localPartOf } from '../model/names.ts';
import type { Block, PlanDocument } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { valuesFor } from '../model/stamping.ts';
import type { Offer, PlanChange, Refactoring, Selection } from './refactoring.ts';

/** A domain with what stands under it, and by what each of its functions would be in a template, the function's block. */
interface Pattern {
  readonly section: readonly Block[];
  readonly block: Block;
  readonly domain: DeclarationOf<'domain'>;
  readonly functions: ReadonlyMap<string, Block>;
}

/** What the domains all have, in the order of the one that was chosen, which is the first of them. */
interface Common {
  readonly contents: readonly string[];
  readonly patterns: readonly Pattern[];
}

export const extractTemplate: Refactoring = {
  name: 'extract-template',
  kind: 'extract',
  offers({ blocks, document, documents, model }: Selection): Offer[] {
    const [block, ...others] = blocks.filter(({ facts }) => facts.declaration?.declares === 'domain');
    const chosen = block && others.length === 0 ? patternAt(block, document, model) : undefined;
    const common = chosen && commonWith(chosen, documents(), model);
    if (!common) return [];
    const name = freeName(model);
    const [addresses, domains] = [common.contents.length, common.patterns.length];
    return [
      {
        key: '',
        title: {
          en: `Extract template ${name}: what this domain has in common with ${domains - 1} more (${addresses})`,
          fr: `Extraire le modèle ${name}\u00A0: ce que ce domaine a en commun avec ${domains === 2 ? 'un autre' : `${domains - 1} autres`} (${addresses})`,
        },
        change: () => extracted(name, common),
      },
    ];
  },
};

function patternAt(block: Block, document: PlanDocument, model: PlanModel): Pattern | undefined {
  const section = domainSections(document).find(({ domain }) => domain === block);
  return section && patternOf(section, document, model, () => true);
}

function patternOf(
  section: DomainSection,
  document: PlanDocument,
  model: PlanModel,
  isSought: (localPart: string) => boolean,
): Pattern | undefined {
  const { domain: block } = section;
  const domain = block.facts.declaration;
  if (domain?.declares !== 'domain') return undefined;
  const inSection = blocksIn(document, section);
  const functions = inSection.flatMap((one): [string, Block][] => {
    const content = isFunctionOf(domain, one, isSought) ? contentOf(one, domain, model) : undefined;
    return content === undefined ? [] : [[content, one]];
  });
  return { block, section: inSection, domain, functions: new Map(functions) };
}

function isFunctionOf(
  { name }: DeclarationOf<'domain'>,
  { facts: { declaration } }: Block,
  isSought: (localPart: string) => boolean,
): boolean {
  switch (declaration?.declares) {
    case 'shared':
    case 'resource':
    case 'list':
    case 'alias':
    case 'forward': {
      const { value } = declaration.address;
      return domainOf(value) === comparedDomain(name.value) && isSought(localPartOf(value));
    }
    default:
      return false;
  }
}

/** As it would stand in a template; nothing where a comment would be lost, or where it would come back as something else. */
function contentOf(block: Block, domain: DeclarationOf<'domain'>, model: PlanModel): string | undefined {
  const { comments, problems } = parseBlock(block.text);
  if (comments.length > 0 || problems.length > 0) return undefined;
  const all = valuesFor(domain, model);
  // The others are too short to be meant wherever they stand.
  const values = new Map([...all].filter(([name]) => FILLED.has(name)));
  return unstamp(formatBlock(block.text).trim(), { domain: domain.name.value, values });
}

const FILLED: ReadonlySet<string> = new Set(['unit.admin', 'unit.title', 'domain.name']);

function commonWith(
  chosen: Pattern,
  documents: Iterable<PlanDocument>,
  model: PlanModel,
): Common | undefined {
  if (chosen.functions.size === 0) return undefined;
  const sought = new Set([...chosen.functions.values()].map(({ facts }) => localPartIn(facts.declaration)));
  const others = [...documents].flatMap((document) =>
    domainSections(document).flatMap((section) => {
      if (section.domain === chosen.block) return [];
      return patternOf(section, document, model, (localPart) => sought.has(localPart)) ?? [];
    }),
  );
  const contents = others
    .map(({ functions }) => [...chosen.functions.keys()].filter((content) => functions.has(content)))
    .reduce((most, shared) => (shared.length > most.length ? shared : most), []);
  if (contents.length === 0) return undefined;
  const hasAll = ({ functions }: Pattern): boolean => contents.every((content) => functions.has(content));
  return { contents, patterns: [chosen, ...others.filter(hasAll)] };
}

const localPartIn = (declaration: Block['facts']['declaration']): string =>
  declaration && 'address' in declaration ? localPartOf(declaration.address.value) : '';

function freeName(model: PlanModel): string {
  const word = model.declared('plan', '')?.has.locale?.value === 'fr' ? 'fonctions' : 'functions';
  for (let number = 1; ; number++) {
    const name = number === 1 ? word : `${word}-${number}`;
    if (!model.isDefined(keyOf('template', name))) return name;
  }
}

function extracted(name: string, { contents, patterns }: Common): PlanChange {
  const [{ block } = { block: undefined }] = patterns;
  const indented = contents.map((content) => content.replace(/^/gm, '  '));
  const template = `template ${name} {\n${indented.join('\n')}\n}\n`;
  return {
    edits: [
      ...(block ? [addDeclaration(block, template)] : []),
      ...patterns.flatMap((pattern) => [using(name, pattern), ...withoutAll(contents, pattern)]),
    ],
  };
}

function using(name: string, { block, domain }: Pattern): TextEdit {
  const last = domain.has.use.at(-1);
  if (!last) return addProperty(block, domain, `use ${name}`);
  return { place: { block, span: { start: last.end, end: last.end } }, text: `, ${name}` };
}

/** The blank line that parts a group from the next stays, where the last of the group goes. */
function withoutAll(contents: readonly string[], { section, functions }: Pattern): TextEdit[] {
  const going = new Set(contents.map((content) => functions.get(content)));
  const edits: TextEdit[] = [];
  let kept = '';
  for (const block of section) {
    const isParted = /\n\r?\n$/.test(kept);
    if (!going.has(block)) kept = block.text;
    else {
      const blank = /(?:\r?\n){2,}$/.test(block.text) && !isParted ? '\n' : '';
      edits.push({ place: { block, span: { start: 0, end: block.text.length } }, text: blank });
      kept += blank;
    }
  }
  return edits;
}
