import { describe, expect, it } from 'vitest';
import { checkGradients, type GradientCheck } from '../src/index.ts';

/** Situations that gradient checkers get wrong, each with the verdict that is right. */
type Scalar = readonly [id: string, f: (x: number) => number, at: number, claimed: number, wanted: string];

const relu = (x: number): number => Math.max(0, x);

function said({ verdict, reason, warnings }: GradientCheck): string {
  const kink = warnings.some(({ kind }) => kind === 'kink') ? ' kink' : '';
  const vacuous = warnings.some(({ kind }) => kind === 'vacuous') ? ' vacuous' : '';
  return verdict === 'inconclusive' ? `${verdict} ${reason}` : verdict + kink + vacuous;
}

const scalars: readonly Scalar[] = [
  ['T1 subgradient 0', relu, 0, 0, 'correct kink'],
  ['T1 subgradient 1', relu, 0, 1, 'correct kink'],
  ['T1 subgradient ½', relu, 0, 0.5, 'correct kink'],
  ['T1 above the interval', relu, 0, 1.5, 'incorrect'],
  ['T1 below the interval', relu, 0, -0.1, 'incorrect'],
  ['T2 the other side', relu, -1e-7, 1, 'incorrect'],
  ['T2 the naive value', relu, -1e-7, 0.45, 'incorrect'],
  ['T3', Math.abs, 0, 0.5, 'correct kink'],
  ['T3 middle', Math.abs, 0, 0, 'correct kink'],
  ['T3 outside', Math.abs, 0, 1.2, 'incorrect'],
  ['T9', Math.floor, 4, 0, 'inconclusive discontinuous'],
  ['T10', Math.round, 1.3, 1, 'incorrect'],
  ['T11 cusp', x => Math.sqrt(Math.abs(x)), 0, 0, 'inconclusive infinite-slope'],
  ['T11 vertical tangent', Math.cbrt, 0, 0, 'inconclusive infinite-slope'],
  ['T11 edge of the domain', Math.sqrt, 0, Number.POSITIVE_INFINITY, 'inconclusive infinite-slope'],
  ['T12 x|x|', x => x * Math.abs(x), 0, 0, 'correct vacuous'],
  ['T12 |x|^1.5', x => Math.abs(x) ** 1.5, 0, 0, 'correct vacuous'],
  ['T12 x³', x => x ** 3, 0, 0, 'correct vacuous'],
  ['T13 1e10', x => x, 1e10, 1, 'correct'],
  ['T13 1e12', x => x, 1e12, 1, 'correct'],
  ['T13 wrong', x => x, 1e12, 2, 'incorrect'],
  ['T14 1e8', x => 1e8 + Math.sin(x), 1, Math.cos(1), 'correct'],
  ['T14 1e10', x => 1e10 + Math.sin(x), 1, Math.cos(1), 'correct'],
  ['T14 wrong', x => 1e10 + Math.sin(x), 1, 0, 'incorrect'],
  ['T16', x => 1e-10 * x ** 3, 1, 6e-10, 'incorrect'],
  ['T16 zero', x => 1e-30 * x ** 3, 1, 0, 'incorrect'],
  ['T16 right', x => 1e-30 * x ** 3, 1, 3e-30, 'correct'],
  ['T27 right', x => x + 1e-7 * Math.sin(1e6 * x), 0, 1.1, 'correct'],
  ['T27 wrong', x => x + 1e-7 * Math.sin(1e6 * x), 0, 1, 'incorrect'],
  ['T29', Math.exp, 1, Math.E * (1 + 1e-4), 'incorrect'],
  ['T30 log', Math.log, 1e-7, 1e7, 'correct'],
  ['T30 acosh', Math.acosh, 0.5, Number.NaN, 'inconclusive not-finite'],
  ['T31', x => (x > 0 ? Math.sqrt(x) : 0), -1, Number.NaN, 'incorrect'],
];

describe('scalar situations', () => {
  it.each(scalars)('%s', (_, f, at, claimed, wanted) => {
    expect(said(checkGradients({ value: f, gradient: () => claimed }, { at }))).toBe(wanted);
  });
});

const max = (x: readonly number[]): number => Math.max(...x);

describe('joint situations', () => {
  it.each([
    ['T4 shared', [1 / 3, 1 / 3, 1 / 3], 'correct kink'],
    ['T4 first', [1, 0, 0], 'correct kink'],
    ['T5 every tie in full', [1, 1, 1], 'incorrect'],
  ] as const)('%s', (_, claimed, wanted) => {
    const check = checkGradients({ value: max, gradient: () => [...claimed] }, { at: [1, 1, 1] });
    expect(said(check)).toBe(wanted);
  });

  it('T18 warns where a wrong factor could not show', () => {
    const value = (x: number[]): number => x.reduce((sum, v) => sum + (v - 1) ** 4, 0);
    expect(said(checkGradients({ value, gradient: () => [0, 0] }, { at: [1, 1] }))).toBe('correct vacuous');
  });

  it('T20 names a vjp that ignores its cotangent', () => {
    const check = checkGradients(
      { value: (x: number[]) => x.map(v => v * v), vjp: (x: number[]) => x.map(v => 2 * v) },
      { at: [1, 2, 3] },
    );
    expect([check.verdict, check.diagnoses[0]?.kind]).toEqual(['incorrect', 'ignores-cotangent']);
  });

  it.each(['auto', 'every-coordinate', 'directions'] as const)(
    'T22 finds one wrong entry of ten thousand (%s)',
    coverage => {
      const at = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i + 1));
      const value = (x: Float64Array): number => x.reduce((sum, v) => sum + v * v, 0) / 2;
      const gradient = (x: Float64Array): Float64Array => x.map((v, i) => (i === 7000 ? 700 * v : v));
      const check = checkGradients({ value, gradient }, { at, coverage, evidence: 'never' });
      expect(check.verdict).toBe('incorrect');
      expect(check.parameters[0]!.coordinates[0]!.index).toEqual([7000]);
    },
  );
});

describe('state of the world', () => {
  it('T34 says that dropout is not deterministic', () => {
    let state = 5;
    const random = (): number => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const value = (x: number[]): number => x.reduce((sum, v) => sum + (random() > 0.5 ? 2 * v : 0), 0);
    const check = checkGradients({ value, gradient: () => [1, 1, 1, 1] }, { at: [0.3, 0.7, 0.2, 0.9] });
    expect(said(check)).toBe('inconclusive nondeterministic');
  });

  it('T34 says that the value drifts with each call', () => {
    let calls = 0;
    const check = checkGradients(
      { value: (x: number) => x * x + 1e-9 * calls++, gradient: (x: number) => 2 * x },
      { at: 1.5 },
    );
    expect(said(check)).toBe('inconclusive nondeterministic');
    expect(check.inconclusive).toHaveProperty('driftPerCall');
  });

  it('T35 sees a function write to its input, and leaves the user’s alone', () => {
    const at = Float64Array.of(1, 2);
    const value = (x: Float64Array): number => {
      for (let i = 0; i < x.length; i++) x[i]! *= 3;
      return x[0]! + x[1]!;
    };
    const check = checkGradients({ value, gradient: () => Float64Array.of(3, 3) }, { at });
    expect(check.verdict).toBe('correct');
    expect(check.warnings.map(({ kind }) => kind)).toContain('mutates-input');
    expect([...at]).toEqual([1, 2]);
  });

  it('T36 copies an output that is refilled', () => {
    const buffer = new Float64Array(2);
    const value = (x: Float64Array): Float64Array => {
      buffer.set([x[0]! * x[1]!, Math.sin(x[0]!)]);
      return buffer;
    };
    const jacobian = (x: Float64Array): number[][] => [
      [x[1]!, x[0]!],
      [Math.cos(x[0]!), 0],
    ];
    const check = checkGradients({ value, jacobian }, { at: Float64Array.of(0.7, 1.3) });
    expect(check.verdict).toBe('correct');
    expect(check.warnings.map(({ kind }) => kind)).toContain('reused-buffer');
  });

  it('T37 names a gradient that accumulates', () => {
    let sum = 0;
    const gradient = (x: number): number => {
      sum += 2 * x;
      return sum;
    };
    const check = checkGradients({ value: (x: number) => x * x, gradient }, { at: 3 });
    expect([check.verdict, check.diagnoses[0]?.kind]).toEqual(['incorrect', 'accumulated']);
  });

  it('T39 varies a symmetric matrix as one', () => {
    const value = (p: number[][]): number => Math.log(p[0]![0]! * p[1]![1]! - ((p[0]![1]! + p[1]![0]!) / 2) ** 2);
    const gradient = (p: number[][]): number[][] => {
      const [a, b, d] = [p[0]![0], p[0]![1], p[1]![1]];
      const det = a! * d! - b! * b!;
      return [
        [d! / det, -b! / det],
        [-b! / det, a! / det],
      ];
    };
    const at = [
      [2, 0.5],
      [0.5, 1],
    ];
    expect(checkGradients({ value, gradient }, { at, structure: { x: 'symmetric' } }).verdict).toBe('correct');
  });

  it('T43 names the mean that is missing', () => {
    const value = (x: number[]): number => x.reduce((sum, v) => sum + (v - 0.2) ** 2, 0) / x.length;
    const check = checkGradients({ value, gradient: (x: number[]) => x.map(v => 2 * (v - 0.2)) }, { at: [0.5, -1, 2] });
    expect(check.diagnoses[0]).toMatchObject({ kind: 'scaled', factor: 3 });
  });

  it('T45 says where a function threw, and leaves the point alone', () => {
    const at = { x: Float64Array.of(1, 2) };
    const value = ({ x }: typeof at): number => {
      if (x[1]! > 2) throw new Error('too large');
      return x[0]! + x[1]!;
    };
    const check = (): unknown => checkGradients({ value, gradient: () => ({ x: Float64Array.of(1, 1) }) }, { at });
    expect(check).toThrow(/ERR_USER_FUNCTION.*too large/s);
    expect([...at.x]).toEqual([1, 2]);
  });
});

describe('float32', () => {
  const { fround: f } = Math;
  it.each([
    [
      'T23',
      (x: Float32Array) => f(f(f(f(-0.3512) * x[0]!) + f(f(0.2667) * x[1]!)) + 0.5),
      [0.2961, 0.5166],
      [-0.3512, 0.2667],
    ],
    ['T24', (x: Float32Array) => f(f(1e-3) * x[0]!), [3.1e5], [1e-3]],
    ['T25', (x: Float32Array) => x[0]! * x[0]!, [100], [200]],
  ] as const)('%s', (_, value, at, claimed) => {
    const check = checkGradients({ value, gradient: () => Float32Array.from(claimed) }, { at: Float32Array.from(at) });
    expect(check.verdict).toBe('correct');
  });

  it('T25 refuses integers', () => {
    const check = (): unknown =>
      checkGradients({ value: (x: Int32Array) => x[0]!, gradient: () => 1 }, { at: new Int32Array(1) });
    expect(check).toThrow(/ERR_PARAMETER_TYPE/);
  });
});
