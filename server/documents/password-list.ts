/**
 * Everybody's own password, for `login each`: a table of two columns, address and password, where the plan's secret says.
 * A file that others may read, or that git would take, is not used. No password is ever part of what is told of one.
 */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { compared } from '../language/model/names.ts';
import type { SecretReference } from '../planning/migration-plan.ts';
import { type SecretPurpose, secretKey } from '../planning/secret-purpose.ts';
import { type Text, text } from '../planning/text.ts';
import { declaredSeparator, readCsv, SEPARATORS, type Separator } from './import/csv.ts';
import { decodeText } from './import/decode-text.ts';
import type { Row } from './import/table.ts';
import { type GivenSecrets, SecretError, type SecretLookup } from './secrets.ts';

export interface PasswordList {
  /** The file, variable or keychain it is from. */
  readonly place: string;
  /** Addresses compare without case. */
  passwordOf(address: string): string | undefined;
}

export type PasswordLookup = (reference: SecretReference, purpose: SecretPurpose) => Promise<PasswordList>;

/** Each list is read once, however many mailboxes are in it; one that was handed in, from no file. Throws SecretError. */
export function passwordLookup(folder: string, secret: SecretLookup, given?: GivenSecrets): PasswordLookup {
  const known = new Map<string, Promise<PasswordList>>();
  return (reference, purpose) => {
    const key = JSON.stringify(reference);
    const found = known.get(key) ?? lookUp(reference, purpose, { folder, secret, given });
    known.set(key, found);
    return found;
  };
}

interface Places {
  readonly folder: string;
  readonly secret: SecretLookup;
  readonly given: GivenSecrets | undefined;
}

async function lookUp(
  reference: SecretReference,
  purpose: SecretPurpose,
  { folder, secret, given }: Places,
): Promise<PasswordList> {
  const written = given?.get(secretKey(reference, purpose));
  if (written !== undefined) return listOf(written, placeOf(reference), purpose);
  if (reference.kind !== 'file') {
    return listOf(await secret(reference, purpose), placeOf(reference), purpose);
  }
  const path = resolve(folder, reference.path);
  await mustBeOwn(path, purpose);
  const read = decodeText(await opened(path, purpose));
  if (!read || read.damaged > 0) throw fault(purpose, `${path} is no text`, `${path} n’est pas du texte`);
  return listOf(read.text.replace(/^\uFEFF/, ''), placeOf(reference), purpose);
}

function placeOf(reference: SecretReference): string {
  switch (reference.kind) {
    case 'file':
      return reference.path;
    case 'prompt':
      return '';
    case 'env':
    case 'keychain':
      return reference.name;
  }
}

/** The bytes of the list, whichever way it is kept. */
async function opened(path: string, purpose: Text): Promise<Buffer> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw fault(
      purpose,
      `the passwords in ${path} cannot be read (${error.code})`,
      `les mots de passe de ${path} ne peuvent pas être lus (${error.code})`,
    );
  });
  // The first line of a file that age made (age-encryption.org/v1), and of one in letters.
  if (/^(age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE)/.test(bytes.subarray(0, 40).toString('latin1')))
    throw fault(
      purpose,
      `${path} is sealed with age, which this version does not open; open it with age -d into a file that only you may read, and name that one`,
      `${path} est scellé avec age, que cette version n’ouvre pas\u00A0; ouvrez-le avec age -d dans un fichier que vous seul pouvez lire, et désignez celui-là`,
    );
  return bytes;
}

async function mustBeOwn(path: string, purpose: Text): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  // Windows keeps rights elsewhere.
  if (found && process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw fault(
      purpose,
      `the passwords in ${path} may be read by others; take that right away (chmod 600 ${path}) and run again`,
      `les mots de passe de ${path} peuvent être lus par d’autres\u00A0; retirez ce droit (chmod 600 ${path}) et relancez`,
    );
  if (found && (await wouldBeCommitted(path)))
    throw fault(
      purpose,
      `git would take ${path} along with everybody’s passwords; name it in .gitignore, and take it out of git where it is in already`,
      `git emporterait ${path} avec les mots de passe de tous\u00A0; désignez-le dans .gitignore, et retirez-le de git s’il y est déjà`,
    );
}

/** 1 says: in a repository, and not ignored. Anything else, or no git at all: nothing is to be feared. */
async function wouldBeCommitted(path: string): Promise<boolean> {
  try {
    await promisify(execFile)('git', ['-C', dirname(path), 'check-ignore', '-q', '--', basename(path)]);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === 1;
  }
}

function listOf(written: string, place: string, purpose: Text): PasswordList {
  const passwords = new Map<string, string>();
  for (const row of rowsOf(written)) {
    const [address = '', password = '', ...more] = row.cells;
    const key = compared(address.trim());
    const told = key.includes('@') ? problemOf(password, more, passwords.get(key)) : noAddress;
    if (told) throw rowFault(purpose, place, row, told);
    passwords.set(key, password);
  }
  return { place, passwordOf: (address) => passwords.get(compared(address)) };
}

/** Without empty rows, and without what stands above the columns. */
function rowsOf(written: string): Row[] {
  const declared = declaredSeparator(written);
  const table = declared ? written.slice(written.indexOf('\n') + 1) : written;
  const rows = readCsv(table, declared ?? separatorIn(table)).filter(({ cells }) =>
    cells.some((cell) => cell.trim() !== ''),
  );
  return rows[0]?.cells[0]?.includes('@') === false ? rows.slice(1) : rows;
}

/** The first in the text: no address holds one. */
function separatorIn(table: string): Separator {
  const [found] = /[;,\t|]/.exec(table) ?? [];
  return SEPARATORS.find((separator) => separator === found) ?? ';';
}

const noAddress = text('has no address in its first column', 'n’a pas d’adresse dans sa première colonne');

function problemOf(password: string, more: readonly string[], before: string | undefined): Text | undefined {
  if (password === '') return text('has no password', 'n’a pas de mot de passe');
  if (more.some((cell) => cell.trim() !== ''))
    return text(
      'has more than two columns; put a password that holds a separator between quotes',
      'a plus de deux colonnes\u00A0; mettez entre guillemets un mot de passe qui contient un séparateur',
    );
  if (before !== undefined && before !== password)
    return text('gives an address a second password', 'donne un second mot de passe à une adresse');
  return undefined;
}

const rowFault = (purpose: Text, place: string, { number }: Row, told: Text): SecretError =>
  fault(purpose, `${place}: line ${number} ${told.en}`, `${place}\u00A0: la ligne ${number} ${told.fr}`);

const fault = (purpose: Text, en: string, fr: string): SecretError =>
  new SecretError(text(`${purpose.en}: ${en}`, `${purpose.fr}\u00A0: ${fr}`));
