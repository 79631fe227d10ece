import type { Diagnosis } from '../types.ts';
import { axisName, stridesOf } from './axes.ts';
import { type Correction, explainRearranged } from './rearranged.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** One axis, the last two (an image, a kernel), or all. */
function axisChoices(rank: number): number[][] {
  const all = Array.from({ length: rank }, (_, axis) => axis);
  const choices = all.map(axis => [axis]);
  if (rank >= 2) choices.push(all.slice(-2));
  if (rank >= 3) choices.push(all.slice(0, 2), all);
  return choices;
}

export function flips({ shape, claimed }: ComparedParameter): Correction[] {
  const strides = stridesOf(shape);
  return axisChoices(shape.length)
    .filter(axes => axes.every(axis => shape[axis]! > 1))
    .map(axes => {
      const where = axes.length === 1 ? axisName(axes[0]!, shape) : `axes ${axes.join(' and ')}`;
      return {
        correction: `reverse it along ${where}`,
        undone: `Reversed along ${where}`,
        phrase: `it looks reversed along ${where}`,
        claim: i => {
          let at = i;
          for (const axis of axes) {
            const position = Math.floor(i / strides[axis]!) % shape[axis]!;
            at += (shape[axis]! - 1 - 2 * position) * strides[axis]!;
          }
          return claimed[at]!;
        },
        advice: 'One of the two passes of a convolution runs through the kernel backwards.',
      };
    });
}

/** Backwards along one axis or more. */
export const flipped = (scene: Scene, andScaled = false): Diagnosis | undefined =>
  explainRearranged('flipped', scene, flips, andScaled);
