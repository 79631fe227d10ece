import digitsFile from '../../data/digits.json' with { type: 'json' };
import { filled, type Matrix } from '../matrix.ts';

const images = digitsFile.images.map(line => {
  const [label, ...rows] = line.split(' ');
  return { label: Number(label), pixels: [...rows.join('')].map(ink => Number.parseInt(ink, 17) / 16) };
});

/**
 * Handwritten digits, 8 × 8 pixels between 0 (paper) and 1 (ink): the first `count` of 200.
 * @returns X: 64 × count; Y: 10 × count, one-hot
 */
export function digits(count: number): { X: Matrix; Y: Matrix } {
  const like = new Float64Array();
  return {
    X: filled(64, count, like, (pixel, n) => images[n]!.pixels[pixel]!),
    Y: filled(10, count, like, (k, n) => (images[n]!.label === k ? 1 : 0)),
  };
}
