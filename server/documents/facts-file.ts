/**
 * A plan's own facts of kinds of mail systems, `facts.yaml` beside it: what a contract gives, or what has changed since the
 * shipped ones were looked up. A file with a fault is used in no part.
 */
import * as z from 'zod';
import { ENDPOINT_KINDS, type EndpointKind } from '../../grammar/vocabulary.ts';
import {
  FACT_NAMES,
  FACTS,
  type FactName,
  type Facts,
  type OwnFacts,
  type Takes,
} from '../language/facts/facts.ts';
import type { FactOverrides } from '../language/facts/kinds.ts';
import { factsOf } from '../language/model/block-facts.ts';
import { nearest } from '../language/model/editing/nearest.ts';
import { type Text, text } from '../planning/text.ts';
import { type CheckedYaml, readYaml } from './checked-yaml.ts';

/** Reads a facts file's text. Throws FileFault, with its line and column, for anything that is not one. */
export function readFacts(written: string): FactOverrides {
  const yaml = readYaml(written);
  const result = file.safeParse(yaml.value ?? {});
  if (!result.success) throw faultOf(yaml, result.error.issues[0]);
  const kinds = Object.entries(result.data).flatMap(([kind, own]) => (own ? [[kind, ownFacts(own)]] : []));
  return Object.fromEntries(kinds) as FactOverrides;
}

const NONE = 'none';

/** A size as plans write it, read as plans are. */
function bytesOf(written: string): number | undefined {
  const { declaration } = factsOf(
    /^[\d.]+ *[A-Za-z]+$/.test(written) ? `licence L { quota ${written} }` : '',
  );
  return declaration?.declares === 'licence' ? declaration.has.quota?.value : undefined;
}

const SCALARS = {
  count: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  size: z.string().transform((written, context) => {
    const bytes = bytesOf(written);
    if (bytes === undefined) context.addIssue('no size');
    return bytes ?? 0;
  }),
  'yes-no': z.enum(['yes', 'no']).transform((written) => written === 'yes'),
  text: z.string().min(1),
  names: z.array(z.string().min(1)),
} as const;

function schemaOf(takes: Takes): z.ZodType {
  if (takes.kind === 'word') return z.enum(takes.of as [string]);
  if (takes.kind === 'words') return z.array(z.enum(takes.of as [string]));
  return SCALARS[takes.kind];
}

const own = z.strictObject({
  source: z.string().min(1).optional(),
  checked: z.iso.date().optional(),
  ...Object.fromEntries(
    FACT_NAMES.map((name) => [name, z.literal(NONE).or(schemaOf(FACTS[name].takes)).optional()]),
  ),
});
const file = z.strictObject(
  Object.fromEntries(ENDPOINT_KINDS.map((kind) => [kind, own.optional()])) as Record<
    EndpointKind,
    z.ZodOptional<typeof own>
  >,
);

function ownFacts({ source, checked, ...values }: z.infer<typeof own>): OwnFacts {
  const entries = Object.entries(values);
  return {
    ...(source === undefined ? {} : { source }),
    ...(checked === undefined ? {} : { checked }),
    facts: Object.fromEntries(entries.filter(([, value]) => value !== NONE)) as Facts,
    without: entries.filter(([, value]) => value === NONE).map(([name]) => name as FactName),
  };
}

/** What is wrong, where, and what to write instead. */
function faultOf(yaml: CheckedYaml, issue: z.core.$ZodIssue | undefined) {
  const path = issue?.path ?? [];
  const [unknown] = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  if (unknown !== undefined) return yaml.fault(unused(unknownName(path, unknown)), [...path, unknown], 'key');
  // What is wrong within a list is in the second of what a fact may be: `none`, or a value.
  const within = issue?.code === 'invalid_union' ? (issue.errors.at(-1)?.[0]?.path ?? []) : [];
  return yaml.fault(unused(wrongValue(path)), [...path, ...within]);
}

const unused = ({ en, fr }: Text): Text =>
  text(
    `${ended(en)} Nothing of the file is used until it is mended`,
    `${ended(fr)} Rien du fichier n’est pris en compte tant qu’il n’est pas corrigé`,
  );

const ended = (sentence: string): string => (sentence.endsWith('?') ? sentence : `${sentence}.`);

function unknownName([kind]: readonly PropertyKey[], name: string): Text {
  const known = kind === undefined ? ENDPOINT_KINDS : [...FACT_NAMES, 'source', 'checked'];
  const near = nearest(name, known);
  const all = kind === undefined ? ENDPOINT_KINDS.join(', ') : 'docs/facts.md';
  const [hint, hintFr] = near
    ? [`did you mean ${near}?`, `vouliez-vous dire ${near}\u00A0?`]
    : [`these are known: ${all}`, `voici ce qui est connu\u00A0: ${all}`];
  return kind === undefined
    ? text(
        `no kind of endpoint is called ${name}; ${hint}`,
        `aucun type de point d’accès ne s’appelle ${name}\u00A0; ${hintFr}`,
      )
    : text(`no fact is called ${name}; ${hint}`, `aucune donnée ne s’appelle ${name}\u00A0; ${hintFr}`);
}

function wrongValue([kind, name]: readonly PropertyKey[]): Text {
  if (kind === undefined)
    return text(
      'the file gives facts under the name of a kind of endpoint, as microsoft365',
      'le fichier donne ses données sous le nom d’un type de point d’accès, comme microsoft365',
    );
  if (name === undefined)
    return text(
      `${String(kind)} has facts below it, each on its line: message-bytes: 150 MB`,
      `${String(kind)} a ses données en dessous, une par ligne\u00A0: message-bytes: 150 MB`,
    );
  const { en, fr } = expected(String(name));
  return text(`${String(name)} takes ${en}`, `${String(name)} prend ${fr}`);
}

function expected(name: string): Text {
  if (name === 'checked') return text('a day, as 2026-10-01', 'un jour, comme 2026-10-01');
  if (name === 'source') return text('a text', 'un texte');
  const { takes } = FACTS[name as FactName];
  const { en, fr } = takes.kind in PLAIN ? PLAIN[takes.kind as keyof typeof PLAIN] : listed(takes);
  return text(`${en}, or none`, `${fr}, ou none`);
}

const PLAIN = {
  count: text('a whole number', 'un nombre entier'),
  size: text('a size, as 150 MB', 'une taille, comme 150 MB'),
  'yes-no': text('yes or no', 'yes ou no'),
  text: text('a text', 'un texte'),
  names: text('names in brackets, as [ Notes, Tasks ]', 'des noms entre crochets, comme [ Notes, Tasks ]'),
} as const;

function listed(takes: Takes): Text {
  const of = 'of' in takes ? takes.of.join(', ') : '';
  return takes.kind === 'words'
    ? text(`a list of these: ${of}`, `une liste parmi\u00A0: ${of}`)
    : text(`one of these: ${of}`, `un mot parmi\u00A0: ${of}`);
}
