import { checkGradients } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { iris } from '../../src/data/iris.ts';
import { type Floats, filled } from '../../src/matrix.ts';
import { backprop, cost, type Weights } from '../../src/models/two-layer-network.ts';
import { network } from '../../src/points.ts';

const flowers = iris(10);
const zeros = (rows: number, columns: number) => filled(rows, columns, new Float64Array(), () => 0);

test('all weights zero: correct, and a warning that zeros prove little', () => {
  const value = (w: Weights) => cost(w, flowers);
  const gradient = (w: Weights) => backprop(w, flowers);
  const zero = {
    W1: zeros(4, 4),
    b1: new Float64Array(4),
    W2: zeros(3, 4),
    b2: new Float64Array(3),
  };
  const { verdict, warnings } = checkGradients({ value, gradient }, { at: zero });
  expect(verdict).toBe('correct');
  expect(warnings).toContainEqual(expect.objectContaining({ kind: 'vacuous', parameter: 'W1' }));
});

test('ReLU at exactly 0: correct, and a warning that there is no derivative', () => {
  const value = (x: Floats) => Math.max(0, x[0]!) + Math.max(0, x[1]!) + Math.max(0, x[2]!);
  const gradient = (x: Floats) => x.map(v => (v > 0 ? 1 : 0));
  const { verdict, warnings } = checkGradients({ value, gradient }, { at: Float64Array.of(-0.4, 0, 0.9) });
  expect(verdict).toBe('correct');
  expect(warnings).toContainEqual(expect.objectContaining({ kind: 'kink' }));
});

test('weights decayed in place by the backward pass: correct, and a warning that they are changed', () => {
  const value = (w: Weights) => cost(w, flowers);
  const gradient = (w: Weights) => {
    const g = backprop(w, flowers);
    for (const [i, v] of w.W1.data.entries()) w.W1.data[i] = 0.99 * v;
    return g;
  };
  const { verdict, warnings } = checkGradients({ value, gradient }, { at: network(Float64Array) });
  expect(verdict).toBe('correct');
  expect(warnings).toContainEqual(expect.objectContaining({ kind: 'mutates-input', parameter: 'W1' }));
});
