/** What a process took is told by the system, and a far server is as far as it is said to be: the bench's own instruments. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { delayProxy } from '../../support/delay-proxy.ts';
import type { Command } from './copy-task.ts';
import { measured, measuredAll } from './measured-process.ts';

const node = (script: string): Command => ({ command: process.execPath, args: ['-e', script] });

test('time, CPU, memory, exit code and words of a process, with those of what it started', async () => {
  const inner = 'const b = Buffer.alloc(150e6, 1); for (const end = Date.now() + 300; Date.now() < end; );';
  const outer = `console.log('out'); console.error('err');
    require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(inner)}]); process.exit(3)`;
  const { wall, cpu, resident, code, output } = await measured(node(outer), 20_000);
  expect({ code, output }).toEqual({ code: 3, output: 'out\nerr\n' });
  expect(wall).toBeGreaterThan(300);
  expect(cpu).toBeGreaterThan(100);
  expect(resident).toBeGreaterThan(150);
});

test('whoever takes too long is ended and has no exit code', async () => {
  const { code } = await measured(node('setInterval(() => {}, 1000)'), 300);
  expect(code).toBeUndefined();
});

test('several are one: the worst exit code, the sum of CPU, no more at once than asked', async () => {
  const busy = 'for (const end = Date.now() + 50; Date.now() < end; );';
  const { code, output } = await measuredAll(
    [node(`console.log(1);${busy}`), node('process.exit(2)'), node('console.log(3)')],
    1,
    20_000,
  );
  expect({ code, output }).toEqual({ code: 2, output: '1\n3\n' });
});

test('a far server answers late, with every byte in its place', async () => {
  const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  await using proxy = await delayProxy((echo.address() as AddressInfo).port, 25);
  const socket = connect(proxy.port, '127.0.0.1');
  await once(socket, 'connect');
  const sent = Buffer.from(Array.from({ length: 600_000 }, (_, at) => (at * 7) % 251));
  const started = performance.now();
  socket.end(sent);
  const got: Buffer[] = [];
  for await (const chunk of socket) got.push(chunk);
  expect(Buffer.concat(got).equals(sent)).toBe(true);
  expect(performance.now() - started).toBeGreaterThanOrEqual(49);
  echo.close();
});
