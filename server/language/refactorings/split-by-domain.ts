/** Splits the root plan's file: each domain with the addresses under it gets a file of its own below `domains/`, which is included. */
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { blocksIn, type DomainSection, domainSections } from '../model/domain-sections.ts';
import { addProperty, type TextEdit } from '../model/editing/edits.ts';
import { withLineEnds } from '../model/editing/plan-edits.ts';
import { includes } from '../model/include.ts';
import { keyOf } from '../model/names.ts';
import type { Block, PlanDocument } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import type { Offer, PlanChange, Refactoring, Selection } from './refactoring.ts';

const FOLDER = 'domains';

interface Root {
  readonly block: Block;
  readonly plan: DeclarationOf<'plan'>;
}

/** A domain's own file, and what goes there. */
interface Part {
  readonly file: string;
  readonly blocks: readonly Block[];
}

export const splitByDomain: Refactoring = {
  name: 'split-by-domain',
  kind: 'rewrite',
  creates: true,
  offers({ document, model }: Selection): Offer[] {
    const root = rootIn(document, model);
    const sections = root ? domainSections(document) : [];
    if (!root || sections.length < 2 || !areFree(sections, document, model)) return [];
    return [
      {
        key: '',
        title: {
          en: `Split this file by domain: ${sections.length} files in ${FOLDER}/`,
          fr: `Découper ce fichier par domaine\u00A0: ${sections.length} fichiers dans ${FOLDER}/`,
        },
        change: () => split(root, partsOf(document, sections, model)),
      },
    ];
  },
};

/** A plan says in its root file alone which files it takes in. */
function rootIn(document: PlanDocument, model: PlanModel): Root | undefined {
  const block = model.definitionsOf(keyOf('plan', ''))[0]?.block;
  const plan = block?.facts.declaration;
  return block?.document === document && plan?.declares === 'plan' ? { block, plan } : undefined;
}

/** No file is there already, and no two domains would get one. */
function areFree(sections: readonly DomainSection[], { path }: PlanDocument, model: PlanModel): boolean {
  const files = sections.map(fileOf);
  const isThere = (file: string): boolean => model.filesMatching(file, path)?.length !== 0;
  return new Set(files).size === files.length && !files.some(isThere);
}

function fileOf({ domain: { facts } }: DomainSection): string {
  const name = facts.declaration?.declares === 'domain' ? facts.declaration.name.value : '';
  return `${FOLDER}/${name.toLowerCase()}.migplan`;
}

function partsOf(document: PlanDocument, sections: readonly DomainSection[], model: PlanModel): Part[] {
  return sections.flatMap((section) => {
    const blocks = blocksIn(document, section).filter((block) => isAlone(block, model));
    return blocks.length > 0 ? [{ file: fileOf(section), blocks }] : [];
  });
}

/** What is declared twice stays: the root plan's counts, and would not in another file. */
const isAlone = ({ facts: { definitions } }: Block, model: PlanModel): boolean =>
  definitions.every(({ key, as }) => as === 'assignment' || model.definitionsOf(key).length === 1);

function split(root: Root, parts: readonly Part[]): PlanChange {
  const folder = root.block.document.path.replace(/[^/]*$/, '');
  return {
    edits: [...including(root, parts), ...parts.flatMap(({ blocks }) => blocks.map(without))],
    creates: new Map(
      parts.map(({ file, blocks }) => [
        `${folder}${file}`,
        withLineEnds(textOf(blocks), root.block.document),
      ]),
    ),
  };
}

/** Nothing of a block stays, the blank lines behind it neither. */
function without(block: Block): TextEdit {
  return { place: { block, span: { start: 0, end: block.text.length } }, text: '' };
}

function textOf(blocks: readonly Block[]): string {
  const text = blocks.map((block) => block.text).join('');
  return `${text.replace(/^\uFEFF/, '').trimEnd()}\n`;
}

function including({ block, plan }: Root, parts: readonly Part[]): TextEdit[] {
  const { include } = plan.has;
  const isIn = ({ file }: Part): boolean => include.some(({ value }) => includes(value, file));
  const pattern = `"${FOLDER}/*.migplan"`;
  const last = include.at(-1);
  if (parts.every(isIn)) return [];
  if (!last) return [addProperty(block, plan, `include ${pattern}`)];
  return [{ place: { block, span: { start: last.end, end: last.end } }, text: `, ${pattern}` }];
}
