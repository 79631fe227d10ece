import type { Draw } from './draw.ts';
import {
  affine,
  BINARY,
  binary,
  contraction,
  ELEMENTWISE,
  elementwise,
  matrixVector,
  type Operation,
  type Round,
  reduction,
  softmax,
  type Vector,
  weighted,
} from './operation.ts';

export type Precision = 'float64' | 'float32';

interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Vector;
}

/** A random scalar function of named parameters, as a list of operations over vectors. */
export interface Program {
  readonly precision: Precision;
  readonly parameters: readonly Parameter[];
  readonly operations: readonly Operation[];
}

const roundingOf = (precision: Precision): Round => (precision === 'float32' ? Math.fround : x => x);

/** Every intermediate value; the parameters come first, the result (length 1) last. */
function run({ operations }: Program, parameters: readonly Vector[], round: Round): Vector[] {
  const values = [...parameters];
  for (const operation of operations) {
    values.push(
      operation.forward(
        operation.args.map(k => values[k]!),
        round,
      ),
    );
  }
  return values;
}

/** The value in the program's arithmetic. */
export function evaluate(program: Program, parameters: readonly Vector[]): number {
  return run(program, parameters, roundingOf(program.precision)).at(-1)![0]!;
}

/** What the program computes on its way at the given places, one after the other, in its arithmetic. */
export function outputsAt(program: Program, places: readonly number[], parameters: readonly Vector[]): Vector {
  const values = run(program, parameters, roundingOf(program.precision));
  return Float64Array.from(places.flatMap(place => [...values[place]!]));
}

/** Places of some intermediate vectors, the result among them. */
export function randomPlaces({ parameters, operations }: Program, draw: Draw): number[] {
  const last = parameters.length + operations.length - 1;
  const anywhere = (): number => parameters.length + draw.below(operations.length);
  return [...new Set([anywhere(), anywhere(), anywhere(), last])];
}

/** The program that ends in a weighted sum of what another computes at the given places. */
export function contractedAt(program: Program, places: readonly number[], weights: Vector): Program {
  const sizes = run(program, valuesOf(program), x => x).map(({ length }) => length);
  let offset = 0;
  const parts = places.map(place => {
    offset += sizes[place]!;
    return weights.slice(offset - sizes[place]!, offset);
  });
  return { ...program, operations: [...program.operations, contraction(places, parts)] };
}

/** The point that a program was drawn with. */
export const valuesOf = ({ parameters }: Program): Vector[] => parameters.map(({ values }) => values);

/**
 * Reverse mode, one array per parameter: the exact gradient up to float64.
 * @param forward - arithmetic of the forward pass; in float32 the result is what a float32 backward pass can know
 */
export function reverse(program: Program, parameters: readonly Vector[], forward: Precision = 'float64'): Vector[] {
  const values = run(program, parameters, roundingOf(forward));
  const adjoints = values.map(v => new Float64Array(v.length));
  adjoints.at(-1)![0] = 1;
  for (let k = program.operations.length - 1; k >= 0; k--) {
    const { args, backward } = program.operations[k]!;
    const position = parameters.length + k;
    backward(
      args.map(j => values[j]!),
      values[position]!,
      adjoints[position]!,
      args.map(j => adjoints[j]!),
    );
  }
  return adjoints.slice(0, parameters.length);
}

const SIZES = [1, 2, 3, 4, 6, 9];
/** Sizes of parameters: most are ordinary. */
const SCALES = [1, 1, 1, 1, 0.1, 10, 1e-3, 1e3];
/** Constants added to the result and factors of it: most are harmless. */
const OFFSETS = [0, 0, 0, 0, 1, 30, 1e3, -1e5];
const FACTORS = [1, 1, 1, 1, 1e-8, 1e6, 1e-20, 1e20];

/** A program that follows from the draws alone. */
export function randomProgram(draw: Draw, precision: Precision): Program {
  const width = draw.pick(SIZES);
  const store = (x: number): number => roundingOf(precision)(x);
  const parameters: Parameter[] = [];
  const declare = (shape: readonly number[]): number => {
    const size = shape.reduce((product, n) => product * n, 1);
    const scale = draw.pick(SCALES);
    const values = Float64Array.from({ length: size }, () => store(scale * draw.normal()));
    parameters.push({ name: `p${parameters.length}`, shape, values });
    return parameters.length - 1;
  };
  const vectors = [declare([width])];
  if (draw.chance(0.7)) vectors.push(declare(draw.chance(0.3) ? [] : [width]));
  const matrix = draw.chance(0.5) ? declare([width, width]) : undefined;

  const operations: Operation[] = [];
  const sizes = parameters.map(({ values }) => values.length);
  const add = (operation: Operation, size: number): void => {
    operations.push(operation);
    sizes.push(size);
    vectors.push(sizes.length - 1);
  };
  const vectorOf = (): number => draw.pick(vectors.filter(k => sizes[k] === width));
  if (matrix !== undefined) add(matrixVector(matrix, vectorOf()), width);
  const depth = 2 + draw.below(7);
  for (let step = 0; step < depth; step++) {
    const kind = draw.uniform();
    // What came last is used more often: deep programs rather than wide ones.
    const last = draw.chance(0.6) ? vectors.at(-1)! : draw.pick(vectors);
    if (kind < 0.45) add(elementwise(draw.pick(Object.keys(ELEMENTWISE)), last), sizes[last]!);
    else if (kind < 0.8) {
      const other = sizes[last] === width ? draw.pick(vectors) : vectorOf();
      add(binary(draw.pick(Object.keys(BINARY)), last, other), Math.max(sizes[last]!, sizes[other]!));
    } else if (kind < 0.87 && matrix !== undefined) add(matrixVector(matrix, vectorOf()), width);
    else if (kind < 0.92) add(softmax(vectorOf()), width);
    else if (kind < 0.96) add(reduction(draw.pick(['sum', 'mean'] as const), vectorOf()), 1);
    else add(affine(last, store(draw.normal()), store(draw.normal())), sizes[last]!);
  }
  // Every parameter has a say in the result.
  const parts: number[] = [];
  for (const source of [...parameters.keys(), vectors.at(-1)!]) {
    const bent = draw.chance(0.5) ? elementwise(draw.pick(['tanh', 'sin', 'square', 'root']), source) : undefined;
    if (bent) add(bent, sizes[source]!);
    const from = bent ? sizes.length - 1 : source;
    const weight = source === vectors.at(-1) ? 1 : 0.3;
    add(
      weighted(
        from,
        Float64Array.from({ length: sizes[from]! }, () => store(weight * draw.normal())),
      ),
      1,
    );
    parts.push(sizes.length - 1);
  }
  for (const part of parts.slice(1)) {
    add(binary('add', parts[0]!, part), 1);
    parts[0] = sizes.length - 1;
  }
  const [factor, offset] = [draw.pick(FACTORS), draw.pick(OFFSETS)];
  add(affine(parts[0]!, 1, offset), 1);
  add(affine(sizes.length - 1, store(factor), 0), 1);
  return { precision, parameters, operations };
}
