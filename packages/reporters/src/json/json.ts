import type { GradientReporter } from '../reporter.ts';
import { writeOutput } from '../run/write-output.ts';

/** The run itself, for `gradcheck merge` and for other programs. */
export function json({ outputFile }: { readonly outputFile: string }): GradientReporter {
  return {
    name: 'json',
    onRunEnd: run => writeOutput(outputFile, `${JSON.stringify(run, null, 1)}\n`),
  };
}
