/** How much the engine holds while it copies what is too much to hold: one message of 100 MB, a folder of 100,000. */
import { planFolder } from '../plan-folder.ts';
import { figure } from '../rows.ts';
import type { Tool } from './copy-task.ts';
import type { GeneratedMailbox } from './generated-mailbox.ts';
import type { GeneratedMessage } from './generated-message.ts';
import { type Judged, RESIDENT_GOAL } from './goals.ts';
import { type KeptMail, keptMail } from './kept-mail.ts';
import { losses, sayLosses } from './losses.ts';
import { measuredAll } from './measured-process.ts';
import { taskOf } from './scenes.ts';
import { fastFolder, TwoServers } from './two-servers.ts';
import { writeMailbox } from './written-maildir.ts';

const LARGE = 100_000_000;
const MANY = 100_000;
const LIMIT = 600_000;

interface Heavy {
  readonly title: string;
  readonly user: string;
  readonly mailbox: GeneratedMailbox;
}

const HEAVY: readonly Heavy[] = [
  { title: 'a message of 100 MB', user: 'large@bench.example', mailbox: inInbox(oneLarge) },
  { title: 'a folder of 100,000', user: 'many@bench.example', mailbox: inInbox(manySmall) },
];

/** `tools`: our own; what others hold is in the other tables. */
export async function memoryRows(tools: readonly Tool[]): Promise<Judged[]> {
  await using servers = await TwoServers.start(HEAVY.map(({ user }) => user));
  const rows: Judged[] = [];
  for (const heavy of HEAVY) {
    writeMailbox(servers.old.maildir(heavy.user), heavy.mailbox);
    await servers.warm(heavy.user);
    const source = keptMail(servers.old.maildir(heavy.user));
    for (const tool of tools) rows.push(...(await copied(servers, heavy, tool, source)));
  }
  return rows;
}

async function copied(servers: TwoServers, heavy: Heavy, tool: Tool, source: KeptMail): Promise<Judged[]> {
  await servers.emptyTarget([heavy.user]);
  using state = planFolder([], fastFolder());
  const task = taskOf(servers, [heavy.user], 1, state.path);
  const { wall, resident, code, output } = await measuredAll(tool.commands(task), 1, LIMIT);
  if (code !== 0) process.stderr.write(`${heavy.title}, ${tool.title}: ${output.slice(0, 600)}\n`);
  await servers.idle();
  const became = sayLosses(losses(source, keptMail(servers.fresh.maildir(heavy.user))));
  const scene = heavy.title;
  return [
    {
      scene,
      goal: `${tool.title}: resident ≤ ${RESIDENT_GOAL} MB`,
      figure: `${figure(resident)} MB`,
      isMet: resident <= RESIDENT_GOAL,
    },
    {
      scene,
      goal: `${tool.title}: exact, exit 0 (in ${figure(wall / 1000)} s)`,
      figure: `${became}, exit ${code}`,
      isMet: became === 'exact' && code === 0,
    },
  ];
}

function inInbox(messages: () => Iterable<GeneratedMessage>): GeneratedMailbox {
  return { folders: [{ path: 'INBOX', subscribed: true, share: 100 }], messages };
}

function* oneLarge(): Generator<GeneratedMessage> {
  const line = `${'0123456789'.repeat(7)}abcdef\n`;
  const head = 'Message-ID: <large@bench.example>\nSubject: large\n\n';
  yield message(Buffer.concat([Buffer.from(head), Buffer.alloc(LARGE - 2_000_000, line)]), 0);
}

function* manySmall(): Generator<GeneratedMessage> {
  const text = `${'words that are read by nobody\n'.repeat(20)}`;
  for (let number = 0; number < MANY; number++) {
    const head = `Message-ID: <${number}@bench.example>\nSubject: number ${number}\nFrom: a@b.example\n\n`;
    yield message(Buffer.from(`${head}${text}`), number);
  }
}

function message(content: Buffer, number: number): GeneratedMessage {
  const receivedAt = new Date(1_600_000_000_000 + number * 60_000);
  return { folder: 'INBOX', content, letters: number % 3 === 0 ? '' : 'S', keywords: [], receivedAt };
}
