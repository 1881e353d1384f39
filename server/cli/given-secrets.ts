/**
 * Secrets that whoever starts the program hands in by its stdin, so that they are in no argument, file or environment. They are read
 * before anything else is done, and nothing of what was read is ever repeated, not even where it is no JSON.
 */
import * as z from 'zod';
import { type Cli, CliError, EXIT } from './services.ts';

/** Bytes that are read at most. */
const MOST = 1_000_000;

const schema = z.record(z.string(), z.string());

/** By their keys: `env OLD_PASSWORD`, `prompt old`. Throws a CliError where stdin holds anything else. */
export async function readGivenSecrets({ terminal, t }: Cli): Promise<ReadonlyMap<string, string>> {
  if (terminal.inIsTerminal)
    throw wrong(t('--secrets-stdin reads from a pipe', '--secrets-stdin lit depuis un tube'));
  const written = await terminal.readStdin(MOST);
  if (written === undefined)
    throw wrong(t('more than 1 MB of secrets on stdin', 'plus de 1 Mo de secrets sur l’entrée standard'));
  const read = schema.safeParse(parsed(written));
  if (read.success) return new Map(Object.entries(read.data));
  throw wrong(
    t(
      '--secrets-stdin takes one JSON object of texts: {"env OLD_PASSWORD": "…"}',
      '--secrets-stdin prend un objet JSON de textes\u00A0: {"env OLD_PASSWORD": "…"}',
    ),
  );
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return undefined; // the parser's own words repeat what it read
  }
}

const wrong = (message: string): CliError => new CliError(EXIT.usage, message);
