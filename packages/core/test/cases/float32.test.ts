import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { said, thrownBy } from '../said.ts';

const { fround: f } = Math;

const linear = (x: Float32Array): number => f(f(f(f(-0.3512) * x[0]!) + f(f(0.2667) * x[1]!)) + 0.5);
const slight = (x: Float32Array): number => f(f(1e-3) * x[0]!);
const square = (x: Float32Array): number => x[0]! * x[0]!;

it.each([
  ['T23 a linear layer in float32', linear, [0.2961, 0.5166], [-0.3512, 0.2667]],
  ['T24 a slope below the spacing of the values', slight, [3.1e5], [1e-3]],
  ['T25 float32 input, float64 arithmetic', square, [3], [6]],
  ['T25 the same at 100', square, [100], [200]],
] as const)('%s', (_, value, at, claimed) => {
  const gradient = (): Float32Array => Float32Array.from(claimed);
  expect(said(checkGradients({ value, gradient }, { at: Float32Array.from(at) }))).toBe('correct');
  const wrong = (): Float32Array => Float32Array.from(claimed, v => 1.05 * v);
  expect(said(checkGradients({ value, gradient: wrong }, { at: Float32Array.from(at) }))).toBe('incorrect');
});

it('T25 refuses integers', () => {
  const subject = { value: (x: Int32Array) => x[0]!, gradient: () => 1 };
  const error = thrownBy(() => checkGradients(subject, { at: new Int32Array(1) }));
  expect(error).toMatchObject({ code: 'ERR_PARAMETER_TYPE' });
  expect(error.message).toContain('Int32Array');
});
