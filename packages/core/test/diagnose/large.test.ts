import { describe, expect, it } from 'vitest';
import { checkGradients, type GradientCheck } from '../../src/index.ts';

/** Sides of a matrix parameter that is too large to be compared entry by entry. */
const ROWS = 60;
const COLUMNS = 50;
const SIZE = ROWS * COLUMNS;

const weight = Float64Array.from({ length: SIZE }, (_, i) => Math.sin(3.7 * i) + 1.2);
const at = {
  W: { data: Float64Array.from({ length: SIZE }, (_, i) => Math.sin(1.3 * i + 1)), shape: [ROWS, COLUMNS] },
};
type Point = typeof at;

const value = ({ W }: Point): number => W.data.reduce((sum, x, i) => sum + weight[i]! * (x + 0.3 * x * x), 0);
const right = ({ W }: Point): Float64Array => W.data.map((x, i) => weight[i]! * (1 + 0.6 * x));

/** The check of a gradient with some entries changed. */
function checked(change: (g: Float64Array, i: number, x: Float64Array) => number): GradientCheck {
  const gradient = (p: Point): Point => {
    const g = right(p);
    return { W: { data: g.map((_, i) => change(g, i, p.W.data)), shape: [ROWS, COLUMNS] } };
  };
  return checkGradients({ value, gradient }, { at, evidence: 'never' });
}

const row = (i: number): number => Math.floor(i / COLUMNS);
const column = (i: number): number => i % COLUMNS;

describe('mistakes that are seen in a sample', () => {
  it.each([
    ['sign-flipped', (g: Float64Array, i: number): number => -g[i]!],
    ['scaled', (g: Float64Array, i: number): number => g[i]! / ROWS],
    ['detached', (): number => 0],
    ['transposed', (g: Float64Array, i: number): number => g[(i % ROWS) * COLUMNS + Math.floor(i / ROWS)]!],
    ['flipped', (g: Float64Array, i: number): number => g[SIZE - 1 - i]!],
    ['shifted', (g: Float64Array, i: number): number => g[row(i) * COLUMNS + ((column(i) + 1) % COLUMNS)]!],
    ['permuted', (g: Float64Array, i: number): number => g[(7 * i + 3) % SIZE]!],
    ['missing-term', (g: Float64Array, i: number, x: Float64Array): number => g[i]! - 0.1 * x[i]!],
    ['input-region', (g: Float64Array, i: number, x: Float64Array): number => (x[i]! < 0 ? 2 : 1) * g[i]!],
    ['low-precision', (g: Float64Array, i: number): number => g[i]! * (1 + 1e-3 * Math.sin(12.9 * i))],
    ['boundary', (g: Float64Array, i: number): number => (row(i) === ROWS - 1 ? 0 : g[i]!)],
    ['isolated', (g: Float64Array, i: number): number => (i === 1234 ? 0 : g[i]!)],
    ['isolated', (g: Float64Array, i: number): number => (column(i) === 17 ? 2 : 1) * g[i]!],
    ['unknown', (g: Float64Array, i: number): number => g[i]! + Math.sin(5 * i) ** 2],
  ] as const)('%s', (kind, change) => {
    const check = checked(change);
    expect(check.verdict).toBe('incorrect');
    expect(check.parameters[0]!.coverage.coordinates).toBeLessThan(SIZE / 4);
    expect(check.diagnoses.map(found => found.kind)).toEqual([kind]);
  });
});
