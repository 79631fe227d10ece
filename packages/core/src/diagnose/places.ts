import { coordinateLabel, indexOf } from '../parameters/paths.ts';
import { differing, fitData, pathsOf } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

interface Split {
  readonly wrong: number[];
  readonly right: number[];
}

/** Measured indices that differ and that agree; entries that vanish on both sides say nothing. */
function split({ indices, status, numeric, claimed, bound }: ComparedParameter): Split {
  const wrong: number[] = [];
  const right: number[] = [];
  for (let j = 0; j < indices.length; j++) {
    if (status[j] === 1) wrong.push(indices[j]!);
    else if (status[j] === 0 && Math.abs(numeric[j]!) + Math.abs(claimed[indices[j]!]!) > 4 * bound[j]!)
      right.push(indices[j]!);
  }
  return { wrong, right };
}

const counted = (n: number): { agreeing: number; compared: number; largest: number; explains: boolean } => ({
  agreeing: n,
  compared: n,
  largest: 0,
  explains: true,
});

const REGIONS: readonly { readonly name: string; holds(x: number, largest: number): boolean }[] = [
  { name: 'negative', holds: x => x < 0 },
  { name: 'positive', holds: x => x > 0 },
  { name: 'zero', holds: x => x === 0 },
  { name: 'large (saturated)', holds: (x, largest) => Math.abs(x) > 0.6 * largest },
];

/** Wrong exactly where the input is negative, zero or saturated. */
export const inputRegion: Pattern = ({ wrong }) => {
  const [parameter] = wrong;
  if (!parameter || wrong.length !== 1 || parameter.claimed.length < 4) return undefined;
  const { wrong: bad, right } = split(parameter);
  if (bad.length < 2 || right.length < 2) return undefined;
  const largest = Math.max(...Array.from(parameter.indices, i => Math.abs(parameter.values[i]!)));
  for (const { name, holds } of REGIONS) {
    if (!bad.every(i => holds(parameter.values[i]!, largest)) || right.some(i => holds(parameter.values[i]!, largest)))
      continue;
    return {
      kind: 'input-region',
      where: pathsOf(wrong),
      fit: fitData(counted(bad.length + right.length)),
      phrase: `it is wrong only where ${parameter.path} is ${name}`,
      hint: `${parameter.path}: wrong where it is ${name}`,
      evidence: `All ${bad.length} coordinates that differ have ${name} input, and none of the ${right.length} that agree has.`,
      advice: 'Look at the branch of the derivative that handles this region, and at its condition.',
    };
  }
  return undefined;
};

/** Wrong only at the edges of an axis (padding), or in one row or column. */
export const boundary: Pattern = ({ wrong }) => {
  const [parameter] = wrong;
  if (!parameter || wrong.length !== 1) return undefined;
  const { wrong: bad, right } = split(parameter);
  const { shape } = parameter;
  if (bad.length < 2 || right.length < 2) return undefined;
  for (const [axis, extent] of shape.entries()) {
    if (extent < 3) continue;
    const position = (i: number): number => indexOf(i, shape)[axis]!;
    const isEdge = (i: number): boolean => position(i) === 0 || position(i) === extent - 1;
    if (bad.every(isEdge) && !right.every(isEdge) && right.filter(isEdge).length === 0)
      return edge(parameter, bad, right, `the ends of axis ${axis}`);
    const last = bad.every(i => position(i) === extent - 1) && shape.length > 1;
    if (last && !right.some(i => position(i) === extent - 1))
      return edge(parameter, bad, right, `the end of axis ${axis}`);
    const first = bad.every(i => position(i) === 0) && shape.length > 1;
    if (first && !right.some(i => position(i) === 0)) return edge(parameter, bad, right, `the start of axis ${axis}`);
  }
  if (shape.length < 2) return undefined;
  const onEdge = (i: number): boolean =>
    indexOf(i, shape)
      .slice(-2)
      .some((p, k) => p === 0 || p === shape.at(k - 2)! - 1);
  return bad.every(onEdge) && !right.some(onEdge) ? edge(parameter, bad, right, 'the border') : undefined;
};

function edge(parameter: ComparedParameter, bad: number[], right: number[], place: string): ReturnType<Pattern> {
  return {
    kind: 'boundary',
    where: [parameter.path],
    fit: fitData(counted(bad.length + right.length)),
    phrase: `it is wrong only at ${place}`,
    hint: `${parameter.path}: wrong at ${place}`,
    evidence: `All ${bad.length} coordinates that differ lie at ${place}, and none of the ${right.length} that agree does.`,
    advice: 'Look at the padding, and at the first and last turn of the loops.',
  };
}

/** Every wrong coordinate is far outside its bound: no forerunner of an error that is everywhere below the noise. */
function isClear({ indices, status, numeric, claimed, bound }: ComparedParameter): boolean {
  for (let j = 0; j < indices.length; j++) {
    const difference = Math.abs(claimed[indices[j]!]! - numeric[j]!);
    if (status[j] === 1 && difference < 10 * bound[j]!) return false;
  }
  return true;
}

/** A few coordinates among many. */
export const isolated: Pattern = ({ wrong, parameters }) => {
  const bad = wrong.reduce((sum, parameter) => sum + differing(parameter), 0);
  // One scalar among several parameters stands alone as well.
  const all = wrong.length === 1 && bad === 1 ? parameters : wrong;
  const size = all.reduce((sum, { claimed }) => sum + claimed.length, 0);
  if (bad === 0 || size < 4 || bad > Math.max(1, Math.min(8, size / 8))) return undefined;
  if (!wrong.every(isClear)) return undefined;
  const [parameter] = wrong;
  const entry = split(parameter!).wrong[0]!;
  const label = coordinateLabel(parameter!.path, entry, parameter!.shape);
  const atEnd = entry > 0 && entry === parameter!.claimed.length - 1 ? `, at the very end of ${parameter!.path}` : '';
  const zero =
    parameter!.claimed[entry] === 0 ? ' The analytic value is exactly 0, like an entry that is never written.' : '';
  return {
    kind: 'isolated',
    where: pathsOf(wrong),
    fit: fitData(counted(bad)),
    phrase: bad === 1 ? 'one coordinate alone' : `${bad} coordinates alone`,
    hint: bad === 1 ? `${label} alone` : `${bad} coordinates of ${parameter!.path}`,
    evidence: `${bad === 1 ? `Only ${label} differs` : `Only ${bad} coordinates differ`}${atEnd}.${zero}`,
    advice: 'Look at loop bounds, at the ends of slices, and at entries that are written twice or never.',
  };
};
