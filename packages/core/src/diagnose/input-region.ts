import { printFactor } from './factors.ts';
import { placed } from './placed.ts';
import { slicesOf } from './slices.ts';
import { type Split, surprise } from './split.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Numbers that a derivative may depend on at each entry: the parameter itself, or one that is laid over it. */
interface Input {
  readonly path: string;
  of(i: number): number;
}

export function inputsOf(parameter: ComparedParameter, parameters: readonly ComparedParameter[]): Input[] {
  const { path, shape, claimed, values } = parameter;
  const inputs: Input[] = [{ path, of: i => values[i]! }];
  const size = claimed.length;
  const columns = shape.at(-1) ?? 1;
  const rows = shape[0] ?? 1;
  for (const other of parameters) {
    if (other === parameter) continue;
    const n = other.values.length;
    if (n === size || (n === columns && n > 1)) inputs.push({ path: other.path, of: i => other.values[i % n]! });
    else if (n === rows && n > 1)
      inputs.push({ path: other.path, of: i => other.values[Math.floor(i / (size / rows))]! });
  }
  return inputs;
}

/** Surprise that a region needs when several could have been drawn. */
const CHOSEN = Math.log(800);

/** A number between the two that a person would have written. */
function between(low: number, high: number): number {
  const written = [1, 0.5, 2, 3, 6, 5, 10, 0.1].find(t => t > low && t < high);
  return written ?? (low + high) / 2;
}

const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** Region that holds exactly the wrong ones: "z < 0", "|z| > 3"; undefined when none does. */
function regionOf(input: Input, own: boolean, parts: Split, isSlice: boolean): string | undefined {
  const wrong = parts.wrong.map(i => input.of(i));
  const right = parts.right.map(i => input.of(i));
  const certain = surprise(parts) >= CHOSEN;
  const sign = Math.sign(wrong[0]!);
  const holds = (x: number): boolean => Math.sign(x) === sign;
  if ((own || certain) && wrong.every(holds) && !right.some(holds)) return `${input.path} ${'<=>'[sign + 1]} 0`;
  // A row that happens to hold the largest numbers is a row.
  if (!certain || isSlice) return undefined;
  for (const [measure, of] of [
    [`|${input.path}|`, Math.abs],
    [input.path, (x: number): number => x],
  ] as const) {
    const [wrongLow, wrongHigh] = range(wrong.map(of));
    const [rightLow, rightHigh] = range(right.map(of));
    if (wrongLow > rightHigh) return `${measure} > ${printFactor(between(rightHigh, wrongLow))}`;
    if (wrongHigh < rightLow) return `${measure} < ${printFactor(between(wrongHigh, rightLow))}`;
  }
  return undefined;
}

/** Wrong exactly where the input (or a pre-activation that is a parameter) is negative, positive, zero or saturated. */
export const inputRegion: Pattern = placed(
  'input-region',
  'Look at the branch of the derivative for this region, and at its condition.',
  (parameter, parts, { parameters }) => {
    const isSlice = slicesOf(parameter, parts) !== undefined;
    for (const input of inputsOf(parameter, parameters)) {
      const region = regionOf(input, input.path === parameter.path, parts, isSlice);
      if (region) return `where ${region}`;
    }
    return undefined;
  },
);
