import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { thrownBy } from '../said.ts';

const value = (x: number[]): number => x.reduce((sum, v) => sum + Math.sin(v), 0);
const gradient = (x: number[]): number[] => x.map(Math.cos);
const right = { value, gradient };
const at = [0.1, 0.5, 0.9];

/** The code and the whole text of a misuse; no line wider than a terminal. */
function textOf(subject: unknown, options: unknown): string {
  const { code, message } = thrownBy(() => checkGradients(subject as never, options as never));
  expect(message.startsWith(`${code}: `)).toBe(true);
  for (const line of message.split('\n')) expect(line.length).toBeLessThanOrEqual(96);
  return message;
}

describe('the whole text', () => {
  it('of a derivative with other parts than the point', () => {
    const point = {
      W1: [[1, 2]],
      W2: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b1: [1, 2],
      b2: [3],
    };
    const wrong = {
      W1: [[1, 2]],
      W2: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      db1: [1, 2],
      b2: [[1], [2]],
    };
    expect(textOf({ value: () => 1, gradient: () => wrong }, { at: point })).toMatchInlineSnapshot(`
      "ERR_DERIVATIVE_SHAPE: gradient() does not return the structure of the point

        path   at          returned
        W1     1×2         1×2
        W2     2×3         3×2        axes swapped
        b1     2           missing    \`db1\` was returned, is that the one?
        b2     1           2×1        not summed over 2 rows?
        db1    not there   2          unexpected

        Expected one gradient per parameter, with the path and shape it has in \`at\`.
        Nothing was compared: a wrong shape fails the test with and without .not."
    `);
  });

  it('of a derivative of many parts: only the wrong ones', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`p${k}`, [k]]));
    const subject = { value: () => 1, gradient: () => ({ ...many, p7: undefined, p9: 'x' }) };
    expect(textOf(subject, { at: many })).toMatchInlineSnapshot(`
      "ERR_DERIVATIVE_SHAPE: gradient() does not return the structure of the point

        path   at   returned
        p7     1    missing
        p9     1    a string
        and 38 that match

        Expected one gradient per parameter, with the path and shape it has in \`at\`.
        Nothing was compared: a wrong shape fails the test with and without .not."
    `);
  });

  it('of a forgotten return', () => {
    expect(textOf({ value, gradient: () => {} }, { at })).toMatchInlineSnapshot(`
      "ERR_DERIVATIVE_SHAPE: gradient() does not return the structure of the point: it returns nothing

        path   at   returned
        x      3    missing

        Expected one gradient per parameter, with the path and shape it has in \`at\`.
        Nothing was compared: a wrong shape fails the test with and without .not."
    `);
    expect(textOf({ value: () => {}, gradient }, { at })).toMatchInlineSnapshot(`
      "ERR_VALUE_TYPE: value() did not return a number

        found      undefined
        expected   a number

        Return the value of the function; is there a \`return\`?"
    `);
  });

  it('of options that do not exist', () => {
    expect(textOf(right, { at, requiredResolutoin: 1, tolerance: 1e-6 })).toMatchInlineSnapshot(`
      "ERR_OPTION: there is no option \`requiredResolutoin\` and no \`tolerance\`

        requiredResolutoin   did you mean \`requiredResolution\`?

        No step and no tolerance is asked for: both are measured. To accept an error knowingly, say
        \`accept: { relative }\`.
        Known are at, wrt, coverage, maxEvaluations, requiredResolution, accept, kinks, order,
        structure, bounds, seed, concurrency, valueBatch, evidence, shard, onProgress, signal."
    `);
  });

  it('of a point that holds other things than numbers', () => {
    const point = { W: [[1, 2], [3]], labels: Int32Array.of(1), optimizer: 'adam', b: [1, 2], step: 3n };
    expect(textOf(right, { at: point })).toMatchInlineSnapshot(`
      "ERR_PARAMETER_TYPE: W in \`at\` is a ragged array: [0] is 2, [1] is 1

        path        found
        W           a ragged array: [0] is 2, [1] is 1
        labels      an Int32Array
        optimizer   a string
        step        a bigint

        Give all rows the same length, or name them: { row0: […], row1: […] }.
        Integers cannot be perturbed: convert to a floating-point type, or close over them in the
        function.
        Convert it with Number(…), or close over it in the function.
        Expected numbers, nested arrays of numbers, Float64Array, Float32Array, { data, shape } arrays
        or tensors, in any nesting of plain objects and tuples."
    `);
  });

  it('of a point that is not finite', () => {
    expect(textOf(right, { at: { W: [[1, Number.NaN]], b: Infinity } })).toMatchInlineSnapshot(`
      "ERR_PARAMETER_NOT_FINITE: W[0,1] in \`at\` is NaN

        coordinate   found
        W[0,1]       NaN
        b            Infinity

        There is no derivative at a point that is not finite: move the point, or look where the value
        comes from."
    `);
  });

  it('of a function that throws at a perturbed point', () => {
    const fragile = (x: number[]): number => {
      if (x[1] !== 0.5) throw new RangeError('outside of the table');
      return value(x);
    };
    expect(textOf({ value: fragile, gradient }, { at })).toMatchInlineSnapshot(`
      "ERR_USER_FUNCTION: value() threw at a perturbed point: outside of the table

        x[0]   0.1   moved by -1.21e-7
        x[1]   0.5   moved by 1.22e-6
        x[2]   0.9   moved by -1.21e-6

        The original error is the \`cause\`. Your parameters hold their original bits.
        Where the function is not defined, keep samples out: \`bounds: { path: [least, most] }\`."
    `);
  });

  it('of paths that are not in the point', () => {
    expect(textOf(right, { at: { weight: at, bias: [1] }, wrt: ['wieght', 'layers.0'] })).toMatchInlineSnapshot(`
      "ERR_OPTION: \`wrt\` names 'wieght', 'layers.0', not in the point

        wieght   did you mean 'weight'?

        The point has weight, bias."
    `);
  });

  it('of an output that changes its shape', () => {
    let calls = 0;
    const growing = (x: number[]): number[] => (calls++ < 3 ? x : [...x, 1]);
    expect(textOf({ value: growing, vjp: (_: number[], c: number[]) => c }, { at })).toMatchInlineSnapshot(`
      "ERR_VALUE_SHAPE_CHANGED: value() returns outputs of different shapes

        output   at first   later
        y        3          4

        The output must have one shape at every point near \`at\`: a derivative is taken entry by entry."
    `);
  });
});

const cyclic: Record<string, unknown> = { a: 1 };
cyclic.self = cyclic;

describe('the code', () => {
  it.each([
    ['ERR_NO_POINT', right, undefined],
    ['ERR_NO_POINT', right, { seed: 1 }],
    ['ERR_NO_POINT', right, { W: at }],
    ['ERR_EMPTY_POINT', right, { at: [] }],
    ['ERR_EMPTY_POINT', right, { at: { a: {} } }],
    ['ERR_EMPTY_POINT', right, { at: { a: [], b: at }, wrt: ['a'] }],
    ['ERR_PARAMETER_TYPE', right, { at: null }],
    ['ERR_PARAMETER_TYPE', right, { at: 3n }],
    ['ERR_PARAMETER_TYPE', right, { at: 'x' }],
    ['ERR_PARAMETER_TYPE', right, { at: Uint8Array.of(1) }],
    ['ERR_PARAMETER_TYPE', right, { at: new BigInt64Array(1) }],
    ['ERR_PARAMETER_TYPE', right, { at: new DataView(new ArrayBuffer(8)) }],
    ['ERR_PARAMETER_TYPE', right, { at: { date: new Date() } }],
    ['ERR_PARAMETER_TYPE', right, { at: [[1, 2], [3]] }],
    // biome-ignore lint/suspicious/noSparseArray: the hole is the point
    ['ERR_PARAMETER_TYPE', right, { at: [1, , 3] }],
    ['ERR_PARAMETER_TYPE', right, { at: cyclic }],
    ['ERR_PARAMETER_TYPE', right, { at: { data: [1, 2], shape: [3] } }],
    ['ERR_PARAMETER_TYPE', right, { at: { data: [1, 2], shape: [2, 2], stride: [0, 1] } }],
    ['ERR_PARAMETER_TYPE', right, { at: { data: Int8Array.of(1, 2), shape: [2] } }],
    ['ERR_PARAMETER_NOT_FINITE', right, { at: [1, Number.NaN] }],
    ['ERR_NO_DERIVATIVE', { value }, { at }],
    ['ERR_NO_DERIVATIVE', { value, grad: gradient }, { at }],
    ['ERR_NO_DERIVATIVE', right, { at, order: 2 }],
    ['ERR_SUBJECT', null, { at }],
    ['ERR_SUBJECT', value, { at }],
    ['ERR_SUBJECT', Promise.resolve(right), { at }],
    ['ERR_SUBJECT', { gradient }, { at }],
    ['ERR_SUBJECT', { value: 3, gradient }, { at }],
    ['ERR_SUBJECT', { value, hvp: gradient }, { at }],
    ['ERR_SUBJECT', { ...right, adapters: 'tfjs' }, { at }],
    ['ERR_VALUE_TYPE', { value: (x: number[]) => x, gradient }, { at }],
    ['ERR_VALUE_TYPE', { value: () => 'x', gradient }, { at }],
    ['ERR_VALUE_TYPE', { value: () => ['x'], vjp: gradient }, { at }],
    ['ERR_VALUE_TYPE', { valueAndGradient: (x: number[]) => [value(x), gradient(x)] }, { at }],
    ['ERR_VALUE_TYPE', right, { at, valueBatch: () => 3 }],
    ['ERR_VALUE_TYPE', right, { at, valueBatch: () => [1] }],
    ['ERR_DERIVATIVE_SHAPE', { value, gradient: () => [1, 2] }, { at }],
    ['ERR_DERIVATIVE_SHAPE', { value, gradient: () => Int32Array.of(1, 2, 3) }, { at }],
    ['ERR_DERIVATIVE_SHAPE', { value, jvp: () => [1, 2] }, { at }],
    [
      'ERR_DERIVATIVE_SHAPE',
      {
        value: (x: number[]) => [x[0], x[1]],
        jacobian: () => [
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      },
      { at },
    ],
    ['ERR_DERIVATIVE_SHAPE', { ...right, hessian: () => [1, 2, 3] }, { at }],
    ['ERR_OPTION', right, { at, coverage: 'all' }],
    ['ERR_OPTION', right, { at, maxEvaluations: 0 }],
    ['ERR_OPTION', right, { at, requiredResolution: 0 }],
    ['ERR_OPTION', right, { at, requiredResolution: 2 }],
    ['ERR_OPTION', right, { at, accept: 0.1 }],
    ['ERR_OPTION', right, { at, accept: { relative: -1 } }],
    ['ERR_OPTION', right, { at, accept: { tolerance: 1 } }],
    ['ERR_OPTION', right, { at, kinks: 'ok' }],
    ['ERR_OPTION', right, { at, order: 3 }],
    ['ERR_OPTION', right, { at, structure: 'symmetric' }],
    ['ERR_OPTION', right, { at, structure: { x: 'symmetric' } }],
    ['ERR_OPTION', right, { at, structure: { x: 'symetric' } }],
    ['ERR_OPTION', right, { at, structure: { x: () => [1] } }],
    ['ERR_OPTION', right, { at, structure: { y: 'unit-sum' } }],
    ['ERR_OPTION', right, { at, bounds: { x: [1, 0] } }],
    ['ERR_OPTION', right, { at, bounds: { x: [0.2, 1] } }],
    ['ERR_OPTION', right, { at, bounds: [0, 1] }],
    ['ERR_OPTION', right, { at, seed: 0.5 }],
    ['ERR_OPTION', right, { at, concurrency: 0 }],
    ['ERR_OPTION', right, { at, valueBatch: true }],
    ['ERR_OPTION', right, { at, evidence: true }],
    ['ERR_OPTION', right, { at, onProgress: 1 }],
    ['ERR_OPTION', right, { at, signal: {} }],
    ['ERR_OPTION', right, { at, wrt: 'x' }],
    ['ERR_OPTION', right, { at, wrt: [] }],
    ['ERR_OPTION', right, { at, wrt: ['y'] }],
    ['ERR_OPTION', right, { at, shard: { index: 2, count: 2 } }],
    [
      'ERR_USER_FUNCTION',
      {
        value: () => Promise.reject(new Error('later')),
        gradient: () => {
          throw new Error('now');
        },
      },
      {
        at,
        structure: {
          x: () => {
            throw new Error('projection');
          },
        },
      },
    ],
    [
      'ERR_USER_FUNCTION',
      {
        value,
        gradient: () => {
          throw null;
        },
      },
      { at },
    ],
    ['ERR_ABORTED', right, { at, signal: AbortSignal.abort('enough') }],
  ] as [string, unknown, unknown][])('%s', (code, subject, options) => {
    expect(textOf(subject, options)).toContain(code);
  });

  it('comes with a rejected promise as soon as the subject is asynchronous', async () => {
    const cause = new Error('offline');
    const subject = {
      value: async () => {
        throw cause;
      },
      gradient,
    };
    await expect(checkGradients(subject, { at })).rejects.toMatchObject({ code: 'ERR_USER_FUNCTION', cause });
  });
});
