import { checkGradients, type GradientCheck } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { numericOf } from '../../page/src/words/coordinates.ts';
import { toMarkdown } from '../../page/src/words/say.tsx';
import { toldOf } from '../../src/html/words/told.ts';
import { recorded } from '../runs.ts';

const told = (check: GradientCheck): string => {
  const { large, normal, hint, undecided } = toldOf(recorded('steep', check));
  const { title, note, remedies } = undecided!;
  return [large, normal, [hint], title, note, remedies[0]!].map(toMarkdown).join('\n');
};

test.each([
  ['cusp', (x: number[]) => Math.sqrt(Math.abs(x[0]!))],
  ['vertical-tangent', (x: number[]) => Math.cbrt(x[0]!)],
  ['edge-of-domain', (x: number[]) => Math.sqrt(x[0]!)],
] as const)('an infinite slope is told as what it is: %s', (shape, value) => {
  const check = checkGradients({ value, gradient: () => [0] }, { at: [0] });
  expect(check.inconclusive).toMatchObject({ reason: 'infinite-slope', shape });
  expect(told(check)).toMatchSnapshot();
});

test('an infinite slope of unknown shape', () => {
  const check = checkGradients({ value: (x: number[]) => Math.cbrt(x[0]!), gradient: () => [0] }, { at: [0] });
  const { shape: _, ...evidence } = check.inconclusive as Extract<
    GradientCheck['inconclusive'],
    { reason: 'infinite-slope' }
  >;
  expect(told({ ...check, inconclusive: evidence })).toMatchSnapshot();
});

test('an infinite claim is called one, and no slope is told that was not measured', () => {
  const check = checkGradients(
    { value: (x: number[]) => x[0]! ** 2, gradient: () => [Number.POSITIVE_INFINITY] },
    { at: [0.3] },
  );
  const { large, hint, undecided } = toldOf(recorded('divided by zero', check));
  expect([toMarkdown(large), hint]).toMatchInlineSnapshot(`
    [
      "No verdict: the derivative claimed at \`x[0]\` is infinite.",
      "infinite claim at x[0]",
    ]
  `);
  expect(toMarkdown(undecided!.remedies.at(-1)!)).toMatchInlineSnapshot(
    `"Where the function is smooth, look for a division by zero or an overflow in the derivative."`,
  );
});

test('a derivative that changes from call to call is told as that', () => {
  let state = 1;
  const dice = (): number => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const check = checkGradients({ value: (x: number[]) => x[0]! ** 2, gradient: () => [dice()] }, { at: [0.3] });
  const { large, hint } = toldOf(recorded('dropout', check));
  expect([toMarkdown(large), hint]).toMatchInlineSnapshot(`
    [
      "No verdict: the derivative is not deterministic.",
      "two calls, two different gradients",
    ]
  `);
});

const value = ({ u, v }: { u: number[]; v: number[] }): number =>
  [...u, ...v].reduce((sum, x, i) => sum + (i + 1) * x ** 2, 0) + u[0]! * v[1]!;
const at = { u: [0.3, -0.7, 1.1], v: [0.9, 0.4] };
const right = ({ u, v }: typeof at): typeof at => ({
  u: u.map((x, i) => 2 * (i + 1) * x + (i === 0 ? v[1]! : 0)),
  v: v.map((x, i) => 2 * (i + 4) * x + (i === 1 ? u[0]! : 0)),
});
const minus = (x: number): number => -x;

test.each([
  [
    'one flipped',
    value,
    (p: typeof at) => ({ ...right(p), v: right(p).v.map(minus) }),
    at,
    'Change its sign and all 2 agree within the error bound. The other parameter is correct.',
  ],
  [
    'both flipped',
    value,
    (p: typeof at) => ({ u: right(p).u.map(minus), v: right(p).v.map(minus) }),
    at,
    'Change their signs and all 5 agree',
  ],
  [
    'one flipped, the other NaN',
    value,
    (p: typeof at) => ({ u: right(p).u.map(() => Number.NaN), v: right(p).v.map(minus) }),
    at,
    'Change the sign of `v` and all 2 agree',
  ],
  ['a corner', Math.abs, () => 2, 0, 'The function has a corner there: any value between its one-sided slopes'],
  [
    'no number',
    (x: number) => x ** 2,
    () => Number.NaN,
    0.5,
    'One analytic value is NaN where the function is finite.',
  ],
] as const)('what is wrong is told in sentences that hold: %s', (name, f, gradient, point, words) => {
  const check = checkGradients({ value: f, gradient } as never, { at: point as never }) as GradientCheck;
  expect(check.verdict).toBe('incorrect');
  const { normal } = toldOf(recorded('wrong', check));
  expect(toMarkdown(normal)).toContain(words);
  if (name === 'a corner' || name === 'no number') expect(toMarkdown(normal)).not.toContain('error bound');
});

test('of a gradient that grows, no coordinates are counted', () => {
  let grown = 0;
  const gradient = (x: number): number => (grown += 2 * x);
  const check = checkGradients({ value: (x: number) => x ** 2, gradient }, { at: 0.5 });
  const { large, normal } = toldOf(recorded('grows', check));
  expect(toMarkdown(large)).toBe('The gradient of `x` grows with each call.');
  expect(toMarkdown(normal)).toMatch(/^Called three times at the same point/);
});

test('a table shows a range at a corner, and nothing of what was not measured', () => {
  const rowOf = (f: (x: number) => number, gradient: () => number, point: number) =>
    numericOf(checkGradients({ value: f, gradient }, { at: point }).parameters[0]!.coordinates[0]!);
  expect(rowOf(Math.abs, () => 2, 0)).toEqual({ value: '-1 to 1', bound: '' });
  expect(
    rowOf(
      x => x ** 2,
      () => Number.NaN,
      0.5,
    ),
  ).toEqual({ value: 'not measured', bound: '' });
  expect(
    rowOf(
      x => x ** 2,
      () => 7,
      0.5,
    ).value,
  ).toBe('1.00000');
});

test('what a correct check proved is told with its exceptions', () => {
  const normalOf = (subject: object, point: unknown): string =>
    toMarkdown(toldOf(recorded('correct', checkGradients(subject as never, { at: point as never }))).normal);
  const blind = {
    value: ({ a, b }: { a: number; b: number }) => 10 + a ** 2 + 0 * b,
    gradient: ({ a }: { a: number }) => ({ a: 2 * a, b: 0 }),
  };
  expect(normalOf(blind, { a: 0.5, b: 0.3 })).toMatch(/or more would have been noticed\*\*, but not in `b`\.$/);
  expect(normalOf({ value: (x: number) => Math.max(0, x), gradient: () => 0 }, 0)).toContain(
    'The function has a corner here',
  );
  expect(normalOf({ value: () => 3, gradient: () => 0 }, 0.5)).toContain(
    'both vanish, so a wrong factor could not show',
  );
});

test('where both sides vanish, page, list and terminal say the same', () => {
  const flat = checkGradients({ value: () => 3, gradient: () => [0, 0] }, { at: [1, 2] });
  const partly = checkGradients(
    { value: ([a]: number[]) => a! ** 2, gradient: ([a]: number[]) => [2 * a!, 0, 0] },
    { at: [1, 2, 3] },
  );
  const named = checkGradients(
    {
      value: ({ a }: { a: number; b: number; c: number }) => a ** 2,
      gradient: ({ a }: { a: number }) => ({ a: 2 * a, b: 0, c: 0 }),
    },
    { at: { a: 1, b: 2, c: 3 } },
  );
  const { large } = toldOf(recorded('flat', flat));
  expect(toMarkdown(large)).toBe(`${flat.summary}.`);
  expect([flat, partly, named].map(check => toldOf(recorded('x', check)).hint)).toEqual([
    'both sides vanish here',
    '',
    'both sides of 2 parameters vanish',
  ]);
  const one = { ...named, warnings: named.warnings.slice(0, 1) };
  expect(toldOf(recorded('x', one)).hint).toBe('both sides of b vanish');
});
