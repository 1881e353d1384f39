/**
 * Ours beside language servers that people know, on the same content and machine, in one run: start, an edit, memory. The
 * peers check each record against a schema; ours checks the plan.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GeneratedPlan } from './generated-plan.ts';
import { jsonText, SCHEMA, yamlText } from './generated-records.ts';
import type { PeerResult } from './peer-result.ts';
import { planFolder } from './plan-folder.ts';
import { aligned, figure } from './rows.ts';
import { mean, median } from './samples.ts';
import { yamlPeer } from './yaml-peer.ts';

export interface PeerRow {
  readonly name: string;
  readonly size: number;
  /** Absent where it took too long. */
  readonly result?: PeerResult;
}

const EDITS = 10;
/** Until the compiler has seen what is hot, where there are that many. */
const WARM_UP = 3;
/** Nobody waits longer than this for a figure of somebody else's, in milliseconds. */
const LIMIT = 60_000;

export async function peerRows({ size, organisation }: GeneratedPlan): Promise<PeerRow[]> {
  using folder = planFolder([
    ['schema.json', JSON.stringify(SCHEMA)],
    ['records.yaml', yamlText(organisation)],
    ['records.json', jsonText(organisation)],
  ]);
  return [
    peerRow('vscode-json-languageservice', size, await jsonPeer(folder.path)),
    peerRow('yaml-language-server', size, await yamlPeer(folder.path, EDITS, LIMIT)),
  ];
}

export const peerRow = (name: string, size: number, result: PeerResult | undefined): PeerRow => ({
  name,
  size,
  ...(result ? { result } : {}),
});

async function jsonPeer(folder: string): Promise<PeerResult | undefined> {
  const script = fileURLToPath(new URL('json-peer.ts', import.meta.url));
  const given = [script, folder, String(EDITS), String(LIMIT)];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, given, { timeout: 2 * LIMIT });
    return JSON.parse(stdout) as PeerResult;
  } catch (error) {
    if ((error as { killed?: boolean }).killed) return undefined;
    throw error;
  }
}

const HEAD = ['same content', 'mailboxes', 'edit, CPU', 'edit, wall', 'start, CPU', 'start', 'resident'];

export const peerTable = (rows: readonly PeerRow[]): string =>
  [HEAD, ...rows.map(cells)].map(aligned).join('\n');

function cells({ name, size, result }: PeerRow): string[] {
  const named = [name, size.toLocaleString('en')];
  if (!result) return [...named, '', '', '', '', `not within ${LIMIT / 1000} s`];
  const { start, resident } = result;
  const edits = result.edits.slice(Math.min(WARM_UP, result.edits.length - 1));
  const walls = edits.map(({ wall }) => wall);
  const cpu = mean(edits.map((edit) => edit.cpu));
  const shown = edits.length > 0 ? [figure(cpu), figure(median(walls))] : ['', ''];
  return [...named, ...shown, figure(start.cpu), figure(start.wall), `${figure(resident)} MB`];
}
