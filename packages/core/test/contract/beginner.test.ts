import { describe, expect, it } from 'vitest';
import { assertCorrectGradients, checkGradients, numericalGradient } from '../../src/index.ts';

const at = { W: [[0.1, 0.2] as number[], [0.3, -0.4]], b: [0.5, -0.6] };
type Point = typeof at;
const value = ({ W, b }: Point): number => W.reduce((sum, w, i) => sum + Math.sin(w[0]! * b[0]! + w[1]!) * b[i]!, 0);
const gradient = ({ W, b }: Point): Point => ({ W: W.map(w => w.map(x => Math.cos(x))), b: b.map(x => Math.exp(x)) });

/** What a call throws. */
function thrown(call: () => unknown): Error & { code?: string } {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('options that mean nothing', () => {
  it.each([
    ['accept.relative', { accept: { relative: Number.POSITIVE_INFINITY } }],
    ['accept.absolute', { accept: { absolute: Number.POSITIVE_INFINITY } }],
    ['maxEvaluations', { maxEvaluations: 2.5 }],
  ])('%s', (name, options) => {
    expect(thrown(() => checkGradients({ value, gradient }, { at, ...options }))).toMatchObject({
      code: 'ERR_OPTION',
      message: expect.stringContaining(`the option \`${name}\` cannot be`),
    });
  });

  it('are shown with what they hold', () => {
    const options = { shard: { index: 2, count: 2 } };
    expect(thrown(() => checkGradients({ value, gradient }, { at, ...options })).message).toContain(
      'the option `shard` cannot be { index: 2, count: 2 }',
    );
  });

  it.each([
    ['an array', [1, 2, 3]],
    ['a typed array', new Float64Array(1000)],
  ])('%s in their place is a point', (_, point) => {
    const { message } = thrown(() => checkGradients({ value, gradient }, point as never));
    expect(message).toMatch(/^ERR_NO_POINT: .*\n\n {2}Pass the parameters as `at`/);
  });

  it('a step or a tolerance is no misspelled option', () => {
    for (const option of ['step', 'atol', 'eps']) {
      const { message } = thrown(() => checkGradients({ value, gradient }, { at, [option]: 1e-5 }));
      expect(message).toContain('No step and no tolerance is asked for');
      expect(message).not.toContain('did you mean');
    }
  });
});

describe('members by the names that others use', () => {
  it.each([
    [{ f: value, gradient }, 'f          did you mean `value`?'],
    [{ value, backward: gradient }, 'backward   did you mean `vjp`?'],
    [{ value, jac: gradient }, 'jac   did you mean `jacobian`?'],
  ])('%o', (subject, hint) => {
    expect(thrown(() => checkGradients(subject as never, { at })).message.replace(/ +/g, ' ')).toContain(
      hint.replace(/ +/g, ' '),
    );
  });
});

describe('derivatives of the wrong shape', () => {
  it('a null among numbers is called one', () => {
    const { message } = thrown(() =>
      checkGradients({ value, gradient: () => ({ ...at, b: [null, 2] }) as never }, { at }),
    );
    expect(message).toContain('null       in b.0');
    expect(message).not.toContain('unexpected');
  });

  it('also where the point is one vector', () => {
    const subject = { value: ([x]: number[]) => x! ** 2, gradient: () => [null, 2, 3] };
    const { message } = thrown(() => checkGradients(subject, { at: [1, 2, 3] }));
    expect(message).toContain('null       in 0');
    expect(message).not.toContain('unexpected');
  });

  it('nothing at all', () => {
    expect(thrown(() => checkGradients({ value, gradient: () => null as never }, { at })).message).toContain(
      'does not return the structure of the point: it returns null',
    );
  });

  it('an array for all parameters is not taken for a misspelled one', () => {
    const { message } = thrown(() => checkGradients({ value, vjp: (() => [1, 2]) as never }, { at }));
    expect(message).toContain('all of it   not there   2');
    expect(message).not.toContain('is that the one');
  });
});

describe('a value that does not follow its argument', () => {
  it('is called flat', () => {
    const { diagnoses } = checkGradients({ value: () => value(at), gradient }, { at });
    expect(diagnoses).toMatchObject([
      { kind: 'unknown', phrase: 'the function is flat', advice: expect.stringContaining('read its argument') },
    ]);
  });

  it('rather than short of the term that its whole gradient is', () => {
    const twice = (x: number[]): number[] => x.map(v => 2 * v);
    const { diagnoses } = checkGradients({ value: () => 3, gradient: twice }, { at: [1, 2, 3, -1.5] });
    expect(diagnoses.map(({ phrase }) => phrase)).toEqual(['the function is flat']);
  });

  it('and a gradient that is merely wrong is not', () => {
    const { diagnoses } = checkGradients({ value, gradient }, { at });
    expect(diagnoses.map(({ phrase }) => phrase)).not.toContain('the function is flat');
  });
});

describe('the stack of what is thrown begins with the call of the user', () => {
  it.each([
    ['checkGradients', () => checkGradients({ value, gradient }, { at: 'x' as never })],
    ['assertCorrectGradients, misuse', () => assertCorrectGradients({ value, gradient }, { at: 'x' as never })],
    ['assertCorrectGradients, incorrect', () => assertCorrectGradients({ value, gradient }, { at })],
    ['numericalGradient', () => numericalGradient(value, { at: 'x' as never })],
  ])('%s', (_, call) => {
    const [place] = thrown(call)
      .stack!.split('\n')
      .filter(line => /^\s+at /.test(line));
    expect(place).toContain('beginner.test.ts');
  });
});

it('differences are within what is allowed where all agree, in float32, too', () => {
  const narrow = { W: Float32Array.of(0.1, 0.2, 0.3), b: 0.5 };
  const of = ({ W, b }: typeof narrow): number => W.reduce((sum, w, i) => sum + Math.sin(w * (i + 1)) * b, 0);
  const slope = ({ W, b }: typeof narrow) => ({
    W: W.map((w, i) => (i + 1) * Math.cos(w * (i + 1)) * b),
    b: W.reduce((sum, w, i) => sum + Math.sin(w * (i + 1)), 0),
  });
  const { verdict, parameters } = checkGradients({ value: of, gradient: slope }, { at: narrow });
  expect(verdict).toBe('correct');
  for (const { largestDifferenceOverBound } of parameters)
    expect(Number(largestDifferenceOverBound)).toBeLessThanOrEqual(1);
});

describe('no number is shown where none was measured', () => {
  it('beside a claim that is NaN', () => {
    const squares = (x: number[]): number => x.reduce((sum, v) => sum + v * v, 0);
    const { message } = thrown(() =>
      assertCorrectGradients({ value: squares, gradient: x => [Number.NaN, 2 * x[1]!] }, { at: [1, 2] }),
    );
    expect(message).toContain('not measured');
    expect(message).not.toContain('NaN ±');
  });

  it('at a corner', () => {
    const { message } = thrown(() => assertCorrectGradients({ value: Math.abs, gradient: () => 2 }, { at: 0 }));
    expect(message).toContain('-1 to 1');
    expect(message).not.toContain('±  ');
  });

  it('where an infinite slope is claimed', () => {
    const { message } = thrown(() =>
      assertCorrectGradients({ value: Math.sqrt, gradient: () => Number.POSITIVE_INFINITY }, { at: 0 }),
    );
    expect(message).toContain('No verdict: the derivative claimed at x is infinite\n');
    expect(message).not.toContain('NaN');
    expect(message).not.toContain('\n\n\n');
  });
});
