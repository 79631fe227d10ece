import { expect, it } from 'vitest';
import type { Vitest } from 'vitest/node';
import { addToSummary, summaryOf } from './summary.ts';

const window = () => ({ options: { getWindow: () => ['', ' Tests 1 passed', ''] } });
const vitestWith = (...reporters: object[]): Vitest => ({ reporters }) as unknown as Vitest;

it.each([
  ['default', { summary: { renderer: window() } }],
  ['dot', { renderer: window() }],
])('gets rows while there are any (%s)', (_, reporter) => {
  const summary = summaryOf(vitestWith({}, reporter))!;
  const rows: string[] = [];
  addToSummary(summary, () => rows);
  expect(summary.getWindow()).toEqual(['', ' Tests 1 passed', '']);
  rows.push('half-way');
  expect(summary.getWindow()).toEqual(['', ' Tests 1 passed', 'half-way', '']);
});

it('is missed where Vitest shows none', () => {
  expect(summaryOf(vitestWith({ summary: undefined }, {}))).toBeUndefined();
  expect(summaryOf({} as Vitest)).toBeUndefined();
});
