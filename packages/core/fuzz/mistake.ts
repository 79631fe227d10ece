import type { Draw } from './draw.ts';
import type { Vector } from './operation.ts';

/** An error planted in one parameter's gradient. */
export interface Mistake {
  readonly name: string;
  readonly parameter: number;
  spoil(gradient: Vector): Vector;
}

/** Sizes of an error, relative: nine orders of magnitude, so that many lie near what can be seen. */
function relativeSize(draw: Draw): number {
  return 10 ** (1 - 9 * draw.uniform()) * (draw.chance(0.5) ? 1 : -1);
}

/** A mistake that follows from the draws alone. */
export function randomMistake(draw: Draw, gradient: readonly Vector[]): Mistake {
  const parameter = draw.below(gradient.length);
  const size = gradient[parameter]!.length;
  const entry = draw.below(size);
  const relative = relativeSize(draw);
  const signs = Float64Array.from({ length: size }, () => draw.normal());
  const largest = gradient[parameter]!.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const mistakes: Omit<Mistake, 'parameter'>[] = [
    { name: `all × (1 + ${relative.toExponential(1)})`, spoil: g => g.map(v => v * (1 + relative)) },
    {
      name: `entry ${entry} × (1 + ${relative.toExponential(1)})`,
      spoil: g => g.map((v, i) => (i === entry ? v * (1 + relative) : v)),
    },
    {
      name: `entry ${entry} + ${relative.toExponential(1)} of the largest`,
      spoil: g => g.map((v, i) => (i === entry ? v + relative * largest : v)),
    },
    {
      name: `${relative.toExponential(1)} of the largest, spread`,
      spoil: g => g.map((v, i) => v + relative * largest * signs[i]!),
    },
    { name: 'sign', spoil: g => g.map(v => -v) },
    { name: 'zero', spoil: g => g.map(() => 0) },
    { name: 'reversed', spoil: g => g.slice().reverse() },
  ];
  // Small errors are the hard ones.
  return { parameter, ...(draw.chance(0.85) ? mistakes[draw.below(4)]! : draw.pick(mistakes)) };
}
