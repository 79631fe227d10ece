import { existsSync, readFileSync } from 'node:fs';
import type { GradientRun } from '@gradcheck/core';
import { globSync } from 'tinyglobby';
import { github } from '../github/github.ts';
import { html } from '../html/html.ts';
import { json } from '../json/json.ts';
import { junit } from '../junit/junit.ts';
import type { Flavor } from '../junit/render-suites.ts';
import type { GradientReporter } from '../reporter.ts';
import { headline } from '../run/headline.ts';
import { mergeRuns } from '../run/merge-runs.ts';
import { parseRun } from '../run/parse-run.ts';
import { runReporters } from '../run/run-reporters.ts';

export interface MergeOptions {
  readonly html?: string;
  readonly junit?: string;
  readonly junitFlavor: Flavor;
  readonly json?: string;
  readonly github?: boolean;
}

/** Where the command speaks. */
export interface Terminal {
  print(line: string): void;
  warn(line: string): void;
}

/**
 * Renders one report from many runs.
 * @param patterns - files, or patterns that the shell did not expand
 * @throws Error that names every file that is missing or cannot be read
 * @returns whether everything that was asked for was written
 */
export async function merge(
  patterns: readonly string[],
  options: MergeOptions,
  { print, warn }: Terminal,
): Promise<boolean> {
  const run = mergeRuns(readRuns(patterns.flatMap(expand)));
  for (const problem of run.problems) warn(`warning: ${problem}`);
  const outputs: readonly (readonly [GradientReporter, string])[] = [
    ...(options.html ? [[html({ outputFile: options.html }), options.html] as const] : []),
    ...(options.junit
      ? [[junit({ outputFile: options.junit, flavor: options.junitFlavor }), options.junit] as const]
      : []),
    ...(options.json ? [[json({ outputFile: options.json }), options.json] as const] : []),
    ...(options.github && isGithub() ? [[github(), 'the job summary'] as const] : []),
  ];
  if (options.github && !isGithub()) warn('warning: --github does nothing here: this is no job of GitHub Actions');
  let isComplete = true;
  for (const [reporter, output] of outputs) {
    if ((await runReporters([reporter], run, warn)) > 0) isComplete = false;
    else print(`wrote ${output}`);
  }
  print(headline(run));
  if (outputs.length === 0 && !options.github)
    print('Nothing was written: say what to write with --html, --junit, --json or --github.');
  return isComplete;
}

const isGithub = (): boolean => Boolean(process.env.GITHUB_STEP_SUMMARY);

/** On Windows, and in quotes, a pattern arrives as it was written. */
function expand(pattern: string): string[] {
  if (existsSync(pattern)) return [pattern];
  const files = globSync(pattern.replaceAll('\\', '/'), { expandDirectories: false }).sort();
  return files.length > 0 ? files : [pattern];
}

function readRuns(files: readonly string[]): GradientRun[] {
  const problems: string[] = [];
  const runs = [...new Set(files)].flatMap(file => {
    try {
      return [parseRun(read(file), file)];
    } catch (error) {
      problems.push((error as Error).message);
      return [];
    }
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return runs;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Error(`there is no file ${file}: did its shard run with the json reporter?`);
    throw new Error(`cannot read ${file}: ${code === 'EISDIR' ? 'it is a folder' : message}`, { cause: error });
  }
}
