/**
 * What people have set in their editor: asked for where the editor answers, else taken from what it sends. A setting that is
 * missing or makes no sense is as if nobody had touched it.
 */
import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import * as z from 'zod';
import type { ClientFeatures } from './client-features.ts';

/** The first part of every setting's name. */
const SECTION = 'migplan';

const on = z.boolean().catch(true);
const group = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess((value) => (typeof value === 'object' && value !== null ? value : {}), z.object(shape));

/** The settings that the server reads, by their names below `migplan`. */
const settings = group({
  lenses: group({ lots: on, units: on }),
  hints: group({ licence: on, lot: on, quota: on }),
});

export type Settings = Readonly<z.infer<typeof settings>>;

/** What it is where nobody has set anything. */
export const DEFAULT_SETTINGS: Settings = settings.parse({});

export interface EditorSettingsOptions {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  /** Called when a setting is not what it was. */
  readonly onChanged: () => void;
  readonly onFailure: (error: unknown) => void;
}

export class EditorSettings {
  private readonly options: EditorSettingsOptions;
  private known = DEFAULT_SETTINGS;

  constructor(options: EditorSettingsOptions) {
    this.options = options;
  }

  get current(): Settings {
    return this.known;
  }

  /** Asks for them, and hears of their changes from then on. */
  follow(): void {
    const { connection, client, onFailure } = this.options;
    connection.onDidChangeConfiguration((params: unknown) => {
      if (client.answersSettings) this.ask();
      else this.take(sectionOf(sectionOf(params, 'settings'), SECTION));
    });
    if (client.registersSettings) {
      const section = { section: SECTION };
      connection.client.register(DidChangeConfigurationNotification.type, section).catch(onFailure);
    }
    if (client.answersSettings) this.ask();
  }

  private ask(): void {
    const { connection, onFailure } = this.options;
    connection.workspace
      .getConfiguration(SECTION)
      .then((answer: unknown) => this.take(answer))
      .catch(onFailure);
  }

  private take(received: unknown): void {
    const taken = settings.parse(received);
    if (JSON.stringify(taken) === JSON.stringify(this.known)) return;
    this.known = taken;
    this.options.onChanged();
  }
}

function sectionOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
