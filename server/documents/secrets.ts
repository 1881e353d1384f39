/**
 * Looks up the secrets that a plan names: an environment variable, a file, the system's keychain, or a question on the
 * terminal. A secret goes from here to the connection that needs it and is written nowhere.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { SecretReference } from '../planning/migration-plan.ts';

/** A secret that is not where the plan says: one line that names the place, never the secret. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

export interface SecretSources {
  /** Files are named relative to the plan's folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks without showing what is typed; absent where there is no terminal. */
  readonly ask?: (question: string) => Promise<string>;
}

export type SecretLookup = (reference: SecretReference, purpose: string) => Promise<string>;

/** Each secret is looked up once, however many mailboxes need it. */
export function secretLookup(sources: SecretSources): SecretLookup {
  const known = new Map<string, Promise<string>>();
  return (reference, purpose) => {
    const key = JSON.stringify(reference);
    const found = known.get(key) ?? lookUp(reference, purpose, sources);
    known.set(key, found);
    return found;
  };
}

async function lookUp(reference: SecretReference, purpose: string, sources: SecretSources): Promise<string> {
  switch (reference.kind) {
    case 'env':
      return fromEnvironment(reference.name, purpose, sources);
    case 'file':
      return fromFile(resolve(sources.folder, reference.path), purpose);
    case 'keychain':
      return fromKeychain(reference.name, purpose);
    case 'prompt':
      if (!sources.ask)
        throw new SecretError(`${purpose}: its secret is asked for, and there is no terminal to ask on`);
      return sources.ask(`${purpose}: `);
  }
}

function fromEnvironment(name: string, purpose: string, { env }: SecretSources): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw new SecretError(`${purpose}: the environment variable ${name} is not set; set it and run again`);
  return value;
}

/** The file's text without its last line end. */
async function fromFile(path: string, purpose: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SecretError(`${purpose}: the secret file ${path} cannot be read (${error.code})`);
  });
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new SecretError(`${purpose}: the secret file ${path} is empty`);
  return secret;
}

const KEYCHAINS: Readonly<
  Partial<Record<NodeJS.Platform, (name: string) => [command: string, ...values: string[]]>>
> = {
  darwin: (name) => ['security', 'find-generic-password', '-w', '-s', name],
  linux: (name) => ['secret-tool', 'lookup', 'service', name],
};

async function fromKeychain(name: string, purpose: string): Promise<string> {
  const command = KEYCHAINS[process.platform]?.(name);
  if (!command)
    throw new SecretError(
      `${purpose}: keychains are not read on ${process.platform}; use secret env or secret file`,
    );
  const [program, ...values] = command;
  try {
    const { stdout } = await promisify(execFile)(program, values);
    return stdout.replace(/\r?\n$/, '');
  } catch {
    throw new SecretError(`${purpose}: ${program} has no secret called ${name} (or is not installed)`);
  }
}
