#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { github } from './github/github.ts';
import { html } from './html/html.ts';
import { json } from './json/json.ts';
import { junit } from './junit/junit.ts';
import type { GradientReporter } from './reporter.ts';
import { headline } from './run/headline.ts';
import { mergeRuns } from './run/merge-runs.ts';
import { parseRun } from './run/schema.ts';

interface MergeOptions {
  readonly html?: string;
  readonly junit?: string;
  readonly json?: string;
  readonly github?: boolean;
}

const program = new Command('gradcheck').description('Reports of gradient checks.').version(manifest.version);

program
  .command('merge')
  .description('Render one report from the JSON files of many runs or shards.')
  .argument('<files...>', 'JSON files that the json reporter wrote')
  .option('--html <file>', 'write the HTML report')
  .option('--junit <file>', 'write JUnit XML')
  .option('--json <file>', 'write the merged run')
  .option('--github', 'append to the job summary, print annotations')
  .addHelpText(
    'after',
    '\nExamples:\n  $ gradcheck merge shard-*.json --html gradients.html --junit gradients.xml\n  $ gradcheck merge vitest.json jest.json --json all.json',
  )
  .action(async (files: string[], options: MergeOptions) => {
    const run = mergeRuns(files.map(file => parseRun(readFileSync(file, 'utf8'), file)));
    const reporters: GradientReporter[] = [];
    if (options.html) reporters.push(html({ outputFile: options.html }));
    if (options.junit) reporters.push(junit({ outputFile: options.junit }));
    if (options.json) reporters.push(json({ outputFile: options.json }));
    if (options.github) reporters.push(github());
    for (const reporter of reporters) await reporter.onRunEnd(run);
    for (const problem of run.problems) process.stderr.write(`warning: ${problem}\n`);
    process.stdout.write(`${headline(run)}\n`);
  });

program
  .command('open')
  .description('Open an HTML report in the browser.')
  .argument('[file]', 'the report', 'reports/gradients.html')
  .action((file: string) => {
    const path = resolve(file);
    if (!existsSync(path))
      throw new Error(`there is no report at ${file}. Run the tests with the html reporter first.`);
    const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
    spawn(command, [path], { detached: true, stdio: 'ignore' })
      .on('error', () => process.stdout.write(`Open it yourself: ${path}\n`))
      .unref();
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`gradcheck: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
