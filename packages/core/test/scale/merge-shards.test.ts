import { describe, expect, it } from 'vitest';
import { type CheckOptions, checkGradients, type GradientCheck, mergeShards } from '../../src/index.ts';
import { classifier as at, type Classifier, subjects } from './subjects.ts';

const subject = subjects.right!;

function shardsOf(options: Partial<CheckOptions<Classifier>> = {}, of = subject): GradientCheck[] {
  return [0, 1, 2].map(index => checkGradients(of, { at, ...options, shard: { index, count: 3 } }));
}

/** The text of a refusal. */
function refusal(merge: () => unknown): string {
  try {
    merge();
  } catch (error) {
    expect(error).toMatchObject({ name: 'GradcheckError', code: 'ERR_OPTION' });
    return (error as Error).message;
  }
  return 'no refusal';
}

const elsewhere: Classifier = { ...at, scale: 0.7001 };

describe('shards that do not make one check', () => {
  const shards = shardsOf();
  const merge = (some: readonly unknown[], options: Partial<CheckOptions<Classifier>> = {}) =>
    refusal(() => mergeShards(subject, { at, ...options }, some as GradientCheck[]));

  it('one is missing, or there twice', () => {
    expect(merge([])).toMatch(/found +no shard\n/);
    expect(merge(shards.slice(1))).toMatch(/no shard 0 of 3/);
    expect(merge([...shards, shards[1]!])).toMatchInlineSnapshot(`
      "ERR_OPTION: the shards do not make one check

        found      shard 1 of 3 more than once
        expected   each of shards 0 to 2 once"
    `);
  });

  it('something else is among them', () => {
    expect(merge([checkGradients(subject, { at })])).toMatch(/without shard values/);
    expect(merge([undefined])).toMatch(/without shard values/);
    expect(merge([Promise.resolve(shards[0])])).toMatchInlineSnapshot(`
      "ERR_OPTION: the shards do not make one check

        found      a promise
        expected   a check

        Await every shard before the merge."
    `);
  });

  it('another seed, another order', () => {
    expect(merge(shards, { seed: 7 })).toMatch(/seed 42 in shard 0\n.*seed 7, as in the options/);
    expect(merge(shards, { order: 2 })).toMatch(/order 1 in shard 0\n.*order 2, as in the options/);
  });

  it('other parameters', () => {
    expect(merge(shards, { wrt: ['W'] })).toMatchInlineSnapshot(`
      "ERR_OPTION: the shards do not make one check

        found      b (12), scale (scalar) in shard 0
        expected   W (84, float64), as here

        Merge with the subject, the point and the options that made the shards, without \`shard\`."
    `);
    expect(merge(shardsOf({ wrt: ['b', 'W'] }))).toMatchInlineSnapshot(`
      "ERR_OPTION: the shards do not make one check

        found      no scale (scalar) in shard 0
        expected   scale (scalar), as here

        Merge with the subject, the point and the options that made the shards, without \`shard\`."
    `);
    expect(merge(shards, { at: { ...at, W: Float32Array.from(at.W) as never } })).toMatchInlineSnapshot(`
      "ERR_OPTION: the shards do not make one check

        found      W (84, float64) in shard 0
        expected   W (84, float32), as here

        Merge with the subject, the point and the options that made the shards, without \`shard\`."
    `);
  });

  it('another point, found at the first value that is taken', () => {
    let calls = 0;
    const counting = {
      ...subject,
      value: (p: Classifier) => {
        calls++;
        return subject.value(p);
      },
    };
    expect(refusal(() => mergeShards(counting, { at: elsewhere }, shards))).toMatchInlineSnapshot(`
      "ERR_OPTION: the shards do not make one check

        found      value 20.855581839989185 in shard 0, a step along W[0]
        expected   value 20.858561208823467, as here

        The shard is of another function, or was made at another point.
        Merge with the subject, the point and the options that made the shards, without \`shard\`."
    `);
    expect(calls).toBeLessThan(20);
  });

  it.each([0, 1, 2])('another point in shard %i alone', index => {
    const others = shardsOf({ at: elsewhere });
    const mixed = shards.map((shard, k) => (k === index ? others[k]! : shard));
    expect(merge(mixed)).toContain(`in shard ${index}`);
  });

  it('another function, equal at the point', () => {
    const offset = subject.value(at);
    const other = { ...subject, value: (p: Classifier) => offset + 3 * (subject.value(p) - offset) };
    expect(refusal(() => mergeShards(other, { at }, shards))).toMatch(/along W\[\d+\]/);
  });

  it('another point of an asynchronous function, in batches', async () => {
    const later = { ...subject, value: async (p: Classifier) => subject.value(p) };
    await expect(mergeShards(later, { at: elsewhere, concurrency: 4 }, shards)).rejects.toThrow(
      /do not make one check/,
    );
    const valueBatch = (points: readonly Classifier[]) => points.map(subject.value);
    expect(refusal(() => mergeShards(subject, { at: elsewhere, valueBatch }, shards))).toMatch(/do not make one check/);
  });

  it('nothing but the value at the point to tell by', () => {
    const exact = { value: ({ x }: { x: number }) => (x > 0 ? Number.NaN : x), gradient: () => ({ x: 1 }) };
    const alone = [checkGradients(exact, { at: { x: -1 }, shard: { index: 0, count: 1 } })];
    expect(refusal(() => mergeShards(exact, { at: { x: 1 } }, alone))).toMatchInlineSnapshot(`
      "ERR_OPTION: the shards do not make one check

        found      value -1 at the point, in shard 0
        expected   value NaN, as here

        The shard is of another function, or was made at another point.
        Merge with the subject, the point and the options that made the shards, without \`shard\`."
    `);
  });
});

describe('shards that make one check', () => {
  it('the derivative was mended meanwhile: values are of the function alone', () => {
    const shards = shardsOf({}, subjects['all wrong']!);
    expect(mergeShards(subject, { at }, shards).verdict).toBe('correct');
  });

  it('what is asked of the result may be decided at the merge', () => {
    const shards = shardsOf({}, subjects['all wrong']!);
    const merged = mergeShards(subjects['all wrong']!, { at, accept: { relative: 1 } }, shards);
    expect(merged.verdict).toBe('correct');
  });

  it('each machine rounds in its own way', () => {
    const rounding = (ulps: number) => ({
      ...subject,
      value: (p: Classifier) => subject.value(p) * (1 + ulps * 2 ** -52),
    });
    const shards = [0, 1, 2].map(index => checkGradients(rounding(index), { at, shard: { index, count: 3 } }));
    expect(mergeShards(rounding(3), { at }, shards).verdict).toBe('correct');
  });

  it('a function with noise of its own', () => {
    let state = 1;
    const noisy = {
      ...subject,
      value: (p: Classifier) => {
        state = (state * 16807) % 2147483647;
        return subject.value(p) * (1 + 1e-9 * (state / 2147483647 - 0.5));
      },
    };
    expect(mergeShards(noisy, { at }, shardsOf({}, noisy)).verdict).toBe('correct');
  });

  it('without a verdict: the function answers differently each time', () => {
    let calls = 0;
    const drawing = { ...subject, value: (p: Classifier) => subject.value(p) + Math.sin(++calls) };
    expect(mergeShards(drawing, { at }, shardsOf({}, drawing)).reason).toBe('nondeterministic');
  });
});

describe('every form of a claim, and options that choose samples', () => {
  const at = { A: [0.3, -0.2, 0.5, 0.7], s: 0.4 };
  type P = typeof at;
  const outputs = ({ A, s }: P): number[] => [A[0]! * A[1]! + s ** 2, Math.exp(A[2]!) * s, Math.sin(A[3]! * s)];
  const rows = ({ A, s }: P): number[][] => [
    [A[1]!, A[0]!, 0, 0, 2 * s],
    [0, 0, Math.exp(A[2]!) * s, 0, Math.exp(A[2]!)],
    [0, 0, 0, s * Math.cos(A[3]! * s), A[3]! * Math.cos(A[3]! * s)],
  ];
  const vector = {
    value: outputs,
    vjp: (p: P, u: number[]) => {
      const g = [0, 1, 2, 3, 4].map(j => rows(p).reduce((sum, row, i) => sum + u[i]! * row[j]!, 0));
      return { A: g.slice(0, 4), s: g[4]! };
    },
    jvp: (p: P, t: P) => rows(p).map(row => [...t.A, t.s].reduce((sum, v, j) => sum + row[j]! * v, 0)),
    jacobian: (p: P) => ({ A: rows(p).map(row => row.slice(0, 4)), s: rows(p).map(row => row[4]!) }),
  };
  const scalar = {
    value: ({ A, s }: P) => A.reduce((sum, a) => sum + a ** 3, 0) * s,
    gradient: ({ A, s }: P) => ({ A: A.map(a => 3 * a ** 2 * s), s: A.reduce((sum, a) => sum + a ** 3, 0) }),
    hvp: ({ A, s }: P, t: P) => ({
      A: A.map((a, i) => 6 * a * s * t.A[i]! + 3 * a ** 2 * t.s),
      s: A.reduce((sum, a, i) => sum + 3 * a ** 2 * t.A[i]!, 0),
    }),
  };

  it.each<[string, object, Partial<CheckOptions<P>>]>([
    ['vector-valued', vector, {}],
    ['of second order', scalar, { order: 2 }],
    ['within bounds', scalar, { bounds: { s: [0.4, 1] } }],
    ['of some parameters', scalar, { wrt: ['A'] }],
    ['with a structure', scalar, { structure: { A: tangent => tangent } }],
    ['with a budget', scalar, { maxEvaluations: 60 }],
  ])('%s', (_, form, options) => {
    const shards = [0, 1].map(index =>
      checkGradients(form, { at, ...options, shard: { index, count: 2 } }),
    ) as GradientCheck[];
    const { cost: _cost, ...merged } = mergeShards(form, { at, ...options }, shards) as GradientCheck;
    const { cost: _own, ...alone } = checkGradients(form, { at, ...options }) as GradientCheck;
    if (options.maxEvaluations === undefined) expect(merged).toEqual(alone);
    else expect(merged.verdict).toBe('correct');
  });
});
