import { describe, expect, it } from 'vitest';
import { checkGradients, type Progress } from '../../src/index.ts';
import { said } from '../said.ts';

const at = [0.1, 0.5, 0.9];
const value = (x: readonly number[]): number => x.reduce((sum, v) => sum + Math.sin(v), 0);
const gradient = (x: readonly number[]): number[] => x.map(Math.cos);
const right = { value, gradient };
/** The last of three slopes too large by a share of the largest. */
const off = (share: number) => ({
  value,
  gradient: (x: readonly number[]) => gradient(x).map((v, k) => (k === 2 ? v + share * Math.cos(0.1) : v)),
});

describe('accept', () => {
  it('forgives errors relative to the largest derivative of the parameter, and no more', () => {
    expect(said(checkGradients(off(0.05), { at }))).toBe('incorrect');
    expect(said(checkGradients(off(0.05), { at, accept: { relative: 0.06 } }))).toBe('correct');
    expect(said(checkGradients(off(0.05), { at, accept: { relative: 0.04 } }))).toBe('incorrect');
  });

  it('forgives absolute errors, and says what was accepted', () => {
    const check = checkGradients(off(0.05), { at, accept: { absolute: 0.06 } });
    expect([check.verdict, check.accept]).toEqual(['correct', { absolute: 0.06 }]);
    expect(said(checkGradients(off(0.05), { at, accept: { absolute: 0.04 } }))).toBe('incorrect');
  });
});

describe('kinks', () => {
  const absolute = { value: Math.abs, gradient: () => 0.5 };
  it('are accepted with a subgradient, or give no verdict', () => {
    expect(said(checkGradients(absolute, { at: 0 }))).toBe('correct kink');
    const check = checkGradients(absolute, { at: 0, kinks: 'fail' });
    expect([check.verdict, check.reason]).toEqual(['inconclusive', 'kink']);
    expect(check.inconclusive).toMatchObject({
      coordinate: 'x',
      left: expect.closeTo(-1, 6),
      right: expect.closeTo(1, 6),
      analytic: 0.5,
    });
    expect(checkGradients({ value: Math.abs, gradient: () => 1.5 }, { at: 0, kinks: 'fail' }).verdict).toBe(
      'incorrect',
    );
  });
});

describe('requiredResolution', () => {
  it('turns a correct verdict that proves too little into none', () => {
    const noisy = { value: (x: number) => 1e10 + Math.sin(x), gradient: Math.cos };
    const check = checkGradients(noisy, { at: 1 });
    expect(check.verdict).toBe('correct');
    const reached = Number(check.resolution);
    expect(checkGradients(noisy, { at: 1, requiredResolution: reached / 100 }).reason).toBe('too-noisy');
    expect(checkGradients(right, { at, requiredResolution: 1e-6 }).verdict).toBe('correct');
  });
});

describe('bounds', () => {
  it('are never left, at the edge as within', () => {
    const visited: number[] = [];
    const roots = (x: readonly number[]): number => {
      visited.push(...x);
      return x.reduce((sum, v) => sum + Math.sqrt(v) + v * v, 0);
    };
    const slopes = (x: readonly number[]): number[] => x.map(v => 0.5 / Math.sqrt(v) + 2 * v);
    const check = checkGradients({ value: roots, gradient: slopes }, { at: [1e-3, 0.5], bounds: { x: [0, 0.6] } });
    expect(check.verdict).toBe('correct');
    expect(Math.min(...visited)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...visited)).toBeLessThanOrEqual(0.6);
    const edge = { value: (x: number) => x * x + x, gradient: (x: number) => 2 * x + 1 };
    expect(checkGradients(edge, { at: 0, bounds: { x: [0, Number.POSITIVE_INFINITY] } }).verdict).toBe('correct');
  });

  it('hold for the longest path that names a parameter', () => {
    const visited: number[] = [];
    const nested = (p: { a: { b: number; c: number } }): number => {
      visited.push(p.a.b);
      return p.a.b ** 2 + p.a.c;
    };
    const point = { a: { b: 1, c: 2 } };
    const options = { at: point, bounds: { a: [0, 9], 'a.b': [0.9, 1.1] } as const };
    checkGradients({ value: nested, gradient: (p: typeof point) => ({ a: { b: 2 * p.a.b, c: 1 } }) }, options);
    expect(Math.min(...visited)).toBeGreaterThanOrEqual(0.9);
    expect(Math.max(...visited)).toBeLessThanOrEqual(1.1);
  });
});

describe('structure', () => {
  /** Entries of the four-entry matrix that a check moves, as signs: `+..+`. */
  function movements(structure: unknown): Set<string> {
    const start = [0.3, 0.2, 0.2, 0.5];
    const seen = new Set<string>();
    const spy = (A: number[][]): number => {
      const signs = A.flat().map((v, k) => (v > start[k]! ? '+' : v < start[k]! ? '-' : '.'));
      seen.add(signs.join(''));
      return A.flat().reduce((sum, v, k) => sum + (k + 1) * Math.sin(v), 0);
    };
    const slopes = (A: number[][]): number[][] => A.map((row, i) => row.map((v, j) => (2 * i + j + 1) * Math.cos(v)));
    const options = { at: [start.slice(0, 2), start.slice(2)], structure: { x: structure as 'symmetric' } };
    expect(checkGradients({ value: spy, gradient: slopes }, options).verdict).toBe('correct');
    return seen;
  }

  it.each([
    ['symmetric', /^(.)(.)\2\1$|^(.)(.)\4(.)$/],
    ['skew-symmetric', /^\.(\+-|-\+|\.\.)\.$/],
    ['lower-triangular', /^.\...$/],
    ['upper-triangular', /^..\..$/],
    ['diagonal', /^.\.\..$/],
    ['unit-sum', /\+.*-|-.*\+|^\.{4}$/],
    [(t: Float64Array) => [t[0]!, 0, 0, 0], /^.\.{3}$/],
  ])('%s moves only along what can vary', (structure, allowed) => {
    const seen = movements(structure);
    expect(seen.size).toBeGreaterThan(2);
    for (const signs of seen) expect(signs).toMatch(allowed);
  });
});

describe('coverage and budgets', () => {
  const big = Float64Array.from({ length: 3000 }, (_, k) => Math.sin(k));
  const sines = {
    value: (x: Float64Array) => x.reduce((sum, v) => sum + Math.sin(v), 0),
    gradient: (x: Float64Array) => x.map(Math.cos),
  };

  it('every coordinate, or directions, or whichever is cheap', () => {
    const mode = (options: object): unknown => checkGradients(sines, { at: big, ...options }).parameters[0]!.coverage;
    expect(mode({ coverage: 'every-coordinate' })).toMatchObject({ mode: 'every-coordinate', coordinates: 3000 });
    expect(mode({ coverage: 'directions' })).toMatchObject({ mode: 'directions' });
    expect(mode({})).toMatchObject({ mode: 'directions' });
    expect(checkGradients(right, { at }).parameters[0]!.coverage).toMatchObject({ mode: 'every-coordinate' });
  });

  it('a budget is never exceeded, and one that suffices for nothing gives no verdict', () => {
    for (const maxEvaluations of [1, 2, 5, 11, 40, 400]) {
      let calls = 0;
      const counted = (x: Float64Array): number => {
        calls++;
        return sines.value(x);
      };
      const options = { at: big, maxEvaluations, coverage: 'every-coordinate' } as const;
      const check = checkGradients({ ...sines, value: counted }, options);
      expect(calls).toBeLessThanOrEqual(maxEvaluations);
      expect(check.cost.valueCalls).toBe(calls);
      if (maxEvaluations < 12) expect(check.reason).toBe('budget');
      // What was not visited one by one is not claimed to have been.
      else expect(check.parameters[0]!.coverage.coordinates).toBeLessThanOrEqual(maxEvaluations / 2);
    }
  });

  it('a shard says what it left to the others', () => {
    const check = checkGradients(sines, { at: big, coverage: 'every-coordinate', shard: { index: 1, count: 10 } });
    expect(said(check)).toBe('correct unchecked');
    expect(check.parameters[0]!.coverage).toMatchObject({ coordinates: 300, unchecked: 2700 });
  });
});

describe('seed', () => {
  it('is in the result, and chooses the samples', () => {
    const samples = (seed?: number): string => {
      const seen: number[] = [];
      const spy = (x: readonly number[]): number => {
        seen.push(...x);
        return value(x);
      };
      const check = checkGradients({ value: spy, gradient }, seed === undefined ? { at } : { at, seed });
      expect(check.seed).toBe(seed ?? 42);
      return seen.join();
    };
    expect(samples(1)).toBe(samples(1));
    expect(samples()).toBe(samples(42));
    expect(samples(1)).not.toBe(samples(2));
  });
});

describe('evidence', () => {
  it('is recorded on failure, always or never', () => {
    const curves = (subject: typeof right, evidence?: 'always' | 'never' | 'on-failure'): boolean =>
      checkGradients(subject, evidence ? { at, evidence } : { at }).parameters.some(({ curve }) => curve !== undefined);
    expect([curves(right), curves(off(1)), curves(right, 'always'), curves(off(1), 'never')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('onProgress and signal', () => {
  it('tell of every batch, never backwards', () => {
    const seen: Progress[] = [];
    checkGradients(right, { at, onProgress: progress => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(0);
    for (const [k, { done, of }] of seen.entries()) {
      expect(done).toBeGreaterThanOrEqual(seen[k - 1]?.done ?? 0);
      expect(done).toBeLessThanOrEqual(of);
    }
  });

  it('stop a check within one evaluation', async () => {
    const controller = new AbortController();
    let calls = 0;
    const later = async (x: readonly number[]): Promise<number> => {
      if (++calls === 7) controller.abort('enough');
      return value(x);
    };
    const stopped = checkGradients({ value: later, gradient }, { at, signal: controller.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
    expect(calls).toBe(7);
  });
});

describe('warnings', () => {
  it('aliased-parameters: memory that two parameters share, entry by entry', () => {
    const shared = Float64Array.of(1, 2, 3, 4);
    const product = {
      value: ({ a, b }: { a: ArrayLike<number>; b: ArrayLike<number> }) => a[0]! * b[1]!,
      gradient: ({ a, b }: { a: ArrayLike<number>; b: ArrayLike<number> }) => ({
        a: Float64Array.of(b[1]!, 0),
        b: Float64Array.of(0, a[0]!),
      }),
    };
    const warned = (a: ArrayLike<number>, b: ArrayLike<number>): string =>
      said(checkGradients(product, { at: { a, b } }));
    expect(warned(shared.subarray(0, 2), shared.subarray(1, 3))).toBe('correct aliased-parameters');
    expect(warned(shared.subarray(0, 2), shared.subarray(2, 4))).toBe('correct');
    const list = [1, 2];
    expect(warned(list, list)).toBe('correct aliased-parameters');
    const columns = {
      value: ({ a, b }: { a: { data: Float64Array }; b: { data: Float64Array } }) => a.data[0]! * b.data[1]!,
      gradient: ({ a, b }: { a: { data: Float64Array }; b: { data: Float64Array } }) => ({
        a: [b.data[1]!, 0],
        b: [a.data[0]!, 0],
      }),
    };
    const column = (offset: number) => ({ data: shared, shape: [2], stride: [2], offset });
    // Interleaved: the same buffer, and no number in common.
    expect(said(checkGradients(columns, { at: { a: column(0), b: column(1) } }))).toBe('correct');
  });

  it('mutates-input: also where only a perturbed point provokes it, small or large', () => {
    for (const size of [3, 400]) {
      const point = Float64Array.from({ length: size }, (_, k) => Math.sin(k + 1));
      const clamping = (x: Float64Array): number => {
        const sum = x.reduce((total, v) => total + Math.sin(v), 0);
        if (x[0] !== point[0]) x[1] = 0;
        return sum;
      };
      const check = checkGradients({ value: clamping, gradient: (x: Float64Array) => x.map(Math.cos) }, { at: point });
      expect(said(check)).toBe('correct mutates-input');
      expect(check.warnings[0]!.parameter).toBe('x');
    }
  });

  it('vacuous: not for a parameter that one output ignores and another does not', () => {
    const subject = {
      value: ({ x, y }: { x: number; y: number }) => [x * x, x * y],
      jacobian: ({ x, y }: { x: number; y: number }) => ({ x: [2 * x, y], y: [0, x] }),
    };
    expect(said(checkGradients(subject, { at: { x: 0.7, y: 1.3 } }))).toBe('correct');
    const idle = { ...subject, jacobian: ({ x, y }: { x: number; y: number }) => ({ x: [2 * x, y], y: [0, 0] }) };
    expect(said(checkGradients(idle, { at: { x: 0.7, y: 1.3 } }))).toBe('incorrect');
  });

  it('captured: what a subject says that its function reads', () => {
    const subject = { ...right, captured: () => ['running mean', 'mask'] };
    const check = checkGradients(subject, { at });
    expect(said(check)).toBe('correct captured');
    expect(check.warnings[0]!.message).toContain('running mean, mask');
  });

  it('each has one sentence, and a remedy', () => {
    const buffer = new Float64Array(2);
    const refilled = (x: number[]): Float64Array => {
      buffer.set([x[0]! * x[1]!, x[0]!]);
      x[0] = 7;
      return buffer;
    };
    const shared = [0.3, 0.4];
    const check = checkGradients(
      {
        value: ({ a }: { a: number[]; b: number[] }) => refilled(a),
        vjp: ({ a }: { a: number[]; b: number[] }, c: Float64Array) => ({
          a: [c[0]! * a[1]! + c[1]!, c[0]! * a[0]!],
          b: [0, 0],
        }),
      },
      { at: { a: shared, b: shared } },
    );
    expect(said(check)).toBe('correct mutates-input reused-buffer aliased-parameters vacuous');
    for (const { message, remedy } of check.warnings) {
      expect(message).toMatch(/^\S.*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
  });
});
