/** The terminal that Node gives a process. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Locale } from '../language/rules/rule.ts';
import type { Terminal } from './services.ts';

export function nodeTerminal(locale: Locale): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    out: (written) => void stdout.write(written),
    err: (written) => void stderr.write(written),
    outIsTerminal: stdout.isTTY === true,
    errIsTerminal: stderr.isTTY === true,
    inIsTerminal: stdin.isTTY === true,
    colour: showsColour(stdout.isTTY === true, env),
    columns: stderr.columns || 100, // some terminals tell 0
    readStdin: readStdin as Terminal['readStdin'],
    async confirm(question) {
      const lines = createInterface({ input: stdin, output: stderr });
      const answer = await lines.question(`${question} ${locale === 'fr' ? '[o/N]' : '[y/N]'} `);
      lines.close();
      return /^(?:y|yes|o|oui)$/i.test(answer.trim());
    },
  };
}

/** All of stdin; nothing where it is more than `most` bytes, and then it is read no further. */
async function readStdin(most = Number.POSITIVE_INFINITY): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks)); // without the mark that Windows puts before UTF-8
}

/** NO_COLOR and FORCE_COLOR as no-color.org and Node have them; otherwise only a terminal shows colour. */
function showsColour(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** Asks without showing what is typed. */
export async function askHidden(question: string): Promise<string> {
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: hidden, terminal: true });
  process.stderr.write(question);
  const answer = await lines.question('');
  lines.close();
  process.stderr.write('\n');
  return answer;
}
