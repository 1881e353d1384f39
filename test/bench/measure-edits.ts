/**
 * Key presses: small edits anywhere, and one edit that reaches every mailbox of the plan. Each counts as answered when the
 * diagnostics show what it did, not before.
 */
import type { Diagnostic } from 'vscode-languageserver';
import { SeededRandom } from '../../examples/generator/seeded-random.ts';
import type { GeneratedPlan } from './generated-plan.ts';
import type { MeasuredServer } from './measured-server.ts';
import { cpuRow, type Row, timeRow } from './rows.ts';
import { type Sample, sampled } from './samples.ts';
import { type Edit, PLAN_HABITS, replacing, typing } from './typist.ts';

/** Until the compiler has seen what is hot. */
const WARM_UP = 200;
/** From then on, in milliseconds, an answer counts only once the server has nothing left to do. */
const PATIENCE = 30_000;

/** Types in the open file; each sample is one edit until its diagnostics are there: a problem, and then none again. */
export async function typed(server: MeasuredServer, plan: GeneratedPlan, edits: number): Promise<Sample[]> {
  const typist = typing(plan.files.get(plan.edited) ?? '', new SeededRandom(plan.size), PLAN_HABITS);
  const untouched = JSON.stringify(await settledDiagnostics(server, plan.edited));
  const isSeen = (found: readonly Diagnostic[], count: number): boolean =>
    (JSON.stringify(found) === untouched) === (count % 2 === 1);
  const samples: Sample[] = [];
  for (let count = 0; count < WARM_UP + edits; count++) {
    const { value: edit } = typist.next();
    const act = () => answered(server, plan.edited, plan.edited, edit, (found) => isSeen(found, count));
    samples.push(await sampled(() => server.cpu, act));
  }
  await server.quiet();
  return samples.slice(WARM_UP);
}

export const editRows = ({ size }: GeneratedPlan, samples: readonly Sample[]): Row[] => [
  timeRow('edit → diagnostics', size, samples),
  cpuRow('CPU an edit', size, samples),
];

/**
 * Renames the licence that most mailboxes have, where it is declared and nowhere else, and back. The first answer tells of
 * it in the file that is looked at; when all is settled, every mailbox there that has the licence has a problem, or none.
 */
export async function licenceRenamed(
  server: MeasuredServer,
  plan: GeneratedPlan,
  times: number,
): Promise<Row[]> {
  const text = plan.files.get(plan.root) ?? '';
  if (plan.root !== plan.edited) await server.open(plan.root, text);
  await server.diagnostics(plan.root);
  await server.quiet();
  const both = replacing(text, 'licence E1', 'licence E7');
  const [first, settled]: [Sample[], Sample[]] = [[], []];
  for (const edit of Array<readonly Edit[]>(times).fill(both).flat()) {
    const isRenamed = edit === both[0];
    const before = JSON.stringify(await settledDiagnostics(server, plan.edited));
    const isSeen = (found: readonly Diagnostic[]) =>
      isRenamed ? found.some(isOfLicence) : JSON.stringify(found) !== before;
    const [cpu, started] = [server.cpu, performance.now()];
    const act = () => answered(server, plan.root, plan.edited, edit, isSeen);
    first.push(await sampled(() => server.cpu, act));
    settled.push({ wall: (await server.quiet()) - started, cpu: server.cpu - cpu });
    await mustBeTold(server, plan, isRenamed);
  }
  return [
    timeRow('licence renamed → first answer', plan.size, first),
    timeRow('licence renamed → all settled', plan.size, settled),
  ];
}

/** MP101: a name that nothing declares. */
const isOfLicence = ({ code, message }: Diagnostic): boolean =>
  code === 'MP101' && typeof message === 'string' && /\bE1\b/.test(message);

/** As many problems as mailboxes have the licence, or as the server shows of one file; none when it is back. */
async function mustBeTold(server: MeasuredServer, plan: GeneratedPlan, isRenamed: boolean): Promise<void> {
  const text = plan.files.get(plan.edited) ?? '';
  const owners = text.match(/^mailbox \S+ E1\b/gm)?.length ?? 0;
  const told = (await server.diagnostics(plan.edited)).filter(isOfLicence).length;
  const isRight = isRenamed ? told >= Math.min(owners, MOST_SHOWN) : told === 0;
  if (!isRight) throw new Error(`a licence that ${owners} mailboxes have was renamed: ${told} problems`);
}

/** A few less than the server shows of one file: other problems are among them. */
const MOST_SHOWN = 900;

/** Changes one file and waits until the diagnostics of the one that is looked at show it. */
async function answered(
  server: MeasuredServer,
  changed: string,
  seen: string,
  edit: Edit,
  isSeen: (found: readonly Diagnostic[]) => boolean,
): Promise<void> {
  const until = performance.now() + PATIENCE;
  await server.change(changed, [edit]);
  while (!isSeen(await server.diagnostics(seen))) {
    if (performance.now() <= until) continue;
    // A machine that is busy with others, or was put to sleep, is not the server's doing.
    const found = await settledDiagnostics(server, seen);
    if (!isSeen(found)) throw new Error(`the server did not notice ${JSON.stringify(edit)}: ${told(found)}`);
  }
}

/** What is told of a file when all that the server was busy with has come to an end: twice the same, with silence between. */
async function settledDiagnostics(server: MeasuredServer, path: string): Promise<Diagnostic[]> {
  for (let before: string | undefined; ; ) {
    const found = await server.diagnostics(path);
    const now = JSON.stringify(found);
    if (now === before) return found;
    before = now;
    await server.quiet();
  }
}

const told = (found: readonly Diagnostic[]): string =>
  found.map(({ code, range, message }) => `${code} in line ${range.start.line + 1}, ${message}`).join('; ') ||
  'nothing';
