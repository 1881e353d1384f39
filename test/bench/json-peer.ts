/**
 * vscode-json-languageservice on the generated records, in a process of its own: reads and checks, then edits, and prints
 * what each took. Started by peers.ts with the folder that the records and their schema are in, how many edits, and the
 * milliseconds that it may take in all.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getLanguageService } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SeededRandom } from '../../examples/generator/seeded-random.ts';
import type { PeerResult } from './peer-result.ts';
import { type Sample, sampled } from './samples.ts';
import { RECORD_HABITS, typing } from './typist.ts';

const [folder = '.', edits = '5', limit = '60000'] = process.argv.slice(2);
const service = getLanguageService({});
service.configure({
  schemas: [
    {
      uri: 'bench:schema',
      fileMatch: ['*.json'],
      schema: JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8')),
    },
  ],
});

const text = readFileSync(join(folder, 'records.json'), 'utf8');
let document = TextDocument.create('bench:/records.json', 'json', 1, text);
const found = await service.doValidation(document, service.parseJSONDocument(document));
if (found.length === 0) throw new Error('the records have a problem, and none was found');
const start: Sample = { wall: performance.now(), cpu: cpu() };
const resident = process.memoryUsage.rss() / 2 ** 20;

const typist = typing(text, new SeededRandom(1), RECORD_HABITS);
const samples: Sample[] = [];
while (samples.length < Number(edits) && performance.now() < Number(limit)) {
  const { value: edit } = typist.next();
  samples.push(
    await sampled(cpu, async () => {
      document = TextDocument.update(document, [edit], document.version + 1);
      await service.doValidation(document, service.parseJSONDocument(document));
    }),
  );
}
console.log(JSON.stringify({ start, edits: samples, resident } satisfies PeerResult));

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
