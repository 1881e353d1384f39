/** The extension as it is delivered: holds what it uses and nothing else, and is small. Made of what `npm run build` left. */
import assert from 'node:assert/strict';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { beforeAll, describe, test } from 'vitest';
import { pageOf } from '../../server/language/rules/pages.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import { zipNames } from '../support/zip-names.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const MOST_BYTES = 5_000_000;

/** The page of the extension. */
const README = 'docs/extension.md';

let size: number;
let files: readonly string[];
beforeAll(async () => {
  assert(existsSync(join(ROOT, 'dist/extension.cjs')), 'nothing is built: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'migplan-vsix-'));
  try {
    const packagePath = join(folder, 'migplan.vsix');
    const how = { dependencies: false, allowMissingRepository: true, readmePath: README };
    await createVSIX({ cwd: ROOT, packagePath, ...how });
    size = statSync(packagePath).size;
    files = zipNames(packagePath).map((name) => name.replace(/^extension\//, ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const below = (folder: string): string[] => files.filter((file) => file.startsWith(folder));

/** What is started by its name: the manifest's two, and what the client and the worker start. */
const STARTED = [
  'dist/cli.js',
  'dist/dashboard.css',
  'dist/dashboard.js',
  'dist/demo.js',
  'dist/extension.cjs',
  'dist/server.js',
  'dist/web/extension.cjs',
  'dist/web/holidays.js',
  'dist/web/server.js',
];

/** A script, and all that it loads by a path that is written in it. */
function reachable(script: string, seen = new Set<string>()): Set<string> {
  if (seen.has(script)) return seen;
  seen.add(script);
  for (const [, path = ''] of read(script).matchAll(/(?:from|import)\s*\(?["'](\.{1,2}\/[^"']+)["']/g)) {
    const file = normalize(join(dirname(script), path));
    if (existsSync(join(ROOT, file))) reachable(file, seen);
  }
  return seen;
}

describe('holds nothing it does not use', () => {
  test('of scripts', () => {
    const used = new Set(STARTED.flatMap((script) => [...reachable(script)]));
    assert.deepEqual(below('dist/').toSorted(), [...used].toSorted());
  });

  test('of scripts that nobody starts', () => {
    const naming = `${globSync('client/**/*.ts', { cwd: ROOT }).map(read).join('\n')}${read('package.json')}${read('server/main-web.ts')}`;
    for (const script of STARTED) {
      const [, name = ''] = /([^/]+)$/.exec(script) ?? [];
      assert(naming.includes(script) || naming.includes(`'${name}'`), script);
    }
  });

  test('of pages', () => {
    const pages = [...RULES.map(pageOf), 'docs/rules/README.md'];
    assert.deepEqual(below('docs/').toSorted(), pages.toSorted());
  });

  test('of pictures, snippets and examples', () => {
    const naming = `${globSync('client/**/*.ts', { cwd: ROOT }).map(read).join('\n')}${read('package.json')}`;
    for (const file of [...below('client/'), ...below('examples/')].filter(
      (each) => !/\/l10n\//.test(each),
    )) {
      // Marks are named by what they mean, with their theme after it; stories by their folder.
      const name = (/([^/]+?)(?:-(?:light|dark))?\.\w+$/.exec(file)?.[1] ?? '').replace(/\.\w+$/, '');
      const folder = file.split('/')[1] ?? '';
      const isNamed =
        naming.includes(file) ||
        (file.startsWith('examples/') ? naming.includes(folder) : naming.includes(`'${name}'`));
      assert(isNamed, file);
    }
  });

  test('besides what everybody expects', () => {
    const folders = ['client/', 'dist/', 'docs/', 'examples/'];
    const others = files.filter((file) => !folders.some((folder) => file.startsWith(folder)));
    assert.deepEqual(others.toSorted(), [
      'LICENSE.txt',
      '[Content_Types].xml',
      'changelog.md',
      'extension.vsixmanifest',
      'grammar/migplan.tmLanguage.json',
      'language-configuration.json',
      'package.json',
      'package.nls.fr.json',
      'package.nls.json',
      'readme.md',
    ]);
  });
});

test('is small', () => assert(size > 100_000 && size < MOST_BYTES, `${size} bytes`));

test('has no maps, and brings nothing that reports on people', () => {
  const scripts = below('dist/').filter((file) => /\.c?js$/.test(file));
  for (const script of scripts) {
    const text = read(script);
    assert(!text.includes('sourceMappingURL'), script);
    assert.doesNotMatch(
      text,
      /applicationinsights|@vscode\/extension-telemetry|createTelemetryLogger/,
      script,
    );
  }
});
