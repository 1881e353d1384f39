/** A plan read and analysed, as most commands begin. */
import { Analysis } from '../language/analysis.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import { askedOfWorld } from '../language/model/asked-of-world.ts';
import { doneSteps } from '../language/model/calendar/recorded-runs.ts';
import { nearest } from '../language/model/editing/nearest.ts';
import { RULES } from '../language/rules/registry.ts';
import type { Locale } from '../language/rules/rule.ts';
import { requireLotAmong } from './require-lot.ts';
import { type Cli, CliError, EXIT, type PlanFiles, type Services } from './services.ts';

export interface LoadedPlan {
  readonly files: PlanFiles;
  readonly analysis: Analysis;
}

/** The plan at a path. Throws where a file beside it has a fault: nothing is done on half of what a plan says. */
export async function loadPlan(cli: Cli, path: string): Promise<LoadedPlan> {
  const plan = await loadForCheck(cli, path);
  requireUsable(cli, plan.files);
  return plan;
}

/** The plan at a path for who only asks what it declares: no rule is checked, and the world is asked nothing. */
export async function loadUnchecked(cli: Cli, path: string): Promise<LoadedPlan> {
  const files = await cli.services.readPlan(path);
  requireUsable(cli, files);
  const analysis = analyse(files, cli.locale, []);
  analysis.settle();
  return { files, analysis };
}

function requireUsable({ locale }: Cli, { problems: [problem] }: PlanFiles): void {
  if (!problem) return;
  const { file, line, column, says } = problem;
  throw new CliError(EXIT.planHasErrors, `${file}:${line}:${column}: ${says[locale]}`);
}

/**
 * The plan at a path without the files beside it that have a fault; they are told in its `problems`. Judged as of now, or as
 * of another day.
 */
export async function loadForCheck(
  { services, locale }: Cli,
  path: string,
  now = services.clock.now(),
): Promise<LoadedPlan> {
  const files = await services.readPlan(path);
  const analysis = analyse(files, locale);
  await surround(analysis, files, services, now);
  return { files, analysis };
}

/** Takes a plan in; checks nothing yet. */
function analyse(plan: PlanFiles, locale: Locale, rules = RULES): Analysis {
  const { root, isRootPlan, texts, files, inventories, facts } = plan;
  const analysis = new Analysis({ rules, locale, ...(isRootPlan ? { root } : {}) });
  analysis.setFiles(files);
  analysis.setFacts(facts);
  for (const inventory of inventories) analysis.setInventory(inventory.domain, inventory);
  for (const [path, text] of texts) analysis.open(path, text);
  return analysis;
}

/** Checks a plan on the day it is, with what this machine knows of holidays, secrets and earlier runs. */
async function surround(
  analysis: Analysis,
  { folder }: PlanFiles,
  services: Services,
  now: Date,
): Promise<void> {
  const { model, surroundings } = analysis;
  const { country, years, secrets } = askedOfWorld(model);
  surroundings.setClock(now.getTime());
  if (country !== undefined) surroundings.setHolidays(await services.holidays(country, years));
  surroundings.setMissingSecrets(await services.missingSecrets(folder, secrets));
  analysis.settle();
  const recorded = await services.recorded(folder);
  const sheets = await services.recordedSheets(folder);
  if (recorded.length === 0 && sheets.length === 0) return;
  surroundings.setDone(doneSteps(model, recorded, sheets));
  analysis.settle();
}

/** All diagnostics of a plan, file by file; each file's are capped, `total` counts them all. */
export function diagnosticsOf(analysis: Analysis): { diagnostics: Diagnostic[]; total: number } {
  const found = analysis.paths.sort().map((path) => analysis.diagnostics(path));
  return {
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    total: found.reduce((sum, { total }) => sum + total, 0),
  };
}

/** The lot a command names. Throws where the plan has none of that name, with the nearest one. */
export function requireLot(cli: Cli, { analysis }: LoadedPlan, lot: string): void {
  const lots = [...analysis.declarations('lot')];
  requireLotAmong(
    cli,
    lots.map(({ name }) => name.value),
    lot,
  );
}

/** The name as the plan writes it; a usage error where it has none such. */
export function requireName(
  { t }: Cli,
  { analysis }: LoadedPlan,
  kind: 'unit' | 'domain',
  written: string,
): string {
  const found = analysis.model.declared(kind, written);
  if (found) return found.name.value;
  const near = nearest(
    written,
    [...analysis.declarations(kind)].map(({ name }) => name.value),
  );
  const hint = near ? t(`; did you mean ${near}?`, `\u00A0; vouliez-vous dire ${near}\u00A0?`) : '';
  const noun = kind === 'unit' ? 'd’unité' : 'de domaine';
  throw new CliError(
    EXIT.usage,
    t(`the plan has no ${kind} ${written}${hint}`, `le plan n’a pas ${noun} ${written}${hint}`),
  );
}

/** Stops a command that acts on a plan with errors. */
export function requireSound({ t }: Cli, { analysis }: LoadedPlan): void {
  const { diagnostics } = diagnosticsOf(analysis);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  const where = `${first.path}:${first.range.start.line + 1}: ${first.code} ${first.message}`;
  throw new CliError(
    EXIT.planHasErrors,
    t(
      `the plan has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; the first: ${where}. Run migplan check.`,
      `le plan a ${errors.length} ${errors.length === 1 ? 'erreur' : 'erreurs'}\u00A0; la première\u00A0: ${where}. Lancez migplan check.`,
    ),
  );
}
