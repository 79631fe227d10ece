import type { Diagnosis, Explanation } from '../types.ts';
import { accumulated, ignoresCotangent, lowPrecision } from './behaviour.ts';
import { explanationsOf } from './explanations.ts';
import { boundary, inputRegion, isolated } from './places.ts';
import { flipped, permuted, shifted, swappedParameters, transposed } from './rearranged.ts';
import { detached, scaled, signFlipped } from './scaled.ts';
import { missingTerm } from './terms.ts';
import type { ComparedParameter, Observations, Pattern, Scene } from './types.ts';
import { unknown } from './unknown.ts';

/** Simplest explanations first: the first that suffices is the diagnosis. */
const PATTERNS: readonly Pattern[] = [
  accumulated,
  ignoresCotangent,
  detached,
  signFlipped,
  swappedParameters,
  lowPrecision,
  scaled,
  isolated,
  transposed,
  flipped,
  shifted,
  inputRegion,
  boundary,
  missingTerm,
  permuted,
];

/** Names the mistake that a wrong derivative looks like. Only explains: it never changes a verdict. */
export function diagnose(
  parameters: readonly ComparedParameter[],
  observations: Observations,
): { diagnoses: Diagnosis[]; explanations: Explanation[] } {
  const scene: Scene = { parameters, wrong: parameters.filter(({ verdict }) => verdict === 'incorrect'), observations };
  const whole = firstOf(scene);
  if (whole) return { diagnoses: [whole], explanations: explanationsOf(scene) };
  // Several mistakes at once: each parameter may have one of its own.
  const single = scene.wrong.flatMap(parameter => firstOf({ ...scene, wrong: [parameter] }) ?? []);
  const explained = new Set(single.flatMap(({ where }) => where));
  const rest = scene.wrong.filter(({ path }) => !explained.has(path));
  const diagnoses = rest.length > 0 || single.length === 0 ? [...single, unknown({ ...scene, wrong: rest })] : single;
  return { diagnoses, explanations: explanationsOf(scene) };
}

function firstOf(scene: Scene): Diagnosis | undefined {
  if (scene.wrong.length === 0 && !scene.observations.accumulates && !scene.observations.ignoresCotangent)
    return undefined;
  for (const pattern of PATTERNS) {
    const found = pattern(scene);
    if (found) return found;
  }
  return undefined;
}
