import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { RecordedCheck } from '@gradcheck/core/matcher';
import { describeRun, type GradientRun, resolveReporter, runReporters } from '@gradcheck/reporters';
import { FOLDER_VARIABLE, type SidecarLine } from './sidecar.ts';

/** A built-in name or the path of a module with a default export, with its options. */
type ReporterEntry = string | readonly [string, Record<string, unknown>?];

interface JestReporterOptions {
  readonly reporters?: readonly ReporterEntry[];
}

interface JestGlobalConfig {
  readonly rootDir: string;
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number };
}

const PREFIX = 'gradcheck-jest-';
const STALE_AFTER = 60_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Folders that a killed run left behind. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^gradcheck-jest-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > STALE_AFTER) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run swept it first.
    }
  }
}

function readLines(folder: string): SidecarLine[] {
  const lines: SidecarLine[] = [];
  for (const name of readdirSync(folder)) {
    for (const text of readFileSync(join(folder, name), 'utf8').split('\n')) {
      try {
        lines.push(JSON.parse(text) as SidecarLine);
      } catch {
        // The last line of a killed worker may be cut off.
      }
    }
  }
  return lines;
}

/** Jest runs a crashed file again: the last run counts, unless it recorded nothing. */
function lastRuns(lines: readonly SidecarLine[]): SidecarLine[] {
  const last = new Map(lines.map(line => [line.path, line.run]));
  return lines.filter(line => last.get(line.path) === line.run);
}

function toChecks(lines: readonly SidecarLine[], root: string): RecordedCheck[] {
  const seen = new Map<string, number>();
  return lines.map(({ path, titles, duplicate, attempt, line, emitted }) => {
    const key = JSON.stringify([path, titles, duplicate, attempt]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return {
      ...emitted,
      file: relative(root, path).replaceAll('\\', '/'),
      titles: duplicate > 0 ? [...titles.slice(0, -1), `${titles.at(-1)} (${duplicate + 1})`] : titles,
      ordinal,
      attempt,
      repeat: 0,
      ...(line === undefined ? {} : { line }),
    };
  });
}

/**
 * A Jest reporter that hands every recorded check to gradcheck's reporters:
 * `reporters: ['default', ['@gradcheck/jest-matcher/reporter', { reporters: [['html', { outputFile }]] }]]`.
 */
export default class JestGradientReporter {
  readonly #config: JestGlobalConfig;
  readonly #options: JestReporterOptions;
  readonly #folder: string;
  readonly #removeFolder = (): void => rmSync(this.#folder, { recursive: true, force: true });
  #started = Date.now();

  constructor(config: JestGlobalConfig, options: JestReporterOptions = {}) {
    this.#config = config;
    this.#options = options;
    sweep();
    this.#folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    // Workers are started later, and inherit it.
    process.env[FOLDER_VARIABLE] = this.#folder;
    process.on('exit', this.#removeFolder);
  }

  onRunStart(): void {
    this.#started = Date.now();
  }

  async onRunComplete(
    _contexts: unknown,
    results: { testResults: { testFilePath: string; testExecError?: { message?: string } }[] },
  ): Promise<void> {
    const { rootDir, shard } = this.#config;
    const lines = readLines(this.#folder);
    this.#removeFolder();
    delete process.env[FOLDER_VARIABLE];
    process.off('exit', this.#removeFolder);
    const problems = results.testResults.flatMap(({ testFilePath, testExecError }) =>
      testExecError ? [`${relative(rootDir, testFilePath)}: ${testExecError.message ?? 'crashed'}`] : [],
    );
    const run: GradientRun = {
      ...describeRun({
        root: rootDir,
        startedAt: this.#started,
        runner: { name: 'jest', version: jestVersion(rootDir) },
      }),
      milliseconds: Date.now() - this.#started,
      ...(shard ? { shard: { index: shard.shardIndex, count: shard.shardCount } } : {}),
      checks: toChecks(lastRuns(lines), rootDir),
      problems,
    };
    const reporters = [];
    for (const entry of this.#options.reporters ?? []) {
      const [name, options] = typeof entry === 'string' ? [entry] : entry;
      reporters.push(await resolveReporter(name, options ?? {}, rootDir));
    }
    await runReporters(reporters, run);
  }
}

function jestVersion(rootDir: string): string {
  try {
    const manifest = readFileSync(join(rootDir, 'node_modules/jest/package.json'), 'utf8');
    return (JSON.parse(manifest) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}
