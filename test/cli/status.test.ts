/** `status` reads the plan for whom its lots move, and asks more of it only where an address does not tell whose a record is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migplan } from '../support/migplan.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-status-'));
  mkdirSync(join(folder, 'old/anna@a.example'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writePlan(target: string): void {
  const text = `plan "The plan" {
  source old
  target ${target}
}
endpoint old archive { path "old" }
endpoint new archive { path "new"; format maildir }
endpoint newer archive { path "newer"; format maildir }
domain a.example
lot all "All" { date 2027-03-08; domain a.example }
mailbox anna@a.example "Anna"
shared novel@a.example "Novel" { new }
`;
  writeFileSync(join(folder, 'plan.migplan'), text);
}

function writeMessage(name: string): void {
  const message = `From: x@b.example\r\nMessage-ID: <${name}@b.example>\r\nSubject: ${name}\r\n\r\nHello\r\n`;
  writeFileSync(join(folder, 'old/anna@a.example', `${name}.eml`), message);
}

const told = async (...values: string[]) => {
  const { code, out, err } = await migplan(values);
  expect(code, err).toBe(0);
  return out;
};

const run = (): Promise<string> => told('run', folder, '--lot', 'all', '--yes');

const standing = async (): Promise<unknown> => {
  const { lots } = JSON.parse(await told('status', folder, '--format', 'json'));
  return lots.map(({ lot, mailboxes }: { lot: string; mailboxes: { messages: unknown }[] }) => ({
    lot,
    mailboxes: mailboxes.map(({ messages }) => messages),
  }));
};

const copied = (messages: number) => [{ lot: 'all', mailboxes: [{ copied: messages, failed: 0 }] }];

test('a target that is called otherwise by now is known by the address, two of them by both ends', async () => {
  writePlan('new');
  writeMessage('one');
  await run();
  expect(await standing()).toEqual(copied(1));
  writePlan('newer');
  expect(await standing(), 'the only record of the address').toEqual(copied(1));
  writeMessage('two');
  await run();
  expect(await standing()).toEqual(copied(2));
  writePlan('new');
  expect(await standing(), 'the record of its own target').toEqual(copied(1));
});

test('what lies beside the plan has no say in it', async () => {
  writePlan('new');
  writeMessage('one');
  await run();
  mkdirSync(join(folder, 'inventory'));
  writeFileSync(join(folder, 'inventory/a.example.yaml'), 'no inventory');
  expect(await standing()).toEqual(copied(1));
});

test('a lot that the plan does not have is told, with the nearest', async () => {
  writePlan('new');
  const { code, err } = await migplan(['status', folder, '--lot', 'al']);
  expect({ code, err }).toEqual({ code: 2, err: 'the plan has no lot al; did you mean all?\n' });
});
