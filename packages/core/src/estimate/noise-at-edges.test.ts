import { describe, expect, it } from 'vitest';
import { unitLine } from '../../test/drive-plan.ts';
import { hashed, noiseOf, rounded, SEEDS } from '../../test/measured-noise.ts';
import { uniformStream } from '../random.ts';
import { measureNoise, type Noise } from './noise.ts';

const { fround } = Math;

describe('at a corner of the domain, where every line along all entries leaves it', () => {
  /** Noise where entries move one by one, each changing the function as told. */
  function noiseAlong(...entries: readonly ((t: number) => number)[]): Noise {
    const line = { slope: 0, resolved: 0 };
    const others = entries.map(() => ({ ...line, direction: { ...unitLine } }));
    const along = { ...line, direction: { ...unitLine }, others: () => others };
    const plan = measureNoise([1, 1], along, uniformStream(42));
    let step = plan.next();
    while (!step.done) {
      for (const sample of step.value) {
        const entry = others.findIndex(({ direction }) => direction === sample.direction);
        sample.value = entry < 0 ? Number.NaN : entries[entry]!(sample.t);
      }
      step = plan.next();
    }
    return step.value;
  }
  const above = (f: (t: number) => number) => (t: number) => (t >= 0 ? f(t) : Number.NaN);
  const quiet = above(t => 1 + t + 60 * 2 ** -53 * hashed(1)(t));
  const noisy = above(t => 1 + 2 * t + 1e-9 * hashed(1)(t));

  it('the noisiest entry counts, on the side where it has values', () => {
    for (const entries of [
      [quiet, noisy],
      [noisy, quiet],
      [quiet, (t: number) => noisy(-t)],
    ]) {
      const { sigma } = noiseAlong(...entries);
      expect(sigma).toBeGreaterThan(2e-10);
      expect(sigma).toBeLessThan(2e-9);
    }
    expect(noiseAlong(quiet, quiet).sigma).toBeLessThan(120 * 2 ** -53);
  });

  it('an entry that leaves the domain on both sides has no say', () => {
    const hidden = above(t => (t > 2 ** -17 ? Number.NaN : t > 2 ** -20 ? 1 + 2 ** -21 : 1));
    for (const entries of [
      [hidden, noisy],
      [noisy, hidden],
    ]) {
      expect(noiseAlong(...entries).sigma).toBeLessThan(2e-9);
    }
  });
});

describe('where the function is defined close to the point alone', () => {
  const within = (f: (x: number) => number) => (x: number) => (Math.abs(x - 0.5) < 2 ** -8 ? f(x) : Number.NaN);

  it('numbers of float32 are recognised all the same', () => {
    for (const seed of SEEDS) {
      const { float32, sigma } = noiseOf(
        within(x => fround(1 + Math.sin(x))),
        0.5,
        undefined,
        seed,
      );
      expect(float32).toBe(true);
      expect(sigma / 2 ** -24).toBeGreaterThan(0.3);
      expect(sigma / 2 ** -24).toBeLessThan(2);
    }
  });

  it('rounding to a grid is no less than that by a lucky draw', () => {
    for (let seed = 1; seed <= 24; seed++) {
      const { sigma } = noiseOf(
        within(x => 1 + rounded(2 ** -26)(x)),
        0.5,
        undefined,
        seed,
      );
      expect(sigma / 2 ** -26).toBeGreaterThanOrEqual(0.39);
    }
  });
});
