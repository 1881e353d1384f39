/** A door to a server that can be shut and opened again: while it is shut, connections are cut and refused, as when a server is restarted. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class ClosingDoor {
  readonly port: number;
  /** The most connections there ever were at once. */
  most = 0;
  readonly #inner: number;
  readonly #open = new Set<Socket>();
  #server: Server;

  private constructor(inner: number, server: Server) {
    this.#inner = inner;
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.#listen(server);
  }

  static async to(inner: number): Promise<ClosingDoor> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ClosingDoor(inner, server);
  }

  get connections(): number {
    return this.#open.size;
  }

  async shut(): Promise<void> {
    const closed = once(this.#server.close(), 'close');
    for (const near of this.#open) near.destroy();
    await closed;
  }

  async reopen(): Promise<void> {
    this.#server = createServer().listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#listen(this.#server);
  }

  #listen(server: Server): void {
    server.on('connection', (near) => {
      this.#open.add(near);
      this.most = Math.max(this.most, this.#open.size);
      const far = connect(this.#inner, '127.0.0.1');
      near
        .on('error', () => undefined)
        .on('close', () => {
          this.#open.delete(near);
          far.destroy();
        });
      far.on('error', () => undefined).on('close', () => near.destroy());
      near.pipe(far).pipe(near);
    });
  }
}
