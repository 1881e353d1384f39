/** The manifest against what there is: every command, setting, file and string exists on both sides. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

interface Manifest {
  readonly main?: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly languages: readonly {
      readonly id: string;
      readonly extensions: readonly string[];
      readonly configuration: string;
    }[];
    readonly grammars: readonly {
      readonly language: string;
      readonly scopeName: string;
      readonly path: string;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly description: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const parsed = (path: string): unknown => JSON.parse(read(path));

const manifest = parsed('package.json') as Manifest;
const strings = parsed('package.nls.json') as Record<string, string>;
const french = parsed('package.nls.fr.json') as Record<string, string>;
const client = globSync('client/**/*.ts', { cwd: ROOT }).map(read).join('\n');
const { commands, languages, grammars, configuration } = manifest.contributes;

const found = (pattern: RegExp, text: string): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))].toSorted();

describe('commands', () => {
  test('are each registered, and none that is not declared', () => {
    const declared = commands.map(({ command }) => command).toSorted();
    assert.deepEqual(found(/registerCommand\(\s*'([^']+)'/g, client), declared);
  });

  test('stand under one name in the palette', () => {
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Migration Plan']);
  });
});

describe('settings', () => {
  const { properties } = configuration;

  test('that the client reads are declared, and those declared are read', () => {
    const readByClient = found(/getConfiguration\('migplan'\)\.get(?:<[^>]*>)?\('([^']+)'\)/g, client);
    const readByLibrary = ['trace.server'];
    const declared = Object.keys(properties).map((name) => name.replace(/^migplan\./, ''));
    assert.deepEqual([...readByClient, ...readByLibrary].toSorted(), declared.toSorted());
  });

  test.each(Object.entries(properties))(
    '%s has a type, a default and words for each choice',
    (_, setting) => {
      assert(setting.type && setting.default !== undefined && setting.description);
      if (setting.enum)
        assert.equal(setting.enumDescriptions?.length ?? setting.enum.length, setting.enum.length);
      if (setting.enum) assert(setting.enum.includes(String(setting.default)));
    },
  );
});

describe('strings', () => {
  test('that the manifest uses are there in English and French, and no others', () => {
    const used = found(/"%([^%"]+)%"/g, read('package.json'));
    assert.deepEqual(Object.keys(strings).toSorted(), used);
    assert.deepEqual(Object.keys(french).toSorted(), used);
  });
});

describe('the language', () => {
  test('has its files', () => {
    for (const { configuration: file } of languages) assert(existsSync(join(ROOT, file)), file);
    for (const { path, scopeName } of grammars) {
      assert.equal((parsed(path) as { scopeName: string }).scopeName, scopeName);
    }
  });

  test('is the one that the client serves', () => {
    const ids = languages.map(({ id }) => id);
    assert.deepEqual(found(/language: '([^']+)'/g, client), ids);
    assert.deepEqual(
      grammars.map(({ language }) => language),
      ids,
    );
  });
});

describe('the package', () => {
  test('is built where the manifest and the client look for it', () => {
    const scripts = Object.values(manifest.scripts).join('\n');
    const named = found(/--entry-names=(\S+) .*--outdir=dist/g, scripts).map((name) => `dist/${name}.js`);
    const outputs = [...found(/--outfile=(\S+)/g, scripts), ...named];
    assert(outputs.includes(manifest.main?.replace(/^\.\//, '') ?? ''), manifest.main);
    const [server = ''] = found(/asAbsolutePath\('([^']+)'\)/g, client);
    assert(outputs.includes(server), server);
  });

  test('holds all that the manifest names', () => {
    const kept = found(/^!(.+)$/gm, read('.vscodeignore'));
    const named = [
      manifest.main,
      ...languages.map((one) => one.configuration),
      ...grammars.map(({ path }) => path),
    ];
    for (const path of named) assert(kept.includes(path?.replace(/^\.\//, '') ?? ''), path);
  });
});
