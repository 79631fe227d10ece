import { resolve } from 'node:path';
import type { GradientReporter } from '../reporter.ts';
import { writeOutput } from '../run/write-output.ts';
import { renderHtml } from './render.tsx';

export interface HtmlOptions {
  /** @default 'reports/gradients.html' */
  readonly outputFile?: string;
}

/** A single-file report to open from disk, a CI artifact or an e-mail. */
export function html({ outputFile = 'reports/gradients.html' }: HtmlOptions = {}): GradientReporter {
  return {
    name: 'html',
    page: outputFile,
    within: root => html({ outputFile: resolve(root, outputFile) }),
    onRunEnd: run => writeOutput(outputFile, renderHtml(run)),
  };
}
