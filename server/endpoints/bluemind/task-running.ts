/** A change that BlueMind took and goes on with in the background: to be asked for again by its task, and not to be sent twice. */
export class TaskRunning extends Error {
  readonly id: string;

  constructor(id: string) {
    super(`task ${id} is running`);
    this.id = id;
  }
}
