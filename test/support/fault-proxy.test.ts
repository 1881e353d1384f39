/** The proxy does what its schedule says, where it says it, and nothing else. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, type FaultProxy, faultProxy } from './fault-proxy.ts';
import { ImapFraming } from './imap-framing.ts';

let server: Server;
let proxy: FaultProxy;
/** What the server was told, and its ends of the connections. */
let told: string;
let ends: Socket[];

const ANSWER = '* 1 FETCH (BODY[] {8}\r\na\r\nb)\r\n)\r\nx OK done\r\n';

beforeEach(async () => {
  told = '';
  ends = [];
  server = createServer((socket) => {
    ends.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      told += chunk;
      if (told.endsWith('go\r\n')) socket.write(ANSWER);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await faultProxy((server.address() as { port: number }).port);
});
afterEach(async () => {
  await proxy.close();
  for (const end of ends) end.destroy();
  server.close();
});

/** Says `go`, and returns what came back once it is over or nothing has come for a while. */
async function ask(faults: readonly Fault[], words = 'go\r\n') {
  proxy.follow([faults]);
  const socket = connect(proxy.port, '127.0.0.1').setEncoding('latin1');
  let heard = '';
  let ending = 'open';
  socket.on('data', (chunk) => {
    heard += chunk;
  });
  socket.on('error', () => {
    ending = 'reset';
  });
  socket.on('end', () => {
    ending = 'ended';
  });
  socket.write(words, 'latin1');
  await Promise.race([once(socket, 'close').catch(() => undefined), quiet(socket)]);
  socket.destroy();
  return { heard, ending };
}

function quiet(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    let timer = setTimeout(resolve, 150);
    socket.on('data', () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, 150);
    });
  });
}

describe('a connection', () => {
  test('without a fault passes everything', async () => {
    expect(await ask([])).toEqual({ heard: ANSWER, ending: 'open' });
    expect({ told, happened: proxy.happened() }).toEqual({ told: 'go\r\n', happened: 0 });
  });

  test.each<[Fault['does'], { heard: string; ending: string }]>([
    ['cut', { heard: ANSWER.slice(0, 12), ending: 'ended' }],
    ['stall', { heard: ANSWER.slice(0, 12), ending: 'open' }],
    ['swallow', { heard: ANSWER.slice(0, 12), ending: 'open' }],
    ['delay', { heard: ANSWER, ending: 'open' }],
    ['bye', { heard: `${ANSWER.slice(0, 33)}* BYE going down\r\n`, ending: 'ended' }],
  ])('with one after 12 bytes from the server: %s', async (does, heard) => {
    expect(await ask([{ way: 'down', after: 12, does }])).toEqual(heard);
    expect(proxy.happened()).toBe(1);
  });

  test('is reset, and may have lost what was under way', async () => {
    const { heard, ending } = await ask([{ way: 'down', after: 12, does: 'reset' }]);
    expect(ANSWER.slice(0, 12).startsWith(heard)).toBe(true);
    expect(ending).toBe('reset');
  });

  test('is told garbage and noise between two answers, and never within one', async () => {
    const { heard } = await ask([
      { way: 'down', after: 3, does: 'garbage' },
      { way: 'down', after: 4, does: 'noise' },
    ]);
    expect(heard.startsWith(ANSWER.slice(0, 33))).toBe(true);
    expect(heard.endsWith('x OK done\r\n')).toBe(true);
    expect(heard.length).toBeGreaterThan(ANSWER.length);
  });

  test('is over for the client before the server has what was under way to it', async () => {
    const { heard, ending } = await ask([{ way: 'up', after: 1, does: 'late' }]);
    expect({ heard, ending }).toEqual({ heard: '', ending: 'reset' });
    expect(told.length).toBeLessThan(4);
    while (told !== 'go\r\n') await once(ends[0] as Socket, 'data');
  });

  test('does not tell of capabilities that it hides', async () => {
    const capabilities = '* CAPABILITY IMAP4rev1 LITERAL+ MOVE\r\n';
    server.once('connection', (socket) => socket.write(capabilities));
    proxy.follow([], ['LITERAL+']);
    const socket = connect(proxy.port, '127.0.0.1');
    expect(String((await once(socket, 'data'))[0])).toBe('* CAPABILITY IMAP4rev1 XXXXXXXX MOVE\r\n');
    socket.destroy();
  });

  test('has the other way open when one is swallowed', async () => {
    await ask([{ way: 'up', after: 2, does: 'swallow' }]);
    expect(told).toBe('go');
  });

  test('tells the server garbage between two commands, and never in a literal', async () => {
    const words = 'a1 APPEND x {4+}\r\nb\r\nc\r\ngo\r\n';
    await ask([{ way: 'up', after: 5, does: 'garbage' }], words);
    expect(told.startsWith(words.slice(0, 24))).toBe(true);
    expect(told.length).toBeGreaterThan(words.length);
  });

  test('that is not in the schedule works', async () => {
    await ask([{ way: 'down', after: 0, does: 'cut' }]);
    const socket = connect(proxy.port, '127.0.0.1');
    socket.write('go\r\n');
    expect(String((await once(socket, 'data'))[0])).toBe(ANSWER);
    socket.destroy();
    expect(proxy.connections()).toBe(2);
  });
});

test.each([
  ['a NOOP\r\nb NOOP\r\n', [8, 16]],
  ['a {3}\r\nxyz {2+}\r\n\r\n)\r\nb\r\n', [22, 25]],
  ['* {0}\r\n)\r\n', [10]],
  ['* OK {3} not at its end\r\n', [25]],
])('%j ends at its lines’ ends, however it is cut', (stream, ends) => {
  const bytes = Buffer.from(stream);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const framing = new ImapFraming();
    framing.follow(bytes.subarray(0, cut));
    const expected = ends.find((end) => end >= cut);
    const found = framing.boundaryIn(bytes.subarray(cut), 0);
    expect(found === undefined ? undefined : found + cut).toBe(cut === 0 ? 0 : expected);
  }
});
