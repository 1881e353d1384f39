/**
 * What one block says, taken out of its tree so that the tree can be dropped: its declaration, the names it defines and
 * refers to, its problems and its suppressions. Everything the analysis knows of a block is here.
 */
import { type ReadingProblem, readDeclaration } from '../../../grammar/declarations.ts';
import { parseBlock } from '../../../grammar/parser.ts';
import { DECLARATION_KEYWORDS } from '../../../grammar/patterns.ts';
import { NOTHING, plainMailbox } from '../../../grammar/plain-mailbox.ts';
import type { Comment, Located, Span, Statement, SyntaxProblem } from '../../../grammar/tree.ts';
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import { nearest } from './editing/nearest.ts';
import { isTemplated, type Key, keyOf, type Namespace } from './names.ts';

/** What a name was defined as; an address can be defined in several ways, and may have only one. */
export type DefinedAs = Declaration['declares'] | 'was' | 'subdomain' | 'assignment';

export interface Definition extends Span {
  readonly key: Key;
  readonly as: DefinedAs;
}

export interface Reference extends Span {
  readonly key: Key;
  /** A name that may also lie outside the plan: an external member, the address a forward goes to. */
  readonly soft: boolean;
}

/** `# migplan-ignore rule: reason` */
export interface Suppression extends Span {
  readonly rule: string;
  readonly reason: string;
  /** The statement under it, with its whole body: formatting may move what is in it to other lines. */
  readonly covers: Span;
}

export interface BlockFacts {
  readonly declaration?: Declaration;
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
  readonly syntax: readonly SyntaxProblem[];
  readonly reading: readonly ReadingProblem[];
  readonly suppressions: readonly Suppression[];
}

const NONE: readonly never[] = [];
const NOTHING_NAMED = { definitions: NONE, references: NONE };

/** The facts of a block's text. Never throws. */
export function factsOf(text: string): BlockFacts {
  const mailbox = plainMailbox(text);
  return mailbox ? factsOfMailbox(mailbox) : parsedFactsOf(text);
}

/** A mailbox that was read at once, which has no problem of its own. */
function factsOfMailbox(declaration: DeclarationOf<'mailbox'>): BlockFacts {
  const { address, licence, has } = declaration;
  if (has !== NOTHING) {
    const { definitions, references } = namesOf(declaration);
    return { declaration, definitions, references, syntax: NONE, reading: NONE, suppressions: NONE };
  }
  return {
    declaration,
    definitions: [
      { key: keyOf('address', address.value), as: 'mailbox', start: address.start, end: address.end },
    ],
    references: licence
      ? [{ key: keyOf('licence', licence.value), soft: false, start: licence.start, end: licence.end }]
      : NONE,
    syntax: NONE,
    reading: NONE,
    suppressions: NONE,
  };
}

function parsedFactsOf(text: string): BlockFacts {
  const { declaration: statement, problems: syntax, comments } = parseBlock(text);
  const reading = statement ? readDeclaration(statement) : undefined;
  const names = reading?.declaration ? namesOf(reading.declaration) : undefined;
  const problems = reading?.problems ?? NONE;
  return {
    ...(reading?.declaration ? { declaration: reading.declaration } : {}),
    definitions: names?.definitions ?? NONE,
    references: names?.references ?? NONE,
    syntax: orNone(
      syntax.filter((problem) => !isToldBetter(problem, problems)).map((found) => withoutSecret(found, text)),
    ),
    reading: orNone(
      problems
        .filter((problem) => !isToldAlready(problem, syntax))
        .map((found) => withoutSecret(found, text)),
    ),
    suppressions: comments.length > 0 ? suppressionsIn(comments, statement, text.length) : NONE,
  };
}

/** The declaration of a block's text and the names in it, without its body, and without what is wrong with it. Never throws. */
export function factsOfHead(text: string): BlockFacts {
  const { declaration: statement } = parseBlock(text);
  const declaration = statement && readDeclaration({ ...statement, body: [] }).declaration;
  const { definitions, references } = declaration ? namesOf(declaration) : NOTHING_NAMED;
  return {
    ...(declaration ? { declaration } : {}),
    ...{ definitions, references, syntax: NONE, reading: NONE, suppressions: NONE },
  };
}

/** One empty list for all: most blocks have no problem. */
const orNone = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list);

/** A sign that starts nothing, where the vocabulary can say what it wanted there instead. */
const isToldBetter = ({ expected, start }: SyntaxProblem, problems: readonly ReadingProblem[]): boolean =>
  expected === 'token' &&
  problems.some((problem) => problem.problem === 'wrong-value' && problem.start === start);

/** One slip is told once: a value that the parser has told of is not a wrong value too. */
const isToldAlready = (problem: ReadingProblem, syntax: readonly SyntaxProblem[]): boolean =>
  problem.problem === 'wrong-value' &&
  syntax.some(({ expected, start }) => expected !== 'token' && start === problem.start);

const SECRET_PROPERTIES: ReadonlySet<string> = new Set([
  'secret',
  'password',
  'login',
  'client',
  'directory',
]);
const KEYWORDS: ReadonlySet<string> = new Set(DECLARATION_KEYWORDS);
const SECRET_LINE = /\b(?:secret|password|login|client)\b/;
const SECRET_ANNOUNCED = /\b(?:secret|pass\w*|pwd)\s*(?:#[^\r\n]*[\r\n]\s*)*$/i;
const MAY_HOLD_SECRETS = /^endpoint\b|\b(?:secret|login|client|pass\w*|pwd|mdp|motdepasse|mot-de-passe)\b/im;

/** A problem where a secret may have been written down keeps nothing of what it found: it goes into messages and reports. */
function withoutSecret<P extends SyntaxProblem | ReadingProblem>(problem: P, text: string): P {
  const before = text.slice(Math.max(0, problem.start - 1000), problem.start);
  if ('found' in problem) {
    const isSecret = 'of' in problem ? SECRET_PROPERTIES.has(problem.of) : isOnSecretLine(before);
    return isSecret || mayBeSecret(problem, text) ? { ...problem, found: '' } : problem;
  }
  return problem.problem === 'unknown-property' && SECRET_ANNOUNCED.test(before)
    ? { ...problem, name: '' }
    : problem;
}

/** Whether what was found may be a password whose property stands on a line above, or nowhere. */
function mayBeSecret(
  problem: SyntaxProblem | Extract<ReadingProblem, { found: string }>,
  text: string,
): boolean {
  const { expected, found } = problem;
  const isOdd = found.startsWith('"') || expected === 'property' || isStray(problem, text);
  return isOdd && MAY_HOLD_SECRETS.test(text);
}

/** Whether it stands alone on its line, or is like no keyword, where a declaration was to begin. */
const isStray = ({ expected, found, end }: StrayLike, text: string): boolean =>
  expected === 'declaration' &&
  !SECRET_PROPERTIES.has(found) &&
  !KEYWORDS.has(found) &&
  (/^[ \t]*(?:[\r\n]|$)/.test(text.slice(end, end + 100)) ||
    nearest(found, DECLARATION_KEYWORDS) === undefined);

interface StrayLike extends Span {
  readonly expected: unknown;
  readonly found: string;
}

const isOnSecretLine = (before: string): boolean =>
  SECRET_ANNOUNCED.test(before) || SECRET_LINE.test(before.slice(before.search(/[^\r\n]*$/)));

const IGNORE = /^#\s*migplan-ignore\b\s*([\w-]*)\s*:?\s*(.*?)\s*$/;

function suppressionsIn(
  comments: readonly Comment[],
  declaration: Statement | undefined,
  end: number,
): Suppression[] {
  const statements = declaration ? [...statementsIn(declaration)] : [];
  let next = 0;
  return comments.flatMap((comment) => {
    const [found, rule = '', reason = ''] = IGNORE.exec(comment.text) ?? [];
    if (found === undefined) return [];
    while (next < statements.length && (statements[next]?.start ?? 0) < comment.end) next++;
    // Under the last statement there is only what strays behind the declaration.
    const { start, end: until } = statements[next] ?? { start: comment.end, end };
    return [{ rule, reason, start: comment.start, end: comment.end, covers: { start, end: until } }];
  });
}

/** A statement and those inside it, in the order of their starts. */
function* statementsIn(statement: Statement): Generator<Statement> {
  yield statement;
  for (const inner of statement.body ?? []) yield* statementsIn(inner);
}

/** Collects the names of one declaration. */
class Names {
  readonly definitions: Definition[] = [];
  readonly references: Reference[] = [];

  define(namespace: Namespace, as: DefinedAs, ...names: (Located<string> | undefined)[]): this {
    for (const name of names) {
      if (!name || (ADDRESSES.has(namespace) && isTemplated(name.value))) continue;
      this.definitions.push({ key: keyOf(namespace, name.value), as, start: name.start, end: name.end });
    }
    return this;
  }

  refer(namespace: Namespace, ...names: (Located<string> | undefined)[]): this {
    return this.add(namespace, false, names);
  }

  /** Like `refer`, for names that need not be in the plan. */
  mention(namespace: Namespace, ...names: (Located<string> | undefined)[]): this {
    return this.add(namespace, true, names);
  }

  private add(namespace: Namespace, soft: boolean, names: (Located<string> | undefined)[]): this {
    for (const name of names) {
      if (!name || isTemplated(name.value)) continue;
      this.references.push({ key: keyOf(namespace, name.value), soft, start: name.start, end: name.end });
    }
    return this;
  }
}

const ADDRESSES: ReadonlySet<Namespace> = new Set(['address', 'alias-target']);

function namesOf(declaration: Declaration): Names {
  const names = new Names();
  const collect = COLLECTORS[declaration.declares] as (declaration: Declaration, names: Names) => void;
  collect(declaration, names);
  return names;
}

type Collectors = {
  readonly [K in Declaration['declares']]: (declaration: DeclarationOf<K>, names: Names) => void;
};

const COLLECTORS: Collectors = {
  plan: ({ title, has }, names) => {
    names.define('plan', 'plan', { ...title, value: '' }).refer('endpoint', has.source, has.target);
  },
  endpoint: ({ name }, names) => {
    names.define('endpoint', 'endpoint', name);
  },
  licence: ({ name }, names) => {
    names.define('licence', 'licence', name);
  },
  unit: ({ name, has }, names) => {
    names.define('unit', 'unit', name).refer('unit', has.parent).mention('address', has.admin);
  },
  policy: ({ keyword, unit, has }, names) => {
    names.define('policy', 'policy', unit ?? { value: '', ...keyword }).refer('unit', unit);
    names.refer('licence', ...has['licence-share'].map(({ value }) => value.licence));
    names.refer('rule', ...has.severity.map(({ value }) => value.rule));
  },
  timeline: ({ name }, names) => {
    names.define('timeline', 'timeline', name);
  },
  lot: ({ name, has }, names) => {
    names
      .define('lot', 'lot', name)
      .refer('timeline', has.timeline)
      .refer('lot', ...has.after);
    names
      .refer('domain', ...has.domain)
      .refer('unit', ...has.unit)
      .refer('address', ...has.mailbox);
    names.define('assigned-domain', 'assignment', ...has.domain);
    names.define('assigned-unit', 'assignment', ...has.unit);
    names.define('assigned-address', 'assignment', ...has.mailbox);
  },
  domain: ({ name, has }, names) => {
    names.define('domain', 'domain', name).define('domain', 'subdomain', ...has.subdomain);
    names
      .refer('unit', has.unit)
      .refer('template', ...has.use)
      .refer('lot', has.lot);
    names.refer('endpoint', has.source, has.target);
    names.define('domain-target', 'assignment', has.target);
  },
  mailbox: (mailbox, names) => recipient(mailbox, names),
  shared: (shared, names) => {
    recipient(shared, names);
    names.refer('address', ...shared.has.access.map(({ value }) => value.who));
  },
  resource: (resource, names) => {
    names.define('address', 'resource', resource.address).define('address', 'alias', ...resource.has.alias);
    names
      .define('address', 'was', ...resource.has.was)
      .refer('unit', resource.has.unit)
      .refer('lot', resource.has.lot);
    names.mention('address', ...resource.has.manager);
  },
  list: ({ address, has }, names) => {
    names
      .define('address', 'list', address)
      .define('address', 'alias', ...has.alias)
      .define('address', 'was', ...has.was);
    names.refer('unit', has.unit).mention('address', ...has.member, ...has.owner);
  },
  alias: ({ address, to }, names) => {
    names.define('address', 'alias', address).mention('address', to);
    names.define('alias-target', 'assignment', to);
  },
  forward: ({ address, to }, names) => {
    names.define('address', 'forward', address).mention('address', to);
  },
  drop: ({ address }, names) => {
    names.define('address', 'drop', address);
  },
  template: ({ name, contents }, names) => {
    names.define('template', 'template', name);
    for (const content of contents) if ('licence' in content) names.refer('licence', content.licence);
  },
};

function recipient(recipient: DeclarationOf<'mailbox'> | DeclarationOf<'shared'>, names: Names): void {
  const { declares, address, licence, has } = recipient;
  names
    .define('address', declares, address)
    .define('address', 'alias', ...has.alias)
    .define('address', 'was', ...has.was);
  names.refer('licence', licence).refer('unit', has.unit).refer('lot', has.lot);
  names.mention('address', ...has.forward.map(({ value }) => value.to));
}
