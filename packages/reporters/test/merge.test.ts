import { checkGradients, type GradientCheck, type GradientRun, type RecordedCheck } from '@gradcheck/core';
import { describe, expect, test } from 'vitest';
import { mergeRuns } from '../src/index.ts';
import { lastAttempts } from '../src/run/outcome.ts';
import { recorded, right, runOf, wrong } from './runs.ts';

const shard = (index: number, count: number, checks: readonly RecordedCheck[], extra: Partial<GradientRun> = {}) =>
  runOf(checks, { shard: { index, count }, ...extra });
const later = { startedAt: '2026-01-02T04:00:00.000Z' };
const names = (run: GradientRun): string[] => run.checks.map(({ titles, attempt }) => `${titles[1]} ${attempt}`);

describe('shards', () => {
  const a = recorded('a', right, { file: 'a.test.ts' });
  const b = recorded('b', wrong, { file: 'b.test.ts' });

  test('every check is kept once, and says where it came from', () => {
    const first = shard(1, 3, [a]);
    const merged = mergeRuns([first, shard(2, 3, [b]), first]);
    expect(merged.checks.map(check => [check.titles[1], check.shard])).toEqual([
      ['a', '1/3'],
      ['b', '2/3'],
    ]);
    expect(merged.shards).toEqual(['1/3', '2/3']);
    expect(merged.shard).toBeUndefined();
    expect(merged.problems).toEqual(['shard 3/3 is missing: its checks are not in this report']);
  });

  test('merged in any order and in any steps they are the same run, with nothing missing any more', () => {
    const [one, two, three] = [shard(1, 3, [a], later), shard(2, 3, [b]), shard(3, 3, [])];
    const whole = mergeRuns([one, two, three]);
    expect(mergeRuns([three, two, one])).toEqual(whole);
    expect(mergeRuns([mergeRuns([one, two]), three])).toEqual(whole);
    expect(whole.problems).toEqual([]);
  });

  test('but for their origin they are the run that was not sharded', () => {
    const origin = ({ shards: _, ...run }: GradientRun) => ({
      ...run,
      checks: run.checks.map(({ shard: __, ...check }) => check),
    });
    expect(origin(mergeRuns([shard(1, 2, [b]), shard(2, 2, [a])]))).toEqual(runOf([a, b]));
  });

  test('shards of different counts are told', () => {
    expect(mergeRuns([shard(1, 2, [a]), shard(1, 3, [b]), shard(2, 3, [])]).problems).toEqual([
      'shards of different counts were merged: 1/2, 1/3, 2/3',
      'shard 2/2 is missing: its checks are not in this report',
      'shard 3/3 is missing: its checks are not in this report',
    ]);
  });

  test('several missing shards are told in one sentence', () => {
    expect(mergeRuns([shard(2, 3, [a])]).problems).toEqual([
      'shards 1/3, 3/3 are missing: their checks are not in this report',
    ]);
  });

  test('packages are sharded for themselves', () => {
    const problems = mergeRuns([
      shard(1, 2, [a], { folder: 'packages/x' }),
      shard(2, 2, [a], { folder: 'packages/y' }),
    ]).problems;
    expect(problems).toEqual([
      'shard 2/2 of packages/x is missing: its checks are not in this report',
      'shard 1/2 of packages/y is missing: its checks are not in this report',
    ]);
  });
});

describe('shards of one check, made by the jobs of one test', () => {
  const halves = (gradient: (p: number[]) => number[]): GradientCheck[] =>
    [0, 1].map(index =>
      checkGradients(
        { value: (p: number[]) => p.reduce((sum, v) => sum + v ** 2, 0), gradient },
        { at: [1, 2, 3], shard: { index, count: 2 } },
      ),
    );
  const [even, odd] = halves(p => p.map((v, k) => (k === 1 ? -2 * v : 2 * v)));
  const job = (check: GradientCheck, extra: Partial<GradientRun> = {}) =>
    runOf([recorded('huge', check), recorded('small', right, { ordinal: 1 })], extra);

  test('none takes the place of another: the one with the mistake is not lost', () => {
    for (const runs of [
      [job(odd!), job(even!, later)],
      [job(even!), job(odd!, later)],
    ]) {
      const merged = mergeRuns(runs);
      expect(merged.checks.map(({ project, check }) => [project, check!.verdict])).toEqual([
        [undefined, 'correct'],
        ['shard 0 of 2', 'correct'],
        ['shard 1 of 2', 'incorrect'],
      ]);
      expect(merged.problems).toEqual([]);
      expect(merged.checks[1]!.origin).toEqual({ runner: 'vitest' });
    }
  });

  test('a rerun of one takes the place of its earlier run', () => {
    const merged = mergeRuns([job(even!), job(odd!), job({ ...odd!, verdict: 'correct' }, later)]);
    expect(merged.checks.map(({ check }) => check!.verdict)).toEqual(['correct', 'correct', 'correct']);
  });

  test('one that is missing is told, until it is there', () => {
    const first = mergeRuns([job(even!, { project: 'p' })]);
    expect(first.problems).toEqual([
      'of test/a.test.ts › suite › huge, shard 1 of 2 is missing: its coordinates are not in this report',
    ]);
    const whole = mergeRuns([first, job(odd!)]);
    expect(whole.problems).toEqual([]);
    expect(whole).toEqual(mergeRuns([job(even!), job(odd!)]));
  });
});

describe('retries and repetitions', () => {
  const failing = [recorded('flaky', wrong), recorded('flaky', wrong, { attempt: 2 })];

  test('attempts are kept, the last one counts', () => {
    const merged = mergeRuns([runOf([...failing, recorded('flaky', right, { attempt: 3 })])]);
    expect(names(merged)).toEqual(['flaky 1', 'flaky 2', 'flaky 3']);
    expect(lastAttempts(merged.checks).map(({ passed }) => passed)).toEqual([true]);
  });

  test('a test that ran again counts as it ended then, however often it was tried before', () => {
    const again = runOf([recorded('flaky', right)], later);
    for (const runs of [
      [runOf(failing), again],
      [again, runOf(failing)],
    ]) {
      const merged = mergeRuns(runs);
      expect(names(merged)).toEqual(['flaky 1']);
      expect(merged.checks[0]!.passed).toBe(true);
    }
  });

  test('several checks of one test, and repetitions of it, stay apart', () => {
    const checks = [
      recorded('t', right),
      recorded('t', wrong, { ordinal: 1 }),
      recorded('t', right, { repeat: 1 }),
      recorded('t', right, { repeat: 1, ordinal: 1 }),
    ];
    expect(mergeRuns([runOf(checks), runOf(checks, later)]).checks).toEqual(checks);
  });
});

describe('runs that differ', () => {
  const check = recorded('a', right);

  test('packages by the folder of their files', () => {
    const merged = mergeRuns([
      runOf([check], { project: '@x/b', folder: 'packages/b' }),
      runOf([check], { project: '@x/a', folder: 'packages/a' }),
    ]);
    expect(merged.checks.map(({ file, project }) => [file, project])).toEqual([
      ['packages/a/test/a.test.ts', undefined],
      ['packages/b/test/a.test.ts', undefined],
    ]);
    expect(merged.project).toBe('@x/b, @x/a');
    expect(merged.folder).toBeUndefined();
  });

  test('one package keeps its folder', () => {
    const merged = mergeRuns([runOf([check], { folder: 'packages/b' }), runOf([], { folder: 'packages/b' })]);
    expect([merged.folder, merged.checks[0]!.file]).toEqual(['packages/b', 'test/a.test.ts']);
  });

  test('runners, Node versions and projects by a label', () => {
    const merged = mergeRuns([
      runOf([check]),
      runOf([check], { node: '22.1.0' }),
      runOf([recorded('a', wrong, { project: 'browser' })], {
        runner: { name: 'jest', version: '30' },
        node: '22.3.0',
      }),
    ]);
    expect(merged.checks.map(({ project, passed }) => [project, passed])).toEqual([
      ['browser, jest, Node 22', false],
      ['vitest, Node 20', true],
      ['vitest, Node 22', true],
    ]);
  });

  test('commits are told', () => {
    const [a, b] = ['a', 'b'].map(letter => runOf([check], { commit: letter.repeat(40) }));
    expect(mergeRuns([a!, b!]).problems).toEqual(['the merged runs are of 2 commits: aaaaaaaa, bbbbbbbb']);
  });
});

test('problems of the runs are kept, each once', () => {
  const crashed = runOf([], { problems: ['a.test.ts: a worker died'] });
  expect(mergeRuns([crashed, crashed]).problems).toEqual(['a.test.ts: a worker died']);
});

test('there must be a run', () => {
  expect(() => mergeRuns([])).toThrow(RangeError);
});
