/** What the demo uses of hoodiecrow-imap 2.1.0, which ships no types. Strings that hold mail are binary strings: one character a byte. */
declare module 'hoodiecrow-imap' {
  import type { EventEmitter } from 'node:events';
  import type { Server } from 'node:net';

  export interface Token {
    type: string;
    value: string;
    section?: Token[];
    partial?: number[];
  }
  export type Attribute = Token | string | number | null | Attribute[];

  export interface Command {
    tag: string;
    command: string;
    attributes?: Attribute[];
  }

  export interface Message {
    raw: string;
    flags: string[];
    internaldate: string;
  }

  export interface Folder {
    uidvalidity: number;
    subscribed?: boolean;
    'special-use'?: string;
    messages: Message[];
    folders?: Record<string, Folder>;
  }

  export interface Namespace {
    type: 'personal';
    separator: string;
    folders: Record<string, Folder>;
  }

  export interface Connection {
    server: ImapServer;
    state: 'Not Authenticated' | 'Authenticated' | 'Selected' | 'Logout';
    inputHandler: false | ((line: string) => void);
    socket: { write(text: string): void } | null;
    /** The listener each connection adds to its server's `notify` event. */
    _notificationCallback: (notification: unknown) => void;
    send(response: Command, description: string, parsed: Command, data: string): void;
  }

  export type CommandHandler = (
    connection: Connection,
    parsed: Command,
    data: string,
    done: () => void,
  ) => void;
  export type FetchHandler = (connection: Connection, message: Message, query: Token) => Attribute;
  export type OutputHandler = (connection: Connection, response: Command, description: string) => void;

  export interface ImapServer extends EventEmitter {
    /** The listening socket; a server that never listens serves connections handed to it. */
    server: Server;
    fetchHandlers: Record<string, FetchHandler>;
    outputHandlers: OutputHandler[];
    setCommandHandler(command: string, handler: CommandHandler): void;
    /** Folder names are in modified UTF-7; throws where the folder exists already. */
    createMailbox(path: string, folder?: Folder): void;
    registerCapability(name: string, available?: (connection: Connection) => boolean): void;
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
  }

  export interface Options {
    /** Of TLS; read from beside the package where none are given. */
    credentials?: object;
    plugins: (string | ((server: ImapServer) => void))[];
    storage?: { INBOX: Folder; '': Namespace };
  }

  export default function hoodiecrow(options: Options): ImapServer;
}

declare module 'hoodiecrow-imap/lib/commands/handlers/fetch.js' {
  import type { FetchHandler } from 'hoodiecrow-imap';

  const handlers: { BODY: FetchHandler };
  export default handlers;
}
