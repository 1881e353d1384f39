/** The manifest against what there is: every command, setting, file and string exists on both sides. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../server/lsp/editor-settings.ts';
import { COMMANDS } from '../../server/protocol.ts';

interface Manifest {
  readonly main: string;
  readonly browser: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly languages: readonly {
      readonly id: string;
      readonly extensions?: readonly string[];
      readonly filenamePatterns?: readonly string[];
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

/** `lenses.lots`, for each setting that the server reads. */
const settingNames = (settings: object, above = ''): string[] =>
  Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'object' ? settingNames(value, `${above}${name}.`) : `${above}${name}`,
  );

const settingAt = (settings: object, name: string): unknown =>
  name.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], settings);

const found = (pattern: RegExp, text: string): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))].toSorted();

/** By their ids as they are written, or by their names in the table that client and server share. */
function registered(): string[] {
  const ids = new Map<string, string>(Object.entries(COMMANDS));
  const written = found(/registerCommand\(\s*'([^']+)'/g, client);
  const named = found(/register(?:Command)?\(\s*(?:client,\s*)?COMMANDS\.(\w+)/g, client);
  return [...written, ...named.map((name) => ids.get(name) ?? name)].toSorted();
}

describe('commands', () => {
  test('are each registered, and none that is not declared', () => {
    const declared = commands.map(({ command }) => command).toSorted();
    assert.deepEqual(registered(), declared);
  });

  test('stand under one name in the palette', () => {
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Migration Plan']);
  });
});

describe('settings', () => {
  const { properties } = configuration;

  test('that somebody reads are declared, and those declared are read', () => {
    const readByClient = found(/getConfiguration\('migplan'\)\.get(?:<[^>]*>)?\('([^']+)'\)/g, client);
    const readByServer = settingNames(DEFAULT_SETTINGS);
    const readByLibrary = ['trace.server'];
    const declared = Object.keys(properties).map((name) => name.replace(/^migplan\./, ''));
    assert.deepEqual([...readByClient, ...readByServer, ...readByLibrary].toSorted(), declared.toSorted());
  });

  test('are by default what the server takes them for where nobody has touched them', () => {
    for (const name of settingNames(DEFAULT_SETTINGS)) {
      assert.equal(properties[`migplan.${name}`]?.default, settingAt(DEFAULT_SETTINGS, name), name);
    }
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
    const shown = found(/SCHEME = '([^']+)'/g, client);
    const written = ids.filter((id) => !shown.includes(id));
    assert.deepEqual(found(/language: '([^']+)'/g, client), written);
    assert.deepEqual(
      grammars.map(({ language }) => language),
      ids,
    );
  });
});

test('a dry run’s document has its language by the name of its tab, in each language', () => {
  const patterns = languages.flatMap(({ filenamePatterns = [] }) => filenamePatterns);
  const inFrench = (parsed('client/l10n/bundle.l10n.fr.json') as Record<string, string>)['{0} · dry run'];
  assert.deepEqual(
    patterns,
    ['{0} · dry run', inFrench].map((name) => name?.replace('{0}', '*')),
  );
  assert(client.includes("l10n.t('{0} · dry run'"));
});

describe('the package', () => {
  test('is built where the manifest and the client look for it', () => {
    const scripts = Object.values(manifest.scripts).join('\n');
    const named = found(/--entry-names=(\S+) .*--outdir=dist/g, scripts).map((name) => `dist/${name}.js`);
    const bySource = found(/esbuild server\/(\S+)\.ts (?:(?!--entry-names|&&).)*--outdir=dist/g, scripts);
    const outputs = [
      ...found(/--outfile=(\S+)/g, scripts),
      ...named,
      ...bySource.map((name) => `dist/${name}.js`),
    ];
    const started = [
      ...found(/asAbsolutePath\('([^']+)'\)/g, client),
      ...found(/\$\{home\}(dist\/[^`]+)`/g, `${client}${read('server/main-web.ts')}`),
    ];
    assert(started.length >= 4, 'the server, the command, the worker, its holidays');
    for (const file of [manifest.main, manifest.browser, ...started]) {
      assert(outputs.includes(file.replace(/^\.\//, '')), file);
    }
  });

  test('holds all that the manifest names', () => {
    const kept = globSync(found(/^!(.+)$/gm, read('.vscodeignore')), { cwd: ROOT });
    const named = [...languages.map((one) => one.configuration), ...grammars.map(({ path }) => path)];
    for (const path of named) assert(kept.includes(path.replace(/^\.\//, '')), path);
  });
});
