/** A run's exit code in a file, for whoever started it and is gone by then: it is there however the command ends, once it has. */
import { expect, test } from 'vitest';
import { runProgram } from '../../server/cli/program.ts';
import { CliError, EXIT, type Services, type Terminal } from '../../server/cli/services.ts';

/** A world in which no plan can be read, and in which a file is written or is not. */
async function ended(argv: readonly string[], why: Error, write = async (): Promise<void> => undefined) {
  const calls: string[] = [];
  const services = {
    clock: { now: () => new Date(0) },
    async readPlan() {
      calls.push('plan');
      throw why;
    },
    writeText(path: string, text: string) {
      calls.push(`${path}: ${JSON.stringify(text)}`);
      return write();
    },
  } as unknown as Services;
  const terminal = { out: () => undefined, err: () => undefined, columns: 100 } as unknown as Terminal;
  const signal = new AbortController().signal;
  const code = await runProgram(argv, { version: '0', services, terminal, signal, language: 'en' });
  return { code, calls };
}

const refused = new CliError(EXIT.refused, 'on hold');

test.each([
  ['run', '--yes'],
  ['verify', '--content', 'all'],
])('%s writes it once it has ended', async (command, ...more) => {
  const argv = [command, '--lot', 'pilot', ...more];
  expect(await ended([...argv, '--exit-code-to', 'x'], refused)).toEqual({
    code: 4,
    calls: ['plan', 'x: "4\\n"'],
  });
  expect(await ended([...argv, '--exit-code-to', 'x'], new Error('a bug'))).toMatchObject({
    calls: ['plan', 'x: "5\\n"'],
  });
  expect(await ended(argv, refused)).toEqual({ code: 4, calls: ['plan'] });
});

test('a line that cannot be understood has ended, too', async () => {
  const argv = ['run', '--yes', '--exit-code-to', 'x'];
  expect(await ended(argv, refused)).toEqual({ code: 2, calls: ['x: "2\\n"'] });
  expect(await ended([...argv, '--lot', 'pilot', '--nonsense'], refused)).toMatchObject({ code: 2 });
});

test('that it cannot be written changes nothing of how it ended', async () => {
  const argv = ['run', '--lot', 'pilot', '--yes', '--exit-code-to', 'x'];
  const { code } = await ended(argv, refused, () => Promise.reject(new Error('read-only')));
  expect(code).toBe(4);
});
