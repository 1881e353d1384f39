/**
 * What the tokens of the language look like, and the words that begin declarations: data, from which the lexer, the block
 * splitter, the quick readings and the TextMate grammar are made. Every character above U+007F counts as part of a word, so
 * that accents and look-alikes reach the rules that judge them.
 */

/** Words that start a declaration wherever they stand in column 0. */
export const DECLARATION_KEYWORDS = [
  'plan',
  'endpoint',
  'licence',
  'unit',
  'policy',
  'timeline',
  'lot',
  'domain',
  'mailbox',
  'shared',
  'resource',
  'list',
  'alias',
  'forward',
  'drop',
  'template',
] as const;

export type DeclarationKeyword = (typeof DECLARATION_KEYWORDS)[number];

export const WORD_CHARACTER = 'A-Za-z0-9_\\u0080-\\u009F\\u00A1-\\uFEFE\\uFF00-\\uFFFF';
export const LOCAL_CHARACTER = `${WORD_CHARACTER}.!$&'*+\\/=?^\`|~-`;
/**
 * Not followed by more of the same word or domain: without it `2025-01-20th` would read as a date and a rest, and
 * `163.example` as a number and one. An arrow may follow.
 */
export const END = `(?![${WORD_CHARACTER}]|-(?!>)|\\.[${WORD_CHARACTER}])`;
export const LABEL = `[${WORD_CHARACTER}](?:[${WORD_CHARACTER}-]*[${WORD_CHARACTER}])?`;

/**
 * The sources of the patterns that other tools need too (the TextMate grammar). Every repetition of a group is bounded,
 * and no pattern is tried again from inside a run it has refused: any text costs linear time and little stack.
 */
export const PATTERNS = {
  comment: '#[^\\r\\n]*',
  placeholder: '\\{[a-z]+\\.[a-z-]+\\}',
  // The domain of an address may be missing (`contact@` in a template); odd dots are let in for the address rule to name.
  // It never ends in a hyphen, so that `anne@a.example->jean@a.example` holds an arrow.
  address: `(?<![${LOCAL_CHARACTER}])[${LOCAL_CHARACTER}]{1,400}@[${WORD_CHARACTER}.-]*(?<!-)`,
  date: `[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}${END}`,
  time: `[0-9]{1,2}:[0-9]{2}${END}`,
  offset: `[DJ][+-][0-9]+${END}`,
  domain: `${LABEL}(?:\\.${LABEL}){1,127}`,
  number: `[0-9]+(?:\\.[0-9]+)?(?:${END}|(?=[KMGTkmgt]i?[Bbo]${END}))`,
  // No word has a plus in it but `GMT+1`: of the time zone database's names, those of `Etc` alone do.
  word: `${LABEL}(?:\\+(?<=GMT\\+)[0-9]{1,2}${END})?`,
  sign: '->|\\.\\.|<=|\\/|%|\\*',
} as const;
