import type { Matrix } from '../matrix.ts';

/**
 * Pelts of snowshoe hares and of lynxes bought by the Hudson's Bay Company, 1900 to 1920, in thousands. 21 × 2.
 * @see C. Elton, M. Nicholson (1942), Journal of Animal Ecology 11(2); the numbers are facts and in the public domain
 */
export const pelts: Matrix = {
  data: Float64Array.of(
    ...[
      30, 4, 47.2, 6.1, 70.2, 9.8, 77.4, 35.2, 36.3, 59.4, 20.6, 41.7, 18.1, 19, 21.4, 13, 22, 8.3, 25.4, 9.1, 27.1,
      7.4,
    ],
    ...[40.3, 8, 57, 12.3, 76.6, 19.5, 52.3, 45.7, 19.5, 51.1, 11.2, 29.7, 7.6, 15.8, 14.6, 9.7, 16.2, 10.1, 24.7, 8.6],
  ),
  shape: [21, 2],
};
