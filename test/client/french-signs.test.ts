/**
 * French as it is set: no line begins with `:`, `;`, `?`, `!` or `»`, and none ends with `«`, so that a no-break space, `\u00A0`, is
 * beside each. Held wherever the product speaks French; English has no space there, which tells the one from the other.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A space that breaks between a word, or a value that a template puts there, and its sign; not one of SQL, Sieve or EBNF. */
const BREAKING = /(?<=^|[\p{L}\p{N})\]»”"’'*%…])[ \u202F](?=[:;?!»](?![\p{L}:]))|(?<=«)[ \u202F]/u;

interface Said {
  readonly where: string;
  readonly text: string;
}

interface Manifest {
  readonly contributes: {
    readonly languages: readonly { readonly id: string }[];
    readonly configurationDefaults: Readonly<
      Record<
        string,
        { readonly 'editor.unicodeHighlight.allowedCharacters'?: Readonly<Record<string, boolean>> }
      >
    >;
  };
}

/** Every text of a module: what its strings say, and its templates between their values. */
function literalsOf(path: string, written: string): Said[] {
  const source = ts.createSourceFile(path, written, ts.ScriptTarget.Latest, true);
  const found: Said[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node))
      return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ where: `${path}:${line + 1}`, text: node.text });
  };
  visit(source);
  return found;
}

const valuesOf = (path: string, written: string): Said[] =>
  Object.entries(JSON.parse(written) as Record<string, string>).map(([key, text]) => ({
    where: `${path}: ${key}`,
    text,
  }));

const linesOf = (path: string, written: string): Said[] =>
  written.split('\n').map((text, line) => ({ where: `${path}:${line + 1}`, text }));

const breaking = (said: readonly Said[]): string[] =>
  said.filter(({ text }) => BREAKING.test(text)).map(({ where, text }) => `${where} ${text}`);

const everywhere: [what: string, paths: string, textsOf: (path: string, written: string) => Said[]][] = [
  ['the sources', '{grammar,server,client}/**/*.ts', literalsOf],
  ['the client’s bundle', 'client/l10n/*.fr.json', valuesOf],
  ['the manifest', 'package.nls.fr.json', valuesOf],
  ['the documents', '{README.md,docs/**/*.md}', linesOf],
];

describe('French signs', () => {
  test.each(everywhere)('stay with their words in %s', (_, paths, textsOf) => {
    const said = globSync(paths, { cwd: ROOT }).flatMap((path) =>
      textsOf(path, readFileSync(join(ROOT, path), 'utf8')),
    );
    assert(said.some(({ text }) => /\u00A0[:;?]/.test(text)));
    assert.deepEqual(breaking(said), []);
  });

  test('are not boxed as suspicious in the editor, in languages of ours', () => {
    const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
    for (const { id } of contributes.languages) {
      const allowed =
        contributes.configurationDefaults[`[${id}]`]?.['editor.unicodeHighlight.allowedCharacters'];
      assert.equal(allowed?.['\u00A0'], true, id);
    }
  });

  test('are found wherever a template is cut by a value', () => {
    const module = `const a = 'deux ; trois';
const b = 'Vouliez-vous dire $1 ?';
const c = \`«\u00A0\${a}\u00A0» : \${b}\`;
const d = \`pas de \${a} ; \${b}\`;
const e = \`« \${a} »\`;
const f = \`\${a} :\`;
const g = 'quoi\u202F?';`;
    assert.deepEqual(
      breaking(literalsOf('m', module)).map((found) => found.split(' ')[0]),
      ['m:1', 'm:2', 'm:3', 'm:4', 'm:5', 'm:5', 'm:6', 'm:7'],
    );
  });

  test('are none in English, nor in what is written for machines', () => {
    const module = `const a = 'two: three; four?';
const b = 'update mailbox set state = ? where id in (?, ?)';
const c = 'redirect :copy';
const d = '10:30 https://a.example?b !c';
const e = \`\${a}; \${b}: \${c}?\`;`;
    assert.deepEqual(breaking(literalsOf('m', module)), []);
  });
});
