/**
 * Stands in for the `migplan` command: writes down all that it was started with, secrets' ways included, to the file that its first
 * value names, and then does what its second says.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const [record = '', does = ''] = process.argv.slice(2);
const started = { argv: process.argv.slice(2), env: process.env, folder: process.cwd() };

switch (does) {
  case 'read':
    writeFileSync(record, JSON.stringify({ ...started, stdin: await text(process.stdin) }));
    process.stdout.write('what it came to\n');
    process.stderr.write('first\rsecond\nthird');
    break;
  case 'refuse':
    process.stderr.write('endpoint old refused it\n');
    process.exitCode = 5;
    break;
  case 'wait':
    process.on('SIGINT', () => process.exit(130));
    process.stderr.write('waiting\n');
    setInterval(() => undefined, 1000);
}
