import type { Diagnosis } from '../types.ts';
import { explainRearranged } from './rearranged.ts';
import type { Scene } from './types.ts';

/** Each of two parameters has the other's gradient. */
export function swappedParameters(scene: Scene, andScaled = false): Diagnosis | undefined {
  const [a, b] = scene.wrong;
  if (!a || !b || scene.wrong.length !== 2 || a.claimed.length !== b.claimed.length || a.claimed.length < 2)
    return undefined;
  const found = explainRearranged(
    'swapped-parameters',
    scene,
    parameter => [
      {
        undone: 'Exchanged with each other',
        phrase: 'the two look swapped',
        claim: i => (parameter === a ? b : a).claimed[i]!,
        advice: `Look at the order in which ${a.path} and ${b.path} are returned.`,
      },
    ],
    andScaled,
  );
  return found && { ...found, hint: `${a.path} and ${b.path} look swapped` };
}
