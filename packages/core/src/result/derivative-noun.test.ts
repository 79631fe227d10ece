import { expect, it } from 'vitest';
import { checkGradients } from '../index.ts';

const at = [0.3, 0.7];
const value = ([a, b]: number[]): number[] => [a! * b!, a! ** 2, b!];
const jacobian = ([a, b]: number[]): number[][] => [
  [b!, a!],
  [2 * a!, 0],
  [0, 1],
];
const jvp = (p: number[], v: number[]): number[] => jacobian(p).map(row => row[0]! * v[0]! + row[1]! * v[1]!);

it('counts what is compared by its own name', () => {
  expect(checkGradients({ value, jacobian }, { at }).summary).toMatch(/^All 2 columns of the Jacobian are correct;/);
  expect(checkGradients({ value, jvp }, { at }).summary).toMatch(/^All 2 directional derivatives are correct;/);
  const square = { value: (x: number) => x * x, gradient: (x: number) => 2 * x };
  expect(checkGradients(square, { at: 3 }).summary).toMatch(/^The partial derivative is correct;/);
});
