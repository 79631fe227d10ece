import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { isUnregistered, type RecordedCheck } from '@gradcheck/core/matcher';
import {
  announceReport,
  describeRun,
  type GradientReporter,
  type GradientRun,
  misplacedOptions,
  openSideCar,
  type ReporterEntry,
  resolveReporters,
  runReporters,
} from '@gradcheck/reporters';
import type { JestRecord } from './record.ts';
import { type FileRun, fileOf, recordedChecks } from './recorded-checks.ts';

interface JestReporterOptions {
  /** A built-in name or the path of a module with a default export, with its options. @default ['html'] */
  readonly reporters?: readonly ReporterEntry[];
}

interface JestGlobalConfig {
  readonly rootDir: string;
  /** Root folders. */
  readonly projects?: readonly string[];
  readonly watch?: boolean;
  readonly watchAll?: boolean;
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number };
}

/** What Jest says about a test file that runs. */
interface JestTest {
  readonly path: string;
  readonly context: { readonly config: { readonly displayName?: { readonly name: string } } };
}

interface JestTestResult {
  readonly testResults: readonly { readonly ancestorTitles: readonly string[]; readonly title: string }[];
}

interface JestResults {
  readonly testResults: readonly {
    readonly testFilePath: string;
    readonly testExecError?: { readonly message?: string };
    readonly testResults: readonly { readonly failureMessages: readonly string[] }[];
  }[];
}

/** In watch mode a rerun brings only the files that ran again, and a reporter of its own: file in a project → its checks. */
const watched = new Map<string, readonly RecordedCheck[]>();

const keyOf = ({ file, project }: Pick<RecordedCheck, 'file' | 'project'>): string => JSON.stringify([file, project]);

const NOT_REGISTERED =
  'toHaveCorrectGradients is not registered: list "@gradcheck/jest-matcher/setup" under `setupFilesAfterEnv` in the Jest configuration.';

/**
 * A Jest reporter that hands every recorded check to gradcheck's reporters:
 * `reporters: ['default', ['@gradcheck/jest-matcher/reporter', { reporters: [['html', { outputFile }]] }]]`.
 */
export default class JestGradientReporter {
  readonly #config: JestGlobalConfig;
  readonly #options: JestReporterOptions;
  // Opened here: Jest makes its reporters before it starts workers, which inherit the environment.
  readonly #sideCar = openSideCar<JestRecord>();
  readonly #running = new Map<JestTest, FileRun>();
  readonly #finished: FileRun[] = [];
  #started = Date.now();
  #reporters: readonly GradientReporter[] = [];

  constructor(config: JestGlobalConfig, options: JestReporterOptions = {}) {
    this.#config = config;
    this.#options = options;
  }

  async onRunStart(): Promise<void> {
    this.#started = Date.now();
    const misplaced = misplacedOptions(this.#options);
    if (misplaced) process.stderr.write(misplaced);
    this.#reporters = await resolveReporters(this.#options.reporters, this.#config.rootDir);
    announceReport(this.#reporters, this.#config.projects?.length ?? 1);
  }

  onTestFileStart(test: JestTest): void {
    const project = test.context.config.displayName?.name;
    const startedAt = Date.now();
    const ran = { path: test.path, startedAt, endedAt: Number.POSITIVE_INFINITY, tests: [] };
    this.#running.set(test, project === undefined ? ran : { ...ran, project });
  }

  onTestFileResult(test: JestTest, { testResults }: JestTestResult): void {
    const file = this.#running.get(test);
    if (!file) return;
    this.#running.delete(test);
    this.#finished.push(Object.assign(file, { endedAt: Date.now(), tests: testResults }));
  }

  async onRunComplete(_contexts: unknown, results: JestResults): Promise<void> {
    const { rootDir, shard } = this.#config;
    const records = this.#sideCar.read();
    this.#sideCar.close();
    // An interrupted run leaves files unfinished: what they recorded counts.
    const files = [...this.#finished, ...this.#running.values()];
    const problems = problemsOf(results, rootDir);
    if (problems.includes(NOT_REGISTERED)) process.stderr.write(`gradcheck: ${NOT_REGISTERED}\n`);
    const run: GradientRun = {
      ...describeRun({
        root: rootDir,
        startedAt: this.#started,
        runner: { name: 'jest', version: jestVersion(rootDir) },
      }),
      milliseconds: Date.now() - this.#started,
      ...(shard ? { shard: { index: shard.shardIndex, count: shard.shardCount } } : {}),
      checks: this.#withEarlier(recordedChecks(records, files, rootDir), files),
      problems,
    };
    await runReporters(this.#reporters, run);
  }

  #withEarlier(checks: readonly RecordedCheck[], files: readonly FileRun[]): readonly RecordedCheck[] {
    const { rootDir, watch, watchAll } = this.#config;
    if (!watch && !watchAll) return checks;
    for (const { path, project } of files) {
      const key = keyOf({ file: fileOf(path, rootDir), ...(project === undefined ? {} : { project }) });
      watched.set(
        key,
        checks.filter(check => keyOf(check) === key),
      );
    }
    return [...watched.values()].flat();
  }
}

function problemsOf({ testResults }: JestResults, root: string): string[] {
  const failures = testResults.flatMap(file => file.testResults.flatMap(({ failureMessages }) => failureMessages));
  return [
    ...(failures.some(isUnregistered) ? [NOT_REGISTERED] : []),
    ...testResults.flatMap(({ testFilePath, testExecError }) =>
      testExecError ? [`${relative(root, testFilePath)}: ${testExecError.message ?? 'crashed'}`] : [],
    ),
  ];
}

function jestVersion(rootDir: string): string {
  try {
    const manifest = createRequire(join(rootDir, 'package.json')).resolve('jest/package.json');
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}
