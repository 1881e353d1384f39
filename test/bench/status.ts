/**
 * What a ledger of 5 million messages costs: `migplan status`, opening it for a run, recording in it and reading a very large
 * folder. Each figure beside its goal. On a busy machine CPU times mean more than the time on the wall. `--messages` for fewer.
 */
import { execSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../server/running/clock.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import { recordedStatuses } from '../../server/running/ledger/ledger-reading.ts';
import type { MessageRow } from '../../server/running/ports.ts';
import { keyOf, LARGE_FOLDER, largeLedger, MESSAGES } from './generated-ledger.ts';
import { generatedPlan } from './generated-plan.ts';
import { planFolder } from './plan-folder.ts';
import { median, sampled } from './samples.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const { values } = parseArgs({ options: { messages: { type: 'string' } } });
const root = fileURLToPath(new URL('../..', import.meta.url));
const plan = generatedPlan(4600);
using folder = planFolder([...plan.files]);
// As it is delivered: without a word of what its files are, Node would find out by reading each twice.
using built = planFolder([['package.json', '{ "type": "module" }']]);
const path = join(folder.path, '.migplan', 'ledger.sqlite');
const addresses = plan.organisation.domains.flatMap(({ mailboxes }) =>
  mailboxes.map(({ address }) => address),
);

execSync(`npm run --silent build:cli -- "--outdir=${built.path}"`, { cwd: root, stdio: 'inherit' });
const started = performance.now();
await largeLedger(path, addresses, Number(values.messages ?? MESSAGES));
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`a ledger of ${megabytes(statSync(path).size)} MB, made in ${seconds} s\n`);
console.log(line('', 'goal', 'wall', 'CPU'));

const status = await times(15, async () => void (await recordedStatuses(path)));
show('status: the ledger read', status, 100);
const node = commands(10, ['-e', '0']);
const whole = commands(10, [join(built.path, 'cli.js'), 'status', folder.path]);
const version = commands(10, [join(built.path, 'cli.js'), '--version']);
show('status: all of it, less Node', { wall: whole.wall - node.wall, cpu: whole.cpu - node.cpu }, 100);
show('  of that: the program loaded', { wall: version.wall - node.wall, cpu: version.cpu - node.cpu });
// The rest is the plan's text, which is read anew each time for whom its lots move: nothing of it is kept on disk.

show('opened by the next run', await times(10, opened), 1000);
await leftByKill();
show('opened after a run was killed', await times(1, opened), 1000);
await recorded(100, 200);
await recorded(1000, 50);
await largeFolder();

async function opened(): Promise<void> {
  const ledger = await openLedger(path, systemClock);
  for (const notice of ledger.notices) throw new Error(notice.en);
  await ledger.mailbox(keyOf(addresses[1] ?? ''));
  await ledger.close();
}

/** What a killed run leaves: recorded batches that are only in the log, and no mark that it was closed. */
async function leftByKill(): Promise<void> {
  const ledger = await openLedger(path, systemClock);
  const mailbox = await ledger.mailbox(keyOf(addresses[1] ?? ''));
  for (let batch = 0; batch < 50; batch++) await mailbox.record('INBOX', rows(10_000 + batch * 100, 100));
  copyFileSync(path, `${path}.killed`);
  copyFileSync(`${path}-wal`, `${path}.killed-wal`);
  await ledger.close();
  copyFileSync(`${path}.killed`, path);
  copyFileSync(`${path}.killed-wal`, `${path}-wal`);
}

async function recorded(size: number, batches: number): Promise<void> {
  const ledger = await openLedger(path, systemClock);
  const mailbox = await ledger.mailbox(keyOf(addresses[2] ?? ''));
  await mailbox.beginFolder({
    folder: `New ${size}`,
    uidValidity: '1',
    target: 'New',
    targetUidValidity: '1',
  });
  const all = Array.from({ length: batches }, (_, batch) => rows(1 + batch * size, size));
  const { wall, cpu } = await sampled(ownCpu, async () => {
    for (const batch of all) await mailbox.record(`New ${size}`, batch);
  });
  await ledger.close();
  const each = (milliseconds: number) => `${((milliseconds * 1000) / (size * batches)).toFixed(1)} µs`;
  console.log(line(`a row recorded, ${size} at once, on disk`, '', each(wall), each(cpu)));
}

async function largeFolder(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const ledger = await openLedger(path, systemClock);
  const mailbox = await ledger.mailbox(keyOf(addresses[0] ?? ''));
  const { folder, uidValidity } = LARGE_FOLDER;
  show(
    'rows of 100,000 messages read',
    await times(5, async () => void (await mailbox.rows(folder, uidValidity))),
  );
  collect();
  const before = process.memoryUsage().heapUsed;
  const held = await mailbox.rows(folder, uidValidity);
  collect();
  const used = megabytes(process.memoryUsage().heapUsed - before);
  console.log(line(`  held in memory (${held.size})`, '', `${used} MB`, ''));
  await ledger.close();
}

function rows(from: number, count: number): MessageRow[] {
  return Array.from({ length: count }, (_, index) => ({
    uid: from + index,
    state: 'done',
    targetUid: from + index + 3,
    flags: ['\\Seen'],
    size: 20_000,
    sha256: (from + index).toString(16).padStart(64, 'a'),
  }));
}

async function times(count: number, act: () => Promise<void>): Promise<{ wall: number; cpu: number }> {
  const samples = [];
  for (let again = 0; again < count; again++) samples.push(await sampled(ownCpu, act));
  return { wall: median(samples.map(({ wall }) => wall)), cpu: median(samples.map(({ cpu }) => cpu)) };
}

/** Of processes that have ended, one after another: CPU on average, since the system counts it in hundredths of a second. */
function commands(count: number, values: readonly string[]): { wall: number; cpu: number } {
  const walls: number[] = [];
  const before = childrenCpu();
  for (let again = 0; again < count; again++) {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, values, { maxBuffer: 64 * 1024 * 1024 });
    if (status !== 0) throw new Error(stderr.toString());
    walls.push(performance.now() - started);
  }
  return { wall: median(walls), cpu: (childrenCpu() - before) / count };
}

/** `cutime` and `cstime`, in hundredths of a second. */
function childrenCpu(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function show(name: string, { wall, cpu }: { wall: number; cpu: number }, goal?: number): void {
  const met = goal === undefined ? '' : cpu <= goal ? 'met' : 'MISSED';
  const shown = (value: number) => `${value.toFixed(1)} ms`;
  console.log(
    `${line(name, goal === undefined ? '' : `${goal} ms`, shown(wall), shown(cpu))}  ${met}`.trimEnd(),
  );
}

function line(name: string, ...figures: readonly string[]): string {
  return name.padEnd(38) + figures.map((figure) => figure.padStart(12)).join('');
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
