import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

/** A layer of 40 tanh units over 50 inputs under a quadratic loss, every operation rounded to float32. */
const [INPUTS, UNITS, ROWS] = [50, 40, 8];
const r = Math.fround;
const X = Float32Array.from({ length: ROWS * INPUTS }, (_, k) => Math.sin(7 * k + 1));
const at = { W: Float32Array.from({ length: UNITS * INPUTS }, (_, k) => 0.2 * Math.cos(3 * k)) };
type Weights = typeof at;

function activations({ W }: Weights): Float32Array {
  const a = new Float32Array(ROWS * UNITS);
  for (let s = 0; s < ROWS; s++)
    for (let j = 0; j < UNITS; j++) {
      let z = 0;
      for (let k = 0; k < INPUTS; k++) z = r(z + r(W[j * INPUTS + k]! * X[s * INPUTS + k]!));
      a[s * UNITS + j] = Math.tanh(z);
    }
  return a;
}

const value = (p: Weights): number => activations(p).reduce((sum, a, k) => r(sum + r(a * (1 + (k % 3)))), 0);

function gradient(p: Weights): Weights {
  const a = activations(p);
  const W = new Float32Array(UNITS * INPUTS);
  for (let s = 0; s < ROWS; s++)
    for (let j = 0; j < UNITS; j++) {
      const d = (1 - a[s * UNITS + j]! ** 2) * (1 + ((s * UNITS + j) % 3));
      for (let k = 0; k < INPUTS; k++) W[j * INPUTS + k] = W[j * INPUTS + k]! + d * X[s * INPUTS + k]!;
    }
  return { W };
}

it('proves what is required of a single coordinate of a noisy function, at a fraction of two calls each', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const check = checkGradients({ value, gradient }, { at, seed });
    expect(check.verdict).toBe('correct');
    expect(check.precision).toBe('float32');
    expect(Number(check.parameters[0]!.resolution)).toBeLessThanOrEqual(0.01);
    expect(check.cost.valueCalls).toBeLessThan(500);
  }
});

it('sees no noise in the rounding of the point where the arithmetic is exact', () => {
  const x = Float32Array.from({ length: 2000 }, (_, k) => Math.cos(k));
  const smooth = (p: Float32Array): number => p.reduce((sum, v) => sum + Math.tanh(v), 0);
  const slopes = (p: Float32Array): Float64Array => Float64Array.from(p, v => 1 - Math.tanh(v) ** 2);
  const check = checkGradients({ value: smooth, gradient: slopes }, { at: x });
  expect(check.verdict).toBe('correct');
  expect(Number(check.noise) / Math.abs(Number(check.value))).toBeLessThan(1e-11);
});
