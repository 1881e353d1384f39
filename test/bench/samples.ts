/** What was measured, many times over: wall time and CPU of each time, in milliseconds, and what they come to. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
export const p95 = (values: readonly number[]): number => percentile(values, 0.95);
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The smallest value that as many as `share` of all do not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Measures `act`; `cpu` reads the CPU time of whoever does the work. */
export async function sampled(cpu: () => number, act: () => Promise<unknown>): Promise<Sample> {
  const before = cpu();
  const started = performance.now();
  await act();
  const wall = performance.now() - started;
  return { wall, cpu: cpu() - before };
}
