import { readFileSync } from 'node:fs';
import { Matrix } from 'ml-matrix';
import ndarray, { type NdArray } from 'ndarray';
import * as np from 'numpy-ts';
import { describe, expect, it } from 'vitest';
import { checkGradients, numericalGradient } from '../../src/index.ts';
import { matrices } from './matrix-adapter.ts';

/** Σ (i + 2j + 1) sin xᵢⱼ: no two entries weigh the same. */
const weight = (i: number, j: number): number => i + 2 * j + 1;

describe('libraries whose arrays are read as they are', () => {
  it.each([
    ['whole', ndarray(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3])],
    ['transposed', ndarray(Float64Array.of(1, 2, 3, 4, 5, 6), [3, 2]).transpose(1, 0)],
    [
      'every other column, reversed',
      ndarray(
        new Float32Array(12).map((_, k) => k / 4),
        [2, 6],
      ).step(1, -2),
    ],
  ])('ndarray, %s', (_, at) => {
    const [rows, columns] = at.shape as [number, number];
    const each = (visit: (i: number, j: number) => void): void => {
      for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) visit(i, j);
    };
    const before = Array.from(at.data);
    const value = (x: NdArray): number => {
      let sum = 0;
      each((i, j) => {
        sum += weight(i, j) * Math.sin(x.get(i, j) as number);
      });
      return sum;
    };
    const gradient = (x: NdArray): NdArray => {
      const slopes = ndarray(new Float64Array(rows * columns), [rows, columns]);
      each((i, j) => slopes.set(i, j, weight(i, j) * Math.cos(x.get(i, j) as number)));
      return slopes;
    };
    const check = checkGradients({ value, gradient }, { at: at as NdArray });
    expect([check.verdict, check.parameters[0]!.shape]).toEqual(['correct', [rows, columns]]);
    expect(Array.from(at.data)).toEqual(before);
    expect(checkGradients({ value, gradient: (x: NdArray) => gradient(x.transpose(1, 0)) }, { at }).verdict).not.toBe(
      'correct',
    );
  });

  it('numpy-ts, whole and transposed', () => {
    const weights = np.array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const points = [
      np.array([
        [0.1, 0.2, 0.3],
        [0.4, 0.5, 0.6],
      ]),
      np.transpose(
        np.array([
          [0.1, 0.4],
          [0.2, 0.5],
          [0.3, 0.6],
        ]),
      ),
    ];
    for (const at of points) {
      const value = (x: typeof at): number => Number(np.sum(np.multiply(weights, np.sin(x))));
      const gradient = (x: typeof at): typeof at => np.multiply(weights, np.cos(x)) as typeof at;
      const check = checkGradients({ value, gradient }, { at });
      expect([check.verdict, check.parameters[0]!.shape]).toEqual(['correct', [2, 3]]);
    }
  });
});

describe('an adapter of one’s own', () => {
  const at = {
    A: new Matrix([
      [2, 0.3],
      [0.5, 1],
    ]),
  };
  const subject = {
    adapters: [matrices],
    value: ({ A }: typeof at) => A.get(0, 0) * A.get(1, 1) - A.get(0, 1) * A.get(1, 0),
    gradient: ({ A }: typeof at) => ({
      A: new Matrix([
        [A.get(1, 1), -A.get(1, 0)],
        [-A.get(0, 1), A.get(0, 0)],
      ]),
    }),
  };

  it('makes its arrays parameters, outputs and derivatives', () => {
    const check = checkGradients(subject, { at });
    expect(check.verdict).toBe('correct');
    expect(check.parameters.map(({ path, shape }) => [path, shape])).toEqual([['A', [2, 2]]]);
    const transposed = (p: typeof at) => ({ A: subject.gradient(p).A.transpose() });
    expect(checkGradients({ ...subject, gradient: transposed }, { at }).diagnoses[0]?.kind).toBe('transposed');
    const { gradient } = numericalGradient(subject, { at });
    expect(gradient.A).toBeInstanceOf(Matrix);
    expect(gradient.A.get(0, 1)).toBeCloseTo(-0.5, 8);
  });

  it('serves vjp, jvp and Hessian-vector products as well', () => {
    const product = {
      adapters: [matrices],
      value: ({ A }: typeof at) => A.mmul(A),
      vjp: ({ A }: typeof at, c: Matrix) => ({ A: c.mmul(A.transpose()).add(A.transpose().mmul(c)) }),
      jvp: ({ A }: typeof at, t: typeof at) => t.A.mmul(A).add(A.mmul(t.A)),
    };
    expect(checkGradients(product, { at }).verdict).toBe('correct');
    const curved = {
      adapters: [matrices],
      value: ({ A }: typeof at) => A.to1DArray().reduce((sum, v) => sum + v ** 3, 0),
      gradient: ({ A }: typeof at) => ({ A: A.clone().pow(2).mul(3) }),
      hvp: ({ A }: typeof at, t: typeof at) => ({ A: Matrix.mul(A, t.A).mul(6) }),
    };
    expect(checkGradients(curved, { at, order: 2 }).verdict).toBe('correct');
  });

  it('is what the documentation shows', () => {
    const documentation = readFileSync(new URL('../../../../docs/adapters.md', import.meta.url), 'utf8');
    const example = readFileSync(new URL('./matrix-adapter.ts', import.meta.url), 'utf8');
    expect(documentation).toContain(`\`\`\`ts\n${example}\`\`\``);
  });
});
