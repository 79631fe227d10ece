import * as jaxjs from '@jax-js/jax';
import { beforeAll, describe, expect, it } from 'vitest';
import { jax } from '../../src/adapters/jax.ts';
import { checkGradients, numericalGradient } from '../../src/index.ts';
import { said } from '../said.ts';

const { numpy: np } = jaxjs;
type JaxArray = jaxjs.Array;

// The library touches this global unguarded; Node has it from version 24 on.
(globalThis as { Float16Array?: unknown }).Float16Array ??= class {};

let at: [JaxArray, JaxArray];
beforeAll(async () => {
  await jaxjs.init('cpu', 'wasm');
  jaxjs.defaultDevice('cpu');
  at = [
    np.array(Float64Array.of(0.3, -0.8, 0.5, 1.1, 0.2, -0.6), { shape: [2, 3] }),
    np.array(Float64Array.of(0.2, 0.7, -0.4), { shape: [3, 1] }),
  ];
});

const layer = (x: JaxArray, w: JaxArray): JaxArray => np.tanh(np.matmul(x, w));

it('checks vjp and jvp, leaves the arrays of the point alive and none of its own behind', () => {
  const check = checkGradients(jax(jaxjs)(layer), { at });
  expect(said(check)).toBe('correct');
  expect(check.derivatives).toEqual(['vjp', 'jvp']);
  expect(check.parameters.map(({ path, shape, dtype }) => [path, shape, dtype])).toEqual([
    ['0', [2, 3], 'float64'],
    ['1', [3, 1], 'float64'],
  ]);
  expect(check.resolution).toBeLessThan(1e-7);
  expect(at.map(array => array.refCount)).toEqual([1, 1]);
});

it.each(['cpu', 'wasm'] as const)('takes float32 on %s at its own precision', device => {
  jaxjs.defaultDevice(device);
  const single: [JaxArray, JaxArray] = [np.array([[0.3, -0.8, 0.5]]), np.array([[0.2], [0.7], [-0.4]])];
  const check = checkGradients(jax(jaxjs)(layer), { at: single });
  jaxjs.defaultDevice('cpu');
  expect(said(check)).toBe('correct');
  expect(check.parameters[0]!.dtype).toBe('float32');
});

it('takes trees of arrays, jitted functions, and inputs that are not used', () => {
  const params = { W: np.array([[0.3, -0.2]]), layers: [{ b: np.array([0.1, 0.4]) }] };
  const affine = jaxjs.jit(({ W, layers }: typeof params) => {
    return np.add(np.multiply(W, np.array([[2, 3]])), layers[0]!.b);
  });
  expect(checkGradients(jax(jaxjs)<typeof params>(affine as never), { at: params }).verdict).toBe('correct');
  const first = (x: JaxArray, w: JaxArray): JaxArray => {
    w.dispose();
    return x;
  };
  const check = checkGradients(jax(jaxjs)(first), { at });
  expect(check.verdict).toBe('correct');
  expect(check.warnings.map(({ kind, parameter }) => [kind, parameter])).toEqual([['vacuous', '1']]);
});

it('finds an op whose gradient is stopped on the way', () => {
  const stopped = (x: JaxArray): JaxArray => np.multiply(x.ref, jaxjs.lax.stopGradient(x));
  const check = checkGradients(jax(jaxjs)(stopped), { at: [at[1]] });
  expect(said(check)).toBe('incorrect');
  expect(check.diagnoses[0]).toMatchObject({ kind: 'scaled' });
});

it('checks second derivatives of a library that only has first ones to state', () => {
  const check = checkGradients(jax(jaxjs)(layer), { at, order: 2 });
  expect([check.verdict, check.derivatives, check.order]).toEqual(['correct', ['hvp'], 2]);
});

it('warns of arrays that the function reads besides its arguments', () => {
  const mask = np.array([[1], [0.5]]);
  const masked = (x: JaxArray, w: JaxArray): JaxArray => np.multiply(np.matmul(x, w), np.multiply(mask.ref, 2));
  const check = checkGradients(jax(jaxjs)(masked), { at });
  expect(check.warnings).toMatchObject([
    { kind: 'captured', message: expect.stringContaining('an array of shape 2×1') },
  ]);
  expect(mask.refCount).toBe(1);
});

describe('what goes wrong', () => {
  it('names an array that was given away', () => {
    const gone = np.array([1, 2]);
    gone.dispose();
    expect(() =>
      checkGradients(
        jax(jaxjs)((x: JaxArray) => x),
        { at: [gone] },
      ),
    ).toThrow(/ERR_PARAMETER_TYPE: 0 in `at` is a jax-js tensor that cannot be read/);
  });

  it('refuses integers', () => {
    const integers = np.array(Int32Array.of(1, 2));
    expect(() =>
      checkGradients(
        jax(jaxjs)((x: JaxArray) => x),
        { at: [integers] },
      ),
    ).toThrow(/ERR_PARAMETER_TYPE: 0 in `at` is a jax-js tensor of int32/);
  });
});

it('measures a numerical gradient', () => {
  const f = (x: JaxArray): JaxArray => np.sum(np.multiply(x.ref, x));
  const { gradient } = numericalGradient(jax(jaxjs)<[JaxArray]>(f as never) as never, { at: [at[1]] });
  const slopes = (gradient as [JaxArray])[0].dataSync();
  for (const [k, slope] of [0.4, 1.4, -0.8].entries()) expect(slopes[k]).toBeCloseTo(slope, 7);
});

it('asks for arrays of the library where it meets numbers', () => {
  const square = jax(jaxjs)((x: JaxArray) => np.square(x));
  expect(() => checkGradients(square, { at: [[1, 2]] as never })).toThrow(
    expect.objectContaining({
      code: 'ERR_PARAMETER_TYPE',
      message: expect.stringContaining('argument 0 of the function given to jax() is no tensor but plain numbers'),
    }),
  );
  const three = jax(jaxjs)((x: JaxArray) => {
    x.dispose();
    return 3;
  });
  expect(() => checkGradients(three, { at })).toThrow(
    expect.objectContaining({
      code: 'ERR_VALUE_TYPE',
      message: expect.stringContaining('did not return an array of jax-js'),
    }),
  );
});
