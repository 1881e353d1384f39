/**
 * Runs checks through the command line and fails them with what they found, at the mailbox or the lot. What a server refused is not
 * asked for again: servers lock out who insists. Knows of the tree only what a row is about.
 */
import {
  type CancellationToken,
  Location,
  l10n,
  Position,
  type TestItem,
  TestMessage,
  type TestRun,
  Uri,
} from 'vscode';
import type { Client } from '../../infrastructure/client.ts';
import { mayRun } from '../../infrastructure/may-run.ts';
import type { Ended } from '../../infrastructure/migplan-process.ts';
import { rangeOf } from '../../infrastructure/open-place.ts';
import { folderOf, pathOf } from '../../infrastructure/pick-plan.ts';
import { failureLine } from '../../infrastructure/tell-failure.ts';
import type { Checked, CheckItems } from './check-items.ts';
import { commandOf, type Finding, findingsOf } from './checks.ts';
import { refusedIn } from './refused-in.ts';

/** A plan of which something was refused. */
export interface RefusedPlan {
  readonly plan: string;
  /** What was said of it. */
  readonly line: string;
  /** What was refused, and what was not tried after it. */
  readonly left: readonly TestItem[];
}

/** One after the other: they ask the same servers. The plans whose servers refuse everybody, and are not asked any more. */
export async function runChecks(
  client: Client,
  items: Pick<CheckItems, 'of'>,
  run: TestRun,
  leaves: readonly TestItem[],
  token: CancellationToken,
): Promise<readonly RefusedPlan[]> {
  const refusals = new Refusals();
  /** Plans whose secrets somebody would not type: they are not asked for at each check. */
  const declined = new Set<string>();
  for (const item of leaves) run.enqueued(item);
  for (const item of leaves) {
    const checked = items.of(item);
    if (!checked || token.isCancellationRequested || !mayRun(Uri.parse(checked.plan))) run.skipped(item);
    else if (checked.of === 'lot' && declined.has(checked.plan)) run.skipped(item);
    else if (refusals.has(checked, item)) skip(run, item);
    else {
      const ended = await runOne(client, run, item, checked, token);
      if (ended === 'declined') declined.add(checked.plan);
      else if (ended) refusals.take(checked, item, ended);
    }
  }
  return refusals.plans();
}

/** What was refused so far, and how far that reaches. */
class Refusals {
  private readonly ofPlan = new Map<string, { readonly line: string; readonly left: TestItem[] }>();
  private readonly ofLot = new Set<string>();

  has(checked: Checked, item: TestItem): boolean {
    // It asks no server.
    if (checked.of === 'plan') return false;
    const refused = this.ofPlan.get(checked.plan);
    refused?.left.push(item);
    return refused !== undefined || this.ofLot.has(lotKey(checked));
  }

  take(checked: Checked, item: TestItem, ended: Ended): void {
    if (checked.of === 'plan') return;
    const refused = refusedIn(checked.check, ended);
    if (refused?.reach === 'plan') this.ofPlan.set(checked.plan, { line: refused.says, left: [item] });
    if (refused?.reach === 'lot') this.ofLot.add(lotKey(checked));
  }

  plans(): RefusedPlan[] {
    return [...this.ofPlan].map(([plan, refused]) => ({ plan, ...refused }));
  }
}

const lotKey = ({ plan, lot }: Extract<Checked, { of: 'lot' }>): string => JSON.stringify([plan, lot]);

function skip(run: TestRun, item: TestItem): void {
  const why = l10n.t(
    '{0}: not tried. What was refused before would be refused again, and servers lock out who insists.',
    item.label,
  );
  run.appendOutput(`${why}\r\n`, undefined, item);
  run.skipped(item);
}

/** How it ended; `declined` where a secret was not typed, undefined where it was cancelled. */
async function runOne(
  client: Client,
  run: TestRun,
  item: TestItem,
  checked: Checked,
  token: CancellationToken,
): Promise<Ended | 'declined' | undefined> {
  const secrets = checked.of === 'lot' ? await client.secrets.askedFor(checked.plan) : {};
  if (!secrets) {
    run.skipped(item);
    return 'declined';
  }
  run.started(item);
  const began = Date.now();
  const values = commandOf(pathOf(checked.plan), checked.of === 'lot' ? checked : undefined);
  const command = { values, folder: folderOf(checked.plan) };
  const onLine = (line: string): void => run.appendOutput(`${line}\r\n`, undefined, item);
  const ended = await client.migplan.run(checked.of === 'lot' ? { ...command, secrets } : command, {
    token,
    onLine,
  });
  if (token.isCancellationRequested) {
    run.skipped(item);
    return undefined;
  }
  await tell(client, run, item, checked, ended, Date.now() - began);
  return ended;
}

async function tell(
  client: Client,
  run: TestRun,
  item: TestItem,
  checked: Checked,
  ended: Ended,
  took: number,
): Promise<void> {
  const findings = findingsOf(checked.of === 'lot' ? checked.check : 'check', ended.out);
  // It came to nothing that could be judged: the command itself failed.
  if (!findings) return run.errored(item, placed(item, failureLine(ended)), took);
  if (ended.code === 0) return run.passed(item, took);
  const told = findings.length > 0 ? findings : [{ says: failureLine(ended) }];
  run.failed(item, await messages(client, item, checked, told), took);
}

async function messages(
  { server }: Client,
  item: TestItem,
  { plan }: Checked,
  findings: readonly Finding[],
): Promise<TestMessage[]> {
  const addresses = [...new Set(findings.flatMap(({ address }) => address ?? []))];
  const places = addresses.length > 0 ? await server.ask('migplan/places', { plan, addresses }) : [];
  return findings.map(({ says, address, at }) => {
    const message = placed(item, address === undefined ? says : `${address}: ${says}`);
    const place = address === undefined ? undefined : places[addresses.indexOf(address)];
    if (place) message.location = new Location(Uri.parse(place.uri), rangeOf(place));
    if (at) {
      const file = Uri.joinPath(Uri.parse(plan), '..', at.file);
      message.location = new Location(file, new Position(at.line, at.character));
    }
    return message;
  });
}

/** At the lot, where nothing nearer is known. */
function placed({ uri, range }: TestItem, says: string): TestMessage {
  const message = new TestMessage(says);
  if (uri) message.location = new Location(uri, range ?? new Position(0, 0));
  return message;
}
