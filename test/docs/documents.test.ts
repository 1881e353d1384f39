/** The documents as data: their plans are plans, their links lead somewhere, and what they list is what there is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../grammar/blocks.ts';
import { formatText } from '../../grammar/print.ts';
import { VOCABULARY } from '../../grammar/vocabulary.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { runProgram } from '../../server/cli/program.ts';
import { EXIT, type Services, type Terminal } from '../../server/cli/services.ts';
import { factsOf } from '../../server/language/model/block-facts.ts';
import { analyse, published, show } from '../support/check.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const inFolder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
const DOCUMENTS = [...inFolder('.'), ...inFolder('docs')].toSorted();

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The fenced blocks of one language, each as it stands. */
const fenced = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block);

const plansIn = (file: string): string[] => fenced(read(file), 'migplan');

describe.each(DOCUMENTS)('%s', (file) => {
  test('its plans can be read, and are in canonical form', () => {
    for (const plan of plansIn(file)) {
      const problems = splitBlocks(plan).flatMap((block) => {
        const { syntax, reading } = factsOf(block);
        return [...syntax, ...reading];
      });
      expect(problems, plan).toEqual([]);
      expect(formatText(plan)).toBe(plan);
    }
  });

  test('its links lead to files and headings that are there', () => {
    for (const [, target = ''] of withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', heading] = target.split('#');
      const linked = path === '' ? file : relative(ROOT, join(ROOT, dirname(file), path));
      expect(existsSync(join(ROOT, linked)), `${file} links to ${target}`).toBe(true);
      if (heading !== undefined) expect(headingsOf(linked), `${file} links to ${target}`).toContain(heading);
    }
  });

  test('the npm scripts that it names exist', () => {
    const named = [...read(file).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
  });

  test('the files and folders of the project that it names exist', () => {
    const named = withoutBlocks(read(file)).matchAll(
      /(?<![\w./])(?:client|docs|examples|grammar|server|test)\/(?:[\w/-]*\/(?=`)|[\w./-]+\.(?:json|md|ts)\b)/g,
    );
    for (const [path] of named) expect(existsSync(join(ROOT, path)), `${file} names ${path}`).toBe(true);
  });
});

const withoutBlocks = (text: string): string => text.replace(/^```.*?^```$/gms, '');
const withoutCode = (text: string): string => withoutBlocks(text).replace(/`[^`\n]*`/g, '');

const headingsOf = (file: string): string[] =>
  [...withoutBlocks(read(file)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('the plan in the README is the quickstart’s', () => {
  const quickstart = read('examples/quickstart/plan.migplan');
  const [plan = ''] = plansIn('README.md');
  expect(splitBlocks(plan).length).toBeGreaterThan(5);
  for (const block of splitBlocks(plan)) expect(quickstart).toContain(block.trim());
});

test('ARCHITECTURE.md names every rule of the graph, and no other', async () => {
  const graph: { default: { forbidden: { name: string }[] } } = await import(
    pathToFileURL(join(ROOT, '.dependency-cruiser.mjs')).href
  );
  const rules = graph.default.forbidden.map(({ name }) => name);
  const named = [...read('ARCHITECTURE.md').matchAll(/\(rules?\s([^)]*)\)/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
  );
  expect([...new Set(named)].toSorted()).toEqual(rules.toSorted());
});

describe('docs/language.md', () => {
  const [first = '', ...others] = plansIn('docs/language.md');

  test('its first plan stands by itself, with nothing to be said of it', () => {
    expect(published(analyse(first)).map(show)).toEqual([]);
  });

  test('its other plans are one plan without an error or a warning', () => {
    const included = '//- /units.migplan\n\n//- /federations/meuse.migplan\n';
    const found = published(analyse([...others, included].join('\n')));
    expect(found.filter(({ severity }) => severity === 'error' || severity === 'warning').map(show)).toEqual(
      [],
    );
  });

  test('it has a section for every declaration, and a row for each of its properties and no other', () => {
    const documented = new Map<string, string[]>();
    for (const section of read('docs/language.md').split(/^(?=##+ )/m)) {
      const [, names = ''] = /^### (.+)$/m.exec(section) ?? [];
      if (names !== '') documented.set(names, rowsOf(section));
    }
    expect([...documented.keys()].flatMap((names) => names.split(', ')).toSorted()).toEqual(
      Object.keys(VOCABULARY).toSorted(),
    );
    for (const [names, rows] of documented) {
      const properties = names
        .split(', ')
        .flatMap((name) => Object.keys(VOCABULARY[name as keyof typeof VOCABULARY].properties));
      expect(rows.toSorted(), names).toEqual([...new Set(properties)].toSorted());
    }
  });

  test('every placeholder that it names is filled in a template', () => {
    const [section = ''] = read('docs/language.md')
      .split(/^(?=##+ )/m)
      .filter((text) => text.startsWith('### template'));
    const named = [...new Set(withoutBlocks(section).match(/\{[a-z]+\.[a-z]+\}/g))];
    expect(named.length).toBeGreaterThan(3);
    const plan = `unit u "U" { kind region; admin zoe@a.example }
template t { shared contact@ "${named.join(' ')}" { access {unit.admin} full } }
domain a.example { unit u; use t }
mailbox zoe@a.example "Zoé"`;
    const unfilled = published(analyse(plan)).filter(({ message }) => message.includes('{'));
    expect(unfilled.map(show)).toEqual([]);
    const unknown = published(analyse(plan.replace('{unit.kind}', '{unit.colour}')));
    expect(unknown.map(show).join('\n')).toContain('{unit.colour}');
  });

  test('every property stands in an example', () => {
    for (const [declaration, { properties }] of Object.entries(VOCABULARY)) {
      const said = splitBlocks(plansIn('docs/language.md').join('\n'))
        .flatMap((block) => factsOf(block).declaration ?? [])
        .filter(({ declares }) => declares === declaration)
        .flatMap(({ has }) => Object.entries(has as Record<string, unknown>))
        .filter(([, value]) => !Array.isArray(value) || value.length > 0);
      const shown = new Set(said.map(([name]) => name));
      const missing = Object.keys(properties).filter(
        (name) => !shown.has(name) && !isShownElsewhere(declaration, name),
      );
      expect(missing, declaration).toEqual([]);
    }
  });
});

/** What a shared mailbox has in common with a mailbox is shown there; a password written down is shown nowhere. */
const isShownElsewhere = (declaration: string, name: string): boolean =>
  (declaration === 'shared' && name !== 'access') || (declaration === 'endpoint' && name === 'password');

const rowsOf = (section: string): string[] =>
  [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

/** What `--help` says; no command is run by it, so none of the services is asked for anything. */
async function helpOf(...command: string[]): Promise<string> {
  const said: string[] = [];
  const terminal = { out: (text: string) => void said.push(text), columns: 100 } as Terminal;
  const { signal } = new AbortController();
  await runProgram([...command, '--help'], {
    version: '',
    services: {} as Services,
    terminal,
    signal,
    language: 'en',
  });
  return said.join('');
}

/** Every command that can be run; of one that has others below it, those. */
async function commandsOf(...above: string[]): Promise<string[]> {
  const [, listed = ''] = (await helpOf(...above)).split(/^Commands:$/m);
  const names = [...listed.matchAll(/^ {2}([a-z][a-z-]*) (?:[[<]| {2})/gm)].map(([, name = '']) => name);
  const own = names.filter((name) => name !== 'help');
  if (own.length === 0) return [above.join(' ')];
  return (await Promise.all(own.map((name) => commandsOf(...above, name)))).flat();
}

describe('docs/cli.md', () => {
  test('it has a section for every command, with its options and no other', async () => {
    const commands = await commandsOf();
    const sections = new Map(
      read('docs/cli.md')
        .split(/^(?=### )/m)
        .flatMap((section) => {
          const [, name] = /^### migplan ([a-z-]+(?: [a-z-]+)*)/.exec(section) ?? [];
          return name === undefined ? [] : [[name, section] as const];
        }),
    );
    expect([...sections.keys()].toSorted()).toEqual(commands.toSorted());
    for (const [name, section] of sections) {
      const help = await helpOf(...name.split(' '));
      const options = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
      const rows = [...section.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option);
      expect(rows.toSorted(), name).toEqual(options.toSorted());
    }
  });

  test('it has a row for every exit code', () => {
    const rows = [...read('docs/cli.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(rows).toEqual(Object.values(EXIT));
  });
});
