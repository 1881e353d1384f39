/** Over random plans: what is renamed means the same as before, and comes back as it was when it is renamed again. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import { rename } from '../../server/language/features/rename.ts';
import {
  isNamed,
  namesWrittenIn,
  type WrittenName,
} from '../../server/language/model/editing/written-names.ts';
import { domainOf, keyOf, nameOf, namespaceOf } from '../../server/language/model/names.ts';
import { PlanDocument, type Position } from '../../server/language/model/plan-document.ts';
import { file, PATHS, Random } from '../language/random-plan.ts';
import { analysisOf, published } from '../support/check.ts';

const PLANS = 12;
const RENAMES = 12;

/** Rules that judge by what names mean, not by how they look or by their order. */
const OF_MEANING = new Set(['MP101', 'MP102', 'MP203', 'MP204', 'MP501', 'MP502', 'MP601', 'MP701']);

const meaning = (analysis: Analysis): string[] =>
  published(analysis)
    .filter(({ code }) => OF_MEANING.has(code))
    .map(({ path, code, severity }) => `${path} ${severity} ${code}`)
    .toSorted();

function newNameFor({ key }: WrittenName): string {
  if (namespaceOf(key) === 'address') return `quite-new@${domainOf(key)}`;
  return namespaceOf(key) === 'domain' ? 'quite-new.example' : 'quite-new';
}

function renamed(analysis: Analysis, path: string, at: Position, name: string): Map<string, string> | string {
  const edits = rename(analysis, path, at, name);
  if (!edits) return 'nothing';
  if ('refused' in edits) return String(edits.refused);
  return new Map(
    analysis.paths.map((path) => {
      const document = new PlanDocument(path, analysis.document(path)?.text ?? '');
      for (const { range, text } of [...(edits.get(path) ?? [])].reverse()) document.edit({ range, text });
      return [path, document.text];
    }),
  );
}

interface Found {
  readonly path: string;
  readonly at: Position;
  readonly name: WrittenName;
}

/** Every name that a plan's texts hold, and where it stands. */
function* namesOf(analysis: Analysis): Generator<Found> {
  for (const path of analysis.paths) {
    const document = analysis.document(path);
    for (const block of document?.blocks() ?? []) {
      for (const name of namesWrittenIn(block)) {
        const at = document?.range({ block, span: name }).start;
        if (at && isNamed(name.key) && namespaceOf(name.key) !== 'rule') yield { path, at, name };
      }
    }
  }
}

const withoutCase = (texts: ReadonlyMap<string, string>) =>
  new Map([...texts].map(([path, text]) => [path, text.toLowerCase()]));

test.each(Array.from({ length: PLANS }, (_, seed) => seed))('plan %i', (seed) => {
  const random = new Random(seed);
  const files = new Map(PATHS.map((path) => [path as string, file(random, 40)]));
  const analysis = analysisOf(files);
  const before = meaning(analysis);
  const names = [...namesOf(analysis)];
  let done = 0;
  for (let i = 0; i < RENAMES; i++) {
    const { path, at, name } = random.pick(names);
    const newName = newNameFor(name);
    const after = renamed(analysis, path, at, newName);
    if (typeof after === 'string') {
      assert.match(after, /^the template/, `${name.key}: ${after}`);
      continue;
    }
    done++;
    const anew = analysisOf(after);
    assert.deepEqual(meaning(anew), before, name.key);
    const again = namesOf(anew).find((found) => found.name.key === keyOf(namespaceOf(name.key), newName));
    const back = again && renamed(anew, again.path, again.at, nameOf(name.key));
    assert(back && typeof back !== 'string', `${name.key}: ${back}`);
    assert.deepEqual(withoutCase(back), withoutCase(files), name.key);
  }
  assert(done > 0);
});
