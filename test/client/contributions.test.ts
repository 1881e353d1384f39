/** What the manifest contributes against the client: menus, views, the walkthrough, tasks; and what a browser has of them. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { COMMANDS } from '../../server/protocol.ts';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when?: string;
    }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly when?: string;
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: { readonly svg: string; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly taskDefinitions: readonly { readonly type: string }[];
    readonly problemMatchers: readonly { readonly name: string }[];
  };
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { activationEvents, contributes } = JSON.parse(read('package.json')) as Manifest;
const strings = JSON.parse(read('package.nls.json')) as Record<string, string>;
const client = globSync('client/**/*.ts', { cwd: ROOT }).map(read).join('\n');

const declared = new Set(contributes.commands.map(({ command }) => command));
const found = (pattern: RegExp, text: string): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))].toSorted();

/**
 * Not in a browser alone, where no process is: by what the extension says of itself there, and before it is awake by whether the
 * window has a machine behind it.
 */
const BY_PROCESS = '!migplan.inBrowser && (!isWeb || remoteName)';
const RUNS = `isWorkspaceTrusted && !virtualWorkspace && ${BY_PROCESS}`;

/** Those that may be had in any folder: they reach no server. */
const ANYWHERE: Readonly<Record<string, string | undefined>> = {
  [COMMANDS.check]: undefined,
  [COMMANDS.explainRule]: undefined,
  [COMMANDS.forgetSecrets]: BY_PROCESS,
  [COMMANDS.newPlan]: BY_PROCESS,
  [COMMANDS.restartServer]: undefined,
  [COMMANDS.showDashboard]: undefined,
  [COMMANDS.showLog]: undefined,
  'migplan.openDeclaration': undefined,
  'migplan.revealInTree': undefined,
};

describe('commands', () => {
  test('that reach a server are off where nothing may be run, and no others', () => {
    for (const { command, enablement } of contributes.commands) {
      assert.equal(enablement, command in ANYWHERE ? ANYWHERE[command] : RUNS, command);
    }
  });

  test('of the table that client and server share are all declared', () => {
    assert.deepEqual(
      Object.values(COMMANDS).filter((command) => !declared.has(command)),
      [],
    );
  });

  test('in menus are declared', () => {
    const named = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    assert.deepEqual(
      named.filter((command) => !declared.has(command)),
      [],
    );
  });

  test('that texts lead to are declared, or the editor’s own', () => {
    const named = found(/\(command:([\w.-]+)/g, Object.values(strings).join('\n'));
    assert(named.length > 5);
    for (const command of named) {
      if (!command.startsWith('workbench.') && !command.startsWith('vscode.'))
        assert(declared.has(command), command);
    }
  });
});

describe('when-clauses', () => {
  const clauses = [
    ...Object.values(contributes.menus).flat(),
    ...contributes.viewsWelcome,
    ...contributes.walkthroughs,
    ...contributes.commands.map(({ enablement }) => ({ when: enablement ?? '' })),
  ].map(({ when = '' }) => when);
  const views = Object.values(contributes.views)
    .flat()
    .map(({ id }) => id);

  /** Set by the editor itself. */
  const KNOWN = [
    'editorLangId',
    'isWeb',
    'isWorkspaceTrusted',
    'remoteName',
    'resourceScheme',
    'view',
    'viewItem',
    'virtualWorkspace',
    'workspaceFolderCount',
  ];

  test('ask for what the editor knows, or what the client sets', () => {
    const set = found(/'setContext',\s*'([^']+)'/g, client);
    const keys = clauses
      .map((clause) => clause.replace(/'[^']*'|\/(?:[^/\\]|\\.)*\//g, '').replace(/== *migplan[\w.]*/g, ''))
      .flatMap((clause) => found(/([A-Za-z][\w.]*)/g, clause))
      .filter((word) => word !== 'false');
    const unknown = [...new Set(keys)].filter((key) => !KNOWN.includes(key) && !set.includes(key));
    assert.deepEqual(unknown, []);
    assert.deepEqual(
      set.filter((key) => !keys.includes(key)),
      [],
    );
  });

  test('name views that there are', () => {
    const named = [
      ...clauses.flatMap((clause) => found(/\bview == ([\w.]+)/g, clause)),
      ...contributes.viewsWelcome.map(({ view }) => view),
    ];
    for (const view of named) assert(views.includes(view), view);
  });
});

describe('views', () => {
  test('are each filled by the client, and no others', () => {
    const ids = Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id));
    assert.deepEqual(found(/createTreeView(?:<[^>]*>)?\(\s*'([^']+)'/g, client), ids.toSorted());
  });

  test('are in containers that there are', () => {
    const containers = Object.values(contributes.viewsContainers).flatMap((all) => all.map(({ id }) => id));
    assert.deepEqual(Object.keys(contributes.views), containers);
  });
});

describe('the walkthrough', () => {
  const [walkthrough, ...others] = contributes.walkthroughs;

  test('is the one that the welcome view leads to', () => {
    assert.deepEqual(others, []);
    const [named] = found(/openWalkthrough\?%5B%22migplan\.migplan%23(\w+)%22%5D/g, JSON.stringify(strings));
    assert.equal(named, walkthrough?.id);
  });

  test.each(walkthrough?.steps ?? [])('$id has a picture, and is done by what it offers', (step) => {
    assert(existsSync(join(ROOT, step.media.svg)), step.media.svg);
    const offered = found(/\(command:([\w.]+)\)/g, strings[step.description.replaceAll('%', '')] ?? '');
    const done = step.completionEvents.map((event) => event.replace('onCommand:', ''));
    assert(done.length > 0);
    for (const command of done) assert(offered.includes(command), command);
  });

  test('has no picture that no step shows', () => {
    const shown = walkthrough?.steps.map(({ media }) => media.svg.replace('./', '')).toSorted();
    assert.deepEqual(globSync('client/walkthrough/*', { cwd: ROOT }).toSorted(), shown);
  });

  test('draws in the theme’s own colours', () => {
    for (const file of globSync('client/walkthrough/*.svg', { cwd: ROOT })) {
      const colours = found(/(?:fill|stroke)(?:="|: )([^";]+)/g, read(file));
      assert(colours.length > 2, file);
      for (const colour of colours) assert.match(colour, /^(var\(--vscode-|none$)/, file);
      assert.doesNotMatch(read(file), /style/, 'the page that shows it takes no style sheet');
      // In high contrast a border is as bright as what a bar holds.
      assert.doesNotMatch(read(file), /panel-border[^>]*stroke-width="[2-9]/, file);
    }
  });
});

describe('tasks', () => {
  test('have their provider, and no other', () => {
    const types = contributes.taskDefinitions.map(({ type }) => type);
    assert.deepEqual(found(/registerTaskProvider\('([^']+)'/g, client), types);
  });

  test('name matchers that there are', () => {
    const names = contributes.problemMatchers.map(({ name }) => name);
    const used = found(/'\$(migplan-[\w-]+)'/g, client);
    assert(used.length > 0);
    for (const name of used) assert(names.includes(name), name);
  });
});

test('nothing wakes the extension but a plan, a command and what it shows', () => {
  assert.deepEqual(
    activationEvents.filter((event) => !event.startsWith('onWebviewPanel:migplan.')),
    [],
  );
});

const web = read('client/extension-web.ts');
/** By their names in the table, the commands that a browser has. */
const here = found(/COMMANDS\.(\w+)/g, web);

test('in a browser nothing is offered that only says where it can be had', () => {
  const elsewhere = new Set<string>(
    Object.entries(COMMANDS).flatMap(([name, command]) => (here.includes(name) ? [] : command)),
  );
  const isOffered = ({ when = '' }: { readonly when?: string | undefined }): boolean =>
    !when.includes(BY_PROCESS);
  const named = (text: string): string[] =>
    found(/\(command:([\w.-]+)/g, strings[text.replaceAll('%', '')] ?? '');
  const offered = [
    ...contributes.commands.map(({ command, enablement }) => ({ when: enablement, commands: [command] })),
    ...contributes.viewsWelcome.map(({ contents, when }) => ({ when, commands: named(contents) })),
    ...contributes.walkthroughs.flatMap(({ steps, when }) =>
      steps.map(({ description }) => ({ when, commands: named(description) })),
    ),
  ]
    .filter(isOffered)
    .flatMap(({ commands }) => commands);
  assert.deepEqual(
    offered.filter((command) => elsewhere.has(command)),
    [],
  );
  assert(offered.includes(COMMANDS.check));
});

test('in a browser every command is there too, or says where it can be had', () => {
  assert(here.length > 3);
  // What is named there has its activation there: two registrations of one command would fail as the extension starts.
  for (const name of here) {
    const command = COMMANDS[name as keyof typeof COMMANDS];
    const pattern = new RegExp(
      `register(?:Command)?\\(\\s*(?:client,\\s*)?(?:COMMANDS\\.${name}\\b|'${command}')`,
    );
    const feature = globSync('client/features/*/*.ts', { cwd: ROOT }).find((file) =>
      pattern.test(read(file)),
    );
    const path = feature?.replace(/^client/, '.');
    assert(path !== undefined && web.includes(`'${path}'`), command);
  }
});
