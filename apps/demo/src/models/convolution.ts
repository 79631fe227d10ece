import { filled, type Matrix, map } from '../matrix.ts';

/** A kernel laid over an image at every pixel, with zeros around the image so that the map is as large as the image. */
export interface Layer {
  /** rows × columns */
  image: Matrix;
  /** k × k, k odd */
  kernel: Matrix;
  bias: number;
}

/** Calls `visit` with every pixel of the image, every entry of the kernel laid over it, and the pixel of the map. */
function eachPair({ image, kernel }: Layer, visit: (pixel: number, weight: number, output: number) => void): void {
  const [rows, columns] = image.shape;
  const k = kernel.shape[0];
  const reach = (k - 1) / 2;
  for (let output = 0; output < rows * columns; output++) {
    const column = output % columns;
    const row = (output - column) / columns;
    for (let i = 0; i < k; i++) {
      const r = row + i - reach;
      if (r < 0 || r >= rows) continue; // padding
      for (let j = 0; j < k; j++) {
        const c = column + j - reach;
        if (c >= 0 && c < columns) visit(r * columns + c, i * k + j, output);
      }
    }
  }
}

/** y[r,c] = bias + Σ kernel[i,j]·image[r+i−1, c+j−1]: what deep learning calls a convolution does not flip its kernel. */
export function convolve(layer: Layer): Matrix {
  const { image, kernel, bias } = layer;
  const y = map(image, () => bias);
  eachPair(layer, (pixel, weight, output) => {
    y.data[output]! += kernel.data[weight]! * image.data[pixel]!;
  });
  return y;
}

/** Vector-Jacobian product: `dy`, rows × columns, is the gradient with respect to the map. */
export function convolveBackward(layer: Layer, dy: Matrix): Layer {
  const { image, kernel } = layer;
  const dImage = filled(...image.shape, image.data, () => 0);
  const dKernel = filled(...kernel.shape, kernel.data, () => 0);
  eachPair(layer, (pixel, weight, output) => {
    dImage.data[pixel]! += kernel.data[weight]! * dy.data[output]!;
    dKernel.data[weight]! += image.data[pixel]! * dy.data[output]!;
  });
  let dBias = 0;
  for (const d of dy.data) dBias += d;
  return { image: dImage, kernel: dKernel, bias: dBias };
}
