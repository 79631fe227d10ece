import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { type MergeOptions, merge, type Terminal } from './merge.ts';

/**
 * The `gradcheck` command.
 * @param openFile - shows a file in the browser
 */
export function createProgram(terminal: Terminal, openFile: (path: string) => Promise<unknown>): Command {
  const program = new Command('gradcheck')
    .description('Reports of gradient checks: merge those of many runs into one, open one in the browser.')
    .version(manifest.version)
    .showHelpAfterError('(gradcheck --help explains)')
    .addHelpText(
      'after',
      examples([
        ['gradcheck merge shard-*.json --html gradients.html', 'one page from many shards'],
        ['gradcheck open', 'the page at reports/gradients.html'],
        ['gradcheck merge --help', 'every option of one command'],
      ]),
    );

  program
    .command('merge')
    .summary('render one report from the JSON files of many runs')
    .description(
      'Render one report from the JSON files of many runs: shards, packages, runners, repetitions. Every check is kept exactly once, the latest run of a test counts, and a missing shard is warned about.',
    )
    .argument('<files...>', 'JSON files that the json reporter wrote; patterns are expanded')
    .option('--html <file>', 'write the page')
    .option('--junit <file>', 'write JUnit XML; above 5,000 checks also <file>-2.xml and so on')
    .addOption(
      new Option('--junit-flavor <flavor>', 'strict: for validators of the classic schemas')
        .choices(['default', 'strict'])
        .default('default'),
    )
    .option('--json <file>', 'write the merged run')
    .option('--github', 'append to the job summary and print annotations, in GitHub Actions')
    .addHelpText(
      'after',
      examples([
        ['gradcheck merge shard-*.json --html gradients.html --junit gradients.xml', ''],
        ['gradcheck merge vitest.json jest.json --json all.json', ''],
        ['gradcheck merge "reports/**/gradients.json" --github', ''],
      ]),
    )
    .action(async (files: string[], options: MergeOptions) => {
      if (!(await merge(files, options, terminal))) process.exitCode = 1;
    });

  program
    .command('open')
    .summary('open a page in the browser')
    .description('Open a page in the browser.')
    .argument('[file]', 'the page', 'reports/gradients.html')
    .addHelpText(
      'after',
      examples([
        ['gradcheck open', ''],
        ['gradcheck open gradients.html', ''],
      ]),
    )
    .action(async (file: string) => {
      const path = resolve(file);
      if (!existsSync(path)) {
        throw new Error(
          `there is no page at ${file}. Run the tests with the html reporter, or gradcheck merge --html.`,
        );
      }
      if (/\.(?:json|xml)$/i.test(path)) {
        throw new Error(`${file} is no page. Make one: gradcheck merge <files of the json reporter> --html <page>.`);
      }
      terminal.print(path);
      await openFile(path);
    });

  return program;
}

function examples(commands: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...commands.map(([command]) => command.length));
  const lines = commands.map(
    ([command, meaning]) => `  $ ${meaning ? `${command.padEnd(width)}   ${meaning}` : command}`,
  );
  return `\nExamples:\n${lines.join('\n')}`;
}
