import type { GradientReporter } from '../reporter.ts';
import { writeOutput } from '../run/write-output.ts';
import { renderHtml } from './render.tsx';

/** A single-file report to open from disk, a CI artifact or an e-mail. */
export function html({ outputFile }: { readonly outputFile: string }): GradientReporter {
  return { name: 'html', onRunEnd: run => writeOutput(outputFile, renderHtml(run)) };
}
