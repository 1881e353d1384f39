/** How the bytes of a message that was altered differ, in words, and whether the two are one message at all. Pure. */
import { type Text, text } from '../../planning/text.ts';

export interface Alteration {
  /** All of the shorter one or half of the longer one stands in both: the same message, altered. */
  readonly isAlike: boolean;
  readonly how: Text;
}

export function alteration(source: Buffer, target: Buffer): Alteration {
  const [here, there] = [source.toString('latin1'), target.toString('latin1')];
  const same = lineEnds(here, there) ?? nulBytes(here, there);
  if (same) return { isAlike: true, how: same };
  const start = commonStart(here, there);
  const inHeader = header(here, there);
  const shared = Math.max(start + commonEnd(here, there, start), inHeader?.shared ?? 0);
  const [less, more] = [here.length, there.length].toSorted((one, other) => one - other);
  const isAlike = shared >= (less ?? 0) || shared * 2 >= (more ?? 0);
  return { isAlike, how: inHeader?.how ?? ends(here, there) ?? differFrom(start + 1) };
}

const withoutReturns = (content: string): string => content.replaceAll('\r', '');

function lineEnds(here: string, there: string): Text | undefined {
  if (withoutReturns(here) !== withoutReturns(there)) return undefined;
  return text('only line ends differ', 'seules les fins de ligne diffèrent');
}

/** IMAP has no place for them in a literal (RFC 3501, 4.3); Dovecot hands out 0x80 in their stead. */
function nulBytes(here: string, there: string): Text | undefined {
  if (!here.includes('\0')) return undefined;
  if (here.replaceAll('\0', '\x80') === there)
    return text('NUL bytes became 0x80', 'les octets NUL sont devenus 0x80');
  if (here.replaceAll('\0', '') === there)
    return text('NUL bytes were left out', 'les octets NUL ont été omis');
  return undefined;
}

/** Where the bodies are the same, line ends apart. */
function header(here: string, there: string): { readonly shared: number; readonly how: Text } | undefined {
  const [ours, theirs] = [parts(here), parts(there)];
  if (ours.body !== theirs.body || ours.fields.length + theirs.fields.length === 0) return undefined;
  const gone = without(ours.fields, theirs.fields);
  const added = without(theirs.fields, ours.fields);
  const lost = gone.reduce((sum, field) => sum + field.length, 0);
  return { shared: withoutReturns(here).length - lost, how: fieldsDiffer(gone, added) };
}

function fieldsDiffer(gone: readonly string[], added: readonly string[]): Text {
  const names = (fields: readonly string[]) => [...new Set(fields.map(nameOf))].slice(0, 5).join(', ');
  if (gone.length === 0 && added.length === 0)
    return text('header fields stand in another order', 'des champs d’en-tête sont dans un autre ordre');
  if (gone.length === 0) return headerSays('added', added.length, names(added));
  if (added.length === 0) return headerSays('left out', gone.length, names(gone));
  return headerSays('changed', Math.max(gone.length, added.length), names([...gone, ...added]));
}

function parts(content: string): { readonly fields: readonly string[]; readonly body: string } {
  const whole = withoutReturns(content);
  const end = whole.startsWith('\n') ? 0 : whole.indexOf('\n\n');
  const head = end < 0 ? whole : whole.slice(0, end);
  const fields = head.split(/\n(?![ \t])/).filter((field) => field !== '');
  return { fields, body: end < 0 ? '' : whole.slice(end) };
}

/** As often as they stand there. */
function without(fields: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const field of others) left.set(field, (left.get(field) ?? 0) + 1);
  return fields.filter((field) => {
    const count = left.get(field) ?? 0;
    left.set(field, count - 1);
    return count <= 0;
  });
}

const nameOf = (field: string): string => field.slice(0, Math.max(0, field.indexOf(':'))).slice(0, 80) || '?';

const verbs = {
  added: ['ajouté', 'ajoutés'],
  'left out': ['omis', 'omis'],
  changed: ['changé', 'changés'],
} as const;

function headerSays(verb: keyof typeof verbs, count: number, names: string): Text {
  if (count === 1)
    return text(
      `a header field was ${verb}: ${names}`,
      `un champ d’en-tête a été ${verbs[verb][0]}\u00A0: ${names}`,
    );
  return text(
    `${count} header fields were ${verb}: ${names}`,
    `${count} champs d’en-tête ont été ${verbs[verb][1]}\u00A0: ${names}`,
  );
}

function ends(here: string, there: string): Text | undefined {
  if (there.length > here.length && there.startsWith(here))
    return text('what it has more stands at its end', 'ce qu’il a de plus est à la fin');
  if (there !== '' && here.startsWith(there))
    return text(`it is cut off after byte ${there.length}`, `il est coupé après l’octet ${there.length}`);
  return undefined;
}

function commonStart(here: string, there: string): number {
  const most = Math.min(here.length, there.length);
  let at = 0;
  while (at < most && here.charCodeAt(at) === there.charCodeAt(at)) at++;
  return at;
}

function commonEnd(here: string, there: string, start: number): number {
  const most = Math.min(here.length, there.length) - start;
  let count = 0;
  while (
    count < most &&
    here.charCodeAt(here.length - 1 - count) === there.charCodeAt(there.length - 1 - count)
  )
    count++;
  return count;
}

const differFrom = (byte: number): Text =>
  text(`the first that differs is byte ${byte}`, `le premier qui diffère est l’octet ${byte}`);
