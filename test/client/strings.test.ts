/** What the client says, in its sources and in its bundle: each text is there in French, and none that nobody says. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const json = (path: string): Record<string, string> => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const bundle = json('client/l10n/bundle.l10n.fr.json');

interface Said {
  readonly where: string;
  /** Absent where it is put together while running, so that nobody can translate it. */
  readonly text: string | undefined;
}

/** The first arguments of calls to one of these, in all of the client's sources. */
function firstArguments(isIt: (callee: string) => boolean): Said[] {
  return globSync('client/**/*.ts', { cwd: ROOT }).flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: Said[] = [];
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      if (!ts.isCallExpression(node) || !isIt(node.expression.getText(source))) return;
      const [first] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      const said = first && ts.isStringLiteralLike(first) ? first.text : undefined;
      found.push({ where: `${path}:${line + 1}`, text: said });
    };
    visit(source);
    return found;
  });
}

const translated = firstArguments((callee) => callee === 'l10n.t');
const places = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(String).toSorted();

describe('texts of the client', () => {
  test('are written out where they are said', () => {
    assert(translated.length > 20);
    assert.deepEqual(
      translated.filter(({ text }) => text === undefined).map(({ where }) => where),
      [],
    );
  });

  test('are all in French, and no others', () => {
    const said = new Set(translated.flatMap(({ text }) => text ?? []));
    assert.deepEqual(Object.keys(bundle).toSorted(), [...said].toSorted());
  });

  test('have the same values in their places', () => {
    for (const [english, french] of Object.entries(bundle)) {
      assert.notEqual(french.trim(), '', english);
      assert.deepEqual(places(french), places(english), english);
    }
  });

  test('are never shown untranslated', () => {
    const shown = firstArguments((callee) => /^window\.(show\w+Message|setStatusBarMessage)$/.test(callee));
    assert(shown.length > 5);
    assert.deepEqual(
      shown.filter(({ text }) => text !== undefined),
      [],
    );
  });
});

describe('texts of the manifest', () => {
  const strings = json('package.nls.json');
  const french = json('package.nls.fr.json');

  test.each(Object.entries(strings))('%s leads to the same commands in French', (key, english) => {
    const commands = (text: string): string[] =>
      [...text.matchAll(/\((command:[^)?]+)/g)].map(([, command]) => command ?? '').toSorted();
    assert.notEqual(french[key]?.trim(), '');
    assert.deepEqual(commands(french[key] ?? ''), commands(english));
  });
});
