#!/usr/bin/env node
/** The command line's composition root: chooses the implementations of what the commands need, and ends the process. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import packageJson from '../package.json' with { type: 'json' };
import { localeOf } from './cli/locale.ts';
import { askHidden, nodeTerminal } from './cli/node-terminal.ts';
import { runProgram } from './cli/program.ts';
import type { Services } from './cli/services.ts';
import { passwordLookup } from './documents/password-list.ts';
import {
  filesBelow,
  noSuchFile,
  PlanFilesError,
  plansBeside,
  readPlanFiles,
  readPlanTexts,
} from './documents/plan-files.ts';
import { type GivenSecrets, missingSecrets, secretLookup } from './documents/secrets.ts';
import { recordedSheets, recordSheets } from './documents/sheets/sheet-record.ts';
import { dnsLookup } from './endpoints/dns/dns-lookup.ts';
import type { NamedSecrets } from './endpoints/logins.ts';
import type { OnQuiet } from './endpoints/paced.ts';
import type { Locale } from './language/rules/rule.ts';
import { handOvers, labelReport, ledgers, liveRuns, loadForRun, planLock } from './late-parts.ts';
import { type EndsSetting, openEnds } from './open-ends.ts';
import { openProvisioners } from './open-provisioners.ts';
import type { MigrationPlan } from './planning/migration-plan.ts';
import { type Text, text } from './planning/text.ts';
import { systemClock } from './running/clock.ts';
import type { Ends } from './running/ends.ts';
import { ledgerPath, recordedMailboxes } from './running/ledger/recorded-mailboxes.ts';
import { progressPath } from './running/live/progress-path.ts';
import type { Ledger } from './running/ports.ts';
import type { OpenProvisioner } from './running/provisioning/provisioner.ts';

const { env } = process;
const argv = process.argv.slice(2);
const language = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en';
const locale = localeOf(argv, language);

const stateFolder = (folder: string): string => join(folder, '.migplan');

const recorded = recordedMailboxes();
const sheetsOnRecord = recordedSheets();
const secretsKnown = new Map<string, NamedSecrets>();
let secretsGiven: GivenSecrets = new Map();

const services: Services = {
  readPlan: readPlanFiles,
  pathInReview: (folder, path) =>
    relative(env['GITHUB_WORKSPACE'] || process.cwd(), join(folder, path)).replaceAll(sep, '/'),
  plansBeside,
  readPlanTexts,
  planFilesAt,
  readText: (path) => readFile(path, 'utf8').catch(explain(path)),
  writeText: (path, text) => writeFile(path, text).catch(explain(path)),
  async importFile(path, request) {
    const { importFile } = await import('./documents/import/import-file.ts');
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return importFile(path, { ...request, timezone: timeZone }).catch(explain(path));
  },
  createFiles: (folder, files) => createFiles(folder, files, false),
  async writeSheets(folder, sheets, overwrite) {
    const { writeSheet } = await import('./documents/sheets/write-sheet.ts');
    const files = new Map<string, Uint8Array>();
    for (const [path, sheet] of sheets) files.set(path, await writeSheet(sheet));
    return createFiles(folder, files, overwrite);
  },
  async readSheet(path) {
    const { readSheet } = await import('./documents/sheets/read-sheet.ts');
    const { size } = await stat(path).catch(explain(path));
    if (size > MOST_SHEET_BYTES) return NO_SHEET_SO_LARGE;
    return readSheet(await readFile(path).catch(explain(path)));
  },
  async writeReport(report, path) {
    const { writeReport } = await import('./documents/report/write-report.ts');
    return writeReport(report, path);
  },
  writeBytes: (path, bytes) => writeFile(path, bytes).catch(explain(path)),
  async writeInventory(folder, inventory) {
    const { writeInventory } = await import('./documents/inventory-file.ts');
    const path = join(folder, 'inventory', `${inventory.domain}.yaml`);
    await mkdir(dirname(path), { recursive: true }).catch(explain(path));
    await writeFile(path, writeInventory(inventory)).catch(explain(path));
    return path;
  },
  loadForRun,
  ends,
  provisioner,
  dns: (servers) => dnsLookup(servers && { servers }),
  async handIn(place, message, signal) {
    const { handInMail } = await import('./endpoints/smtp/hand-in-mail.ts');
    return handInMail()(place, message, signal);
  },
  handOver: writeHandover,
  openLedger,
  async recordedSteps(folder) {
    const { recordedSteps } = await import('./running/ledger/ledger-reading.ts');
    return recordedSteps(ledgerPath(folder));
  },
  async statuses(folder) {
    const { recordedStatuses } = await import('./running/ledger/ledger-reading.ts');
    return recordedStatuses(ledgerPath(folder));
  },
  recorded: (folder) => recorded(ledgerPath(folder)),
  recordedSheets: sheetsOnRecord,
  recordSheets: (folder, sheets) =>
    recordSheets(folder, sheets, systemClock.now()).catch(explain(stateFolder(folder))),
  async recordedRuns(folder) {
    const { recordedRuns } = await import('./running/live/recorded-runs.ts');
    return recordedRuns()(folder);
  },
  async holidays(country, years) {
    const { holidaysOf } = await import('./documents/holidays.ts');
    return holidaysOf(country, years);
  },
  giveSecrets(secrets) {
    secretsGiven = secrets;
  },
  missingSecrets: (folder, secrets) => missingSecrets(secrets, { folder, env, given: secretsGiven }),
  async lockPlan(folder) {
    const { lockPlan } = await planLock();
    return lockPlan(stateFolder(folder), systemClock);
  },
  async beginLive(folder, plan, steering) {
    const { beginLive } = await liveRuns();
    return beginLive(plan, { ...steering, folder: stateFolder(folder), clock: systemClock });
  },
  async liveRun(folder) {
    if (!existsSync(progressPath(stateFolder(folder)))) return undefined;
    const { readLiveRun } = await import('./running/live/progress-file.ts');
    return readLiveRun(stateFolder(folder), systemClock.now());
  },
  async askRun(folder, run, ask) {
    const { askRun } = await import('./running/live/control-file.ts');
    try {
      askRun(stateFolder(folder), run, ask);
    } catch (error) {
      explain(stateFolder(folder))(error as NodeJS.ErrnoException);
    }
  },
  startLanguageServer: async () => void (await import('./main.ts')),
  clock: systemClock,
};

function ends(folder: string, onQuiet: OnQuiet = () => undefined): Ends {
  // Mail passes through in bursts: left to itself, V8 keeps 100 MB for what is young, and lets what is old double before it looks.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=60');
  const secrets = secretsOf(folder);
  const keepLabels: EndsSetting['keepLabels'] = async (endpoint, mailbox, labels) => {
    const { writeLabels } = await labelReport();
    const state = stateFolder(folder);
    await writeLabels(state, { endpoint, mailbox, labels }).catch(explain(state));
  };
  return openEnds({ folder, secrets, clock: systemClock, onQuiet, tell: tellPeople, keepLabels });
}

function tellPeople(told: Text): void {
  process.stderr.write(`\n${told[locale]}\n`);
}

/** Each secret is looked up once, and asked for once, by whoever needs it. */
function secretsOf(folder: string): NamedSecrets {
  const found = secretsKnown.get(folder) ?? lookUpSecrets(folder);
  secretsKnown.set(folder, found);
  return found;
}

function lookUpSecrets(folder: string): NamedSecrets {
  const canAsk = process.stdin.isTTY === true;
  const ask = (question: Text): Promise<string> => askHidden(question[locale]);
  const secret = secretLookup({ folder, env, given: secretsGiven, ...(canAsk ? { ask } : {}) });
  return { secret, passwords: passwordLookup(folder, secret, secretsGiven) };
}

function provisioner(folder: string): OpenProvisioner {
  return openProvisioners(secretsOf(folder), tellPeople);
}

async function openLedger(folder: string): Promise<Ledger> {
  return (await ledgers()).openLedger(ledgerPath(folder), systemClock);
}

/** What was handed over before for the same lot is written anew: it says what is left to be done now. */
async function writeHandover(folder: string, plan: MigrationPlan, locale: Locale): Promise<string[]> {
  const { handOver } = await handOvers();
  const files = handOver(plan, locale);
  if (files.length > 0) await mkdir(folder, { recursive: true, mode: 0o700 }).catch(explain(folder));
  const paths = files.map(({ name, content }) => ({ path: join(folder, name), content }));
  for (const { path, content } of paths) await writeFile(path, content).catch(explain(path));
  return paths.map(({ path }) => path);
}

/** All or none: nothing is written where a file is there already, unless it may be replaced. */
async function createFiles(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  overwrite: boolean,
) {
  const paths = [...files].map(([path, content]) => [join(folder, path), content] as const);
  const existing = overwrite ? [] : paths.map(([path]) => path).filter((path) => existsSync(path));
  if (existing.length > 0) return { written: [], existing };
  for (const [path, content] of paths) {
    await mkdir(dirname(path), { recursive: true }).catch(explain(dirname(path)));
    await writeFile(path, content, { flag: overwrite ? 'w' : 'wx' }).catch(explain(path));
  }
  return { written: paths.map(([path]) => path), existing };
}

/** A sheet of a thousand addresses has a hundredth of it. */
const MOST_SHEET_BYTES = 50e6;
const NO_SHEET_SO_LARGE = text('over 50 MB: no sheet is', 'plus de 50 Mo\u00A0: aucune feuille ne l’est');

async function planFilesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(explain(path));
  if (!found.isDirectory()) return [resolve(path)];
  return (await filesBelow(resolve(path))).map((file) => join(resolve(path), file));
}

/** Turns the system's error about a file into one line that names it. */
function explain(path: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === 'ENOENT') throw noSuchFile(path);
    const { code } = error;
    throw new PlanFilesError(
      text(`${path}: cannot be used (${code})`, `${path}\u00A0: inutilisable (${code})`),
    );
  };
}

const STOPPING = text(
  'Stopping: what is under way is finished and recorded. Once more to stop at once.',
  'Arrêt\u00A0: ce qui est en cours est terminé et enregistré. Une fois de plus pour arrêter tout de suite.',
);

/** The first Ctrl-C stops cleanly, the second at once. */
function stopOnInterrupt(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(130);
      process.stderr.write(`\n${STOPPING[locale]}\n`);
      stopping.abort();
    });
  }
  return stopping.signal;
}

process.exitCode = await runProgram(argv, {
  version: packageJson.version,
  services,
  terminal: nodeTerminal(locale),
  signal: stopOnInterrupt(),
  language,
});
