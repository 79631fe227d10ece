import type { Diagnosis } from '../types.ts';
import { axisName, stridesOf } from './axes.ts';
import { type Correction, explainRearranged } from './rearranged.ts';
import type { ComparedParameter, Scene } from './types.ts';

export function shifts({ shape, claimed, indices, numeric }: ComparedParameter): Correction[] {
  const measured = new Map<number, number>();
  for (let j = 0; j < indices.length; j++) measured.set(indices[j]!, numeric[j]!);
  const found: Correction[] = [];
  const along = (extent: number, stride: number, where: string): void => {
    if (extent < 3 || claimed.length < 4) return;
    for (const by of [1, -1]) {
      for (const wraps of [true, false]) {
        found.push({
          correction: `shift it ${by > 0 ? 'on' : 'back'} by one along ${where}`,
          undone: `Shifted ${by > 0 ? 'on' : 'back'} by one along ${where}`,
          phrase: `it looks shifted by one along ${where}`,
          claim: i => {
            const from = (Math.floor(i / stride) % extent) - by;
            if (from >= 0 && from < extent) return claimed[i - by * stride]!;
            // What fell off the end is not known without wrapping: nothing is said about it.
            return wraps ? claimed[i + by * (extent - 1) * stride]! : measured.get(i)!;
          },
          advice:
            'Look for an index that is off by one: a loop that starts at 1, a slice that ends early, a step used late.',
        });
      }
    }
  };
  const strides = stridesOf(shape);
  for (const [axis, extent] of shape.entries()) along(extent, strides[axis]!, axisName(axis, shape));
  if (shape.length > 1) along(claimed.length, 1, 'the storage');
  return found;
}

/** Off by one along an axis. */
export const shifted = (scene: Scene, andScaled = false): Diagnosis | undefined =>
  explainRearranged('shifted', scene, shifts, andScaled);
