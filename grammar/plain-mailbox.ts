/**
 * The most frequent line of a large plan, `mailbox camille.dupont@spf55.org E1 "Camille Dupont"`, read without tokens or a
 * tree. It takes only what can be read in no other way, and says of it exactly what the parser says
 * (test/grammar/plain-mailbox.test.ts); whatever else a line holds is the parser's.
 */
import { readDeclaration } from './declarations.ts';
import { parseBlock } from './parser.ts';
import type { DeclarationOf } from './vocabulary.ts';

const LINE =
  /^mailbox ([A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_])){0,63}@[A-Za-z0-9](?:[A-Za-z0-9]|[.-](?=[A-Za-z0-9])){0,200})(?: ([A-Za-z][A-Za-z0-9]{0,30}))?(?: ("[^"\\\r\n]{0,200}"))?[\r\n]*$/;

const HEAD = 'mailbox '.length;

/** The declaration in a block's text; `undefined` where it holds more than one such line. */
export function plainMailbox(text: string): DeclarationOf<'mailbox'> | undefined {
  if (text.charCodeAt(0) !== 109 || text.charCodeAt(1) !== 97) return undefined; // "ma"
  const found = LINE.exec(text);
  if (!found) return undefined;
  const [, address = '', licence, label] = found;
  const addressEnd = HEAD + address.length;
  const licenceEnd = licence === undefined ? addressEnd : addressEnd + 1 + licence.length;
  const end = label === undefined ? licenceEnd : licenceEnd + 1 + label.length;
  const mailbox = {
    declares: 'mailbox' as const,
    keyword: KEYWORD,
    start: 0,
    end,
    address: { value: address, start: HEAD, end: addressEnd },
    licence: { value: licence ?? '', start: addressEnd + 1, end: licenceEnd },
    label: { value: label?.slice(1, -1) ?? '', start: licenceEnd + 1, end },
    has: NOTHING,
  };
  // In one piece, as most are: what is added to an object later costs as much memory again.
  if (licence !== undefined && label !== undefined) return mailbox;
  const { licence: written, label: title, ...rest } = mailbox;
  return {
    ...rest,
    ...(licence === undefined ? {} : { licence: written }),
    ...(label === undefined ? {} : { label: title }),
  };
}

const KEYWORD = { start: 0, end: HEAD - 1 };

/** The properties of a mailbox that has no body, one object for all of them. */
const NOTHING = bodiless();

function bodiless(): DeclarationOf<'mailbox'>['has'] {
  const { declaration: statement } = parseBlock('mailbox a@a.example');
  const declaration = statement && readDeclaration(statement).declaration;
  if (declaration?.declares !== 'mailbox') throw new Error('a mailbox without a body cannot be read');
  return declaration.has;
}
