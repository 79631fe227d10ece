import { checkGradients, type GradientCheck } from '../src/index.ts';
import { Draw } from './draw.ts';
import { type Mistake, randomMistake } from './mistake.ts';
import type { Vector } from './operation.ts';
import { bestKnown, showsSlope } from './oracle.ts';
import {
  contractedAt,
  evaluate,
  outputsAt,
  type Precision,
  type Program,
  randomPlaces,
  randomProgram,
  reverse,
  valuesOf,
} from './program.ts';

type Failure =
  | { readonly kind: 'false alarm'; readonly seed: number; readonly text: string }
  /** The exact slope cannot be seen in the program's arithmetic, and what can be seen is another one. No fault, but counted. */
  | { readonly kind: 'invisible'; readonly seed: number; readonly text: string }
  | { readonly kind: 'miss'; readonly seed: number; readonly text: string };

/** What one seed showed. */
export interface Trial {
  readonly precision: Precision;
  /** Verdict on the right gradient and on the spoiled one; absent when the program was no fair one. */
  readonly right?: GradientCheck;
  readonly spoiled?: GradientCheck;
  readonly failures: readonly Failure[];
}

type Tree = Record<string, Float64Array | Float32Array | number>;

function treeOf({ parameters, precision }: Program, values: readonly Vector[]): Tree {
  const entries = parameters.map(({ name, shape }, k): [string, Tree[string]] => {
    const v = values[k]!;
    if (shape.length === 0) return [name, v[0]!];
    return [name, precision === 'float32' ? Float32Array.from(v) : v.slice()];
  });
  return Object.fromEntries(entries);
}

function valuesIn({ parameters, precision }: Program, tree: Tree): Vector[] {
  return parameters.map(({ name }) => {
    const leaf = tree[name]!;
    if (typeof leaf !== 'number') return Float64Array.from(leaf);
    return Float64Array.of(precision === 'float32' ? Math.fround(leaf) : leaf);
  });
}

const largestOf = (vector: ArrayLike<number>): number => {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]!));
  return largest;
};

const normOf = (vector: ArrayLike<number>): number => {
  const scale = largestOf(vector);
  if (scale === 0) return 0;
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i]! / scale) ** 2;
  return scale * Math.sqrt(sum);
};

/** What a program's derivative is said to be. */
type Claimed = (program: Program, values: readonly Vector[]) => Vector[];

/** A scalar program, and how any claim about its gradient is checked. */
interface Problem {
  readonly program: Program;
  check(claimed: Claimed): GradientCheck;
}

/** The result of a program with its gradient. */
function scalarProblem(program: Program): Problem {
  return {
    program,
    check: claimed =>
      checkGradients(
        {
          value: (tree: Tree) => evaluate(program, valuesIn(program, tree)),
          gradient: (tree: Tree) => treeOf(program, claimed(program, valuesIn(program, tree))),
        },
        { at: treeOf(program, valuesOf(program)), evidence: 'never' },
      ),
  };
}

/** The first cotangent of a check: drawn from its seed alone, it is known before the vjp is. */
function firstCotangent(check: (vjp: (tree: Tree, cotangent: ArrayLike<number>) => never) => unknown): Vector {
  let first: Vector | undefined;
  try {
    check((_, given) => {
      first = Float64Array.from(given);
      throw new Error('no more is wanted');
    });
  } catch (error) {
    if (!first) throw error;
  }
  return first!;
}

/** What a program computes at several places with its vjp: for one cotangent, a scalar program. */
function vectorProblem(program: Program, places: readonly number[]): Problem {
  const value = (tree: Tree): Float64Array | Float32Array => {
    const outputs = outputsAt(program, places, valuesIn(program, tree));
    return program.precision === 'float32' ? Float32Array.from(outputs) : outputs;
  };
  const at = treeOf(program, valuesOf(program));
  const check = (vjp: (tree: Tree, cotangent: ArrayLike<number>) => Tree): GradientCheck =>
    checkGradients({ value, vjp }, { at, evidence: 'never' });
  return {
    program: contractedAt(program, places, firstCotangent(check)),
    check: claimed =>
      check((tree, given) => {
        const contracted = contractedAt(program, places, Float64Array.from(given));
        return treeOf(program, claimed(contracted, valuesIn(program, tree)));
      }),
  };
}

/**
 * Largest error left after what a parameter's resolution covers: above 1 the verdict claimed more than was proved.
 * Errors are those of the stored claim against the exact gradient.
 */
function overclaim(check: GradientCheck, parameter: number, claimed: Vector, exact: Vector): number {
  const { verdict, resolution, spreadResolution } = check.parameters[parameter]!;
  if (verdict !== 'correct') return 0;
  const error = claimed.map((c, i) => c - exact[i]!);
  const single = largestOf(error) / Math.max(largestOf(exact), 1e-300) / Number(resolution);
  const spread = normOf(error) / Math.max(normOf(exact), 1e-300) / Number(spreadResolution);
  return Math.max(single, spread);
}

/** Noises that a discrepancy must be to count as seen: the same that a rejection needs. */
const VISIBLE = 8;

/** Whether anybody could have seen that a rejected partial derivative is right. */
function isVisible(program: Program, check: GradientCheck, exact: readonly Vector[], draw: Draw): boolean {
  const point = valuesOf(program);
  const rounded = reverse(program, point, program.precision);
  return check.parameters.some(({ coordinates, shape }, k) =>
    coordinates
      .filter(({ status }) => status === 'differs')
      .some(({ index, analytic, numeric }) => {
        const entry = index.reduce((flat, i, axis) => flat * shape[axis]! + i, 0);
        const discrepancy = Math.abs(Number(analytic) - Number(numeric));
        if (!showsSlope(program, point, k, entry, exact[k]![entry]!, discrepancy)) return false;
        if (program.precision === 'float64') return true;
        const bias = Math.abs(exact[k]![entry]! - rounded[k]![entry]!);
        return VISIBLE * (bestKnown(program, point, k, entry, exact[k]![entry]!, draw) + bias) < discrepancy;
      }),
  );
}

/** Errors this little above the stated resolution are not counted: it is stated to two digits, from bounds of four deviations. */
const SLACK = 1.2;

function describe(program: Program, mistake?: Mistake): string {
  const sizes = program.parameters.map(({ name, shape }) => `${name}: ${shape.join('×') || 'scalar'}`).join(', ');
  const operations = program.operations.map(({ name }) => name).join(' ');
  return `${program.precision} ${sizes}; ${operations}${mistake ? `; ${mistake.name} in p${mistake.parameter}` : ''}`;
}

/** Relative change of the gradient by the program's own rounding above which nobody can say what is right. */
const ILL_CONDITIONED = 1e-3;

/** About a thousand spacings of the numbers, relative to a parameter. */
const NEAR = { float32: 2 ** -14, float64: 2 ** -43 } as const;

/** Whether the exact slope still predicts the (float64) function a thousand spacings away: else rounding of the point decides. */
function isStraight(program: Program, point: readonly Vector[], exact: readonly Vector[]): boolean {
  const near = NEAR[program.precision];
  const exactly: Program = { ...program, precision: 'float64' };
  const value = evaluate(exactly, point);
  return [1, -1].every(side =>
    point.every((v, k) => {
      const moved = point.map((w, j) => (j === k ? w.map((x, i) => x * (1 + (i % 2 ? side : -side) * near)) : w));
      const predicted = moved[k]!.reduce((sum, x, i) => sum + exact[k]![i]! * (x - v[i]!), 0);
      const seen = evaluate(exactly, moved) - value;
      return Math.abs(seen - predicted) <= 0.5 * Math.abs(predicted) + 2 ** -44 * Math.abs(value);
    }),
  );
}

/** Whether the label "right" means something: finite, and not decided by the rounding of the forward pass. */
function isFair(program: Program, value: number, exact: readonly Vector[]): boolean {
  const finite = [value, ...exact.flatMap(g => [...g])].every(x => Number.isFinite(x) && Math.abs(x) < 1e30);
  if (!finite) return false;
  const point = valuesOf(program);
  if (!isStraight(program, point, exact)) return false;
  const rounded = reverse(program, point, program.precision);
  return exact.every((g, k) => normOf(g.map((v, i) => v - rounded[k]![i]!)) <= ILL_CONDITIONED * normOf(g));
}

/** Builds the program of a seed, checks its exact gradient and a spoiled one, and holds both promises against the verdicts. */
export function trial(seed: number): Trial {
  const draw = new Draw(seed);
  const precision: Precision = draw.chance(0.5) ? 'float64' : 'float32';
  return held(seed, draw, scalarProblem(randomProgram(draw, precision)));
}

/** The same for a vjp of several outputs, some of them large beside others. */
export function vectorTrial(seed: number): Trial {
  const draw = new Draw(seed);
  const precision: Precision = draw.chance(0.5) ? 'float64' : 'float32';
  const program = randomProgram(draw, precision);
  const places = randomPlaces(program, draw);
  const outputs = outputsAt(program, places, valuesOf(program));
  if (!outputs.every(Number.isFinite)) return { precision, failures: [] };
  return held(seed, draw, vectorProblem(program, places));
}

function held(seed: number, draw: Draw, { program, check }: Problem): Trial {
  const { precision } = program;
  const point = valuesOf(program);
  const value = evaluate(program, point);
  const exact = reverse(program, point);
  if (!isFair(program, value, exact)) return { precision, failures: [] };

  const store = (g: Vector): Vector => (precision === 'float32' ? g.map(Math.fround) : g);
  const failures: Failure[] = [];
  const right = check((claimed, values) => reverse(claimed, values).map(store));
  if (right.verdict === 'incorrect') {
    const kind = isVisible(program, right, exact, draw) ? 'false alarm' : 'invisible';
    failures.push({ kind, seed, text: `${describe(program)}\n  ${right.summary}` });
  }

  const mistake = randomMistake(draw, exact);
  const spoil = (gradient: readonly Vector[]): Vector[] =>
    gradient.map((g, k) => store(k === mistake.parameter ? mistake.spoil(g) : g));
  const claimed = spoil(exact);
  const spoiled = check((contracted, values) => spoil(reverse(contracted, values)));
  for (const [k, g] of exact.entries()) {
    const excess = overclaim(spoiled, k, claimed[k]!, g);
    if (!(excess > SLACK)) continue;
    const { path, resolution, spreadResolution } = spoiled.parameters[k]!;
    const text = `${describe(program, mistake)}\n  ${path} was called correct to ${resolution} (spread ${spreadResolution}); its error is ${excess.toPrecision(3)} times that`;
    failures.push({ kind: 'miss', seed, text });
  }
  return { precision, right, spoiled, failures };
}
