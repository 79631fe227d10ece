import { describe, expect, it } from 'vitest';
import { checkGradients, type Differentiable } from '../src/index.ts';
import { thrownBy } from './said.ts';

/** The user's parameters hold their original bits after whatever happens, at whatever call it happens. */

const data = Float64Array.of(0.1, -0, 0.3, 0.4, 5e-324, 0.6);
const storages: readonly [name: string, at: () => object][] = [
  ['Float64Array', () => Float64Array.of(0.1, -0, 0.3)],
  ['Float32Array', () => Float32Array.of(0.1, -0, 0.3)],
  [
    'nested arrays',
    () => [
      [0.1, -0],
      [0.3, 0.7],
    ],
  ],
  ['a strided n-d array', () => ({ data: data.slice(), shape: [2, 2], stride: [3, 1], offset: 1 })],
  ['an n-d array over an array', () => ({ data: Array.from(data), shape: [3, 2] })],
  ['objects and tuples', () => ({ layers: [{ W: [[0.1, 0.2]], b: 0.3 }, Float64Array.of(-0, 0.5)] })],
  ['more numbers than are copied for every call', () => Float64Array.from({ length: 300 }, (_, k) => Math.sin(k))],
];

/** Every number with its sign and its bits, holes between strides included. */
function bitsOf(tree: unknown): string {
  return JSON.stringify(tree, (_, value: unknown) => {
    if (Object.is(value, -0)) return '-0';
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array, x => (Object.is(x, -0) ? '-0' : x)) : value;
  });
}

/** Every container of numbers that a function may write to. */
function arraysIn(tree: unknown): { [k: number]: number; length: number }[] {
  if (typeof tree !== 'object' || tree === null) return [];
  if (ArrayBuffer.isView(tree)) return [tree as Float64Array];
  if (Array.isArray(tree) && tree.every(x => typeof x === 'number')) return [tree];
  return Object.values(tree).flatMap(arraysIn);
}

function vandalise(tree: unknown): void {
  for (const array of arraysIn(tree)) for (let k = 0; k < array.length; k++) array[k] = 99;
  if (typeof tree === 'object' && tree !== null && !ArrayBuffer.isView(tree)) {
    for (const key of Object.keys(tree)) {
      const holder = tree as Record<string, unknown>;
      if (typeof holder[key] === 'number') holder[key] = 99;
    }
  }
}

const numbersIn = (tree: unknown): number[] => {
  if (typeof tree === 'number') return [tree];
  if (ArrayBuffer.isView(tree)) return Array.from(tree as Float64Array);
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, part]) => (/shape|stride|offset/.test(key) ? [] : numbersIn(part)));
};
const sum = (tree: unknown): number => numbersIn(tree).reduce((total, x) => total + Math.sin(x), 0);
const like = (tree: unknown, f: (x: number) => number): unknown => {
  if (typeof tree === 'number') return f(tree);
  if (ArrayBuffer.isView(tree)) return Float64Array.from(tree as Float64Array, f);
  if (Array.isArray(tree)) return tree.map(part => like(part, f));
  return Object.fromEntries(
    Object.entries(tree as object).map(([key, part]) => [
      key,
      /shape|stride|offset/.test(key) ? structuredClone(part) : like(part, f),
    ]),
  );
};

/** Every form over a sum of sines; entries between the strides of an n-d array do not vary, and are not asked about. */
const forms: readonly [name: string, subject: Differentiable<unknown>][] = [
  ['gradient', { value: sum, gradient: p => like(p, Math.cos) }],
  ['valueAndGradient', { valueAndGradient: p => ({ value: sum(p), gradient: like(p, Math.cos) }) }],
  [
    'vjp',
    {
      value: p => [sum(p), 2 * sum(p)],
      vjp: (p, c) => like(p, x => Math.cos(x) * ((c as number[])[0]! + 2 * (c as number[])[1]!)),
    },
  ],
  [
    'jvp',
    { value: sum, jvp: (p, t) => numbersIn(p).reduce((total, x, k) => total + Math.cos(x) * numbersIn(t)[k]!, 0) },
  ],
  ['jacobian', { value: sum, jacobian: p => like(p, Math.cos) }],
  [
    'hvp',
    {
      value: sum,
      gradient: p => like(p, Math.cos),
      hvp: (p, t) => {
        const along = numbersIn(t);
        let k = 0;
        return like(p, x => -Math.sin(x) * along[k++]!);
      },
    },
  ],
];

type Member = (...args: unknown[]) => unknown;

/** The subject with something happening at the n-th call of any member, counted over all of them. */
function disturbed(
  subject: Differentiable<unknown>,
  happen: (call: number, point: unknown) => void,
): Differentiable<unknown> {
  let call = 0;
  const members = Object.entries(subject) as [string, Member][];
  return Object.fromEntries(
    members.map(([name, member]) => [
      name,
      (...args: unknown[]) => {
        const result = member(...args);
        happen(call++, args[0]);
        return result;
      },
    ]),
  );
}

function callsOf(subject: Differentiable<unknown>, at: unknown): number {
  let calls = 0;
  const counted = disturbed(subject, () => {
    calls++;
  });
  checkGradients(counted, { at, evidence: 'never' });
  return calls;
}

/** Every call for small points; for large ones the first, the last, and some between. */
function indices(calls: number): number[] {
  if (calls <= 120) return Array.from({ length: calls }, (_, k) => k);
  return [0, 1, 2, 3, 4, 5, 17, 18, 19, 63, 64, 65, calls >> 1, calls - 2, calls - 1];
}

describe.each(storages)('%s', (storage, make) => {
  // Entries between strides and n-d derivatives of every form: gradients suffice there.
  const simple = /strided/.test(storage);
  const applicable = simple ? [] : forms.filter(([form]) => !(/more/.test(storage) && /jvp|hvp/.test(form)));

  it.each(applicable)(
    '%s: success, failure, a throw and an abort at every call, mutation at every call',
    (_, subject) => {
      const at = make();
      const before = bitsOf(at);
      const calls = callsOf(subject, at);
      expect(bitsOf(at)).toBe(before);
      const wrong = {
        ...subject,
        ...('gradient' in subject ? { gradient: (p: unknown) => like(p, x => 2 * Math.cos(x)) } : {}),
      };
      checkGradients(wrong, { at });
      expect(bitsOf(at)).toBe(before);
      for (const fatal of indices(calls)) {
        const original = new Error('fatal');
        const throwing = disturbed(subject, (call, point) => {
          vandalise(point);
          if (call === fatal) throw original;
        });
        const error = thrownBy(() => checkGradients(throwing, { at, evidence: 'never' }));
        expect([error.code, error.cause, bitsOf(at)]).toEqual(['ERR_USER_FUNCTION', original, before]);

        const controller = new AbortController();
        const aborting = disturbed(subject, call => {
          if (call === fatal) controller.abort('enough');
        });
        const aborted = thrownBy(() => checkGradients(aborting, { at, evidence: 'never', signal: controller.signal }));
        expect(aborted).toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
        expect(bitsOf(at)).toBe(before);

        const mutating = disturbed(subject, (call, point) => {
          if (call === fatal) vandalise(point);
        });
        expect(checkGradients(mutating, { at, evidence: 'never' }).verdict).toBe('correct');
        expect(bitsOf(at)).toBe(before);
      }
    },
  );

  it('asynchronous, many calls in flight: a rejection at every call, and nothing runs on after it', async () => {
    const at = make();
    const before = bitsOf(at);
    const value = (p: unknown): number => (simple ? sum((p as { data: unknown }).data) : sum(p));
    const subject = {
      value,
      gradient: (p: unknown) =>
        simple
          ? { data: Float64Array.from([1, 2, 4, 5], k => Math.cos((p as { data: number[] }).data[k]!)), shape: [2, 2] }
          : like(p, Math.cos),
    };
    const calls = callsOf(subject, at);
    let rejected = 0;
    for (const fatal of indices(calls)) {
      let running = 0;
      let count = 0;
      const later = async (p: unknown): Promise<number> => {
        const mine = count++;
        running++;
        await undefined;
        const result = value(p);
        vandalise(p);
        running--;
        if (mine === fatal) throw new Error('fatal');
        return result;
      };
      const check = checkGradients({ ...subject, value: later }, { at, evidence: 'never', concurrency: 4 });
      const ended = await check.then(
        () => 'done',
        error => error.code,
      );
      // Calls of the gradient are counted among all of them, and reject nothing.
      expect([ended, running, bitsOf(at)]).toEqual([fatal < count ? 'ERR_USER_FUNCTION' : 'done', 0, before]);
      if (ended !== 'done') rejected++;
    }
    expect(rejected).toBeGreaterThan(10);
  });

  it('in batches: a throw in every batch', () => {
    const at = make();
    const before = bitsOf(at);
    const value = (p: unknown): number => (simple ? sum((p as { data: unknown }).data) : sum(p));
    const gradient = (p: unknown): unknown =>
      simple
        ? { data: Float64Array.from([1, 2, 4, 5], k => Math.cos((p as { data: number[] }).data[k]!)), shape: [2, 2] }
        : like(p, Math.cos);
    let fatal = 0;
    for (; ; fatal++) {
      let batch = 0;
      const valueBatch = (points: readonly unknown[]): number[] => {
        const values = points.map(value);
        for (const point of points) vandalise(point);
        if (batch++ === fatal) throw new Error('fatal');
        return values;
      };
      let failed = false;
      try {
        checkGradients({ value, gradient }, { at, evidence: 'never', valueBatch });
      } catch (error) {
        failed = true;
        expect((error as Error).message).toMatch(
          /ERR_USER_FUNCTION: valueBatch\(\) threw at a batch of \d+ points: fatal/,
        );
      }
      expect(bitsOf(at)).toBe(before);
      if (!failed) break;
    }
    // One that confirms the batch, one for the noise, and at least one for the coordinates.
    expect(fatal).toBeGreaterThanOrEqual(3);
  });
});
