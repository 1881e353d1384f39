/** What tools are asked to do, one scene after the other: both ends put back, the tool run, its work judged. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { untouchedLines } from '../../live/maildir-comparison.ts';
import { delayProxy } from '../../support/delay-proxy.ts';
import type { CopyTask, Scene, Tool } from './copy-task.ts';
import { generatedMailbox, laterMessages, MAILBOX_A, MAILBOX_L, MAILBOXES_B } from './generated-mailbox.ts';
import { type KeptMail, keptMail } from './kept-mail.ts';
import { type Losses, losses, together } from './losses.ts';
import { type Ended, measuredAll } from './measured-process.ts';
import { MASTER, type TwoServers } from './two-servers.ts';
import { addMessages, changeFlags, writeMailbox } from './written-maildir.ts';

export interface Outcome extends Ended {
  readonly scene: Scene;
  readonly tool: string;
  /** Milliseconds of CPU of both servers. */
  readonly servers: number;
  readonly losses: Losses;
  /** Files of the source have other names, dates or bytes than before. */
  readonly isSourceTouched: boolean;
}

export const USER_A = 'a@bench.example';
export const USER_L = 'l@bench.example';
export const USERS_B = MAILBOXES_B.map(
  (_, number) => `b${String(number + 1).padStart(2, '0')}@bench.example`,
);

/** Milliseconds one way: a round trip takes 20. */
const DISTANCE = 10;
/** Longer than this nobody waits for a tool. */
const LIMIT = 240_000;
const NEW_MESSAGES = 50;
const NEW_FLAGS = 50;

/** Puts A, B and L where the old server keeps them. */
export async function stock(servers: TwoServers, scenes: readonly Scene[]): Promise<void> {
  const isAsked = (letter: string) => scenes.some((scene) => scene.startsWith(letter));
  if (isAsked('A')) {
    writeMailbox(servers.old.maildir(USER_A), generatedMailbox(MAILBOX_A));
    await servers.warm(USER_A);
    await servers.keep(USER_A);
  }
  const others = [
    ...(isAsked('B') ? USERS_B.map((user, number) => [user, MAILBOXES_B[number]] as const) : []),
    ...(isAsked('L') ? [[USER_L, MAILBOX_L] as const] : []),
  ];
  for (const [user, shape = MAILBOX_L] of others) {
    writeMailbox(servers.old.maildir(user), generatedMailbox(shape));
    await servers.warm(user);
  }
}

/**
 * What a day brings, to the mailbox as the last copy left it: a server goes on counting, with whatever it was first asked to count
 * (Dovecot gives each change a mod-sequence of its own once a client has asked for them).
 */
async function dayInA(servers: TwoServers): Promise<void> {
  await servers.idle();
  const maildir = servers.old.maildir(USER_A);
  addMessages(maildir, laterMessages(MAILBOX_A, NEW_MESSAGES), MAILBOX_A.messages);
  changeFlags(maildir, 'INBOX', NEW_FLAGS / 2);
  changeFlags(maildir, 'Sent', NEW_FLAGS / 2);
  await servers.warm(USER_A);
}

/** A tool's turn in one of the three places; the outcomes of its scenes. */
export async function turn(
  place: 'A' | 'B' | 'L',
  servers: TwoServers,
  tool: Tool,
  state: string,
): Promise<Outcome[]> {
  if (place === 'A') return turnA(servers, tool, state);
  if (!does(tool, place === 'B' ? 'B, 4 at once' : 'L full')) return [];
  return [place === 'B' ? await turnB(servers, tool, state) : await turnL(servers, tool, state)];
}

const does = ({ scenes }: Tool, scene: Scene): boolean => scenes?.includes(scene) ?? true;

async function turnA(servers: TwoServers, tool: Tool, state: string): Promise<Outcome[]> {
  await servers.restore(USER_A);
  await servers.emptyTarget([USER_A]);
  const task = taskOf(servers, [USER_A], 1, state);
  const full = await outcome('A full', servers, tool, task);
  if (!does(tool, 'A nothing new') || full.code === undefined) return [full];
  const again: CopyTask = { ...task, phase: 'again' };
  const nothing = await outcome('A nothing new', servers, tool, again);
  await dayInA(servers);
  return [full, nothing, await outcome('A 1 % new', servers, tool, again)];
}

async function turnB(servers: TwoServers, tool: Tool, state: string): Promise<Outcome> {
  await servers.emptyTarget(USERS_B);
  return outcome('B, 4 at once', servers, tool, taskOf(servers, USERS_B, 4, state));
}

async function turnL(servers: TwoServers, tool: Tool, state: string): Promise<Outcome> {
  await servers.emptyTarget([USER_L]);
  await using source = await delayProxy(servers.old.port, DISTANCE);
  await using target = await delayProxy(servers.fresh.port, DISTANCE);
  const task = taskOf(servers, [USER_L], 1, state);
  return await outcome('L full', servers, tool, {
    ...task,
    source: { port: source.port },
    target: { ...task.target, port: target.port },
  });
}

export function taskOf(
  servers: TwoServers,
  users: readonly string[],
  atOnce: number,
  state: string,
): CopyTask {
  return {
    source: { port: servers.old.port },
    target: { port: servers.fresh.port, configuration: servers.fresh.configuration },
    master: MASTER,
    mailboxes: users.map((user) => servers.mailbox(user)),
    atOnce,
    state,
    phase: 'first',
  };
}

async function outcome(scene: Scene, servers: TwoServers, tool: Tool, task: CopyTask): Promise<Outcome> {
  const before = sourceDigest(task);
  const commands = tool.commands(task);
  const cpu = servers.cpu();
  const ended = await measuredAll(commands, task.atOnce, LIMIT);
  await servers.idle();
  return {
    ...ended,
    scene,
    tool: tool.name,
    servers: servers.cpu() - cpu,
    losses: together(task.mailboxes.map(({ from, to }) => losses(sourceMail(from, before), keptMail(to)))),
    isSourceTouched: sourceDigest(task) !== before,
  };
}

/** Reading it takes longer than some tools do: once for each state of it is enough. */
const known = new Map<string, KeptMail>();

function sourceMail(maildir: string, digest: string): KeptMail {
  const key = join(maildir, digest);
  const mail = known.get(key) ?? keptMail(maildir);
  known.set(key, mail);
  return mail;
}

function sourceDigest({ mailboxes }: CopyTask): string {
  const hash = createHash('sha256');
  for (const { from } of mailboxes) for (const line of untouchedLines(from)) hash.update(`${line}\n`);
  return hash.digest('hex');
}
