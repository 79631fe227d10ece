import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

const value = (x: number[]): number[] => x.map(Math.sin);

it('a vjp that writes to its argument when it is done is right all the same', () => {
  const vjp = (x: number[], dy: number[]): number[] => {
    const g = x.map((v, i) => Math.cos(v) * dy[i]!);
    x[0] = 7;
    return g;
  };
  const check = checkGradients({ value, vjp }, { at: [1, 2, 3] });
  expect(check.verdict).toBe('correct');
  expect(check.warnings.map(({ kind }) => kind)).toEqual(['mutates-input']);
});

it('says which law is broken where the numbers are right', () => {
  const vjp = (x: number[], dy: number[]): number[] => x.map((v, i) => Math.cos(v) * dy[i]!);
  const jvp = (x: number[], dx: number[]): number[] =>
    dx.filter(v => v !== 0).length > 1 ? x.map(() => 0) : x.map((v, i) => Math.cos(v) * dx[i]!);
  const check = checkGradients({ value, vjp, jvp }, { at: [1, 2, 3] });
  expect(check.verdict).toBe('incorrect');
  expect(check.diagnoses).toMatchObject([
    {
      kind: 'unknown',
      phrase: 'vjp and jvp contradict each other',
      evidence: '<u, Jv> from the jvp differs from <Jᵀu, v> from the vjp.',
    },
  ]);
});
