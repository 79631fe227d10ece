import { inputsOf } from './input-region.ts';
import { explainRearranged, type Rearrangement } from './rearranged.ts';
import type { ComparedParameter, Pattern, Scene } from './types.ts';

/** Multiplied by what a number may be a factor of the chain rule as: itself in a product, its exponential as a logarithm. */
function completions(parameter: ComparedParameter, { parameters }: Scene): Rearrangement[] {
  return inputsOf(parameter, parameters).flatMap(({ path, of }) => {
    const multiplied = (name: string, by: (i: number) => number): Rearrangement => ({
      undone: `Multiplied by ${name}`,
      phrase: `a factor ${name} is missing`,
      claim: i => parameter.claimed[i]! * by(i),
      advice: 'Look for a factor of the chain rule left out or applied twice.',
    });
    return [multiplied(path, of), multiplied(`exp(${path})`, i => Math.exp(of(i)))];
  });
}

/** A factor left out that changes with the parameter, or with one laid over it. */
export const unchained: Pattern = scene =>
  scene.wrong.length === 1 ? explainRearranged('unknown', scene, completions, false) : undefined;
