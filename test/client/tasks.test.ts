/** Tasks: which there are, what they run, and that matchers find in what the command says just what it found. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import {
  asPlanTask,
  commandOf,
  folderOfPlan,
  fromWorkspace,
  nameOf,
  pathFrom,
  tasksOf,
} from '../../client/features/tasks/plan-tasks.ts';
import { migplan } from '../support/migplan.ts';

interface Matcher {
  readonly name: string;
  readonly severity: string;
  readonly pattern: Readonly<Record<string, number>> & { readonly regexp: string };
}

const manifest = fileURLToPath(new URL('../../package.json', import.meta.url));
const matchers: readonly Matcher[] = JSON.parse(readFileSync(manifest, 'utf8')).contributes.problemMatchers;

const PLAN = `plan "P" {
  source old
}
endpoint old imap { host old.example; colour red }
domain a.example
mailbox anna@a.example E1 "Anna"
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-tasks-'));
  mkdirSync(join(folder, 'plans é'));
  writeFileSync(join(folder, 'plans é', 'plan.migplan'), PLAN);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROOT = 'plans é/plan.migplan';

/** What the editor would show: severity, file, line, column, code. */
function matched(out: string, names: RegExp): string[] {
  return out.split('\n').flatMap((line) =>
    matchers
      .filter(({ name }) => names.test(name))
      .flatMap(({ severity, pattern }) => {
        const found = new RegExp(pattern.regexp).exec(line);
        const at = (part: string): string => found?.[pattern[part] ?? -1] ?? '';
        const own = at('severity') || severity;
        return found ? [`${own} ${at('file')}:${at('line')}:${at('column')} ${at('code')}`] : [];
      }),
  );
}

interface Listed {
  readonly severity: string;
  readonly file: string;
  readonly code: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/** The same from what the command says for programs. */
async function expected(below: string): Promise<string[]> {
  const { out } = await migplan(['check', join(folder, ROOT), '--format', 'json']);
  const { diagnostics } = JSON.parse(out) as { diagnostics: readonly Listed[] };
  assert(diagnostics.length > 2);
  return diagnostics.map(({ severity, file, code, range: { start } }) => {
    const word = severity === 'information' || severity === 'hint' ? 'info' : severity;
    return `${word} ${below}${file}:${start.line + 1}:${start.character + 1} ${code}`;
  });
}

describe('matchers find what the command found', () => {
  test.each(['en', 'fr'])('said for people, in %s', async (language) => {
    const { out } = await migplan(['check', join(folder, ROOT), '--lang', language]);
    assert.deepEqual(matched(out, /errors|warnings|remarks/), await expected(''));
    const shown = fromWorkspace(out, folderOfPlan(ROOT));
    assert.deepEqual(matched(shown, /errors|warnings|remarks/), await expected('plans é/'));
  });

  test('said for GitHub', async () => {
    const env = { GITHUB_WORKSPACE: folder };
    const { out } = await migplan(['check', join(folder, ROOT), '--format', 'github'], { env });
    const words = matched(out, /github/).map((each) => each.replace(/^notice/, 'info'));
    assert.deepEqual(words, await expected('plans é/'));
  });
});

test('a plan has its check, the form of its files, and a dry run of each lot', () => {
  const tasks = tasksOf({ path: ROOT, lots: [{ name: 'pilot' }, { name: 'rest' }] });
  assert.deepEqual(tasks.map(nameOf), [
    `check ${ROOT}`,
    `fmt --check ${ROOT}`,
    `dry-run pilot ${ROOT}`,
    `dry-run rest ${ROOT}`,
  ]);
  for (const task of tasks) assert.deepEqual(asPlanTask({ type: 'migplan', ...task }), task);
});

test('what somebody writes into tasks.json is read as far as it makes sense', () => {
  assert.deepEqual(asPlanTask({ task: 'check' }), { task: 'check', plan: 'plan.migplan' });
  assert.equal(asPlanTask({ task: 'run' }), undefined);
  assert.equal(asPlanTask({ task: 'check', plan: 7 }), undefined);
  assert.equal(commandOf({ task: 'dry-run' }, ROOT), undefined, 'of no lot');
});

test('only plans below the folder are its tasks', () => {
  const plan = 'file:///w/plans%20%C3%A9/plan.migplan';
  assert.equal(pathFrom('file:///w', { plan }), ROOT);
  assert.equal(pathFrom('file:///other', { plan }), undefined);
});
