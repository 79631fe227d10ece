import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { GradientReporter } from '../reporter.ts';
import { lastAttempts } from '../run/outcome.ts';
import { annotations } from './annotations.ts';
import { summaryOf } from './summary.ts';
import { worstFirst } from './worst-first.ts';

export interface GithubOptions {
  /** File of the job summary: Markdown, which other servers show too. @default the environment's GITHUB_STEP_SUMMARY */
  readonly summaryFile?: string;
  /** Where annotations are printed. @default standard output in GitHub Actions, nowhere else */
  readonly print?: (line: string) => void;
}

/** A step's summary may have 1 MiB, of everything that is written to it. */
const SUMMARY_BYTES = 900 * 1024;

/** Job summary and annotations for GitHub Actions. Elsewhere it does what its options ask for, which may be nothing. */
export function github({
  summaryFile = process.env.GITHUB_STEP_SUMMARY,
  print = process.env.GITHUB_ACTIONS ? line => void process.stdout.write(`${line}\n`) : undefined,
}: GithubOptions = {}): GradientReporter {
  return {
    name: 'github',
    within: root =>
      github({ ...(summaryFile ? { summaryFile: resolve(root, summaryFile) } : {}), ...(print ? { print } : {}) }),
    onRunEnd(run) {
      const failed = worstFirst(lastAttempts(run.checks).filter(({ passed }) => !passed));
      if (print) for (const line of annotations(run, failed)) print(line);
      if (!summaryFile) return;
      const taken = statSync(summaryFile, { throwIfNoEntry: false })?.size ?? 0;
      append(summaryFile, summaryOf(run, failed, { bytes: SUMMARY_BYTES - taken, source: sourceLink(process.env) }));
    },
  };
}

function append(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, text);
  } catch (error) {
    throw new Error(`cannot append the job summary to ${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** Where a line of the repository is shown; undefined outside of GitHub Actions. */
function sourceLink({
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_SHA: commit,
}: NodeJS.ProcessEnv): ((file: string, line?: number) => string) | undefined {
  if (!server || !repository || !commit) return undefined;
  return (file, line) => `${server}/${repository}/blob/${commit}/${encodeURI(file)}${line ? `#L${line}` : ''}`;
}
