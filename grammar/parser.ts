/**
 * Parses one block of a file into a statement tree. The grammar is total: every row of tokens is accepted, and what does
 * not belong is consumed where it stands and reported, so that a slip never costs more than its own statement.
 * Keywords are read as any word: which properties exist is the vocabulary's business.
 */
import { EmbeddedActionsParser, EOF, type IToken, type TokenType } from 'chevrotain';
import { afterByteOrderMark, nextLine } from './blocks.ts';
import { tokenize } from './lexer.ts';
import { DECLARATION_KEYWORDS } from './patterns.ts';
import { plainBlock } from './plain-block.ts';
import {
  Address,
  Close,
  Comma,
  DateText,
  Domain,
  Eol,
  NumberText,
  Offset,
  Open,
  OpenText,
  Placeholder,
  Semicolon,
  Sign,
  Text,
  TimeText,
  TOKENS,
  Unreadable,
  Value,
  Word,
} from './tokens.ts';
import type {
  Atom,
  AtomKind,
  ParsedBlock,
  Span,
  Statement,
  SyntaxExpectation,
  SyntaxProblem,
} from './tree.ts';

/** Deeper than any plan needs; keeps a row of a million braces from exhausting the stack. */
const MAX_DEPTH = 24;

/** Longer than a list of 50,000 members; keeps a file of rubbish from filling the memory with its tokens. */
const MAX_LENGTH = 4_000_000;

/** What one block is told at most: beyond it nobody reads on, and a file of rubbish must not fill the memory. */
const MAX_PROBLEMS = 100;

/** Reads `text`, the text of one block; offsets count from its start. Never throws. */
export const parseBlock = (text: string): ParsedBlock => plainBlock(text) ?? parsedBlock(text);

/** The same by the parser alone. */
export function parsedBlock(text: string): ParsedBlock {
  if (text.length > MAX_LENGTH) return tooLong(text);
  const { tokens, comments } = tokenize(text);
  const { statements, problems } = parser().parse(tokens);
  const [first] = statements;
  const declaration = first && isDeclaration(first, text) ? first : undefined;
  const strays = declaration ? statements.slice(1) : statements;
  const told = strays.length > 0 ? tellStrays(strays, problems, text) : problems;
  return declaration ? { declaration, comments, problems: told } : { comments, problems: told };
}

const tooLong = (text: string): ParsedBlock => ({
  comments: [],
  problems: [{ start: 0, end: nextLine(text, 0), expected: 'shorter-declaration', found: '' }],
});

/** What is no declaration is told once, and again at each new line in column 0; the rest of its text is left alone. */
function tellStrays(strays: Statement[], problems: SyntaxProblem[], text: string): SyntaxProblem[] {
  const from = strays[0]?.start ?? 0;
  const isHead = ({ start }: Statement): boolean => start === from || isAtLineStart(start, text);
  const heads = strays.values().filter(isHead).take(MAX_PROBLEMS);
  return [
    ...problems.filter(({ start }) => start < from),
    ...heads.map(
      ({ keyword }): SyntaxProblem => ({ ...spanOf(keyword), expected: 'declaration', found: keyword.text }),
    ),
  ];
}

const keywords: ReadonlySet<string> = new Set(DECLARATION_KEYWORDS);

const isDeclaration = ({ start, keyword }: Statement, text: string): boolean =>
  isAtLineStart(start, text) && keywords.has(keyword.text);

function isAtLineStart(offset: number, text: string): boolean {
  const before = text[offset - 1];
  return before === '\n' || before === '\r' || offset === afterByteOrderMark(text);
}

const KINDS = new Map<TokenType, AtomKind>([
  [Word, 'word'],
  [NumberText, 'number'],
  [Text, 'string'],
  [OpenText, 'string'],
  [Address, 'address'],
  [Domain, 'domain'],
  [DateText, 'date'],
  [TimeText, 'time'],
  [Offset, 'offset'],
  [Placeholder, 'placeholder'],
  [Sign, 'symbol'],
  [Unreadable, 'symbol'],
]);

const ESCAPES = /^"(?:[^"\\]|\\["\\n]|\\u\{(?:10|0?[0-9A-Fa-f])?[0-9A-Fa-f]{1,4}\})*"$/;

/** The mark, in the grammar as data, of what is read only to be reported. */
const STRAY = { LABEL: 'stray' };

interface Parsed {
  readonly statements: Statement[];
  readonly problems: SyntaxProblem[];
}

export class BlockParser extends EmbeddedActionsParser {
  private problems: SyntaxProblem[] = [];
  private depth = 0;

  constructor({ skipValidations }: { skipValidations: boolean }) {
    super(TOKENS, { maxLookahead: 1, recoveryEnabled: false, skipValidations });
    this.performSelfAnalysis();
  }

  parse(tokens: IToken[]): Parsed {
    this.input = tokens;
    this.problems = [];
    this.depth = 0;
    const statements = this.block();
    return { statements: statements ?? [], problems: this.problems };
  }

  readonly block = this.RULE('block', (): Statement[] =>
    this.SUBRULE(this.statements, { ARGS: ['declaration'] }),
  );

  private readonly statements = this.RULE('statements', (expected: SyntaxExpectation): Statement[] => {
    const found: Statement[] = [];
    let separated = true;
    this.MANY({
      GATE: () => this.depth === 0 || this.LA(1).tokenType !== Close,
      DEF: () =>
        this.OR([
          {
            ALT: () => {
              this.CONSUME(Eol);
              separated = true;
            },
          },
          {
            ALT: () => {
              this.CONSUME(Semicolon);
              separated = true;
            },
          },
          {
            ALT: () => {
              const statement = this.SUBRULE(this.statement);
              if (!separated) this.report(statement.keyword, 'separator');
              separated = false;
              found.push(statement);
            },
          },
          { ALT: () => this.report(this.CONSUME(Comma, STRAY), expected) },
          { ALT: () => this.report(this.CONSUME(Open, STRAY), expected) },
          { ALT: () => this.report(this.CONSUME(Close, STRAY), expected) },
        ]),
    });
    return found;
  });

  private readonly statement = this.RULE('statement', (): Statement => {
    const first = this.CONSUME(Value);
    const known = this.problems.length;
    const keyword = this.atom(first);
    const unreadable = this.problems.length > known;
    const items: Atom[][] = [[]];
    let end = keyword.end;
    const add = (token: IToken): void => {
      const atom = this.atom(token);
      items.at(-1)?.push(atom);
      end = atom.end;
    };
    this.MANY1(() => add(this.CONSUME1(Value)));
    this.MANY2(() => {
      const comma = this.CONSUME(Comma);
      this.reportEmpty(items, comma);
      end = endOf(comma);
      items.push([]);
      this.MANY3(() => this.CONSUME(Eol));
      this.MANY4(() => add(this.CONSUME2(Value)));
      if (this.LA(1).tokenType !== Comma) this.reportEmpty(items, comma);
    });
    let body: Statement[] | undefined;
    this.OPTION({
      GATE: () => this.depth < MAX_DEPTH,
      DEF: () => {
        const braces = this.SUBRULE(this.body);
        body = braces.statements;
        end = braces.end;
      },
    });
    if (!unreadable) this.reportKeyword(keyword);
    return { keyword, items, start: keyword.start, end, ...(body ? { body } : {}) };
  });

  private readonly body = this.RULE('body', (): { statements: Statement[]; end: number } => {
    const open = this.CONSUME(Open);
    this.depth++;
    const statements = this.SUBRULE(this.statements, { ARGS: ['property'] });
    this.depth--;
    let close: IToken | undefined;
    this.OPTION(() => {
      close = this.CONSUME(Close);
    });
    if (!close) this.report(open, 'closing-brace');
    return { statements, end: close ? endOf(close) : (statements.at(-1)?.end ?? endOf(open)) };
  });

  private atom(token: IToken): Atom {
    const start = token.startOffset;
    const atom: Atom = {
      kind: kindOf(token),
      text: token.image,
      start,
      end: start + token.image.length,
    };
    if (token.tokenType === Unreadable) this.report(token, 'token');
    else if (token.tokenType === OpenText) this.report(token, 'closing-quote');
    else if (token.tokenType === Text && token.image.includes('\\') && !ESCAPES.test(token.image)) {
      this.report(token, 'valid-escape');
    }
    return atom;
  }

  /** A statement begins with a word, or with a day offset in a timeline. */
  private reportKeyword(keyword: Atom): void {
    if (keyword.kind === 'word' || keyword.kind === 'offset') return;
    this.report(keyword, 'property');
  }

  /** Each side of a comma holds a value. */
  private reportEmpty(items: readonly Atom[][], comma: IToken): void {
    if (items.at(-1)?.length === 0) this.report(comma, 'value');
  }

  private report(where: IToken | Atom, expected: SyntaxExpectation): void {
    this.ACTION(() => {
      if (this.problems.length >= MAX_PROBLEMS) return;
      const span = 'startOffset' in where ? { start: where.startOffset, end: endOf(where) } : spanOf(where);
      const found = 'image' in where ? where.image : where.text;
      this.problems.push({ ...span, expected, found });
    });
  }
}

const endOf = (token: IToken): number =>
  token.tokenType === EOF ? token.startOffset : token.startOffset + token.image.length;
const spanOf = ({ start, end }: Span): Span => ({ start, end });

/** Made when something is to be parsed: it looks through its own rules first, and many a command has nothing for it. */
function parser(): BlockParser {
  // That the rules are sound is the tests' business, not each start's.
  made ??= new BlockParser({ skipValidations: true });
  return made;
}

let made: BlockParser | undefined;

/** What a token that is a value makes. */
export function kindOf({ tokenType }: IToken): AtomKind {
  return KINDS.get(tokenType) ?? 'symbol';
}

/** The grammar as data, as the parser itself has it: one production a rule. */
export const productions = () => parser().getSerializedGastProductions();

/** The name of the token that atoms of a kind are made of; the first is the one that is not reported. */
export const tokenOf = (kind: AtomKind): string =>
  [...KINDS].find(([, made]) => made === kind)?.[0].name ?? kind;
