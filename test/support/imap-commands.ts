/** Says IMAP commands to a server and wants OK to each: for what tests prepare, with none of the code that they are to test. */
import { once } from 'node:events';
import { connect } from 'node:net';

export async function sayCommands(port: number, commands: readonly string[]): Promise<void> {
  const said = await saidTo(port, commands);
  for (const [at, command] of commands.entries()) {
    const answer = new RegExp(`^t${at} (.*)\r$`, 'm').exec(said)?.[1];
    // The sign-in is not repeated: it has a password.
    if (!answer?.startsWith('OK'))
      throw new Error(`${at === 0 ? 'the sign-in' : command}: ${answer ?? said}`);
  }
}

/** OK, NO or BAD to each command of somebody who is signed in, in order. */
export async function answersTo(
  port: number,
  { name, password }: { readonly name: string; readonly password: string },
  commands: readonly string[],
): Promise<string[]> {
  const said = await saidTo(port, [`LOGIN ${quoted(name)} ${quoted(password)}`, ...commands]);
  return commands.map((_, at) => new RegExp(`^t${at + 1} (OK|NO|BAD)`, 'm').exec(said)?.[1] ?? '');
}

async function saidTo(port: number, commands: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  const ended = once(socket, 'close');
  socket.end([...commands, 'LOGOUT'].map((command, at) => `t${at} ${command}\r\n`).join(''));
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk;
  });
  await ended;
  return said;
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
