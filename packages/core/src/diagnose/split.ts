import { agreementOf } from './fit.ts';
import { coefficientOf, dot, less } from './least-squares.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** Flat indices that differ and that agree; entries that vanish on both sides say nothing. */
export interface Split {
  readonly wrong: readonly number[];
  readonly right: readonly number[];
}

/** Entries of the claim that are NaN. */
export function brokenEntries({ claimed }: ComparedParameter): number[] {
  const broken: number[] = [];
  for (let i = 0; i < claimed.length; i++) if (Number.isNaN(claimed[i]!)) broken.push(i);
  return broken;
}

/** Whether some of the claim is NaN. */
export const isBroken = (parameter: ComparedParameter): boolean => brokenEntries(parameter).length > 0;

export function split(parameter: ComparedParameter): Split {
  const { indices, status, numeric, claimed, bound } = parameter;
  const broken = brokenEntries(parameter);
  // Nothing is measured beside NaN: what is a number counts as right.
  if (broken.length > 0) {
    const isBroken = new Set(broken);
    return { wrong: broken, right: Array.from(claimed, (_, i) => i).filter(i => !isBroken.has(i)) };
  }
  // A disagreement that was not confirmed says nothing, either.
  const agrees = agreementOf(parameter);
  const wrong: number[] = [];
  const right: number[] = [];
  for (let j = 0; j < indices.length; j++) {
    const i = indices[j]!;
    if (status[j] === 1) wrong.push(i);
    else if (status[j] === 0 && Math.abs(numeric[j]!) + Math.abs(claimed[i]!) > 4 * bound[j]! && agrees(j, claimed[i]!))
      right.push(i);
  }
  return { wrong, right };
}

/** log of the number of ways to choose the wrong ones: how unlikely it is that they lie where they do by accident. */
export function surprise({ wrong, right }: Split): number {
  let log = 0;
  for (let k = 1; k <= wrong.length; k++) log += Math.log((right.length + k) / k);
  return log;
}

/** Positions of the coordinates that differ. */
export const differing = ({ status }: ComparedParameter): number[] =>
  Array.from(status, (_, j) => j).filter(j => status[j] === 1);

const errorAt = ({ indices, claimed, numeric }: ComparedParameter, j: number): number =>
  Math.abs(claimed[indices[j]!]! - numeric[j]!);

/** Every wrong coordinate is far outside its bound (or NaN): no forerunner of an error that is everywhere below the noise. */
export const isClear = (parameter: ComparedParameter): boolean =>
  !differing(parameter).some(j => errorAt(parameter, j) < 10 * parameter.bound[j]!);

/** The parameter that alone is wrong, where that is clear. */
export function soleWrong({ wrong: [parameter, ...others] }: Scene): ComparedParameter | undefined {
  return parameter && others.length === 0 && isClear(parameter) ? parameter : undefined;
}

/** Every wrong coordinate is within its bound: together they are wrong. */
export const isWithin = (parameter: ComparedParameter): boolean =>
  differing(parameter).every(j => errorAt(parameter, j) <= parameter.bound[j]!);

/** Below this share of the claim, a numeric value within its bound is zero. */
const NIL = 1e-6;

/** Whether a numeric value is zero beside the claim. */
export const isNil = (claimed: number, numeric: number, bound: number): boolean =>
  Math.abs(numeric) <= Math.min(bound, NIL * Math.abs(claimed));

/** How many times what they should be the wrong entries are, in three digits (∞ where they should be 0); undefined when no one factor fits. */
export function factorThere(parameter: ComparedParameter): number | undefined {
  const { indices, numeric, claimed, bound } = parameter;
  const rows = differing(parameter);
  const measured = rows.map(j => numeric[j]!);
  const claims = rows.map(j => claimed[indices[j]!]!);
  if (rows.length > 0 && rows.every((j, k) => isNil(claims[k]!, measured[k]!, bound[j]!))) return Infinity;
  const factor = coefficientOf(claims, measured);
  const allowed = 1e-6 * Math.sqrt(dot(measured, measured));
  const errors = less(claims, measured, factor);
  // NaN is no factor.
  if (rows.length === 0 || !rows.every((j, k) => Math.abs(errors[k]!) <= 4 * bound[j]! + allowed)) return undefined;
  return Number(factor.toPrecision(3));
}

/** "it is 2 times what it should be". */
export function inWords(factor: number): string {
  if (factor === 0) return 'it is 0';
  if (factor === Infinity) return 'it should be 0';
  return factor === -1 ? 'its sign is flipped' : `it is ${factor} times what it should be`;
}

/** " There it is 2 times what it should be."; '' when no one factor fits. */
export function factorText(parameter: ComparedParameter): string {
  const factor = factorThere(parameter);
  return factor === undefined ? '' : ` There ${inWords(factor)}.`;
}
