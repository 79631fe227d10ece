import { agreement, differing, type Fit, fitData, fitOf, isTelling, pathsOf } from './fit.ts';
import type { ComparedParameter, Pattern, Scene } from './types.ts';

/** Row-major strides. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** Largest flat parameter whose every factorisation is tried. */
const FLAT = 4096;

/** Shapes that a flat parameter may stand for: rows as long as another parameter, a square, any other rectangle. */
export function matrixShapes(
  { shape, claimed }: ComparedParameter,
  { parameters }: Pick<Scene, 'parameters'>,
): (readonly number[])[] {
  if (shape.length !== 1) return [shape];
  const size = claimed.length;
  const lengths = [...parameters.flatMap(other => (other.shape.length === 1 ? other.shape : [])), Math.sqrt(size)];
  if (size <= FLAT) for (let n = 2; n <= size / 2; n++) lengths.push(n);
  const rows = [...new Set(lengths)].filter(n => Number.isInteger(n) && n > 1 && n < size && size % n === 0);
  return rows.map(n => [n, size / n]);
}

/** Claim of the entry with its last two axes swapped, the numbers read as if they were stored the other way round. */
function transposedClaim({ claimed }: ComparedParameter, shape: readonly number[]): (i: number) => number {
  const columns = shape[shape.length - 1]!;
  const rowCount = shape[shape.length - 2]!;
  const matrix = rowCount * columns;
  return i => {
    const inside = i % matrix;
    const row = Math.floor(inside / columns);
    return claimed[i - inside + (inside % columns) * rowCount + row]!;
  };
}

/** Every wrong parameter fits; they need not all be of the shape when they are right as they stand. */
function eachFits(
  wrong: readonly ComparedParameter[],
  fits: (parameter: ComparedParameter) => Fit | undefined,
): Fit | undefined {
  let agreeing = 0;
  let compared = 0;
  let largest = 0;
  for (const parameter of wrong) {
    const fit = fits(parameter);
    if (!fit?.explains || !isTelling(parameter)) return undefined;
    agreeing += fit.agreeing;
    compared += fit.compared;
    largest = Math.max(largest, fit.largest);
  }
  return { agreeing, compared, largest, explains: true };
}

export const transposed: Pattern = scene => {
  const { wrong } = scene;
  let found: readonly number[] = [];
  const fit = eachFits(wrong, parameter => {
    for (const shape of matrixShapes(parameter, scene)) {
      if (shape.length < 2 || Math.min(shape.at(-1)!, shape.at(-2)!) < 2) continue;
      const swapped = fitOf(parameter, transposedClaim(parameter, shape));
      if (!swapped.explains) continue;
      found = shape;
      return swapped;
    }
    return undefined;
  });
  if (!fit) return undefined;
  const [first] = wrong;
  const square = found.at(-1) === found.at(-2);
  const shape = found.join('×');
  return {
    kind: 'transposed',
    where: pathsOf(wrong),
    fit: fitData(fit),
    phrase: 'it looks transposed',
    hint: `${first!.path} looks transposed`,
    evidence: `With its two axes swapped, ${agreement(fit)}.`,
    advice: `For y = W·x the gradient of W is δ·xᵀ: rows follow the output.${square ? ` ${first!.path} is ${shape}, so no shape check can tell the two apart.` : ''}`,
  };
};

export const flipped: Pattern = ({ wrong }) => {
  for (const axes of axisChoices(wrong)) {
    const fit = eachFits(wrong, parameter => {
      const { shape, claimed } = parameter;
      const strides = stridesOf(shape);
      if (axes.some(axis => shape[axis] === undefined || shape[axis]! < 2)) return undefined;
      return fitOf(parameter, i => {
        let at = i;
        for (const axis of axes) {
          const position = Math.floor(i / strides[axis]!) % shape[axis]!;
          at += (shape[axis]! - 1 - 2 * position) * strides[axis]!;
        }
        return claimed[at]!;
      });
    });
    if (!fit) continue;
    const where =
      axes.length > 1 ? `axes ${axes.join(' and ')}` : wrong[0]!.shape.length === 1 ? 'its axis' : `axis ${axes[0]}`;
    return {
      kind: 'flipped',
      where: pathsOf(wrong),
      fit: fitData(fit),
      phrase: `it looks reversed along ${where}`,
      hint: `${wrong[0]!.path} looks reversed`,
      evidence: `Reversed along ${where}, ${agreement(fit)}.`,
      advice:
        'The gradient of a convolution kernel is a correlation: one of the two passes runs through the kernel backwards.',
    };
  }
  return undefined;
};

function axisChoices(wrong: readonly ComparedParameter[]): number[][] {
  const rank = Math.max(0, ...wrong.map(({ shape }) => shape.length));
  const single = Array.from({ length: rank }, (_, axis) => [axis]);
  return rank >= 2 ? [...single, [rank - 2, rank - 1]] : single;
}

export const shifted: Pattern = ({ wrong }) => {
  for (const [axis] of axisChoices(wrong).filter(axes => axes.length === 1)) {
    for (const by of [1, -1]) {
      for (const wraps of [true, false]) {
        const fit = eachFits(wrong, parameter => shiftFit(parameter, axis!, by, wraps));
        if (!fit || fit.compared < 3) continue;
        const where = wrong[0]!.shape.length === 1 ? 'its axis' : `axis ${axis}`;
        return {
          kind: 'shifted',
          where: pathsOf(wrong),
          factor: by,
          fit: fitData(fit),
          phrase: `it looks shifted by one along ${where}`,
          hint: `${wrong[0]!.path} looks shifted by one`,
          evidence: `Shifted back by one along ${where}, ${agreement(fit)}.`,
          advice:
            'Look for an index that is off by one: a loop that starts at 1, a slice that ends too early, a time step used too late.',
        };
      }
    }
  }
  return undefined;
};

function shiftFit(parameter: ComparedParameter, axis: number, by: number, wraps: boolean): Fit | undefined {
  const { shape, claimed, numeric } = parameter;
  const extent = shape[axis];
  if (extent === undefined || extent < 3) return undefined;
  const stride = stridesOf(shape)[axis]!;
  const positions = new Map<number, number>();
  for (let j = 0; j < parameter.indices.length; j++) positions.set(parameter.indices[j]!, numeric[j]!);
  return fitOf(parameter, i => {
    const position = Math.floor(i / stride) % extent;
    const from = position + by;
    if (from >= 0 && from < extent) return claimed[i + by * stride]!;
    // What fell off the end is not known without wrapping: nothing is said about it.
    return wraps ? claimed[i + (by - Math.sign(by) * extent) * stride]! : positions.get(i)!;
  });
}

/** The right values in the wrong places. */
export const permuted: Pattern = ({ wrong }) => {
  const fit = eachFits(wrong, parameter => {
    const { indices, claimed, numeric, bound } = parameter;
    if (indices.length !== claimed.length || indices.length < 4 || differing(parameter) < 3) return undefined;
    const order = [...(numeric as ArrayLike<number> & Iterable<number>)]
      .map((value, j) => ({ value, bound: bound[j]! }))
      .sort((a, b) => a.value - b.value);
    const sorted = Array.from({ length: claimed.length }, (_, i) => claimed[i]!).sort((a, b) => a - b);
    const scale = Math.max(...order.map(({ value }) => Math.abs(value))) || 1;
    let largest = 0;
    for (const [k, { value, bound: allowed }] of order.entries()) {
      const difference = Math.abs(sorted[k]! - value);
      if (!(difference <= 4 * allowed + 1e-8 * scale)) return undefined;
      largest = Math.max(largest, difference / scale);
    }
    const distinct = new Set(order.map(({ value }) => value.toPrecision(6))).size;
    return distinct < 4 ? undefined : { agreeing: order.length, compared: order.length, largest, explains: true };
  });
  if (!fit) return undefined;
  return {
    kind: 'permuted',
    where: pathsOf(wrong),
    fit: fitData(fit),
    phrase: 'its entries look permuted',
    hint: `entries of ${wrong[0]!.path} look permuted`,
    evidence: `Sorted by size, analytic and numeric values are the same: ${agreement(fit)}.`,
    advice: 'Look at reshapes and at the order in which gates, heads or channels are stored.',
  };
};

export const swappedParameters: Pattern = ({ wrong }) => {
  const [a, b] = wrong;
  if (!a || !b || wrong.length !== 2 || a.claimed.length !== b.claimed.length || a.claimed.length < 2) return undefined;
  const ofA = fitOf(a, i => b.claimed[i]!);
  const ofB = fitOf(b, i => a.claimed[i]!);
  if (!ofA.explains || !ofB.explains) return undefined;
  const fit: Fit = {
    agreeing: ofA.agreeing + ofB.agreeing,
    compared: ofA.compared + ofB.compared,
    largest: Math.max(ofA.largest, ofB.largest),
    explains: true,
  };
  return {
    kind: 'swapped-parameters',
    where: pathsOf(wrong),
    fit: fitData(fit),
    phrase: 'the two look swapped',
    hint: `${a.path} and ${b.path} look swapped`,
    evidence: `Exchanged with each other, ${agreement(fit)}.`,
    advice: `Look at the order in which the backward pass returns ${a.path} and ${b.path}.`,
  };
};
