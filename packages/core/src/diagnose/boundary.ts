import { indexOf } from '../parameters/paths.ts';
import { placed } from './placed.ts';
import { surprise } from './split.ts';
import type { Pattern } from './types.ts';

interface Place {
  readonly name: string;
  readonly width: number;
  holds(index: readonly number[]): boolean;
}

/** Ways to choose as many coordinates, per place that is tried, that make a coincidence unlikely; ten times more if wide. */
const SURPRISING = 5;
/** Widths of padding that are tried. */
const WIDTHS = [1, 2];

/** Edges, narrow before wide: the end and the start of an axis, both, and the border of two neighbouring axes. */
function edgesOf(shape: readonly number[]): Place[] {
  const places: Place[] = [];
  for (const width of WIDTHS) {
    const start = (axis: number, index: readonly number[]): boolean => index[axis]! < width;
    const end = (axis: number, index: readonly number[]): boolean => index[axis]! >= shape[axis]! - width;
    const either = (axis: number, index: readonly number[]): boolean => start(axis, index) || end(axis, index);
    // Two of six columns are a block of them rather than their edge, and the last of three is one of three.
    const roomy = (axis: number): boolean => (shape[axis] ?? 0) > 4 * width - Number(width === 1);
    for (const axis of shape.keys()) {
      if (!roomy(axis)) continue;
      const of = shape.length === 1 ? '' : ` of axis ${axis}`;
      const [last, first, outer] =
        width === 1
          ? ['the end', 'the start', 'the ends']
          : [`the last ${width}`, `the first ${width}`, `the outer ${width}`];
      places.push(
        { name: last + of, width, holds: index => end(axis, index) },
        { name: first + of, width, holds: index => start(axis, index) },
        { name: outer + of, width, holds: index => either(axis, index) },
      );
    }
    for (const axis of shape.keys()) {
      if (!roomy(axis) || !roomy(axis + 1)) continue;
      const wide = width > 1 ? `, ${width} wide` : '';
      places.push({ name: `the border${wide}`, width, holds: index => either(axis, index) || either(axis + 1, index) });
    }
  }
  return places;
}

/** Wrong only at the edges of an axis, or at the border: padding, loop bounds. */
export const boundary: Pattern = placed(
  'boundary',
  'Look at the padding, and at the first and last turn of loops.',
  ({ shape }, parts) => {
    const [bad, right] = [parts.wrong, parts.right].map(entries => entries.map(i => indexOf(i, shape)));
    const places = edgesOf(shape);
    const enough = (width: number): number => Math.log(SURPRISING * (width > 1 ? 10 : 1) * places.length);
    const place = places.find(
      ({ width, holds }) => bad!.every(holds) && !right!.some(holds) && surprise(parts) >= enough(width),
    );
    return place && `at ${place.name}`;
  },
);
