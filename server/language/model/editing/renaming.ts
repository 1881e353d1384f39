/**
 * A name changed everywhere it is written, or why that cannot be. A domain takes its addresses with it, its sub-domains'
 * not. What a template stamps has no text: either the template's own text says the name, or it follows from another.
 */
import { parseBlock } from '../../../../grammar/parser.ts';
import type { Statement } from '../../../../grammar/tree.ts';
import { addressFault, domainFault, FAULTS } from '../addresses/address-fault.ts';
import { factsOf } from '../block-facts.ts';
import {
  compared,
  comparedDomain,
  domainOf,
  isTemplated,
  type Key,
  keyOf,
  localPartOf,
  nameOf,
  namespaceOf,
} from '../names.ts';
import type { Block } from '../plan-document.ts';
import type { DefinitionPlace, PlanModel } from '../plan-model.ts';
import { addressRole } from '../words/words.ts';
import type { TextEdit } from './edits.ts';
import { namesWrittenIn, occurrencesOf, templatesOf } from './written-names.ts';

/** Why a name is not changed, for people. */
export type Refusal = Readonly<Record<'en' | 'fr', string>>;

export type Renaming =
  | { readonly edits: readonly TextEdit[]; readonly refused?: undefined }
  | { readonly refused: Refusal };

/** The edits that call what `key` names `newName`, as it is typed. */
export function renaming(key: Key, newName: string, model: PlanModel): Renaming {
  const namespace = namespaceOf(key);
  const refused = unchangeable(key, model) ?? faultOf(key, newName) ?? clashOf(key, newName, model);
  if (refused) return { refused };
  if (namespace === 'domain') return { edits: editsOfDomain(nameOf(key), newName, model) };
  return { edits: occurrencesOf(key, model).map(({ place }) => ({ place, text: newName })) };
}

/** Why what a key stands for has no name that could be changed, whatever the new one. */
export function unchangeable(key: Key, model: PlanModel): Refusal | undefined {
  switch (namespaceOf(key)) {
    case 'rule':
      return {
        en: `${nameOf(key)} is the name of a rule, which a plan cannot change`,
        fr: `${nameOf(key)} est le nom d’une règle, qu’un plan ne peut pas changer`,
      };
    case 'address':
      return madeByTemplate(key, model);
    default:
      return undefined;
  }
}

/** What is wrong with a new name by itself: it has to be read as one name of its kind. */
function faultOf(key: Key, newName: string): Refusal | undefined {
  const namespace = namespaceOf(key);
  if (namespace === 'address') return faultOfAddress(newName);
  const keyword = namespace === 'domain' ? 'domain' : 'unit';
  const isFaulty = namespace === 'domain' && domainFault(comparedDomain(newName)) !== undefined;
  if (!isFaulty && isReadAs(keyword, newName)) return undefined;
  return namespace === 'domain'
    ? {
        en: `${shown(newName)} is no domain; one looks like example.org`,
        fr: `${shown(newName)} n’est pas un domaine\u00A0; un domaine ressemble à example.org`,
      }
    : {
        en: `${shown(newName)} is no name; letters, digits and inner hyphens make one, such as grand-est`,
        fr: `${shown(newName)} n’est pas un nom\u00A0; un nom est fait de lettres, de chiffres et de traits d’union intérieurs, comme grand-est`,
      };
}

function faultOfAddress(newName: string): Refusal | undefined {
  const found = addressFault(newName);
  if (!found && isReadAs('drop', newName)) return undefined;
  const { fault, count } = found ?? { fault: 'characters' as const, count: 0 };
  return newName.includes('@')
    ? {
        en: `${shown(newName)} is no address: ${FAULTS[fault].en(count)}`,
        fr: `${shown(newName)} n’est pas une adresse\u00A0: ${FAULTS[fault].fr(count)}`,
      }
    : {
        en: `${shown(newName)} is no address; write it whole, with its @ and its domain`,
        fr: `${shown(newName)} n’est pas une adresse\u00A0; écrivez-la entière, avec son @ et son domaine`,
      };
}

const shown = (name: string): string => (name.trim() === '' ? '""' : name.slice(0, 80));

/** Whether the grammar takes a text for one name, and nothing but it. */
function isReadAs(keyword: 'domain' | 'drop' | 'unit', name: string): boolean {
  if (isTemplated(name)) return false;
  const { definitions, syntax, reading } = factsOf(`${keyword} ${name}`);
  const start = keyword.length + 1;
  const isOne = definitions.some((found) => found.start === start && found.end === start + name.length);
  return isOne && syntax.length === 0 && reading.length === 0;
}

/** Another thing that has the new name, or, of a domain, one of the addresses that it would give. */
function clashOf(key: Key, newName: string, model: PlanModel): Refusal | undefined {
  const namespace = namespaceOf(key);
  const renamed = keyOf(namespace, newName);
  if (renamed === key) return undefined;
  const taken =
    firstOf(renamed, model) ?? (namespace === 'unit' ? policiesOf(key, renamed, model) : undefined);
  if (taken && model.isDefined(key)) return takenBy(taken, newName, model);
  return namespace === 'domain' ? clashOfAddresses(nameOf(key), newName, model) : undefined;
}

const firstOf = (key: Key, model: PlanModel): DefinitionPlace | undefined =>
  model.definitionsOf(key).find(({ definition }) => definition.as !== 'assignment');

/** Two units' policies would become one unit's. */
function policiesOf(from: Key, to: Key, model: PlanModel): DefinitionPlace | undefined {
  const [own] = model.definitionsOf(keyOf('policy', nameOf(from)));
  return own && model.definitionsOf(keyOf('policy', nameOf(to)))[0];
}

function clashOfAddresses(domain: string, newName: string, model: PlanModel): Refusal | undefined {
  for (const key of model.addressesIn(domain)) {
    if (!model.isDefined(key)) continue;
    const renamed = `${localPartOf(nameOf(key))}@${newName}`;
    const taken = firstOf(keyOf('address', renamed), model);
    if (taken) return takenBy(taken, renamed, model);
  }
  return undefined;
}

function takenBy({ block, definition }: DefinitionPlace, name: string, model: PlanModel): Refusal {
  const file = model.fileOf(block.document.path);
  const line = block.document.range({ block, span: definition }).start.line + 1;
  return namespaceOf(definition.key) === 'address'
    ? {
        en: `${name} is already ${addressRole(definition.as, 'en')} (${file}, line ${line}); choose another address`,
        fr: `${name} est déjà ${addressRole(definition.as, 'fr')} (${file}, ligne ${line})\u00A0; choisissez une autre adresse`,
      }
    : {
        en: `the name ${name} is already taken (${file}, line ${line}); choose another`,
        fr: `le nom ${name} est déjà pris (${file}, ligne ${line})\u00A0; choisissez-en un autre`,
      };
}

/** An address that a template makes of a part before `@` and the domain: its text belongs to every domain of the template. */
function madeByTemplate(key: Key, model: PlanModel): Refusal | undefined {
  const local = localPartOf(nameOf(key));
  const stamps = [...model.blocksDefining(key), ...model.referencesTo(key)].flatMap(
    ({ stamp }) => stamp ?? [],
  );
  const byTemplate = new Map(stamps.map((stamp) => [stamp.source.block, stamp.template]));
  for (const [block, template] of byTemplate) {
    if (!leavesDomainOut(block, local)) continue;
    return {
      en: `the template ${template} makes ${nameOf(key)} for this domain and others: change ${local}@ in it`,
      fr: `le modèle ${template} crée ${nameOf(key)} pour ce domaine et d’autres\u00A0: changez-y ${local}@`,
    };
  }
  return undefined;
}

function leavesDomainOut({ text }: Block, local: string): boolean {
  const { declaration } = parseBlock(text);
  return declaration !== undefined && writes(declaration, `${local}@`);
}

const writes = ({ items, body = [] }: Statement, address: string): boolean =>
  items.some((atoms) => atoms.some((atom) => atom.kind === 'address' && compared(atom.text) === address)) ||
  body.some((statement) => writes(statement, address));

/** A domain's own name, wherever it stands, and the domain part of each of its addresses. */
function editsOfDomain(domain: string, newName: string, model: PlanModel): TextEdit[] {
  const blocks = new Set<Block>(templatesOf(model));
  for (const key of [keyOf('domain', domain), ...model.addressesIn(domain)]) {
    for (const block of [...model.blocksDefining(key), ...model.referencesTo(key)]) blocks.add(block);
  }
  const named = [...blocks].flatMap((block) => (block.stamp ? [] : domainsIn(block, domain)));
  return [...named, ...formerlyIn(domain, model)].map(({ block, start, end }) => ({
    place: { block, span: { start, end } },
    text: newName,
  }));
}

interface Written {
  readonly block: Block;
  readonly start: number;
  readonly end: number;
}

function domainsIn(block: Block, domain: string): Written[] {
  return namesWrittenIn(block).flatMap(({ key, start, end }) => {
    if (key === keyOf('domain', domain)) return [{ block, start, end }];
    if (namespaceOf(key) !== 'address' || domainOf(key) !== domain) return [];
    return [{ block, start: block.text.lastIndexOf('@', end) + 1, end }];
  });
}

/** Where domains say that they were this one. */
function formerlyIn(domain: string, model: PlanModel): Written[] {
  const blocks = new Set<Block>();
  for (const name of model.namesBeside('domain', '')) {
    for (const block of model.blocksDefining(keyOf('domain', name))) blocks.add(block);
  }
  return [...blocks].flatMap((block) => {
    const { declaration } = block.facts;
    if (declaration?.declares !== 'domain') return [];
    const { was } = declaration.has;
    return was.flatMap(({ value, start, end }) =>
      comparedDomain(value) === domain ? [{ block, start, end }] : [],
    );
  });
}
