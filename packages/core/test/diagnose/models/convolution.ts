import { type Matrix, map, matrix, total } from './matrix.ts';

/** A 3×3 convolution of an 6×6 image that is padded by one, plus a bias, through tanh. */
export interface Convolution {
  image: Matrix;
  kernel: Matrix;
  bias: number;
}

export const at: Convolution = { image: matrix(6, 6, 6), kernel: matrix(3, 3, 7, 0.5), bias: 0.2 };

/** Entries outside an image are zero. */
const padded = (image: Matrix, i: number, j: number): number => image[i]?.[j] ?? 0;

const TAPS = [-1, 0, 1] as const;

export const value = ({ image, kernel, bias }: Convolution): Matrix =>
  map(image, (_, i, j) => {
    let sum = bias;
    for (const a of TAPS) for (const b of TAPS) sum += kernel[a + 1]![b + 1]! * padded(image, i + a, j + b);
    return Math.tanh(sum);
  });

/** @param at - reads the incoming gradient; what lies outside is zero */
export function vjp(p: Convolution, dy: Matrix, read: typeof padded = padded): Convolution {
  const y = value(p);
  const dz = map(y, (v, i, j) => dy[i]![j]! * (1 - v * v));
  return {
    image: map(p.image, (_, i, j) => {
      let sum = 0;
      for (const a of TAPS) for (const b of TAPS) sum += p.kernel[a + 1]![b + 1]! * read(dz, i - a, j - b);
      return sum;
    }),
    kernel: map(p.kernel, (_, a, b) => total(map(dz, (d, i, j) => d * padded(p.image, i + a - 1, j + b - 1)))),
    bias: total(dz),
  };
}
