import { indexOf } from '../parameters/paths.ts';
import { type Split, surprise } from './split.ts';
import type { ComparedParameter } from './types.ts';

/** Surprise that it needs when all that is wrong lies in some of an array's slices. */
const CHOSEN = 3;

/** Rows, columns or slices that hold all that is wrong and nothing that is right. */
export interface Slices {
  /** "row 2", "columns 0, 1". */
  readonly name: string;
  /** Number of them, and of all along that axis. */
  readonly count: number;
  readonly extent: number;
}

export function slicesOf({ shape }: ComparedParameter, parts: Split): Slices | undefined {
  if (shape.length < 2) return undefined;
  for (const [axis, extent] of shape.entries()) {
    const at = (i: number): number => indexOf(i, shape)[axis]!;
    const positions = [...new Set(parts.wrong.map(at))];
    const count = positions.length;
    const byChance = surprise({ wrong: positions, right: new Array(extent - count) });
    if (parts.right.some(i => positions.includes(at(i))) || surprise(parts) - byChance < CHOSEN) continue;
    const what = shape.length > 2 ? `axis ${axis} at` : (axis === 0 ? 'row' : 'column') + (count > 1 ? 's' : '');
    return { name: `${what} ${positions.join(', ')}`, count, extent };
  }
  return undefined;
}
