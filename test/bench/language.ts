/**
 * `npm run bench:language`: what the language server takes on plans of 4,600, 50,000 and 250,000 mailboxes, each figure
 * beside its goal. Drives the server as it is delivered, over stdio, as an editor would. On a busy machine only CPU times
 * and medians mean anything.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { builtServer } from './built-server.ts';
import { type GeneratedPlan, generatedPlan, SIZES, type Size } from './generated-plan.ts';
import { editRows, licenceRenamed, typed } from './measure-edits.ts';
import { questionRows } from './measure-requests.ts';
import { type Start, startedServer, startRows } from './measure-start.ts';
import type { MeasuredServer } from './measured-server.ts';
import type { PeerResult } from './peer-result.ts';
import { type PeerRow, peerRow, peerRows, peerTable } from './peers.ts';
import { planFolder } from './plan-folder.ts';
import { NOT_OFFERED, type Row, table } from './rows.ts';

const STARTS: Readonly<Record<Size, number>> = { 4600: 5, 50000: 3, 250000: 2 };
const RENAMES = 3;

interface Asked {
  readonly sizes: readonly Size[];
  readonly edits: number;
  readonly hasPeers: boolean;
  readonly json: string | undefined;
  /** A server to measure instead of the one that is built from the sources. */
  readonly server: string | undefined;
}

const asked = askedFor();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
using built = asked.server ? undefined : builtServer();
const script = asked.server ?? built?.script ?? '';
const rows: Row[] = [];
const peers: PeerRow[] = [];
for (const size of asked.sizes) {
  const plan = generatedPlan(size);
  const { ours, found } = await measured(plan, script, asked.edits);
  console.log(`${table(found)}\n`);
  rows.push(...found);
  if (!asked.hasPeers) continue;
  const beside = [peerRow('migplan', size, ours), ...(await peerRows(plan))];
  console.log(`${peerTable(beside)}\n`);
  peers.push(...beside);
}
if (asked.json) writeFileSync(asked.json, record());
if (rows.some(({ note }) => note === NOT_OFFERED)) process.exitCode = 1;

function askedFor(): Asked {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', multiple: true },
      edits: { type: 'string', default: '200' },
      peers: { type: 'boolean', default: false },
      json: { type: 'string' },
      server: { type: 'string' },
    },
  });
  const wanted = values.size?.map(Number) ?? SIZES;
  const unknown = wanted.find((size) => !SIZES.some((known) => known === size));
  if (unknown !== undefined) throw new Error(`--size ${unknown}: there are ${SIZES.join(', ')}`);
  return {
    sizes: SIZES.filter((size) => wanted.includes(size)),
    edits: Number(values.edits),
    hasPeers: values.peers,
    json: values.json,
    server: values.server,
  };
}

interface Measured {
  readonly ours: PeerResult;
  readonly found: readonly Row[];
}

async function measured(plan: GeneratedPlan, script: string, edits: number): Promise<Measured> {
  using folder = planFolder(plan.files);
  const starts: Start[] = [];
  for (let count = 1; count < STARTS[plan.size]; count++) {
    const [server, start] = await startedServer(script, folder.path, plan);
    starts.push(start);
    await server[Symbol.asyncDispose]();
  }
  const [server, start] = await startedServer(script, folder.path, plan);
  await using last: MeasuredServer = server;
  starts.push(start);
  const samples = await typed(last, plan, edits);
  const found = [
    ...editRows(plan, samples),
    ...(await licenceRenamed(last, plan, RENAMES)),
    ...startRows(plan, starts),
    ...(await questionRows(last, plan)),
  ];
  return { ours: { start: start.all, edits: samples, resident: start.resident }, found };
}

function record(): string {
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  return `${JSON.stringify({ date: new Date().toISOString(), machine, rows, peers }, null, 2)}\n`;
}
