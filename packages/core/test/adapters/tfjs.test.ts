import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tfjs } from '../../src/adapters/tfjs.ts';
import { checkGradients, type Differentiable } from '../../src/index.ts';
import { said } from '../said.ts';

let at: [tf.Tensor2D, tf.Tensor2D];
let before = 0;
beforeAll(async () => {
  await tf.setBackend('cpu');
  at = [tf.tensor2d([[0.3, -0.8, 0.5]]), tf.tensor2d([[0.2], [0.7], [-0.4]])];
});
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const layer = (x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor => tf.tanh(tf.matMul(x, w));
const one = (f: (x: tf.Tensor) => unknown): Differentiable<readonly tf.Tensor[]> => tfjs(tf)(f as never);

/** 1.5 for the slope 2 of a square, times whatever the tape says. */
const wrongSquare = tf.customGrad((x, save) => {
  (save as (tensors: tf.Tensor[]) => void)([x as tf.Tensor]);
  return {
    value: tf.square(x as tf.Tensor),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.mul(3, saved[0]!)),
  };
});

it('checks the gradients of an op, on the backend that it names', () => {
  const check = checkGradients(tfjs(tf)(layer), { at });
  expect(said(check)).toBe('correct');
  expect(check.parameters.map(({ path, shape, dtype }) => [path, shape, dtype])).toEqual([
    ['0', [1, 3], 'float32'],
    ['1', [3, 1], 'float32'],
  ]);
  expect(check.environment).toBe('tfjs cpu');
});

it('takes one tensor that is no list', () => {
  const check = checkGradients(tfjs(tf)<tf.Tensor>(((x: tf.Tensor) => tf.sin(x)) as never), { at: at[0] });
  expect([check.verdict, check.parameters[0]!.path]).toEqual(['correct', 'x']);
});

it('finds a wrong custom gradient', () => {
  const check = checkGradients(
    one(x => wrongSquare(x)),
    { at: [at[0]] },
  );
  expect(check.verdict).toBe('incorrect');
  expect(check.diagnoses[0]).toMatchObject({ kind: 'scaled' });
});

it('finds a gradient that a detour through JavaScript detaches', () => {
  const detour = (x: tf.Tensor): tf.Tensor => tf.add(tf.square(x), tf.tensor(x.dataSync(), x.shape));
  const check = checkGradients(one(detour), { at: [at[0]] });
  expect(check.verdict).toBe('incorrect');
});

describe('inputs that the tape does not connect', () => {
  it('count as inputs of gradient zero', () => {
    const unused = (x: tf.Tensor2D, _w: tf.Tensor2D): tf.Tensor => tf.exp(x);
    expect(checkGradients(tfjs(tf)(unused), { at }).verdict).toBe('correct');
    const hidden = (x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor => tf.mul(x, tf.scalar(w.dataSync()[0]!));
    expect(checkGradients(tfjs(tf)(hidden), { at }).verdict).toBe('incorrect');
  });

  it('have their own gradient when they are returned as they came', () => {
    expect(
      said(
        checkGradients(
          one(x => x),
          { at: [at[0]] },
        ),
      ),
    ).toBe('correct');
  });
});

describe('second derivatives', () => {
  it('are gradients of gradients', () => {
    const wave = (x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor => tf.sin(tf.matMul(x, w));
    const check = checkGradients(tfjs(tf)(wave), { at, order: 2 });
    expect([check.verdict, check.derivatives]).toEqual(['correct', ['hvp']]);
  });

  it('are wrong where the library loses track of an output that it saved', () => {
    // tanh remembers its output for the backward pass, before the output is on the tape: its share of tanh″ is lost.
    expect(checkGradients(tfjs(tf)(layer), { at, order: 2 }).verdict).toBe('incorrect');
    expect(checkGradients(tfjs(tf)(layer), { at }).verdict).toBe('correct');
  });
});

it('warns of trainable variables that the function reads besides its arguments', () => {
  const scale = tf.variable(tf.scalar(2), true, 'scale');
  const unread = tf.variable(tf.scalar(2), true, 'unread');
  const check = checkGradients(
    one(x => tf.mul(scale, tf.sin(x))),
    { at: [at[0]] },
  );
  expect(said(check)).toBe('correct captured');
  expect(check.warnings[0]!.message).toContain('reads scale,');
  for (const variable of [scale, unread]) variable.dispose();
  before = tf.memory().numTensors;
});

describe('misuse', () => {
  it.each([
    ['a list', (x: tf.Tensor) => [x]],
    ['a number', () => 3],
    ['a promise', async (x: tf.Tensor) => x],
  ])('%s is no tensor', (_, f) => {
    expect(() => checkGradients(one(f), { at: [at[0]] })).toThrow(
      /ERR_VALUE_TYPE: the function given to tfjs\(\) did not return a tensor/,
    );
  });

  it('integers are no parameters', () => {
    const integers = tf.tensor1d([1, 2], 'int32');
    expect(() =>
      checkGradients(
        one(x => x),
        { at: [integers] },
      ),
    ).toThrow(/ERR_PARAMETER_TYPE: 0 in `at` is a tfjs tensor of int32/);
    integers.dispose();
  });

  it('what the library throws is the cause, with the way out where one is known', () => {
    const shapes = (): unknown =>
      checkGradients(
        one(x => tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D)),
        { at: [at[0]] },
      );
    expect(shapes).toThrow(/ERR_USER_FUNCTION: value\(\) threw at the point itself: Error in matMul/);
    const bare = {
      ...tf,
      grads: () => () => {
        throw new Error('Cannot compute gradient: gradient function not found for Square.');
      },
    };
    const unregistered = (): unknown =>
      checkGradients(tfjs(bare)(((x: tf.Tensor) => tf.square(x)) as never), { at: [at[0]] });
    expect(unregistered).toThrow(/Import the full package @tensorflow\/tfjs/);
  });
});

it('asks for tensors where it is given what holds them', () => {
  const at = { W: tf.scalar(2), b: tf.scalar(3) };
  expect(() =>
    checkGradients(
      one(x => tf.square(x)),
      { at: at as never },
    ),
  ).toThrow(
    expect.objectContaining({
      code: 'ERR_PARAMETER_TYPE',
      message: expect.stringMatching(
        /argument 0 of the function given to tfjs\(\) is no tensor\n\n {2}found {6}\{ W, b \}/,
      ),
    }),
  );
  tf.dispose(at);
});

it('asks for tensors where it is given numbers', () => {
  for (const numbers of [[[1, 2, 3]], [Float32Array.of(1, 2)], [1, 2]]) {
    expect(() =>
      checkGradients(
        one(x => tf.square(x)),
        { at: numbers as never },
      ),
    ).toThrow(
      expect.objectContaining({
        code: 'ERR_PARAMETER_TYPE',
        message: expect.stringContaining('argument 0 of the function given to tfjs() is no tensor but plain numbers'),
      }),
    );
  }
});
