/**
 * The Test Explorer's view of plans: what can be checked of each lot. Nothing is asked for before somebody looks. How a check is run
 * is not known here.
 */
import {
  type CancellationToken,
  l10n,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  tests,
} from 'vscode';
import { EXIT } from '../../../server/protocol.ts';
import type { Client } from '../../infrastructure/client.ts';
import { secretRemedies } from '../../infrastructure/perform.ts';
import { Refreshing } from '../../infrastructure/refreshing.ts';
import { tellFailure } from '../../infrastructure/tell-failure.ts';
import { CheckItems } from './check-items.ts';
import { leavesOf } from './leaves-of.ts';
import { runChecks } from './run-checks.ts';

/** Milliseconds between two refreshes. */
const BETWEEN = 3000;

export function activateLotChecks(client: Client): void {
  const controller = tests.createTestController('migplan', l10n.t('Migration Plan'));
  const items = new CheckItems(controller);
  const refresh = async (): Promise<void> => items.replace(await known(client));
  const refreshing = new Refreshing(refresh, BETWEEN);
  let isSeen = false;
  controller.resolveHandler = async (item) => {
    if (item) return;
    isSeen = true;
    await refresh();
  };
  controller.refreshHandler = refresh;
  controller.createRunProfile(
    l10n.t('Check'),
    TestRunProfileKind.Run,
    (request, token) => check(client, controller, items, request, token),
    true,
  );
  const changed = client.server.on('migplan/changed', () => {
    if (isSeen) refreshing.ask();
  });
  client.context.subscriptions.push(controller, refreshing, changed);
}

async function known({ server }: Client) {
  const plans = await server.ask('migplan/plans', undefined);
  return Promise.all(
    plans.map(async (info) => ({ info, lots: await server.ask('migplan/lots', { plan: info.plan }) })),
  );
}

async function check(
  client: Client,
  controller: TestController,
  items: CheckItems,
  request: TestRunRequest,
  token?: CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  try {
    const refused = await runChecks(
      client,
      items,
      run,
      chosen(request, controller.items, items),
      token ?? run.token,
    );
    for (const { plan, line, left } of refused) {
      const again = (): Promise<void> => check(client, controller, items, new TestRunRequest(left));
      tellFailure(
        client.log,
        line,
        secretRemedies(client, { plan, needsSecrets: true }, EXIT.stopped, again),
      );
    }
  } finally {
    run.end();
  }
}

/**
 * What was asked for, without what was asked to be left out. A verification is on record as a run and keeps others from running
 * meanwhile: it is made where it was asked for itself.
 */
function chosen(
  { include, exclude }: TestRunRequest,
  all: Iterable<[string, TestItem]>,
  items: CheckItems,
): TestItem[] {
  const asked = include ?? [...all].map(([, item]) => item);
  const named = new Set(asked);
  return leavesOf(asked, exclude ?? []).filter((item) => named.has(item) || !items.isRun(item));
}
