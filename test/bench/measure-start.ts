/** From the server's start to the open file's diagnostics, to everything checked, and what is then resident. */
import { NODE_FLAGS } from '../../server/protocol.ts';
import type { GeneratedPlan } from './generated-plan.ts';
import { MeasuredServer } from './measured-server.ts';
import { memoryRow, type Row, timeRow } from './rows.ts';
import type { Sample } from './samples.ts';

export interface Start {
  readonly openFile: Sample;
  readonly all: Sample;
  readonly resident: number;
}

/** Starts the server in `folder`, with the file that people work in open. */
export async function startedServer(
  script: string,
  folder: string,
  plan: GeneratedPlan,
): Promise<[MeasuredServer, Start]> {
  const server = await MeasuredServer.start({ script, flags: NODE_FLAGS, folder, languageId: 'migplan' });
  await server.open(plan.edited, plan.files.get(plan.edited) ?? '');
  const found = await server.diagnostics(plan.edited);
  const openFile = { wall: performance.now() - server.started, cpu: server.cpu };
  if (found.length === 0) throw new Error('the file has a problem, and none came');
  const all = { wall: (await server.quiet()) - server.started, cpu: server.cpu };
  return [server, { openFile, all, resident: server.resident }];
}

export function startRows({ size }: GeneratedPlan, starts: readonly Start[]): Row[] {
  return [
    timeRow(
      'start → the open file',
      size,
      starts.map(({ openFile }) => openFile),
    ),
    timeRow(
      'start → all checked',
      size,
      starts.map(({ all }) => all),
    ),
    memoryRow(
      'resident after open',
      size,
      starts.map(({ resident }) => resident),
    ),
  ];
}
