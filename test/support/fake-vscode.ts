/**
 * What the client needs of the `vscode` module where no editor runs: its values as they are, and no more. What would need a
 * window is absent, so a test that reaches for it fails.
 */
import { readFileSync } from 'node:fs';
import { URI, Utils } from 'vscode-uri';

let bundle: Readonly<Record<string, string>> = {};

/** The language that the fake editor speaks, until it is set again. */
export function speak(language: 'en' | 'fr'): void {
  env.language = language;
  bundle =
    language === 'fr'
      ? JSON.parse(readFileSync(new URL('../../client/l10n/bundle.l10n.fr.json', import.meta.url), 'utf8'))
      : {};
}

export const env = { language: 'en' };

/** What the person at the fake editor was asked, and says to it, in that order; one who is asked more than was foreseen fails. */
export class Person {
  readonly asked: unknown[] = [];
  private readonly answers: unknown[];

  constructor(...answers: unknown[]) {
    this.answers = answers;
    person = this;
  }

  answer(asked: unknown): unknown {
    this.asked.push(asked);
    if (this.answers.length === 0)
      throw new Error(`The person was not expected to be asked ${JSON.stringify(asked)}`);
    return this.answers.shift();
  }
}

let person: Person | undefined;

function asked(of: unknown): unknown {
  if (!person) throw new Error('Nobody is at the fake editor');
  return person.answer(of);
}

/** A notification that stays while something is done. */
export class Notification {
  readonly reports: { readonly message?: string; readonly increment?: number }[] = [];
  isOpen = true;
  private readonly cancelling = new EventEmitter<void>();

  readonly token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void): Disposable => this.cancelling.event(listener),
  };

  cancel(): void {
    this.token.isCancellationRequested = true;
    this.cancelling.fire();
  }
}

/** All that have been shown, the newest last. */
export const notifications: Notification[] = [];

export const statusBarItem = { text: '', tooltip: {}, isShown: false, show: () => {}, hide: () => {} };

const shown =
  (severity: string) =>
  async (message: string, ...more: unknown[]) =>
    asked({ severity, message, more });

/** What stands in its tabs. */
export const tabs: { readonly input: unknown }[] = [];

export const window = {
  tabGroups: { all: [{ viewColumn: 1, tabs }] },
  showInformationMessage: shown('information'),
  showWarningMessage: shown('warning'),
  showErrorMessage: shown('error'),
  createStatusBarItem: () =>
    Object.assign(statusBarItem, {
      ...{ text: '', isShown: false },
      show: () => Object.assign(statusBarItem, { isShown: true }),
      hide: () => Object.assign(statusBarItem, { isShown: false }),
      dispose: () => undefined,
    }),
  async withProgress<Result>(
    _: object,
    work: (progress: { report(said: object): void }, token: Notification['token']) => Promise<Result>,
  ): Promise<Result> {
    const one = new Notification();
    notifications.push(one);
    try {
      return await work({ report: (said) => void one.reports.push(said) }, one.token);
    } finally {
      one.isOpen = false;
    }
  },
  showInputBox: async (options: unknown) => asked(options),
  /** Answered with the labels of what is chosen: one, or a list of them. */
  async showQuickPick(items: readonly { readonly label: string }[], options: unknown) {
    const chosen = asked({ items, options });
    if (Array.isArray(chosen)) return items.filter(({ label }) => chosen.includes(label));
    return items.find(({ label }) => label === chosen);
  },
};

export const l10n = {
  t(message: string, ...values: readonly (string | number | boolean)[]): string {
    return (bundle[message] ?? message).replace(/\{(\d+)\}/g, (whole, index) =>
      String(values[Number(index)] ?? whole),
    );
  },
};

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }
}

export class Disposable {
  private readonly end: () => void;

  constructor(end: () => void) {
    this.end = end;
  }

  dispose(): void {
    this.end();
  }
}

export class EventEmitter<Event> {
  private readonly listeners = new Set<(event: Event) => void>();

  readonly event = (listener: (event: Event) => void): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };

  fire(event: Event): void {
    for (const listener of this.listeners) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export class ThemeColor {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor | undefined;

  constructor(id: string, color?: ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

/** As the editor has it, but for what is called otherwise there. */
export const Uri = Object.assign(URI, { joinPath: Utils.joinPath });

export const ViewColumn = { Active: -1, Beside: -2, One: 1 } as const;
export type ViewColumn = number;

export class CodeLens {
  readonly range: Range;
  readonly command: object;

  constructor(range: Range, command: object) {
    this.range = range;
    this.command = command;
  }
}

export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;
export const StatusBarAlignment = { Left: 1, Right: 2 } as const;

export class MarkdownString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

export const TreeItemCollapsibleState = {
  None: 0,
  Collapsed: 1,
  Expanded: 2,
} as const;

export class TreeItem {
  label: string;
  collapsibleState: number;

  constructor(label: string, collapsibleState: number = TreeItemCollapsibleState.None) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export const DiagnosticSeverity = {
  Error: 0,
  Warning: 1,
  Information: 2,
  Hint: 3,
} as const;

export class Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: number;
  source?: string;
  code?: string;

  constructor(range: Range, message: string, severity: number = DiagnosticSeverity.Error) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

export class Location {
  readonly uri: URI;
  readonly range: Position | Range;

  constructor(uri: URI, range: Position | Range) {
    this.uri = uri;
    this.range = range;
  }
}

/** What a test says where it fails. */
export class TestMessage {
  readonly message: string;
  location?: Location;

  constructor(message: string) {
    this.message = message;
  }
}

/** Commands are answered by the person too, so that one who is not foreseen fails. */
export const commands = { executeCommand: async (command: string) => asked({ command }) };

export class CancellationTokenSource {
  private readonly cancelling = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.cancelling.event };

  cancel(): void {
    this.token.isCancellationRequested = true;
    this.cancelling.fire();
  }

  dispose(): void {
    this.cancelling.dispose();
  }
}

export class TabInputText {
  readonly uri: URI;

  constructor(uri: URI) {
    this.uri = uri;
  }
}

/** The files on the fake disk, by URI, each with the moment it was last written. */
export const disk = new Map<string, number>();

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } as const;

export class RelativePattern {
  readonly base: URI;
  readonly pattern: string;

  constructor(base: URI, pattern: string) {
    this.base = base;
    this.pattern = pattern;
  }
}

/** The texts of a virtual folder by URI; a folder is there while something is in it. */
export const texts = new Map<string, string>();

/** What the editor's own index of files finds, and what it was asked for. */
export const fileIndex = {
  found: [] as readonly URI[],
  asked: [] as { readonly pattern: RelativePattern; readonly exclude: string }[],
};

/** What is directly in a folder of `texts`. */
function entriesOf(folder: URI): [string, number][] {
  const below = [...texts.keys()].flatMap((uri) => {
    const inside = uri.startsWith(`${folder}/`) ? uri.slice(`${folder}/`.length) : '';
    return inside === '' ? [] : [decodeURIComponent(inside)];
  });
  if (below.length === 0) throw new Error('FileNotFound');
  const types = below.map((path): [string, number] => {
    const [name = '', ...more] = path.split('/');
    return [name, more.length > 0 ? FileType.Directory : FileType.File];
  });
  return [...new Map(types)];
}

export const workspace = {
  isTrusted: true,
  onDidGrantWorkspaceTrust: new EventEmitter<void>().event,
  textDocuments: [],
  fs: {
    async stat(uri: URI) {
      const mtime = disk.get(uri.toString());
      if (mtime === undefined) throw new Error('FileNotFound');
      return { mtime };
    },
    async readFile(uri: URI) {
      const text = texts.get(uri.toString());
      if (text === undefined) throw new Error('FileNotFound');
      return new TextEncoder().encode(text);
    },
    readDirectory: async (uri: URI) => entriesOf(uri),
  },
  async findFiles(pattern: RelativePattern, exclude: string) {
    fileIndex.asked.push({ pattern, exclude });
    return fileIndex.found;
  },
};
