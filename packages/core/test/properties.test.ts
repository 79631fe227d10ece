import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGradients, type Differentiable, type GradientCheck } from '../src/index.ts';

/** A function of one flat vector; how its numbers are named and nested is up to each property. */
interface Model {
  readonly x: readonly number[];
  readonly weights: readonly number[];
  /** Entry of the claimed gradient that is wrong, by a tenth of the largest. */
  readonly wrong: number | undefined;
  readonly seed: number;
}

const models: fc.Arbitrary<Model> = fc
  .record({
    entries: fc.array(
      fc.record({
        x: fc.integer({ min: -2000, max: 2000 }).map(k => k / 997),
        weight: fc.integer({ min: 500, max: 2000 }).map(k => k / 991),
      }),
      { minLength: 3, maxLength: 9 },
    ),
    wrong: fc.option(fc.nat(), { nil: undefined }),
    seed: fc.nat(1_000_000),
  })
  .map(({ entries, wrong, seed }) => ({
    x: entries.map(({ x }) => x),
    weights: entries.map(({ weight }) => weight),
    wrong: wrong === undefined ? undefined : wrong % entries.length,
    seed,
  }));

/** Σ wₖ sin(xₖ + xₖ₊₁/2) + xₖ², cyclic: every entry touches two terms. */
function valueAt(x: readonly number[], { weights }: Model): number {
  return x.reduce((sum, v, k) => sum + weights[k]! * Math.sin(v + x[(k + 1) % x.length]! / 2) + v * v, 0);
}

function gradientAt(x: readonly number[], { weights, wrong }: Model): number[] {
  const slope = (k: number): number => weights[k]! * Math.cos(x[k]! + x[(k + 1) % x.length]! / 2);
  const gradient = x.map((v, k) => slope(k) + slope((k + x.length - 1) % x.length) / 2 + 2 * v);
  if (wrong !== undefined) gradient[wrong]! += 0.1 * Math.max(...gradient.map(Math.abs));
  return gradient;
}

/** A way to hold a flat vector: `build` and `read` are inverse to each other. */
interface Form {
  build(flat: readonly number[]): unknown;
  read(tree: never): number[];
}

function subjectOf({ build, read }: Form, model: Model, scale = 1): Differentiable<unknown> {
  return {
    value: tree => scale * valueAt(read(tree as never), model),
    gradient: tree => build(gradientAt(read(tree as never), model).map(v => scale * v)),
  };
}

function check(form: Form, model: Model, options: object = {}, scale = 1): GradientCheck {
  return checkGradients(subjectOf(form, model, scale), {
    at: form.build(model.x),
    seed: model.seed,
    evidence: 'never',
    ...options,
  });
}

/** Consecutive parts of the vector under the given names, in the given order of keys. */
function named(names: readonly string[], cuts: readonly number[], order: readonly number[]): Form {
  return {
    build: flat =>
      Object.fromEntries(order.map(k => [names[k]!, Float64Array.from(flat.slice(cuts[k]!, cuts[k + 1]))])),
    read: (tree: Record<string, Float64Array>) => names.flatMap(name => [...tree[name]!]),
  };
}

const whole: Form = { build: flat => Float64Array.from(flat), read: (x: Float64Array) => [...x] };
const wanted = ({ wrong }: Model): string => (wrong === undefined ? 'correct' : 'incorrect');

/** What a check says but for names: every number of every coordinate. */
const numbersOf = ({ parameters }: GradientCheck): unknown => parameters.map(({ path: _, ...found }) => found);

const timeless = (found: GradientCheck): unknown => ({ ...found, cost: { ...found.cost, milliseconds: 0 } });

const runs = { numRuns: 60 };

/** Models whose mistake was once left undecided: among the last bits rounding was one-sided. */
const amongLastBits: readonly Model[] = [
  {
    x: [-0.160481444332999, 1.9909729187562688, -0.007021063189568706, -1.6429287863590771, 0.6549648946840522],
    weights: [0.5045408678102926, 0.963673057517659, 2.0151362260343086, 0.5045408678102926, 1.841574167507568],
    wrong: 0,
    seed: 262347,
  },
  {
    x: [1.4353059177532599, -1.9558676028084252, -1.287863590772317, -1.5697091273821464, -1.8385155466399197],
    weights: [1.9455095862764884, 0.7204843592330978, 0.8102926337033299, 1.1039354187689203, 1.8728557013118063],
    wrong: 0,
    seed: 14,
  },
];

describe('a verdict does not depend on', () => {
  it('the names of parameters', () => {
    // Keys that look like array indices come first in every object: those would change the order as well.
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter(text => !/^\d+$/.test(text));
    const names = fc.uniqueArray(name, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(models, names, (model, given) => {
        const cuts = [0, 1, model.x.length];
        const [plain, renamed] = [['a', 'b'], given].map(n => check(named(n, cuts, [0, 1]), model));
        expect(plain!.verdict).toBe(wanted(model));
        expect(numbersOf(renamed!)).toEqual(numbersOf(plain!));
      }),
      runs,
    );
  });

  it('their order', () => {
    fc.assert(
      fc.property(models, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (model, order) => {
        const cuts = [0, 1, 2, model.x.length];
        expect(check(named(['a', 'b', 'c'], cuts, order), model).verdict).toBe(wanted(model));
      }),
      { ...runs, examples: amongLastBits.map((model): [Model, number[]] => [model, [0, 1, 2]]) },
    );
  });

  it('how they are nested, in arrays, objects and tuples', () => {
    const flat = named(['a', 'b'], [0, 2, Number.POSITIVE_INFINITY], [0, 1]);
    const nested: Form = {
      build: x => ({ layers: [{ a: Float64Array.from(x.slice(0, 2)) }, [Float64Array.from(x.slice(2)), {}]] }),
      read: ({ layers: [{ a }, [b]] }: { layers: [{ a: Float64Array }, [Float64Array]] }) => [...a, ...b],
    };
    fc.assert(
      fc.property(models, model => {
        expect(numbersOf(check(nested, model))).toEqual(numbersOf(check(flat, model)));
      }),
      runs,
    );
  });

  it('the storage of the same numbers', () => {
    const forms: Form[] = [
      { build: x => [...x], read: (x: number[]) => x },
      {
        build: x => ({ data: Float64Array.from(x).reverse(), shape: [x.length], stride: [-1], offset: x.length - 1 }),
        read: ({ data }: { data: Float64Array }) => [...data].reverse(),
      },
    ];
    const bare = (found: GradientCheck): unknown => found.parameters.map(({ dtype: _, ...rest }) => rest);
    fc.assert(
      fc.property(models, model => {
        for (const form of forms) expect(bare(check(form, model))).toEqual(bare(check(whole, model)));
      }),
      runs,
    );
  });

  it('whether a parameter is split in two', () => {
    fc.assert(
      fc.property(models, fc.nat(), (model, at) => {
        const cut = 1 + (at % (model.x.length - 1));
        expect(check(whole, model).verdict).toBe(wanted(model));
        expect(check(named(['a', 'b'], [0, cut, model.x.length], [0, 1]), model).verdict).toBe(wanted(model));
      }),
      { ...runs, examples: amongLastBits.map((model): [Model, number] => [model, 2]) },
    );
  });

  it('the scale of the function, from 1e-30 to 1e30', () => {
    fc.assert(
      fc.property(models, fc.double({ min: -30, max: 30, noNaN: true }), fc.boolean(), (model, exponent, negative) => {
        const scale = (negative ? -1 : 1) * 10 ** exponent;
        expect(check(whole, model, {}, scale).verdict).toBe(wanted(model));
      }),
      runs,
    );
  });

  it('the scale of the function, when it is a power of two: not one bit', () => {
    const relative = (found: GradientCheck): unknown =>
      found.parameters.map(({ verdict, resolution, wrong, largestRelativeError, coordinates }) => {
        return { verdict, resolution, wrong, largestRelativeError, steps: coordinates.map(({ step }) => step) };
      });
    fc.assert(
      fc.property(models, fc.integer({ min: -100, max: 100 }), (model, exponent) => {
        expect(relative(check(whole, model, {}, 2 ** exponent))).toEqual(relative(check(whole, model)));
      }),
      runs,
    );
  });
});

describe('the same seed', () => {
  const coverages = fc.constantFrom('auto', 'every-coordinate', 'directions');

  it('replays every bit', () => {
    fc.assert(
      fc.property(models, coverages, (model, coverage) => {
        const [one, two] = [0, 1].map(() => timeless(check(whole, model, { coverage, evidence: 'always' })));
        expect(two).toEqual(one);
      }),
      runs,
    );
  });

  it('gives the same bits synchronously, asynchronously, with many calls in flight and in batches', async () => {
    await fc.assert(
      fc.asyncProperty(models, coverages, fc.integer({ min: 1, max: 9 }), async (model, coverage, concurrency) => {
        const subject = subjectOf(whole, model);
        const options = { at: whole.build(model.x), seed: model.seed, coverage, evidence: 'always' } as const;
        const sync = timeless(checkGradients(subject, options));
        // Answers arrive out of order: later calls wait less.
        let waiting = 40;
        const slow = async (x: unknown): Promise<unknown> => {
          for (let turns = waiting-- % 7; turns > 0; turns--) await undefined;
          return subject.value!(x);
        };
        expect(timeless(await checkGradients({ ...subject, value: slow }, { ...options, concurrency }))).toEqual(sync);
        const valueBatch = (points: readonly unknown[]): unknown => points.map(x => subject.value!(x));
        expect(timeless(checkGradients(subject, { ...options, valueBatch }))).toEqual(sync);
      }),
      { numRuns: 40 },
    );
  });
});
