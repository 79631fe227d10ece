import type { KnownShape, Scene } from './types.ts';

/** A factor that is no accident: "32, the number of rows of X". */
export interface NamedFactor {
  /** Claimed ÷ true, positive. */
  readonly value: number;
  /** The factor or its inverse, whichever is above 1, as it is written. */
  readonly size: string;
  /** The other of the two. */
  readonly inverse: string;
  readonly meaning: string;
}

type Known = Pick<Scene, 'parameters' | 'observations'>;

/** Arrays at hand, those with most axes first (a mean runs over rows sooner than along a vector): parameters, then outputs. */
function shapesOf({ parameters, observations }: Known): KnownShape[] {
  const shapes = [...parameters.map(({ path, shape }) => ({ name: path, shape })), ...observations.outputs];
  return shapes.sort((a, b) => b.shape.length - a.shape.length);
}

/** Sizes at hand that a mean or a sum may have run over, most likely first. */
export function sizesAtHand(known: Known): { value: number; meaning: string }[] {
  const sizes: { value: number; meaning: string }[] = [];
  const add = (value: number, meaning: string): void => {
    if (value > 2 && !sizes.some(size => size.value === value)) sizes.push({ value, meaning });
  };
  const shapes = shapesOf(known);
  for (const { name, shape } of shapes) {
    for (const [axis, extent] of shape.entries()) {
      const what =
        shape.length === 1
          ? 'length'
          : shape.length > 2
            ? `extent of axis ${axis}`
            : `number of ${axis === 0 ? 'rows' : 'columns'}`;
      add(extent, `the ${what} of ${name}`);
    }
  }
  for (const { name, shape } of shapes)
    add(
      shape.reduce((product, n) => product * n, 1),
      `the size of ${name}`,
    );
  return sizes;
}

/** Relative distance below which a least-squares factor may be a known one; whether it explains is tried after. */
export const NEAR = 5e-3;

/** What a factor (claimed ÷ true) is, in words. */
export function nameFactor(factor: number, known: Known): NamedFactor | undefined {
  const named: NamedFactor[] = [
    { value: 2, size: '2', inverse: '1/2', meaning: 'as of a square' },
    { value: 0.5, size: '2', inverse: '1/2', meaning: 'as of a halved square' },
  ];
  const add = (value: number, size: string, meaning: string, inverse = `1/${size}`): void => {
    named.push({ value, size, inverse, meaning }, { value: 1 / value, size, inverse, meaning });
  };
  add(180 / Math.PI, '180/π', 'degrees for radians', 'π/180');
  add(Math.LN10, 'ln 10', 'another base of the logarithm');
  add(1 / Math.LN2, '1/ln 2', 'another base of the logarithm', 'ln 2');
  const sizes = sizesAtHand(known);
  for (const { value, meaning } of sizes) add(value, String(value), meaning);
  for (const { value, meaning } of sizes) {
    add(Math.sqrt(value), `√${value}`, `the root of ${meaning}`);
    add(value / (value - 1), `${value}/${value - 1}`, `n ÷ (n − 1) for ${meaning}`, `${value - 1}/${value}`);
  }
  for (const { path, shape, values } of known.parameters) {
    const x = Math.abs(values[0]!);
    if (shape.length > 0 || x === 0) continue;
    if (x > 1) add(x, path, `${path} being ${printFactor(x)}`);
    else add(1 / x, `1/${path}`, `${path} being ${printFactor(x)}`, path);
  }
  const size = Math.abs(factor);
  const large = Math.max(size, 1 / size);
  const n = Math.round(large);
  if (n > 2 && n <= 4096 && Math.abs(large - n) <= 1e-3)
    add(n, String(n), `as of a ${size > 1 ? 'sum' : 'mean'} over ${n}`);
  const d = Math.round(large ** 2);
  if (d <= 128 && Math.abs(large ** 2 / d - 1) <= 1e-5) add(Math.sqrt(d), `√${d}`, 'as of √d');
  const distance = ({ value }: NamedFactor): number => Math.abs(size / value - 1);
  // The nearest; of equally near ones the first.
  const [best] = named.sort((a, b) => distance(a) - distance(b));
  return best && distance(best) <= NEAR ? best : undefined;
}

/** From here on a factor is written with an exponent. */
const MANY = 1e6;

/** Digits of a factor in a sentence. */
export function printFactor(x: number): string {
  // Of a number near 1, the digits that tell it from 1.
  const digits = 4 + Math.min(8, Math.max(0, Math.ceil(-Math.log10(Math.abs(Math.abs(x) - 1)) - 1)));
  if (Math.abs(x) >= MANY)
    return x
      .toExponential(2)
      .replace(/\.?0+e\+/, 'e')
      .replace('e+', 'e');
  return Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(digits)));
}

/** How a factor is undone, and how large it makes the claim. */
export function factorTexts(
  factor: number,
  known: NamedFactor | undefined,
): { undone: string; times: string; meaning: string | undefined } {
  if (factor === -1) return { undone: 'its sign changed,', times: 'of the wrong sign', meaning: undefined };
  const size = Math.abs(factor);
  const sign = factor < 0 ? ' and of the wrong sign' : '';
  const print = known ? known.size : printFactor(size >= 1 ? size : 1 / size);
  const why = known ? `, ${known.meaning},` : ',';
  return {
    undone: `${size >= 1 ? 'divided' : 'multiplied'} by ${factor < 0 ? '−' : ''}${print}${why}`,
    times: `${print} times too ${size >= 1 ? 'large' : 'small'}${sign}`,
    meaning: known && `${size >= 1 ? known.size : known.inverse}, ${known.meaning}`,
  };
}
