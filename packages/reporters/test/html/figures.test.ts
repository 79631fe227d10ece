import { checkGradients, type GradientCheck, type RecordedCheck } from '@gradcheck/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILTERS, type Filter, matcherOf } from '../../page/src/browser/filter.ts';
import { routeOf } from '../../page/src/browser/route.ts';
import { checkIds } from '../../page/src/data/check-ids.ts';
import { listItems } from '../../page/src/data/list-item.ts';
import { beeswarm } from '../../page/src/figures/beeswarm.ts';
import { decades } from '../../page/src/figures/decades.ts';
import { overviewLayout } from '../../page/src/figures/overview.tsx';
import { duration, plain, precise, short, signed } from '../../page/src/numbers.ts';
import { nameOfVerdict } from '../../page/src/view/words-of-verdict.ts';
import { commandOf } from '../../page/src/words/run-again.ts';
import { code, say, toMarkdown } from '../../page/src/words/say.tsx';
import { toldOf } from '../../src/html/words/told.ts';
import { verdictWords } from '../../src/html/words/verdict.ts';
import { mergeRuns } from '../../src/index.ts';
import { recorded, runOf } from '../runs.ts';
import { correct, incorrect, titled } from './runs.ts';

test('dots of the overview stand on the ground or on one another, and none overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 120 }), xs => {
      const places = beeswarm(xs, 5);
      places.forEach((a, i) => {
        expect(a.x).toBe(xs[i]);
        expect(a.height).toBeGreaterThanOrEqual(5);
        for (const b of places.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.height - b.height)).toBeGreaterThan(9.99);
      });
    }),
    { numRuns: 40 },
  );
});

test('from 300 checks on, the correct ones are bars and the others stay dots', () => {
  const marks = Array.from({ length: 300 }, (_, k) => ({
    id: String(k),
    verdict: k % 100 === 0 ? ('incorrect' as const) : ('correct' as const),
    tone: k % 100 === 0 ? ('incorrect' as const) : ('correct' as const),
    standing: 10 ** -((k % 130) / 10),
  }));
  const few = overviewLayout(marks.slice(1), 700);
  expect([few.places.length, few.bars.length]).toEqual([299, 0]);
  const many = overviewLayout(marks, 700);
  expect(many.places.length).toBe(3);
  expect(many.bars.length).toBeGreaterThan(5);
  for (const { y } of few.places) expect(y).toBeGreaterThan(20);
});

test('correct where no relative error could show: beside the axis, apart from what has no verdict', () => {
  const checks = [
    correct,
    checkGradients({ value: () => 3, gradient: () => 0 }, { at: 1 }),
    checkGradients({ value: Math.abs, gradient: () => 0 }, { at: 0 }),
    checkGradients({ value: Math.floor, gradient: () => 0 }, { at: 4 }),
  ];
  const items = listItems(
    checks.map((check, k) => {
      const recorded = titled(`${k}`, check, 'a.test.ts');
      return { recorded, told: toldOf(recorded) };
    }),
  );
  expect(items.slice(1).map(({ figure }) => figure)).toEqual(['vacuous', 'corner', 'jump']);
  for (const width of [330, 700]) {
    const { axis, blind, undecided, places } = overviewLayout(items, width);
    const slots = [axis, blind!, blind!, undecided];
    for (const { mark, x } of places) {
      const [from, to] = slots[mark]!;
      expect(x).toBeGreaterThan(from);
      expect(x).toBeLessThan(to);
    }
    expect(axis[1]).toBeLessThan(blind![0]);
    expect(blind![1]).toBeLessThan(undecided[0]);
    expect(overviewLayout([items[0]!, items[3]!], width).blind).toBeUndefined();
  }
});

test.each([
  [1.234e-9, '1.2e-9', '1.23400e-9', '+1.23e-9'],
  [-0.418730159, '-0.42', '-0.418730', '-0.419'],
  [0.05, '0.050', '0.0500000', '+0.0500'],
  [1, '1.0', '1.00000', '+1.00'],
  [152.4, '152', '152.400', '+152'],
  [0, '0', '0', '0'],
  ['-0', '0', '0', '0'],
  ['NaN', 'NaN', 'NaN', 'NaN'],
  ['-Infinity', '-Infinity', '-Infinity', '-Infinity'],
] as const)('%s in prose, in a table, as a relative error', (value, inProse, inTable, asError) => {
  expect([plain(value), precise(value), signed(value)]).toEqual([inProse, inTable, asError]);
  expect(short(value)).toBe(inProse.replaceAll('-', '−'));
});

test('durations and powers of ten', () => {
  expect([22.4, 1840].map(duration)).toEqual(['22\u00a0ms', '1.84\u00a0s']);
  expect(decades(1e-14, 10, 5)).toEqual([-12, -8, -4, 0]);
});

test('addresses do not depend on the order in which tests finished', () => {
  const checks = [
    titled('same', correct, 'a/mlp.test.ts'),
    titled('same', correct, 'b/mlp.test.ts'),
    recorded('same', correct, { titles: ['same'], file: 'c/mlp.spec.tsx', shard: '2/3' }),
    titled('Ünïcode & more', correct, 'losses.test.mjs'),
    titled('same', incorrect, 'a/other_test.js'),
  ];
  expect(checkIds(checks)).toEqual([
    'mlp/same',
    'mlp/same-2',
    'mlp/same-shard-2',
    'losses/u-ni-code-more',
    'other/same',
  ]);
  expect(checkIds([...checks].reverse()).reverse()).toEqual(checkIds(checks));
});

test('an address leads to a check and a parameter, whatever they are called', () => {
  expect(routeOf('#/mlp/same?t=layers.0%2Fbias')).toEqual({ id: 'mlp/same', parameter: 'layers.0/bias' });
  expect(routeOf('#/mlp/%')).toEqual({ id: 'mlp/%', parameter: undefined });
  for (const hash of ['', '#', '#checks']) expect(routeOf(hash).id).toBeUndefined();
});

test('all words must occur, in any place; excluded ones must not', () => {
  const items = listItems(
    [correct, incorrect].map(check => {
      const recorded = titled('dense layer', check, 'mlp.test.ts');
      return { recorded, told: toldOf(recorded) };
    }),
  );
  const found = (query: string): number => items.filter(matcherOf(query, 'all')).length;
  expect(['DENSE mlp', 'dense -transposed', 'float64 w', 'float32', '-', '  '].map(found)).toEqual([2, 1, 2, 0, 2, 2]);
});

test('Markdown shows names as they are', () => {
  expect(toMarkdown(say`The gradient of ${code('a`b')} *is* <wrong>`)).toBe(
    'The gradient of `` a`b `` \\*is\\* \\<wrong\\>',
  );
});

test('the command to run a check again survives a shell and a regular expression', () => {
  const { check: _, ...bare } = titled("it's 50% (of $HOME) [x]", correct, 'a b.test.ts');
  expect(commandOf(bare, 'jest')).toBe(`npx jest "a b.test.ts" -t 'it'\\''s 50% \\(of \\$HOME\\) \\[x\\]'`);
  expect(commandOf({ ...bare, titles: ['plain, name'], project: 'browser' }, 'vitest')).toBe(
    'npx vitest run "a b.test.ts" --project browser -t "plain, name"',
  );
});

test('the command of a merged run is that of the runner, the folder and the project that the check came from', () => {
  const check = recorded('a', correct, { project: 'node' });
  const [inVitest, inJest] = mergeRuns([
    runOf([check], { folder: 'packages/x' }),
    runOf([check], { folder: 'packages/y z', runner: { name: 'jest', version: '30' } }),
  ]).checks;
  expect([inVitest, inJest].map(one => commandOf(one!, 'vitest'))).toEqual([
    'cd packages/x && npx vitest run test/a.test.ts --project node -t "suite a"',
    'cd "packages/y z" && npx jest test/a.test.ts --selectProjects node -t "suite a"',
  ]);
});

test('one cause of several wrong gradients is told in the plural', () => {
  const both = incorrect.parameters.map(p => ({ ...p, verdict: 'incorrect' as const, wrong: p.size }));
  const told = (phrase: string, where: string[]): string => {
    const [diagnosis] = incorrect.diagnoses;
    return toMarkdown(
      verdictWords({ ...incorrect, parameters: both, diagnoses: [{ ...diagnosis!, phrase, where }] }).large,
    );
  };
  expect(told('it looks transposed', ['W', 'b'])).toBe('The gradients of `W` and `b` look transposed.');
  expect(told('it is 2 times too large', ['W', 'b'])).toBe('The gradients of `W` and `b` are 2 times too large.');
  expect(told('its sign looks flipped', ['W', 'b'])).toBe('The signs of the gradients of `W` and `b` look flipped.');
  expect(told('the two look swapped', ['W', 'b'])).toBe(
    'The gradients of `W` and `b` are wrong: the two look swapped.',
  );
  expect(told('it looks transposed', ['W'])).toBe('The gradients of `W` and `b` are wrong.');
  expect(toMarkdown(verdictWords({ ...incorrect, parameters: both }).normal)).toContain('**12 of 12** partial');
});

test('a mistake that the test expects is no alarm, and one that was not found is', () => {
  const planted = (check: GradientCheck): RecordedCheck => ({
    ...titled('planted', check, 'a.test.ts'),
    expectation: 'incorrect',
    passed: check.verdict === 'incorrect',
  });
  const items = listItems(
    [titled('plain', incorrect, 'a.test.ts'), planted(incorrect), planted(correct)].map(recorded => ({
      recorded,
      told: toldOf(recorded),
    })),
  );
  expect(items.map(item => [item.tone, nameOfVerdict(item), item.hint])).toEqual([
    ['incorrect', 'Incorrect', 'W looks transposed'],
    ['expected', 'Incorrect, as expected', 'as expected: W looks transposed'],
    ['incorrect', 'Correct, a mistake was expected', 'a mistake was expected here'],
  ]);
  const countOf = (filter: Filter): number => items.filter(matcherOf('', filter)).length;
  expect(FILTERS.map(countOf)).toEqual([3, 2, 0, 1]);
  const [, found, missed] = items.map(({ entry }) => toMarkdown(entry.told.normal));
  expect(found).toMatch(/ \*\*As expected:\*\* the test asserts `\.not`, and passes\.$/);
  expect(missed).toMatch(/ \*\*A mistake was expected:\*\* the test asserts `\.not`, and fails\.$/);
});

test('what is as it should be becomes bars where its dots would be too small to see', () => {
  const mark = (tone: 'correct' | 'expected' | 'incorrect', standing: number, k: number) => ({
    id: `${tone}${k}`,
    verdict: tone === 'correct' ? ('correct' as const) : ('incorrect' as const),
    tone,
    standing,
  });
  const marks = [
    ...Array.from({ length: 30 }, (_, k) => mark('correct', 1, k)),
    ...Array.from({ length: 60 }, (_, k) => mark('expected', 1, k)),
    mark('incorrect', 1, 0),
  ];
  const { bars, places } = overviewLayout(marks, 700);
  expect(bars.map(({ tone }) => tone)).toEqual(['correct', 'expected']);
  expect(bars[1]!.height).toBeCloseTo(2 * bars[0]!.height);
  expect(bars[1]!.y).toBeCloseTo(bars[0]!.y - bars[0]!.height);
  expect(places.map(place => marks[place.mark]!.tone)).toEqual(['incorrect']);
});
