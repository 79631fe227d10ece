import { relative } from 'node:path';
import type { RecordedCheck } from '@gradcheck/core/matcher';
import { describeRun, type GradientReporter, type GradientRun, runReporters } from '@gradcheck/reporters';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import type { TaskRecord } from './index.ts';

export interface GradientReporterOptions {
  /** What becomes of the run: `html({ outputFile })`, `junit({ outputFile })`, or your own. */
  readonly reporters: readonly GradientReporter[];
}

function titlesOf(test: TestCase): string[] {
  const titles: string[] = [test.name];
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent) titles.unshift(parent.name);
  return titles;
}

function checksOf(test: TestCase, root: string): RecordedCheck[] {
  const records = (test.meta() as { gradcheck?: TaskRecord[] }).gradcheck ?? [];
  const project = test.project.name;
  const seen = new Map<string, number>();
  return records.map(record => {
    const run = `${record.attempt}/${record.repeat}`;
    const ordinal = seen.get(run) ?? 0;
    seen.set(run, ordinal + 1);
    return {
      ...record,
      file: relative(root, test.module.moduleId).replaceAll('\\', '/'),
      titles: titlesOf(test),
      ordinal,
      ...(project ? { project } : {}),
    };
  });
}

/**
 * A Vitest reporter that hands every recorded check to gradcheck's reporters:
 * `reporters: ['default', gradientReporter({ reporters: [html({ outputFile })] })]`.
 */
export function gradientReporter({ reporters }: GradientReporterOptions): Reporter {
  let vitest: Vitest | undefined;
  let started = Date.now();
  // In watch mode a rerun brings only the modules that ran again.
  const byModule = new Map<string, RecordedCheck[]>();
  return {
    onInit(context: Vitest) {
      vitest = context;
    },
    onTestRunStart() {
      started = Date.now();
    },
    async onTestRunEnd(modules: readonly TestModule[], errors: readonly { message?: string }[]) {
      const root = vitest?.config.root ?? process.cwd();
      for (const module of modules) {
        byModule.set(
          module.id,
          [...module.children.allTests()].flatMap(test => checksOf(test, root)),
        );
      }
      const shard = vitest?.config.shard;
      const run: GradientRun = {
        ...describeRun({ root, startedAt: started, runner: { name: 'vitest', version: vitest?.version ?? 'unknown' } }),
        milliseconds: Date.now() - started,
        ...(shard ? { shard: { index: shard.index, count: shard.count } } : {}),
        checks: [...byModule.values()].flat(),
        problems: errors.map(error => error.message ?? 'an unhandled error'),
      };
      await runReporters(reporters, run);
    },
  };
}

/**
 * The same, for `reporters: [['@gradcheck/vitest-matcher/reporter', { reporters }]]`: Vitest takes a module's default export.
 * @alias
 */
export default gradientReporter;
