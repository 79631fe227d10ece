import { describe, expect, it } from 'vitest';
import { checkGradients, type GradientCheck } from '../../src/index.ts';
import { hash32 } from '../../src/random.ts';

const SIZE = 10_000;

/** Σ tanh(aᵢ xᵢ) with steepnesses of their own, at a point that the seed chooses. */
function problem(seed: number) {
  const number = (k: number, stream: number): number => hash32(k, 10 * seed + stream) / 2 ** 32;
  const a = Float64Array.from({ length: SIZE }, (_, k) => 0.5 + number(k, 1));
  const at = Float64Array.from({ length: SIZE }, (_, k) => 2 * number(k, 2) - 1);
  const value = (x: Float64Array): number => x.reduce((sum, v, k) => sum + Math.tanh(a[k]! * v), 0);
  const gradient = (x: Float64Array): Float64Array => x.map((v, k) => a[k]! * (1 - Math.tanh(a[k]! * v) ** 2));
  const largest = gradient(at).reduce((size, v) => Math.max(size, Math.abs(v)), 0);
  /** The gradient with some entries wrong, each by `amount` of the largest entry. */
  const planted = (places: readonly number[], amount: number) => (x: Float64Array) => {
    const g = gradient(x);
    for (const place of places) g[place] = g[place]! + amount * largest;
    return g;
  };
  return { at, value, gradient, planted, seed };
}

type Problem = ReturnType<typeof problem>;

const check = ({ at, value, seed }: Problem, gradient: (x: Float64Array) => Float64Array): GradientCheck =>
  checkGradients({ value, gradient }, { at, seed, evidence: 'never' });

const wrongOf = ({ parameters }: GradientCheck): number[] =>
  parameters[0]!.coordinates
    .filter(({ status }) => status === 'differs')
    .map(({ index }) => index[0]!)
    .sort((a, b) => a - b);

describe.each([1, 2, 3, 4, 5, 6])('ten thousand entries, seed %i', seed => {
  const given = problem(seed);

  it('finds and names one that is twice above the stated resolution, in at most 100 calls more', () => {
    const right = check(given, given.gradient);
    expect(right.verdict).toBe('correct');
    expect(right.cost.valueCalls).toBeLessThanOrEqual(64);
    const place = hash32(seed, 3) % SIZE;
    const wrong = check(given, given.planted([place], 2 * Number(right.resolution)));
    expect([wrong.verdict, wrongOf(wrong)]).toEqual(['incorrect', [place]]);
    expect(wrong.cost.valueCalls - right.cost.valueCalls).toBeLessThanOrEqual(100);
  });

  it('finds and names several', () => {
    const places = [0, 1, 2, 3, 4].map(k => hash32(k, seed) % SIZE).sort((a, b) => a - b);
    const wrong = check(given, given.planted(places, 0.1));
    expect(wrongOf(wrong)).toEqual(places);
    expect(wrong.parameters[0]).toMatchObject({ wrong: 5, wrongIsEstimate: false });
  });

  it('estimates how many there are when there are too many to name', () => {
    const places = Array.from({ length: SIZE }, (_, k) => k).filter(k => hash32(k, seed) % 5 === 0);
    const { parameters } = check(given, given.planted(places, 0.1));
    expect(parameters[0]!.wrongIsEstimate).toBe(true);
    expect(parameters[0]!.wrong / places.length).toBeGreaterThan(0.4);
    expect(parameters[0]!.wrong / places.length).toBeLessThan(2.5);
    expect(wrongOf({ parameters } as GradientCheck).every(place => places.includes(place))).toBe(true);
  });
});
