import type { Diagnosis } from '../types.ts';
import { axisOrders, stridesOf } from './axes.ts';
import { type Correction, explainRearranged } from './rearranged.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** Largest flat parameter whose every factorisation is tried. */
const FLAT = 4096;
/** Axes whose every order is tried. */
const RANK = 4;

/** Shapes that a parameter may stand for: its own, either way round; of a flat one rows as long as another parameter, a square, any rectangle. */
function arrayShapes({ shape, claimed }: ComparedParameter, { parameters }: Scene): (readonly number[])[] {
  if (shape.length === 2 && shape[0] !== shape[1]) return [shape, [...shape].reverse()];
  if (shape.length !== 1) return [shape];
  const size = claimed.length;
  const lengths = [...parameters.flatMap(other => (other.shape.length === 1 ? other.shape : [])), Math.sqrt(size)];
  if (size <= FLAT) for (let n = 2; n <= size / 2; n++) lengths.push(n);
  const rows = [...new Set(lengths)].filter(n => Number.isInteger(n) && n > 1 && n < size && size % n === 0);
  return rows.map(n => [n, size / n]);
}

/** The claim read as if its numbers were stored with the axes in another order. */
function reordered(
  { claimed }: ComparedParameter,
  shape: readonly number[],
  order: readonly number[],
): (i: number) => number {
  const strides = stridesOf(shape);
  const stored = stridesOf(order.map(axis => shape[axis]!));
  return i => {
    let at = 0;
    for (const [k, axis] of order.entries()) at += (Math.floor(i / strides[axis]!) % shape[axis]!) * stored[k]!;
    return claimed[at]!;
  };
}

export function transpositions(parameter: ComparedParameter, scene: Scene): Correction[] {
  const { path, adjoint } = parameter;
  const isFlat = parameter.shape.length === 1;
  const found: Correction[] = [];
  for (const shape of arrayShapes(parameter, scene)) {
    if (shape.length < 2 || shape.length > RANK) continue;
    for (const order of axisOrders(shape.length)) {
      const moved = order.filter((axis, k) => axis !== k);
      // An axis of one entry has no order.
      if (moved.filter(axis => shape[axis]! > 1).length < 2) continue;
      const pair = moved.length === 2;
      const axes = pair ? [...moved].sort((a, b) => a - b).join(' and ') : order.join(', ');
      const extents = new Set(moved.map(axis => shape[axis]!));
      const hidden =
        extents.size === 1 ? ` ${path} is ${shape.join('×')}, so no shape check can tell the two apart.` : '';
      found.push({
        correction: isFlat
          ? `transpose it as ${shape.join('×')}`
          : shape.length === 2
            ? 'transpose it'
            : pair
              ? `swap axes ${axes}`
              : `read its axes as ${axes}`,
        undone: `With its ${shape.length === 2 ? 'two axes swapped' : pair ? `axes ${axes} swapped` : `axes read in the order ${axes}`}`,
        phrase: 'it looks transposed',
        claim: reordered(parameter, shape, order),
        advice:
          shape.length === 2
            ? `For y = W·x the gradient of W is δ·xᵀ: rows follow the output.${hidden}`
            : `Look at reshapes and at the order of channels and taps.${hidden}`,
      });
    }
  }
  if (adjoint) {
    found.push({
      correction: 'multiply by the transposed Jacobian',
      undone: 'With the Jacobian transposed',
      phrase: 'it looks transposed',
      claim: i => adjoint[i]!,
      advice: 'A jvp multiplies by the Jacobian J, a vjp by its transpose; row i of a jacobian belongs to output i.',
    });
  }
  return found;
}

/** Rows and columns exchanged. */
export const transposed = (scene: Scene, andScaled = false): Diagnosis | undefined =>
  explainRearranged('transposed', scene, transpositions, andScaled);
