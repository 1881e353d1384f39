/** The dashboard's panel: what its page is sent when the server answers, when it does not, and when it is asked once more. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DashboardPanel } from '../../../client/features/dashboard/dashboard-panel.ts';
import type { ToPage } from '../../../client/features/dashboard/message.ts';
import type { Reviewer } from '../../../client/infrastructure/client.ts';
import type { Why } from '../../../client/infrastructure/may-run.ts';
import { EventEmitter, Uri } from '../../support/fake-vscode.ts';
import { FakeServer } from '../fake-server.ts';
import { lot, PLAN } from '../plan-facts.ts';

/** What the server does not tell. */
let silent: string | undefined;
/** Why nothing is run. */
let why: Why | undefined;
let logged: string[];
let sent: ToPage['view'][];
let fromPage: EventEmitter<unknown>;
let panel: DashboardPanel;

const unless =
  <Answer>(about: string, answer: Answer) =>
  (): Answer => {
    if (silent === about) throw new Error('Connection got disposed.');
    return answer;
  };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2025, 1, 12, 14, 32) });
  [silent, why, logged, sent, fromPage] = [undefined, undefined, [], [], new EventEmitter()];
  const server = new FakeServer({
    'migplan/plans': unless('plans', [PLAN]),
    'migplan/lots': unless('lots', [lot('a', '2025-02-17', '')]),
    'migplan/units': () => [],
    'migplan/incidents': () => [],
    'migplan/runs': unless('runs', []),
    'migplan/live': () => null,
  });
  const client = {
    ...{ server, context: { extensionUri: Uri.parse('file:///extension') } },
    log: { error: (line: string) => logged.push(line) },
    whyNot: () => why,
  } as unknown as Reviewer;
  panel = new DashboardPanel(fakePanel() as never, client);
});
afterEach(() => {
  panel.dispose();
  vi.useRealTimers();
});

function fakePanel() {
  const webview = {
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: fromPage.event,
    postMessage: ({ view }: ToPage) => sent.push(view),
  };
  return { webview, visible: true, onDidChangeViewState: new EventEmitter().event, dispose: () => undefined };
}

const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(2000);

async function open(): Promise<ToPage['view'] | undefined> {
  panel.choose();
  await later();
  return sent.at(-1);
}

test('what the server tells is shown', async () => {
  const view = await open();
  expect(view?.failure).toBeUndefined();
  expect(view?.calendar?.lots).toHaveLength(1);
  expect(logged).toEqual([]);
});

test.each([
  ['plans', 'Not read: the plans of this window. Connection got disposed.'],
  ['runs', 'Not read: the runs on record. Connection got disposed.'],
])('that it does not tell of its %s is said, and no plan is denied for it', async (about, says) => {
  silent = about;
  const view = await open();
  expect(view?.failure).toEqual({ says, again: 'Try Again' });
  expect(view?.notice).toBeUndefined();
  expect(logged).toEqual([`Error: ${says}`]);
});

test('what was told before stays, with its time, and a press asks once more', async () => {
  await open();
  silent = 'lots';
  expect(await open()).toMatchObject({
    failure: { says: expect.stringContaining('the lots'), shown: 'What follows is of 14:32.' },
    calendar: { lots: [{ name: 'a' }] },
  });
  silent = undefined;
  fromPage.fire({ says: 'again' });
  expect(sent.at(-1)?.failure?.again).toBe('Trying again…');
  await later();
  expect(sent.at(-1)?.failure).toBeUndefined();
});

test('a page that comes late is told of the failure too', async () => {
  silent = 'lots';
  await open();
  sent = [];
  fromPage.fire({ says: 'ready' });
  expect(sent.at(-1)?.failure?.again).toBe('Try Again');
});

test('where nothing is run nothing is offered, wherever its files are', async () => {
  const actions = async () => (await open())?.calendar?.lots.flatMap((lot) => lot.actions);
  expect(await actions()).not.toEqual([]);
  why = 'virtual';
  expect(await actions()).toEqual([]);
  expect(sent.at(-1)?.notice).toContain('on a computer that has its files');
});
