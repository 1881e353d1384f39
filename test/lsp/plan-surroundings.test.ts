/** What the language server tells its plans of the world: the time as it passes, holidays, secrets, what runs record. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RecordedMailbox } from '../../server/language/model/calendar/recorded-runs.ts';
import { secretName } from '../../server/language/model/surroundings.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import type { PlanFiles, World } from '../../server/lsp/ports.ts';
import { Workspace } from '../../server/lsp/workspace.ts';

const URI = 'file:///plans/plan.migplan';

const noFiles: PlanFiles = {
  plansBelow: async () => [],
  plansIn: async () => [],
  read: async () => undefined,
  inventoriesIn: async () => [],
  readInventory: async () => undefined,
  factsIn: (folder) => `${folder}/facts.yaml`,
  readFacts: async () => undefined,
};

/** A workspace of one open plan, and a world to change round it. */
async function opened(text: string) {
  const world = {
    time: Date.parse('2025-01-14T08:00Z'),
    missing: new Set<string>(),
    recorded: [] as readonly RecordedMailbox[],
    asked: [] as string[],
    minute: () => {},
  };
  const port: World = {
    now: () => world.time,
    everyMinute: (call) => {
      world.minute = call;
    },
    holidays: async (country, years) => {
      world.asked.push(`${country} ${years}`);
      return new Map([['2025-05-01', { en: 'Labour Day', fr: 'Fête du travail' }]]);
    },
    missingSecrets: async (folder, secrets) => {
      world.asked.push(`secrets of ${folder}`);
      return new Set(secrets.map(secretName).filter((name) => world.missing.has(name)));
    },
    recorded: async () => world.recorded,
  };
  const told: string[] = [];
  const workspace = new Workspace({
    files: noFiles,
    turns: { now: () => performance.now(), next: () => setImmediate() },
    world: port,
    rules: RULES,
    locale: 'en',
    onChanged: (_, unasked) => told.push(unasked ? 'unasked' : 'asked'),
    onProblem: () => {},
    onFailure: (error) => {
      throw error;
    },
  });
  workspace.changeFolders(['file:///plans'], []);
  workspace.open(URI, text, 1);
  const codes = async (): Promise<string[]> => {
    for (let turn = 0; turn < 20; turn++) {
      await workspace.settled();
      await setImmediate();
    }
    const plan = workspace.file(URI)?.plan;
    return (plan?.analysis.diagnostics('plan.migplan').diagnostics ?? []).map(({ code }) => code);
  };
  const minuteLater = (): Promise<string[]> => {
    world.minute();
    return codes();
  };
  return { world, workspace, told, codes, minuteLater };
}

const HEAD = `plan "P" { country FR }\ndomain a.example\nmailbox anna@a.example "Anna"\n`;

test('a day passes while the plan is open, and the editor is told', async () => {
  const { world, told, codes, minuteLater } = await opened(
    `${HEAD}lot one { date 2025-01-14; domain a.example }\n`,
  );
  expect(await codes()).toEqual([]);
  const before = told.length;
  world.time += 60_000;
  expect(await minuteLater()).toEqual([]);
  expect(told).toHaveLength(before);
  world.time = Date.parse('2025-01-15T00:01Z');
  expect(await minuteLater()).toEqual(['MP703']);
  expect(told.slice(before)).toEqual(['unasked']);
});

test('holidays are asked for once, and again when the plan names another country or year', async () => {
  const { world, workspace, codes } = await opened(`${HEAD}lot one { date 2025-05-01; domain a.example }\n`);
  expect(await codes()).toEqual(['MP706']);
  workspace.change(URI, [{ text: `${HEAD}lot one { date 2026-05-04; domain a.example }\n` }], 2);
  expect(await codes()).toEqual([]);
  workspace.change(URI, [{ text: `${HEAD}lot one { date 2026-05-05; domain a.example }\n` }], 3);
  expect(await codes()).toEqual([]);
  expect(world.asked).toEqual(['FR 2025', 'FR 2026']);
});

test('a secret that is set meanwhile is found within a minute', async () => {
  const endpoint = `plan "P" { source old }\nendpoint old imap { host imap.a.example; login admin "m" secret env OLD }\n`;
  const { world, codes, minuteLater } = await opened(endpoint);
  expect(await codes()).toEqual([]);
  world.missing.add('env OLD');
  expect(await minuteLater()).toEqual(['MP803']);
  world.missing.clear();
  expect(await minuteLater()).toEqual([]);
  expect(new Set(world.asked)).toEqual(new Set(['secrets of /plans']));
});

test('what a run records counts within a minute', async () => {
  const { world, codes, minuteLater } = await opened(
    `${HEAD}lot one { date 2025-01-13; domain a.example }\n`,
  );
  expect(await codes()).toEqual(['MP703']);
  world.recorded = [{ address: 'anna@a.example', reached: 'verified', at: Date.parse('2025-01-13T20:00Z') }];
  expect(await minuteLater()).toEqual([]);
});
