/** Secrets from stdin: what is taken, when it is read, and that nothing of it is ever repeated. */
import { expect, test } from 'vitest';
import { runProgram } from '../../server/cli/program.ts';
import type { Services, Terminal } from '../../server/cli/services.ts';

const COMMANDS = ['dry-run', 'run', 'verify', 'inventory', 'preflight', 'try-addresses'];
const SECRET = 'hunter2 "quoted"';

interface Told {
  readonly code: number;
  readonly err: string;
  /** What the world was asked, in its order. */
  readonly calls: readonly string[];
}

/** A world in which a plan is read and found to be none: only the order of things counts here. */
async function tell(argv: readonly string[], stdin: string, inIsTerminal = false): Promise<Told> {
  const calls: string[] = [];
  let err = '';
  const terminal = {
    out: () => undefined,
    err: (text: string) => {
      err += text;
    },
    inIsTerminal,
    columns: 100,
    async readStdin(most: number) {
      calls.push('stdin');
      return Buffer.byteLength(stdin) > most ? undefined : stdin;
    },
  } as unknown as Terminal;
  const services = {
    clock: { now: () => new Date(0) },
    dns: () => ({}),
    giveSecrets: (secrets: ReadonlyMap<string, string>) =>
      void calls.push(`given ${JSON.stringify([...secrets])}`),
    async readPlan() {
      calls.push('plan');
      throw new Error('no plan in this test');
    },
  } as unknown as Services;
  const code = await runProgram(argv, {
    ...{ version: '0', services, terminal, signal: new AbortController().signal, language: 'en' },
  });
  return { code, err, calls };
}

const withLot = (command: string): string[] =>
  command === 'inventory' ? [command] : [command, '--lot', 'pilot'];
const yes = (command: string): string[] =>
  command === 'run' || command === 'try-addresses' ? ['--yes'] : [];

test.each(COMMANDS)('%s has them before it looks at anything else', async (command) => {
  const argv = [...withLot(command), ...yes(command), '--secrets-stdin'];
  const { calls } = await tell(argv, JSON.stringify({ 'env OLD': SECRET, 'prompt new': '' }));
  expect(calls.slice(0, 2)).toEqual([
    'stdin',
    `given ${JSON.stringify([
      ['env OLD', SECRET],
      ['prompt new', ''],
    ])}`,
  ]);
  expect(calls.slice(2)).toEqual(['plan']);
});

test.each(COMMANDS)('%s leaves stdin alone where nobody says so', async (command) => {
  const { calls } = await tell([...withLot(command), ...yes(command)], '{"env OLD":"x"}');
  expect(calls).not.toContain('stdin');
});

test.each([
  ['no JSON', `{"env OLD": ${SECRET}`],
  ['a list', JSON.stringify([SECRET])],
  ['no text', JSON.stringify({ 'env OLD': { is: SECRET } })],
  ['nothing', ''],
  ['too much', JSON.stringify({ 'env OLD': SECRET.padEnd(1_000_000) })],
])('%s is refused in one line that repeats nothing of it, before anything is read', async (_, stdin) => {
  const { code, err, calls } = await tell(['run', '--lot', 'pilot', '--yes', '--secrets-stdin'], stdin);
  expect(code).toBe(2);
  expect(err).toMatch(/^[^\n]*stdin[^\n]*\n$/);
  expect(err).not.toContain('hunter2');
  expect(calls).toEqual(['stdin']);
});

test('on a terminal nobody types them where they would be seen', async () => {
  const { code, calls } = await tell(['run', '--lot', 'pilot', '--yes', '--secrets-stdin'], '{}', true);
  expect({ code, calls }).toEqual({ code: 2, calls: [] });
});
