import { relative } from 'node:path';
import { isUnregistered, paintFor, type RecordedCheck } from '@gradcheck/core/matcher';
import {
  announceReport,
  describeRun,
  distinctTitles,
  type GradientReporter,
  type GradientRun,
  misplacedOptions,
  openSideCar,
  type ReporterEntry,
  resolveReporters,
  runReporters,
  type SideCar,
} from '@gradcheck/reporters';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { progressRow } from './progress-row.ts';
import type { SideCarLine, TaskRecord } from './record.ts';
import { addToSummary, summaryOf } from './summary.ts';

export interface GradientReporterOptions {
  /** What becomes of the run: `html({ outputFile })`, `['html', { outputFile }]`, or your own. @default ['html'] */
  readonly reporters?: readonly ReporterEntry[];
}

function titlesOf(test: TestCase): string[] {
  const titles: string[] = [test.name];
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent) titles.unshift(parent.name);
  return titles;
}

/** What a test recorded: as it reported, or as it wrote down before its worker crashed. */
function recordsOf(test: TestCase, lines: readonly SideCarLine[]): readonly TaskRecord[] {
  const reported = (test.meta() as { gradcheck?: TaskRecord[] }).gradcheck ?? [];
  const written = lines.filter(({ task, path }) => task === test.id && path === test.module.moduleId);
  return written.length > reported.length ? written.map(({ record }) => record) : reported;
}

function checksOf(module: TestModule, root: string, lines: readonly SideCarLine[]): RecordedCheck[] {
  const namesakes = new Map<string, number>();
  return [...module.children.allTests()].flatMap(test => {
    const name = JSON.stringify(titlesOf(test));
    const before = namesakes.get(name) ?? 0;
    namesakes.set(name, before + 1);
    const place = {
      file: relative(root, module.moduleId).replaceAll('\\', '/'),
      titles: distinctTitles(titlesOf(test), before),
      ...(test.project.name ? { project: test.project.name } : {}),
    };
    const ordinals = new Map<string, number>();
    return recordsOf(test, lines).map(record => {
      const run = `${record.attempt}/${record.repeat}`;
      const ordinal = ordinals.get(run) ?? 0;
      ordinals.set(run, ordinal + 1);
      return { ...record, ...place, ordinal };
    });
  });
}

const NOT_REGISTERED =
  "toHaveCorrectGradients is not registered: add setupFiles: ['@gradcheck/vitest-matcher/setup'] to the test configuration.";

function isWithoutMatcher({ children }: TestModule): boolean {
  return [...children.allTests('failed')].some(test =>
    test.result().errors?.some(({ message }) => isUnregistered(message)),
  );
}

/**
 * A Vitest reporter that hands every recorded check to gradcheck's reporters:
 * `reporters: ['default', gradientReporter({ reporters: [html({ outputFile })] })]`.
 */
export function gradientReporter(options: GradientReporterOptions = {}): Reporter {
  let reporters: readonly GradientReporter[] = [];
  let vitest: Vitest | undefined;
  let sideCar: SideCar<SideCarLine> | undefined;
  let started = Date.now();
  let isRunning = false;
  let isShowing = false;
  // In watch mode a rerun brings only the modules that ran again.
  const byModule = new Map<string, RecordedCheck[]>();

  async function conclude(modules: readonly TestModule[], problems: readonly string[]): Promise<void> {
    isRunning = false;
    const root = vitest?.config.root ?? process.cwd();
    const lines = sideCar?.read() ?? [];
    for (const module of modules) byModule.set(module.id, checksOf(module, root, lines));
    const shard = vitest?.config.shard;
    const run: GradientRun = {
      ...describeRun({ root, startedAt: started, runner: { name: 'vitest', version: vitest?.version ?? 'unknown' } }),
      milliseconds: Date.now() - started,
      ...(shard ? { shard: { index: shard.index, count: shard.count } } : {}),
      checks: [...byModule.values()].flat(),
      problems,
    };
    await runReporters(reporters, run);
  }

  function showProgress(): void {
    const summary = vitest && summaryOf(vitest);
    if (isShowing || !summary || !sideCar) return;
    isShowing = true;
    const notes = sideCar.followProgress();
    const paint = paintFor(process.env, true);
    addToSummary(summary, () => notes().map(note => progressRow(note, process.stdout.columns || 80, paint)));
  }

  return {
    async onInit(context: Vitest) {
      vitest = context;
      const misplaced = misplacedOptions(options);
      if (misplaced) process.stderr.write(misplaced);
      reporters = await resolveReporters(options.reporters, context.config.root);
      sideCar = openSideCar();
      announceReport(reporters, context.projects.length);
      // When a worker dies, Vitest 3 gives up without a word to its reporters, and ends in the first listener.
      process.prependListener('exit', () => {
        if (isRunning) void conclude(context.state.getTestModules(), ['the run broke off: a worker died']);
      });
    },
    onTestRunStart() {
      started = Date.now();
      isRunning = true;
      sideCar?.clear();
      showProgress();
    },
    onTestRunEnd(modules: readonly TestModule[], errors: readonly { message?: string }[]) {
      const problems = errors.map(error => error.message ?? 'an unhandled error');
      if (modules.some(isWithoutMatcher)) {
        process.stderr.write(`gradcheck: ${NOT_REGISTERED}\n`);
        problems.unshift(NOT_REGISTERED);
      }
      return conclude(modules, problems);
    },
  };
}

/**
 * The same, for `reporters: [['@gradcheck/vitest-matcher/reporter', { reporters }]]`: Vitest takes a module's default export.
 * @alias
 */
export default gradientReporter;
