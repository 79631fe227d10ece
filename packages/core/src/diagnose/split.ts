import type { ComparedParameter } from './types.ts';

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

export function split(parameter: ComparedParameter): Split {
  const { indices, status, numeric, claimed, bound } = parameter;
  const broken = brokenEntries(parameter);
  // Nothing is measured beside NaN: what is a number counts as right.
  if (broken.length > 0) {
    const isBroken = new Set(broken);
    return { wrong: broken, right: Array.from(claimed, (_, i) => i).filter(i => !isBroken.has(i)) };
  }
  const wrong: number[] = [];
  const right: number[] = [];
  for (let j = 0; j < indices.length; j++) {
    const i = indices[j]!;
    if (status[j] === 1) wrong.push(i);
    else if (status[j] === 0 && Math.abs(numeric[j]!) + Math.abs(claimed[i]!) > 4 * bound[j]!) right.push(i);
  }
  return { wrong, right };
}

/** log of the number of ways to choose the wrong ones: how unlikely it is that they lie where they do by accident. */
export function surprise({ wrong, right }: Split): number {
  let log = 0;
  for (let k = 1; k <= wrong.length; k++) log += Math.log((right.length + k) / k);
  return log;
}

/** Every wrong coordinate is far outside its bound: no forerunner of an error that is everywhere below the noise. */
export function isClear({ indices, status, numeric, claimed, bound }: ComparedParameter): boolean {
  for (let j = 0; j < indices.length; j++) {
    const difference = Math.abs(claimed[indices[j]!]! - numeric[j]!);
    if (status[j] === 1 && difference < 10 * bound[j]!) return false;
  }
  return true;
}

/** Least-squares factor of the wrong entries, in words: "there it is 2 times too large"; '' when no one factor fits. */
export function factorThere({ indices, numeric, claimed, bound }: ComparedParameter, wrong: readonly number[]): string {
  const isWrong = new Set(wrong);
  const rows: number[] = [];
  for (let j = 0; j < indices.length; j++) if (isWrong.has(indices[j]!)) rows.push(j);
  let product = 0;
  let square = 0;
  for (const j of rows) {
    product += claimed[indices[j]!]! * numeric[j]!;
    square += numeric[j]! ** 2;
  }
  if (!(square > 0)) return '';
  const factor = product / square;
  const fits = rows.every(
    j => Math.abs(claimed[indices[j]!]! - factor * numeric[j]!) <= 4 * bound[j]! + 1e-6 * Math.sqrt(square),
  );
  if (!fits) return '';
  const rounded = Number(factor.toPrecision(3));
  if (rows.every(j => claimed[indices[j]!] === 0)) return ' The analytic values there are 0.';
  return rounded === -1 ? ' Its sign is flipped there.' : ` It is ${rounded} times what it should be there.`;
}
