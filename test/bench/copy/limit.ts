/**
 * As fast as two servers can be made to go by one client that looks at nothing: bare sockets both ways, MULTIAPPEND (RFC 3502)
 * with LITERAL+ (RFC 7888), folder after folder or everything asked at once. What an engine is compared with; no engine. A
 * process of its own.
 */
import { type Answer, BareConnection, type Literal } from './bare-connection.ts';
import type { CopyTask, Mailbox } from './copy-task.ts';

const MOST_MESSAGES = 100;
const MOST_BYTES = 2_000_000;

const task: CopyTask = JSON.parse(process.argv[2] ?? '');
const isAllAtOnce = process.argv[3] === 'pipelined';
const waiting = task.mailboxes.values();
await Promise.all(Array.from({ length: task.atOnce }, work));

async function work(): Promise<void> {
  for (const mailbox of waiting) await copy(mailbox);
}

async function copy({ user, password }: Mailbox): Promise<void> {
  const [source, target] = await Promise.all([
    BareConnection.open(task.source.port, user, password),
    BareConnection.open(task.target.port, user, password),
  ]);
  const { folders, subscribed } = await listed(source);
  const copies: Promise<void>[] = [];
  for (const folder of folders) {
    const copied = copyFolder(folder, subscribed.includes(folder), source, target);
    if (!isAllAtOnce) await copied;
    copies.push(copied);
  }
  await Promise.all(copies);
  source[Symbol.dispose]();
  target[Symbol.dispose]();
}

async function listed(source: BareConnection): Promise<{ folders: string[]; subscribed: string[] }> {
  const folders: string[] = [];
  const subscribed: string[] = [];
  const into = (names: string[]) => (answer: Answer) => {
    const [, name] = /^\* (?:LIST|LSUB) \((?!.*\\No).*?\) \S+ (.*)$/i.exec(answer[0] as string) ?? [];
    if (name) names.push(name);
  };
  await Promise.all([source.ask(['LIST "" *'], into(folders)), source.ask(['LSUB "" *'], into(subscribed))]);
  return { folders, subscribed };
}

async function copyFolder(
  folder: string,
  isSubscribed: boolean,
  source: BareConnection,
  target: BareConnection,
): Promise<void> {
  // The server has made some of them itself, and INBOX.
  const made = target.ask([`CREATE ${folder}`]).catch(() => undefined);
  const sent: Promise<unknown>[] = [made];
  if (isSubscribed) sent.push(target.ask([`SUBSCRIBE ${folder}`]));
  let batch: (string | Buffer)[] = [];
  let messages = 0;
  let bytes = 0;
  const send = () => {
    if (messages > 0) sent.push(target.ask([`APPEND ${folder}`, ...batch]));
    batch = [];
    messages = 0;
    bytes = 0;
    if (!target.isFull) return;
    source.pause();
    target.drained().then(() => source.resume());
  };
  source.ask([`EXAMINE ${folder}`]);
  await source.ask(['UID FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])'], ([head, literal]) => {
    const [, flags = '', date] = /FLAGS \(([^)]*)\).*INTERNALDATE ("[^"]*")/.exec(String(head)) ?? [];
    if (!literal || !date) return;
    const { size, pieces } = literal as Literal;
    batch.push(` (${flags.replace(/ ?\\Recent/, '')}) ${date} {${size}+}\r\n`, ...pieces);
    bytes += size;
    if (++messages >= MOST_MESSAGES || bytes >= MOST_BYTES) send();
  });
  send();
  await Promise.all(sent);
}
