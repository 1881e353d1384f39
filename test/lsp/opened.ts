/** A workspace of one open plan, without a wire or a disk, and a world to change round it. */
import { setImmediate } from 'node:timers/promises';
import type { RecordedMailbox } from '../../server/language/model/calendar/recorded-runs.ts';
import { NO_SHEETS, type RecordedSheet } from '../../server/language/model/calendar/recorded-sheets.ts';
import type { DomainInventory } from '../../server/language/model/inventory.ts';
import { NO_RUNS, type RecordedRuns } from '../../server/language/model/runs/recorded-run.ts';
import { secretName } from '../../server/language/model/surroundings.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import type { FileProblem, FileRead, PlanFiles, World } from '../../server/lsp/ports.ts';
import { Workspace } from '../../server/lsp/workspace.ts';
import type { KeptSecret, LiveRun } from '../../server/protocol.ts';

export const URI = 'file:///plans/plan.migplan';

export interface Disk {
  readonly texts: Map<string, string>;
  readonly inventories: Map<string, FileRead<DomainInventory>>;
}

export async function opened(text: string, disk: Disk = { texts: new Map(), inventories: new Map() }) {
  const world = changingWorld();
  const port = portOf(world);
  const told: { readonly paths: readonly string[]; readonly unasked: boolean }[] = [];
  const problems: { readonly uri: string; readonly problem: FileProblem | undefined }[] = [];
  const workspace = new Workspace({
    files: filesOf(disk),
    turns: { now: () => performance.now(), next: () => setImmediate() },
    world: port,
    keptSecrets: async ({ plan, keys }) =>
      plan === URI ? world.kept.filter(({ key }) => keys.includes(key)) : [],
    rules: RULES,
    locale: 'en',
    onChanged: (files, unasked) => told.push({ paths: files.map(({ path }) => path), unasked }),
    onProblem: (uri, problem) => problems.push({ uri, problem }),
    onFailure: (error) => {
      world.failures.push(error);
      if (world.fails.size === 0) throw error;
    },
  });
  workspace.changeFolders(['file:///plans'], []);
  workspace.open(URI, text, 1);
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) {
      await workspace.settled();
      await setImmediate();
    }
  };
  const codes = async (): Promise<string[]> => {
    await quiet();
    const plan = workspace.file(URI)?.plan;
    return (plan?.analysis.diagnostics('plan.migplan').diagnostics ?? []).map(({ code }) => code);
  };
  const minuteLater = (): Promise<string[]> => {
    world.minute();
    return codes();
  };
  return { world, port, workspace, told, problems, quiet, codes, minuteLater };
}

const changingWorld = () => ({
  time: Date.parse('2025-01-14T08:00Z'),
  missing: new Set<string>(),
  /** What the editor keeps. */
  kept: [] as readonly KeptSecret[],
  recorded: [] as readonly RecordedMailbox[],
  sheets: NO_SHEETS as readonly RecordedSheet[],
  ledgerLooks: 0,
  runs: NO_RUNS as RecordedRuns,
  live: undefined as LiveRun | undefined,
  /** Whoever waits for some time to pass. */
  waiting: [] as { readonly milliseconds: number; readonly resolve: () => void }[],
  asked: [] as string[],
  /** What cannot be found out. */
  fails: new Set<'holidays' | 'secrets' | 'runs'>(),
  /** Every failure that was told. */
  failures: [] as unknown[],
  minute: () => {},
});

const filesOf = ({ texts, inventories }: Disk): PlanFiles => ({
  plansBelow: async (folder) => [...texts.keys()].filter((uri) => uri.startsWith(`${folder}/`)),
  plansIn: async () => [],
  read: async (uri) => texts.get(uri),
  inventoriesIn: async () => [...inventories.keys()],
  readInventory: async (uri) => inventories.get(uri),
  factsIn: (folder) => `${folder}/facts.yaml`,
  readFacts: async () => undefined,
});

const portOf = (world: ReturnType<typeof changingWorld>): World => ({
  now: () => world.time,
  everyMinute: (call) => {
    world.minute = call;
  },
  holidays: async (country, years) => {
    world.asked.push(`${country} ${years}`);
    if (world.fails.has('holidays')) throw new Error('no holidays');
    return new Map([['2025-05-01', { en: 'Labour Day', fr: 'Fête du travail' }]]);
  },
  missingSecrets: async (folder, secrets) => {
    world.asked.push(`secrets of ${folder}`);
    if (world.fails.has('secrets')) throw new Error('no secrets');
    return new Set(secrets.map(secretName).filter((name) => world.missing.has(name)));
  },
  recorded: async () => {
    world.ledgerLooks++;
    return world.recorded;
  },
  sheets: async () => world.sheets,
  runs: async () => {
    if (world.fails.has('runs')) throw new Error('no runs');
    return world.runs;
  },
  liveRun: async () => world.live,
  wait: (milliseconds) => new Promise((resolve) => void world.waiting.push({ milliseconds, resolve })),
});
