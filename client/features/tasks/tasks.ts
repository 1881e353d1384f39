/** Tasks: for each plan of the window its check, the form of its files, and a dry run of each lot, with their problems matched. */
import {
  CustomExecution,
  Task,
  TaskGroup,
  TaskRevealKind,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import type { Client } from '../../infrastructure/client.ts';
import { whyNot } from '../../infrastructure/may-run.ts';
import type { Ended, Watched } from '../../infrastructure/migplan-process.ts';
import { folderOf, pathOf } from '../../infrastructure/pick-plan.ts';
import {
  asPlanTask,
  commandOf,
  folderOfPlan,
  fromWorkspace,
  nameOf,
  type PlanTask,
  pathFrom,
  tasksOf,
} from './plan-tasks.ts';
import { TaskTerminal } from './task-terminal.ts';

const MATCHERS = ['$migplan-errors', '$migplan-warnings', '$migplan-remarks'];

export function activateTasks(client: Client): void {
  const provider = tasks.registerTaskProvider('migplan', {
    provideTasks: () => allTasks(client),
    resolveTask: (task) => {
      const what = asPlanTask(task.definition);
      const folder = typeof task.scope === 'object' ? task.scope : workspace.workspaceFolders?.[0];
      return what && folder ? asTask(client, folder, what, task) : undefined;
    },
  });
  client.context.subscriptions.push(provider);
}

async function allTasks(client: Client): Promise<Task[]> {
  const plans = await client.server.ask('migplan/plans', undefined);
  const found = await Promise.all(
    plans.map(async (info) => {
      const folder = workspace.getWorkspaceFolder(Uri.parse(info.plan));
      const path = folder && pathFrom(folder.uri.toString(), info);
      if (!folder || path === undefined || whyNot(Uri.parse(info.plan))) return [];
      const lots = await client.server.ask('migplan/lots', { plan: info.plan });
      return tasksOf({ path, lots }).map((what) => asTask(client, folder, what));
    }),
  );
  return found.flat();
}

/** `written`: the task of somebody's tasks.json, whose own definition has to be kept. */
function asTask(client: Client, folder: WorkspaceFolder, what: PlanTask, written?: Task): Task {
  const definition = written?.definition ?? { type: 'migplan', ...what };
  const execution = new CustomExecution(async () => terminalOf(client, folder, what));
  const task = new Task(definition, folder, nameOf(what), 'migplan', execution, MATCHERS);
  task.group = TaskGroup.Test;
  task.presentationOptions = { reveal: TaskRevealKind.Always, clear: true };
  return task;
}

function terminalOf(client: Client, folder: WorkspaceFolder, what: PlanTask): TaskTerminal {
  const plan = Uri.joinPath(folder.uri, what.plan).toString();
  const begin = (watched: Watched): Promise<Ended | undefined> => run(client, plan, what, watched);
  const shown = (out: string): string => fromWorkspace(out, folderOfPlan(what.plan));
  return new TaskTerminal(`migplan ${nameOf(what)}`, begin, shown);
}

async function run(
  client: Client,
  plan: string,
  what: PlanTask,
  watched: Watched,
): Promise<Ended | undefined> {
  const values = commandOf(what, pathOf(plan));
  if (!values || whyNot(Uri.parse(plan))) return undefined;
  const secrets = what.task === 'dry-run' ? await client.secrets.askedFor(plan) : {};
  if (!secrets) return undefined;
  const command = { values, folder: folderOf(plan) };
  return client.migplan.run(what.task === 'dry-run' ? { ...command, secrets } : command, watched);
}
