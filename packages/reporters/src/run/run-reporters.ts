import type { GradientRun } from '@gradcheck/core';
import type { GradientReporter } from '../reporter.ts';

/** Hands a run to every reporter. What one of them throws is printed, and stops neither the others nor the run. */
export async function runReporters(reporters: readonly GradientReporter[], run: GradientRun): Promise<void> {
  for (const reporter of reporters) {
    try {
      for (const recorded of run.checks) await reporter.onCheck?.(recorded);
      await reporter.onRunEnd(run);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      process.stderr.write(`gradcheck: the reporter "${reporter.name}" failed: ${text}\n`);
    }
  }
}
