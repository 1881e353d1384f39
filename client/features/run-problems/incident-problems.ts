/** What runs met, as problems on the lines of the mailboxes that they met it in; those whose mailbox is in no file have no line. */
import { Diagnostic, DiagnosticSeverity, l10n } from 'vscode';
import type { Incident } from '../../../server/protocol.ts';
import { editorLanguage } from '../../infrastructure/language.ts';
import { rangeOf } from '../../infrastructure/open-place.ts';
import { number } from '../../infrastructure/quantities.ts';

type Placed = Incident & { readonly place: NonNullable<Incident['place']> };

/** By file, as a URI. */
export function incidentProblems(incidents: readonly Incident[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const placed = incidents.filter((one): one is Placed => one.place !== undefined);
  const files = Map.groupBy(placed, ({ place }) => place.uri);
  return new Map([...files].map(([uri, of]) => [uri, problemsOfFile(of)]));
}

/** Of one mailbox: the log and the view of runs have them all. */
const MOST = 10;

const problemsOfFile = (incidents: readonly Placed[]): Diagnostic[] =>
  [...Map.groupBy(incidents, ({ address }) => address).values()].flatMap(problemsOfMailbox);

function problemsOfMailbox(incidents: readonly Placed[]): Diagnostic[] {
  const shown = incidents.slice(0, MOST).map((one) => problem(one, `${one.address}: ${one.says}`));
  const [first] = incidents;
  const more = incidents.length - MOST;
  if (!first || more <= 0) return shown;
  const told = l10n.t(
    '{0}: … and {1} more, in the view “Runs”',
    first.address,
    number(more, editorLanguage()),
  );
  return [...shown, problem(first, told)];
}

function problem({ what, place }: Placed, words: string): Diagnostic {
  const diagnostic = new Diagnostic(rangeOf(place), words, SEVERITIES[what]);
  diagnostic.source = 'migplan run';
  diagnostic.code = what;
  return diagnostic;
}

/** Mail that is not there at all weighs more than mail that is not the same. */
const SEVERITIES: Readonly<Record<Incident['what'], DiagnosticSeverity>> = {
  mailbox: DiagnosticSeverity.Error,
  folder: DiagnosticSeverity.Error,
  message: DiagnosticSeverity.Error,
  difference: DiagnosticSeverity.Warning,
};
