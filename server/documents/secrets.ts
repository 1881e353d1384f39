/**
 * Looks up the secrets that a plan names: an environment variable, a file, the system's keychain, or a question on the
 * terminal; one that was handed in is not looked for. A secret goes from here to the connection that needs it and is written nowhere.
 */
import { execFile } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Secret } from '../../grammar/shapes.ts';
import { secretName } from '../language/model/surroundings.ts';
import type { SecretReference } from '../planning/migration-plan.ts';
import { type SecretPurpose, secretKey } from '../planning/secret-purpose.ts';
import { type Text, TextError, text } from '../planning/text.ts';

/** A secret that is not where the plan says: one line that names the place, never the secret. */
export class SecretError extends TextError {
  override readonly name = 'SecretError';
}

export type GivenSecrets = ReadonlyMap<string, string>;

export interface SecretSources {
  /** Files are named relative to the plan's folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Those that were handed in, by `secretKey`. */
  readonly given?: GivenSecrets;
  /** Asks without showing what is typed; absent where there is no terminal. */
  readonly ask?: (question: Text) => Promise<string>;
}

/** `purpose`: what the secret is for, as an error and a question say it. */
export type SecretLookup = (reference: SecretReference, purpose: SecretPurpose) => Promise<string>;

/** Each secret is looked up once, however many mailboxes need it; what is asked for is asked for each purpose. */
export function secretLookup(given: SecretSources): SecretLookup {
  const known = new Map<string, Promise<string>>();
  const sources = given.ask ? { ...given, ask: oneByOne(given.ask) } : given;
  return (reference, purpose) => {
    const key = JSON.stringify(reference.kind === 'prompt' ? [reference, purpose] : reference);
    const found = known.get(key) ?? lookUp(reference, purpose, sources);
    known.set(key, found);
    return found;
  };
}

/** Mailboxes are opened side by side; a terminal has room for one question. */
function oneByOne(ask: NonNullable<SecretSources['ask']>): NonNullable<SecretSources['ask']> {
  let last: Promise<unknown> = Promise.resolve();
  return (question) => {
    const answer = last.then(() => ask(question));
    last = answer.catch(() => undefined);
    return answer;
  };
}

async function lookUp(
  reference: SecretReference,
  purpose: SecretPurpose,
  sources: SecretSources,
): Promise<string> {
  const given = sources.given?.get(secretKey(reference, purpose));
  if (given !== undefined) return said(given, purpose);
  switch (reference.kind) {
    case 'env':
      return fromEnvironment(reference.name, purpose, sources);
    case 'file':
      return fromFile(resolve(sources.folder, reference.path), purpose);
    case 'keychain':
      return fromKeychain(reference.name, purpose);
    case 'prompt':
      if (!sources.ask)
        throw fault(
          purpose,
          'its secret is asked for, and there is no terminal to ask on',
          'son secret est demandé, et il n’y a pas de terminal pour le saisir',
        );
      return said(await sources.ask(text(`${purpose.en}: `, `${purpose.fr}\u00A0: `)), purpose);
  }
}

/** A directory takes a login without a password for nobody's, and says yes (RFC 4513, 5.1.2). */
function said(secret: string, purpose: SecretPurpose): string {
  if (secret !== '') return secret;
  throw fault(purpose, 'the secret handed in is empty', 'le secret fourni est vide');
}

/**
 * Those of a plan's secrets that are not there, by `secretName`: variables that are not set, files that are not there or
 * are empty. Keychains may ask their owner, so they are not looked into; nor is another computer asked for a file, which would
 * be told who asks by the name in a plan alone. No secret is read.
 */
export async function missingSecrets(
  secrets: readonly Secret[],
  { folder, env, given }: Pick<SecretSources, 'folder' | 'env' | 'given'>,
): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  for (const secret of secrets) {
    const isThere =
      secret.kind === 'env'
        ? Boolean(env[secret.name])
        : secret.kind !== 'file' ||
          ELSEWHERE.test(secret.name) ||
          (await hasContent(resolve(folder, secret.name)));
    if (!isThere && !given?.has(secretName(secret))) missing.add(secretName(secret));
  }
  return missing;
}

/** A file that is named by the computer that has it: `\\server\share\file`. */
const ELSEWHERE = /^[\\/]{2}/;

/** Whether a file says something; of one that can hold no more than a line end so much is read, and no more: some have no end. */
async function hasContent(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return false;
    return found.size > LINE_END || (await beginning(path)).replace(/\r?\n$/, '') !== '';
  } catch {
    return false;
  }
}

/** Bytes of the longest. */
const LINE_END = 2;

async function beginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LINE_END + 1));
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

const fault = (purpose: Text, en: string, fr: string): SecretError =>
  new SecretError(text(`${purpose.en}: ${en}`, `${purpose.fr}\u00A0: ${fr}`));

function fromEnvironment(name: string, purpose: Text, { env }: SecretSources): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw fault(
      purpose,
      `the environment variable ${name} is not set; set it and run again`,
      `la variable d’environnement ${name} n’est pas définie\u00A0; définissez-la et relancez`,
    );
  return value;
}

/** The file's text without its last line end. */
async function fromFile(path: string, purpose: Text): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw fault(
      purpose,
      `the secret file ${path} cannot be read (${error.code})`,
      `le fichier secret ${path} ne peut pas être lu (${error.code})`,
    );
  });
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '')
    throw fault(purpose, `the secret file ${path} is empty`, `le fichier secret ${path} est vide`);
  return secret;
}

const KEYCHAINS: Readonly<
  Partial<Record<NodeJS.Platform, (name: string) => [command: string, ...values: string[]]>>
> = {
  darwin: (name) => ['security', 'find-generic-password', '-w', '-s', name],
  linux: (name) => ['secret-tool', 'lookup', 'service', name],
};

async function fromKeychain(name: string, purpose: Text): Promise<string> {
  const command = KEYCHAINS[process.platform]?.(name);
  if (!command)
    throw fault(
      purpose,
      `keychains are not read on ${process.platform}; use secret env or secret file`,
      `les trousseaux ne sont pas lus sur ${process.platform}\u00A0; utilisez secret env ou secret file`,
    );
  const [program, ...values] = command;
  try {
    const { stdout } = await promisify(execFile)(program, values);
    return stdout.replace(/\r?\n$/, '');
  } catch {
    throw fault(
      purpose,
      `${program} has no secret called ${name} (or is not installed)`,
      `${program} n’a pas de secret nommé ${name} (ou n’est pas installé)`,
    );
  }
}
