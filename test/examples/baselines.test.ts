/**
 * The examples as baselines: what checking, showing and dry-running each of them prints, kept beside it in expected/.
 * `npm run generate` records them again; the diff is then reviewed like any other.
 */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dryRunSchema } from '../../server/cli/dry-run-schema.ts';
import { checkSchema } from '../../server/cli/schemas/check-schema.ts';
import { showSchema } from '../../server/cli/schemas/show-schema.ts';
import { migplan } from '../support/migplan.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

/** The lot whose dry run is kept, a small one so that its diff can be read; and a day while it is being prepared. */
const STORIES = [
  { story: 'quickstart', lot: 'everyone', now: '2027-03-01T09:00Z' },
  { story: 'association', lot: 'wave1', now: '2027-02-15T09:00Z' },
  { story: 'town-hall', lot: 'pilots', now: '2027-03-01T09:00Z' },
  { story: 'demo', lot: 'everyone', now: '2027-03-01T09:00Z' },
  { story: 'admr', lot: 'lot01', now: '2025-01-23T09:00Z' },
  { story: 'la-courneuve', lot: 'pilotes', now: '2023-05-29T09:00Z' },
  { story: 'secours-populaire', lot: 'vague1', now: '2025-01-16T09:00Z' },
];

describe.each(STORIES)('$story', ({ story, lot, now }) => {
  const folder = join(EXAMPLES, story);
  const kept = (name: string): string => join(folder, 'expected', name);

  test('check', async () => {
    const { out, code } = await migplan(['check', folder], { now });
    await expect(`${out}exit code ${code}\n`).toMatchFileSnapshot(kept('check.txt'));
    const json = await migplan(['check', folder, '--format', 'json'], { now });
    checkSchema.parse(JSON.parse(json.out));
  });

  test('show', async () => {
    await expect((await migplan(['show', folder], { now })).out).toMatchFileSnapshot(kept('show.txt'));
    showSchema.parse(JSON.parse((await migplan(['show', folder, '--format', 'json'], { now })).out));
  });

  test('dry-run', async () => {
    const { out, code } = await migplan(['dry-run', folder, '--lot', lot, '--offline'], { now });
    await expect(`${out}exit code ${code}\n`).toMatchFileSnapshot(kept('dry-run.txt'));
    const json = await migplan(['dry-run', folder, '--lot', lot, '--offline', '--format', 'json'], { now });
    dryRunSchema.parse(JSON.parse(json.out));
  });

  test('fmt changes nothing', async () => {
    expect(await migplan(['fmt', '--check', folder], { now })).toEqual({ code: 0, out: '', err: '' });
  });
});
