import { checkGradients, type GradientCheck, type GradientRun, type RecordedCheck } from '@gradcheck/core';
import { FLOAT32_OPS } from './models/float32-ops.ts';
import { LAYERS } from './models/layers.ts';
import { LOSSES } from './models/losses.ts';
import { type Case, NETWORKS } from './models/networks.ts';

const FILES: readonly (readonly [string, readonly Case[]])[] = [
  ['test/mlp.test.ts', NETWORKS],
  ['test/layers.test.ts', LAYERS],
  ['test/losses.test.ts', LOSSES],
  ['test/tfjs-ops.test.ts', FLOAT32_OPS],
];

/** Forty real checks of real models, three of them with a planted mistake, one that throws dice. */
export function realRun(): GradientRun {
  const checks = FILES.flatMap(([file, cases]) =>
    cases.map(({ title, line, subject, at }): RecordedCheck => {
      const check = checkGradients(subject, { at: at as never, seed: 42, evidence: 'always' }) as GradientCheck;
      return {
        file,
        line,
        titles: [title],
        ordinal: 0,
        attempt: 1,
        repeat: 0,
        expectation: 'correct',
        passed: check.verdict === 'correct',
        milliseconds: check.cost.milliseconds,
        check,
      };
    }),
  );
  return {
    schemaVersion: 1,
    project: 'tiny-nets',
    branch: 'main',
    commit: '9f3c1ab04d2e',
    startedAt: '2026-11-22T21:15:00.000Z',
    milliseconds: checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    runner: { name: 'vitest', version: '4.1' },
    node: process.versions.node,
    gradcheck: '0.1.0',
    checks,
    problems: [],
  };
}
