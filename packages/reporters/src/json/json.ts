import { resolve } from 'node:path';
import type { GradientReporter } from '../reporter.ts';
import { writeOutput } from '../run/write-output.ts';

export interface JsonOptions {
  /** @default 'reports/gradients.json' */
  readonly outputFile?: string;
}

/** The run itself, for `gradcheck merge` and for other programs. */
export function json({ outputFile = 'reports/gradients.json' }: JsonOptions = {}): GradientReporter {
  return {
    name: 'json',
    within: root => json({ outputFile: resolve(root, outputFile) }),
    onRunEnd: run => writeOutput(outputFile, `${JSON.stringify(run, null, 1)}\n`),
  };
}
