/** A 2-d convolution without padding, stride 1, then ReLU and a weighted sum. `image` is size × size, `kernel` 3 × 3. */
export interface Layer {
  image: number[][];
  kernel: number[][];
  bias: number;
}

/** Weights of the sum, uneven so that no error hides by symmetry. */
const weight = (r: number, c: number): number => 0.3 + 0.7 * Math.sin(3 * r + 5 * c);

function preActivation({ image, kernel, bias }: Layer, r: number, c: number): number {
  let z = bias;
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) z += kernel[i]![j]! * image[r + i]![c + j]!;
  return z;
}

export function loss(layer: Layer): number {
  const out = layer.image.length - 2;
  let sum = 0;
  for (let r = 0; r < out; r++)
    for (let c = 0; c < out; c++) sum += weight(r, c) * Math.max(0, preActivation(layer, r, c));
  return sum;
}

export function gradient(layer: Layer): Layer {
  const size = layer.image.length;
  const image = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const kernel = Array.from({ length: 3 }, () => [0, 0, 0]);
  let bias = 0;
  for (let r = 0; r < size - 2; r++) {
    for (let c = 0; c < size - 2; c++) {
      if (preActivation(layer, r, c) <= 0) continue;
      const d = weight(r, c);
      bias += d;
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          kernel[i]![j]! += d * layer.image[r + i]![c + j]!;
          image[r + i]![c + j]! += d * layer.kernel[i]![j]!;
        }
      }
    }
  }
  return { image, kernel, bias };
}
