/** yaml-language-server on the generated records, over stdio as ours: it sends its diagnostics once it has them. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SeededRandom } from '../../examples/generator/seeded-random.ts';
import { MeasuredServer } from './measured-server.ts';
import type { PeerResult } from './peer-result.ts';
import { type Sample, sampled } from './samples.ts';
import { RECORD_HABITS, typing } from './typist.ts';

const SCRIPT = join(
  dirname(fileURLToPath(import.meta.resolve('yaml-language-server/package.json'))),
  'bin/yaml-language-server',
);
const FILE = 'records.yaml';

/** Stops editing after `limit` milliseconds, and gives nothing if not even the first diagnostics came until then. */
export async function yamlPeer(
  folder: string,
  edits: number,
  limit: number,
): Promise<PeerResult | undefined> {
  const schema = pathToFileURL(join(folder, 'schema.json')).href;
  const yaml = { validate: true, schemas: { [schema]: FILE }, schemaStore: { enable: false } };
  await using server = await MeasuredServer.start({
    ...{ script: SCRIPT, folder, languageId: 'yaml' },
    settings: { yaml },
  });
  const text = readFileSync(join(folder, FILE), 'utf8');
  await server.open(FILE, text);
  const found = await within(limit, server.diagnostics(FILE));
  if (!found) return undefined;
  if (found.length === 0) throw new Error('the records have a problem, and none was found');
  const start = { wall: performance.now() - server.started, cpu: server.cpu };
  const { resident } = server;
  const samples = await edited(server, text, edits, server.started + limit);
  return { start, edits: samples, resident };
}

async function edited(server: MeasuredServer, text: string, edits: number, until: number): Promise<Sample[]> {
  const typist = typing(text, new SeededRandom(1), RECORD_HABITS);
  const samples: Sample[] = [];
  while (samples.length < edits && performance.now() < until) {
    await server.quiet();
    const { value: edit } = typist.next();
    const act = async () => {
      await server.change(FILE, [edit]);
      return within(until - performance.now(), server.diagnostics(FILE));
    };
    samples.push(await sampled(() => server.cpu, act));
  }
  return samples;
}

/** What comes of `work`, unless it takes longer. */
async function within<T>(limit: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limit);
  });
  const first = await Promise.race([work, over]);
  clearTimeout(timer);
  return first;
}
