/** How messages go to a server, by what it says it can, and what is made of its answers. */
import { afterEach, describe, expect, test } from 'vitest';
import { connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { ImapOptions } from '../../server/endpoints/imap/imap-session.ts';
import type { AppendOutcome, MailTarget, NewMessage } from '../../server/running/ports.ts';
import { FakeImap, type FakeOptions } from './fake-imap.ts';

const { signal } = new AbortController();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function open(
  options: FakeOptions,
  how: ImapOptions = {},
): Promise<{ fake: FakeImap; target: MailTarget }> {
  const fake = await FakeImap.start(options);
  closing.push(() => fake.stop());
  const target = await connectImapTarget(fake.endpoint, 'a', 'p', signal, how);
  closing.push(() => void target.close());
  return { fake, target };
}

const message = (content: string, flags: readonly string[] = []): NewMessage => ({
  content: Buffer.from(content, 'latin1'),
  flags,
  receivedAt: new Date(0),
});

/** `appended 5`, `refused`, `unknown`, `unsent`. */
const told = (outcomes: readonly AppendOutcome[]): string[] =>
  outcomes.map((outcome) => (outcome.kind === 'appended' ? `appended ${outcome.uid ?? '?'}` : outcome.kind));

const DATE = '" 1-Jan-1970 00:00:00 +0000"';

test.each<[string, string[], string[]]>([
  [
    'MULTIAPPEND LITERAL+',
    [`APPEND "INBOX" () ${DATE} {1+} () ${DATE} {2+} (\\Seen) ${DATE} {5000+}`],
    ['MULTIAPPEND with LITERAL+'],
  ],
  [
    'LITERAL+',
    [
      `APPEND "INBOX" () ${DATE} {1+}`,
      `APPEND "INBOX" () ${DATE} {2+}`,
      `APPEND "INBOX" (\\Seen) ${DATE} {5000+}`,
    ],
    ['pipelined APPEND with LITERAL+'],
  ],
  [
    'LITERAL- APPENDLIMIT=6000',
    [
      `APPEND "INBOX" () ${DATE} {1+}`,
      `APPEND "INBOX" () ${DATE} {2+}`,
      `APPEND "INBOX" (\\Seen) ${DATE} {5000}`,
    ],
    ['pipelined APPEND with LITERAL-, APPENDLIMIT 6000'],
  ],
  ['MULTIAPPEND', [`APPEND "INBOX" () ${DATE} {1} () ${DATE} {2} (\\Seen) ${DATE} {5000}`], ['MULTIAPPEND']],
  [
    'UIDPLUS',
    [
      `APPEND "INBOX" () ${DATE} {1}`,
      `APPEND "INBOX" () ${DATE} {2}`,
      `APPEND "INBOX" (\\Seen) ${DATE} {5000}`,
    ],
    ['APPEND'],
  ],
])('a server with %s is sent %j', async (capabilities, commands, [way]) => {
  const { fake, target } = await open({ capabilities });
  const messages = [message('a'), message('bc'), message('d'.repeat(5000), ['\\Seen'])];
  expect(told(await target.append('INBOX', messages, signal))).toEqual(Array(3).fill('appended ?'));
  expect(fake.said('APPEND')).toEqual(commands);
  expect(Buffer.concat(fake.literals).toString()).toBe(`abc${'d'.repeat(5000)}`);
  expect(target.way).toBe(way);
});

test('single messages are under way together, and keep their order', async () => {
  const all = Promise.withResolvers<void>();
  let heard = 0;
  const answer = (command: string) => {
    if (!command.startsWith('APPEND')) return undefined;
    if (++heard === 3) all.resolve();
    return { after: all.promise, tagged: `OK [APPENDUID 7 ${heard + 10}] done` };
  };
  const { target } = await open({ capabilities: 'LITERAL+ UIDPLUS', answer });
  const outcomes = await target.append('INBOX', [message('a'), message('b'), message('c')], signal);
  expect(told(outcomes)).toEqual(['appended 11', 'appended 12', 'appended 13']);
});

test('a call made before the last one is answered is sent after it', async () => {
  const { fake, target } = await open({ capabilities: 'MULTIAPPEND LITERAL+' });
  const calls = ['first', 'second'].map((text) =>
    target.append('INBOX', [message(text), message('.')], signal),
  );
  await Promise.all(calls);
  expect(fake.literals.map(String)).toEqual(['first', '.', 'second', '.']);
});

test.each([
  ['5:7', ['appended 5', 'appended 6', 'appended 7']],
  ['5,9,7', ['appended 5', 'appended 9', 'appended 7']],
  ['5:6', ['appended ?', 'appended ?', 'appended ?']],
])('APPENDUID %s of three messages', async (uids, outcomes) => {
  const answer = (command: string) =>
    command.startsWith('APPEND') ? { tagged: `OK [APPENDUID 7 ${uids}] done` } : undefined;
  const { target } = await open({ capabilities: 'MULTIAPPEND LITERAL+', answer });
  const messages = ['a', 'b', 'c'].map((text) => message(text));
  expect(told(await target.append('INBOX', messages, signal))).toEqual(outcomes);
});

test('what was put into another folder of this name is not told as put, and nothing is sent after it', async () => {
  let uidValidity = 7;
  const answer = (command: string) => {
    if (command.startsWith('SELECT')) return { untagged: [`OK [UIDVALIDITY ${uidValidity}] v`] };
    return command.startsWith('APPEND') ? { tagged: `OK [APPENDUID ${uidValidity} 1] done` } : undefined;
  };
  const { fake, target } = await open({ capabilities: 'UIDPLUS', answer });
  await target.openForWriting('INBOX', signal);
  expect(told(await target.append('INBOX', [message('a')], signal))).toEqual(['appended 1']);
  uidValidity = 8;
  const [outcome, next] = await target.append('INBOX', [message('b'), message('c')], signal);
  expect(outcome).toMatchObject({ kind: 'unknown', failure: { kind: 'unknown-outcome', reach: 'mailbox' } });
  expect(next?.kind).toBe('unknown');
  expect(told(await target.append('INBOX', [message('d')], signal))).toEqual(['unsent']);
  const sent = fake.said('APPEND').length;
  await target.openForWriting('INBOX', signal);
  expect(told(await target.append('INBOX', [message('d')], signal))).toEqual(['appended 1']);
  expect(fake.said('APPEND')).toHaveLength(sent + 1);
});

describe('a keyword that the server has not shown to know', () => {
  test('is asked for with its first message, and no more after it', async () => {
    const { fake, target } = await open({ capabilities: 'MULTIAPPEND LITERAL+' });
    const messages = ['a', 'b', 'c'].map((text) => message(text, ['projet']));
    await target.append('INBOX', messages, signal);
    expect(fake.said('APPEND')).toEqual([
      `APPEND "INBOX" (projet) ${DATE} {1}`,
      `APPEND "INBOX" (projet) ${DATE} {1+} (projet) ${DATE} {1+}`,
    ]);
  });

  test('is known where the folder has it', async () => {
    const answer = (command: string) =>
      command.startsWith('SELECT')
        ? { untagged: ['FLAGS (\\Seen Projet)', 'OK [UIDVALIDITY 7] v'] }
        : undefined;
    const { fake, target } = await open({ answer });
    await target.openForWriting('INBOX', signal);
    await target.append('INBOX', [message('a', ['projet'])], signal);
    expect(fake.said('APPEND')).toEqual([`APPEND "INBOX" (projet) ${DATE} {1+}`]);
  });

  test('costs one connection where it is BAD, and its messages are sent no more', async () => {
    const refuses = (line: string) => (/APPEND.*odd/.test(line) ? 'BAD keyword' : undefined);
    const { fake, target } = await open({ capabilities: 'MULTIAPPEND LITERAL+', refuses });
    const messages = [message('a1 DELETE INBOX\r\n', ['odd']), message('b'), message('c', ['odd'])];
    expect(told(await target.append('INBOX', messages, signal))).toEqual([
      'refused',
      'appended ?',
      'refused',
    ]);
    expect(fake.connections).toBe(2);
    expect(fake.said('APPEND')).toHaveLength(2);
    expect(fake.heard.join()).not.toContain('DELETE');
  });
});

describe('a batch', () => {
  const holding = (bad: string, answer: string) => (command: string, literals: readonly Buffer[]) =>
    command.startsWith('APPEND') && literals.some((literal) => literal.includes(bad))
      ? { tagged: answer }
      : undefined;

  test('that is refused is halved down to the message at fault', async () => {
    const { fake, target } = await open({
      capabilities: 'MULTIAPPEND LITERAL+',
      answer: holding('bad', 'NO no'),
    });
    const messages = ['a', 'b', 'c', 'bad', 'e', 'f', 'g', 'h'].map((text) => message(text));
    expect(told(await target.append('INBOX', messages, signal))).toEqual([
      ...Array(3).fill('appended ?'),
      'refused',
      ...Array(4).fill('appended ?'),
    ]);
    expect(fake.connections).toBe(1);
  });

  test('that is BAD ends the connection, and its messages are asked for one by one', async () => {
    const { fake, target } = await open({
      capabilities: 'MULTIAPPEND LITERAL+',
      answer: holding('bad', 'BAD no'),
    });
    const messages = ['a', 'bad', 'c'].map((text) => message(text));
    expect(told(await target.append('INBOX', messages, signal))).toEqual([
      'appended ?',
      'refused',
      'appended ?',
    ]);
    expect(fake.connections).toBe(3);
    const [first, ...rest] = fake.said('APPEND');
    expect(first).toContain('{1+}');
    expect(rest.join()).not.toContain('+}');
  });

  test('that is BAD with another behind it is sent message by message once the folder is opened anew', async () => {
    let isFirst = true;
    const answer = (command: string, literals: readonly Buffer[]) => {
      if (!command.startsWith('APPEND')) return undefined;
      if (literals.some((literal) => literal.includes('bad'))) return { tagged: 'BAD no' };
      return isFirst ? { after: new Promise(() => undefined) } : undefined;
    };
    const { target } = await open({ capabilities: 'MULTIAPPEND LITERAL+', answer });
    const both = () =>
      Promise.all([
        target.append('INBOX', [message('a'), message('bad')], signal),
        target.append('INBOX', [message('c')], signal),
      ]);
    expect((await both()).map(told)).toEqual([['unsent', 'unsent'], ['unknown']]);
    isFirst = false;
    await target.openForWriting('INBOX', signal);
    expect((await both()).map(told)).toEqual([['appended ?', 'refused'], ['appended ?']]);
  });

  test('for which there is no room is sent as far as there is', async () => {
    let room = 3;
    const answer = (command: string, literals: readonly Buffer[]) => {
      if (!command.startsWith('APPEND')) return undefined;
      if (literals.length > room) return { tagged: 'NO [OVERQUOTA] full' };
      room -= literals.length;
      return {};
    };
    const { target } = await open({ capabilities: 'MULTIAPPEND LITERAL+', answer });
    const outcomes = await target.append(
      'INBOX',
      [...'abcdefgh'].map((text) => message(text)),
      signal,
    );
    expect(told(outcomes)).toEqual([...Array(3).fill('appended ?'), 'refused', ...Array(4).fill('unsent')]);
    expect(outcomes[3]).toMatchObject({ failure: { kind: 'full', reach: 'mailbox' } });
  });

  test('whose answer never came is unknown, whatever was sent after it', async () => {
    const answer = (command: string) => (command.startsWith('APPEND') ? { hangsUp: true } : undefined);
    const { target } = await open({ capabilities: 'MULTIAPPEND LITERAL+', answer });
    const outcomes = await target.append('INBOX', [message('a'), message('b')], signal);
    expect(told(outcomes)).toEqual(['unknown', 'unknown']);
    expect(outcomes[0]).toMatchObject({ failure: { kind: 'unknown-outcome' } });
  });

  test('behind one whose answer never came is not sent until the folder is opened anew', async () => {
    const hangsUp = (command: string) =>
      command.startsWith('APPEND') && fake.connections === 1 ? { hangsUp: true } : undefined;
    const { fake, target } = await open({ answer: hangsUp });
    const calls = ['a', 'b'].map((text) => target.append('INBOX', [message(text)], signal));
    const [first, second] = (await Promise.all(calls)).map(told);
    expect([first, ...(second ?? [])].flat()).not.toContain('appended ?');
    expect(told(await target.append('INBOX', [message('c')], signal))).toEqual(['unsent']);
    await target.openForWriting('INBOX', signal);
    expect(told(await target.append('INBOX', [message('d')], signal))).toEqual(['appended ?']);
  });

  test('after an interruption is not sent', async () => {
    const { fake, target } = await open({});
    const outcomes = await target.append('INBOX', [message('a')], AbortSignal.abort());
    expect(outcomes).toMatchObject([{ kind: 'unsent', failure: { kind: 'interrupted' } }]);
    expect(fake.said('APPEND')).toEqual([]);
  });
});

test('a message over the limit that the server tells is refused without being sent', async () => {
  const { fake, target } = await open({ capabilities: 'MULTIAPPEND LITERAL+ APPENDLIMIT=10' });
  const outcomes = await target.append(
    'INBOX',
    [message('a'), message('b'.repeat(11)), message('c')],
    signal,
  );
  expect(told(outcomes)).toEqual(['appended ?', 'refused', 'appended ?']);
  expect(outcomes[1]).toMatchObject({
    failure: { kind: 'refused', words: { en: expect.stringContaining('APPENDLIMIT') } },
  });
  expect(fake.literals.map(String)).toEqual(['a', 'c']);
});

test('a NUL byte is asked for, and sent as binary only where it is refused plain', async () => {
  const refuses = (line: string) => (/ \{3\}$/.test(line) ? 'NO no NUL here' : undefined);
  const { fake, target } = await open({ capabilities: 'MULTIAPPEND LITERAL+ BINARY', refuses });
  expect(told(await target.append('INBOX', [message('a\0b')], signal))).toEqual(['appended ?']);
  expect(fake.said('APPEND')).toEqual([`APPEND "INBOX" () ${DATE} {3}`, `APPEND "INBOX" () ${DATE} ~{3}`]);
});

describe('a server that must be asked for each message', () => {
  test('is sent several at once on connections of their own', async () => {
    const three = Promise.withResolvers<void>();
    let under = 0;
    const answer = (command: string) => {
      if (!command.startsWith('APPEND')) return undefined;
      if (++under === 3) three.resolve();
      return { after: three.promise };
    };
    const { fake, target } = await open({ capabilities: 'UIDPLUS', answer }, { lanes: 3 });
    const outcomes = await target.append(
      'INBOX',
      [...'abcdef'].map((text) => message(text)),
      signal,
    );
    expect(told(outcomes)).toEqual(Array(6).fill('appended ?'));
    expect(fake.connections).toBe(4);
    expect(target.way).toBe('APPEND, 3 connections');
  });

  test('that lets in no more connections gets them by the one it has', async () => {
    let logins = 0;
    const answer = (command: string) =>
      /^(AUTHENTICATE|LOGIN)/.test(command) && ++logins > 1
        ? { tagged: 'NO [ALERT] Too many simultaneous connections. (Failure)' }
        : undefined;
    const { target } = await open({ capabilities: 'UIDPLUS', answer }, { lanes: 3 });
    const outcomes = await target.append(
      'INBOX',
      [...'abcdef'].map((text) => message(text)),
      signal,
    );
    expect(told(outcomes)).toEqual(Array(6).fill('appended ?'));
  });
});

describe('a large message', () => {
  const large = (size: number, pieces: readonly string[]): NewMessage => ({
    content: {
      size,
      async *pieces() {
        for (const piece of pieces) yield Buffer.from(piece);
      },
    },
    flags: [],
    receivedAt: new Date(0),
  });

  test('is sent piece by piece, alone', async () => {
    const { fake, target } = await open({ capabilities: 'MULTIAPPEND LITERAL+' });
    const outcomes = await target.append(
      'INBOX',
      [message('a'), large(6, ['abc', 'def']), message('b')],
      signal,
    );
    expect(told(outcomes)).toEqual(Array(3).fill('appended ?'));
    expect(fake.literals.map(String)).toEqual(['a', 'abcdef', 'b']);
    expect(fake.said('APPEND')).toHaveLength(3);
  });

  test.each([
    ['less', ['abc']],
    ['more', ['abc', 'defg']],
  ])(
    'that turns out to be %s than it said is not sent, and the connection is given up',
    async (_, pieces) => {
      const { fake, target } = await open({});
      expect(told(await target.append('INBOX', [large(6, pieces)], signal))).toEqual(['unsent']);
      expect(fake.literals).toEqual([]);
      await target.openForWriting('INBOX', signal);
      expect(told(await target.append('INBOX', [message('next')], signal))).toEqual(['appended ?']);
      expect(fake.connections).toBe(2);
    },
  );
});
