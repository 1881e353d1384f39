/** Says IMAP commands to a server and wants OK to each: for what tests prepare, with none of the code that they are to test. */
import { once } from 'node:events';
import { connect } from 'node:net';

export async function sayCommands(port: number, commands: readonly string[]): Promise<void> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  const ended = once(socket, 'close');
  socket.end([...commands, 'LOGOUT'].map((command, at) => `t${at} ${command}\r\n`).join(''));
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk;
  });
  await ended;
  for (const [at, command] of commands.entries()) {
    const answer = new RegExp(`^t${at} (.*)\r$`, 'm').exec(said)?.[1];
    // The sign-in is not repeated: it has a password.
    if (!answer?.startsWith('OK'))
      throw new Error(`${at === 0 ? 'the sign-in' : command}: ${answer ?? said}`);
  }
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
