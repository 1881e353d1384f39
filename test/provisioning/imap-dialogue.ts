/** One person's IMAP session, command by command, with none of the code that is tested: what each command was answered, whole. */
import { once } from 'node:events';
import { connect } from 'node:net';

/** The first command is the sign-in. An answer ends with its tagged line, without the tag: `OK …`, `NO …`. */
export async function imapDialogue(port: number, commands: readonly string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  let said = '';
  const answers: string[] = [];
  socket.on('data', (chunk) => {
    said += chunk;
  });
  try {
    await until(/^\* OK .*\r\n/);
    for (const [at, command] of commands.entries()) {
      said = '';
      socket.write(`t${at} ${command}\r\n`, 'latin1');
      await until(new RegExp(`^t${at} .*\\r\\n`, 'm'));
      answers.push(said.replace(new RegExp(`^t${at} `, 'm'), '').trimEnd());
    }
    return answers;
  } finally {
    socket.destroy();
  }

  async function until(end: RegExp): Promise<void> {
    while (!end.test(said)) await once(socket, 'data');
  }
}

/** Of an answer, `OK`, `NO` or `BAD`. */
export const statusOf = (answer: string): string =>
  /^(OK|NO|BAD)\b[^\r\n]*$/m.exec(answer.split('\r\n').at(-1) ?? '')?.[1] ?? answer;
