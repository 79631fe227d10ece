import type { ComparedParameter } from './types.ts';

export interface NamedFactor {
  readonly value: number;
  readonly meaning: string;
}

/** Sizes at hand that a mean or a sum may have forgotten, most likely first. */
export function sizesAtHand(parameters: readonly ComparedParameter[]): NamedFactor[] {
  const sizes: NamedFactor[] = [];
  const add = (value: number, meaning: string): void => {
    if (value > 2 && !sizes.some(known => known.value === value)) sizes.push({ value, meaning });
  };
  for (const { path, shape } of parameters) {
    if (shape.length === 1) add(shape[0]!, `the length of ${path}`);
    if (shape.length === 2) {
      add(shape[0]!, `the number of rows of ${path}`);
      add(shape[1]!, `the number of columns of ${path}`);
    }
    if (shape.length > 2) for (const [axis, n] of shape.entries()) add(n, `the extent of axis ${axis} of ${path}`);
  }
  for (const { path, shape } of parameters)
    add(
      shape.reduce((product, n) => product * n, 1),
      `the size of ${path}`,
    );
  return sizes;
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 5e-3 * Math.abs(b);

/** What a factor (claimed ÷ true) is, in words. */
export function nameFactor(factor: number, parameters: readonly ComparedParameter[]): NamedFactor | undefined {
  const known: NamedFactor[] = [
    { value: 2, meaning: '2, as of a square' },
    { value: 0.5, meaning: '1/2, as of a halved square' },
  ];
  for (const { value, meaning } of sizesAtHand(parameters)) {
    known.push(
      { value, meaning: `${value}, ${meaning}` },
      { value: 1 / value, meaning: `1/${value}, ${meaning} inverted` },
    );
  }
  const size = Math.abs(factor);
  const found = known.find(({ value }) => close(size, value));
  if (found) return found;
  for (let n = 3; n <= 4096; n++) {
    if (close(size, n) && Math.abs(size - n) < 1e-4 * n) return { value: n, meaning: `${n}, as of a sum over ${n}` };
    if (Math.abs(size * n - 1) < 1e-4) return { value: 1 / n, meaning: `1/${n}, as of a mean over ${n}` };
  }
  return undefined;
}
