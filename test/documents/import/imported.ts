/** A file as test data, imported: what it says in one text, and the plan checked as `migplan check` does. */
import {
  type Imported,
  type ImportOptions,
  importBytes,
} from '../../../server/documents/import/import-file.ts';
import { analysisOf, published, show } from '../../support/check.ts';

const OPTIONS: ImportOptions = { locale: 'en', day: '2030-01-21', together: false };

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Characters up to U+00FF, and the euro of Windows-1252. */
export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => (character === '€' ? 0x80 : character.charCodeAt(0)));

export const utf16le = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

export interface Outcome {
  /** The domains' files, without the root plan. */
  readonly addresses: string;
  readonly root: string;
  /** `12 Licence: …`, rows and cells left out marked with `!`. */
  readonly remarks: readonly string[];
  /** Errors of the analysis over all files. */
  readonly errors: readonly string[];
}

export async function imported(
  bytes: Uint8Array | string,
  { name = 'list.csv', ...options }: Partial<ImportOptions> & { readonly name?: string } = {},
): Promise<Outcome> {
  const result = await read(bytes, name, options);
  if (result.kind === 'unreadable') throw new Error(`unreadable: ${result.says.en}`);
  const [root = '', ...others] = result.files.values();
  const { locale = 'en' } = options;
  return {
    root,
    addresses: others.join('\n'),
    remarks: result.remarks.map(({ kind, row, column, says }) =>
      [kind === 'note' ? '' : '!', row, column === undefined ? '' : `${column}:`, says[locale]]
        .filter((part) => part !== '' && part !== undefined)
        .join(' '),
    ),
    errors: errorsOf(result),
  };
}

export const read = (
  bytes: Uint8Array | string,
  name = 'list.csv',
  options: Partial<ImportOptions> = {},
): Promise<Imported> =>
  importBytes(typeof bytes === 'string' ? utf8(bytes) : bytes, name, { ...OPTIONS, ...options });

export function errorsOf(result: Extract<Imported, { kind: 'plan' }>): string[] {
  const files = new Map([...result.files].map(([path, text]) => [`/${path}`, text]));
  const found = published(analysisOf(files));
  return found.filter(({ severity }) => severity === 'error').map(show);
}
