import type { GradientRun } from '@gradcheck/core';
import type { GradientReporter } from '../reporter.ts';
import { orderChecks } from './order-checks.ts';

/**
 * Hands a run to every reporter. What one of them throws is reported, and stops neither the others nor the run. Reporters that
 * are synchronous are done when the call returns: a process that ends waits for nothing.
 * @param report - told of each failure, one line; the default writes to standard error
 * @returns how many reporters failed
 */
export async function runReporters(
  reporters: readonly GradientReporter[],
  run: GradientRun,
  report: (problem: string) => void = problem => process.stderr.write(`${problem}\n`),
): Promise<number> {
  const ordered = { ...run, checks: orderChecks(run.checks) };
  let failed = 0;
  for (const reporter of reporters) {
    try {
      for (const recorded of ordered.checks) {
        const noticed = reporter.onCheck?.(recorded);
        if (noticed) await noticed;
      }
      const written = reporter.onRunEnd(ordered);
      if (written) await written;
    } catch (error) {
      failed++;
      const text = error instanceof Error ? error.message : String(error);
      report(`gradcheck: the reporter "${reporter.name ?? 'without a name'}" failed: ${text}`);
    }
  }
  return failed;
}
