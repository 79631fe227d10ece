import type { Diagnosis, Explanation } from '../types.ts';
import { accumulated } from './accumulated.ts';
import { boundary } from './boundary.ts';
import { byLine } from './by-line.ts';
import { clipped } from './clipped.ts';
import { corner } from './corner.ts';
import { detached } from './detached.ts';
import { explanationsOf } from './explanations.ts';
import { asClaimed, fitOf, scaleOf } from './fit.ts';
import { flipped } from './flipped.ts';
import { ignoresCotangent } from './ignores-cotangent.ts';
import { inputRegion } from './input-region.ts';
import { isolated, oneCoordinate } from './isolated.ts';
import { approximate, lowPrecision } from './low-precision.ts';
import { missingTerm } from './missing-term.ts';
import { mutatesInput } from './mutates-input.ts';
import { notSummed } from './not-summed.ts';
import { overSummed } from './over-summed.ts';
import { partly, slices } from './partly.ts';
import { permuted } from './permuted.ts';
import { scaled } from './scaled.ts';
import { shifted } from './shifted.ts';
import { signFlipped } from './sign-flipped.ts';
import { isBroken } from './split.ts';
import { stale } from './stale.ts';
import { swappedParameters } from './swapped-parameters.ts';
import { symmetrised } from './symmetrised.ts';
import { transposed } from './transposed.ts';
import type { ComparedParameter, Observations, Pattern, Scene } from './types.ts';
import { unchained } from './unchained.ts';
import { unknown } from './unknown.ts';

/** Simplest explanations first: the first that suffices is the diagnosis. */
const PATTERNS: readonly Pattern[] = [
  accumulated,
  ignoresCotangent,
  corner,
  detached,
  signFlipped,
  lowPrecision,
  swappedParameters,
  notSummed,
  scaled,
  clipped,
  oneCoordinate,
  transposed,
  flipped,
  shifted,
  permuted,
  overSummed,
  symmetrised,
  inputRegion,
  boundary,
  isolated,
  unchained,
  missingTerm,
  // Two mistakes at once.
  scene => swappedParameters(scene, true),
  scene => transposed(scene, true),
  scene => flipped(scene, true),
  scene => shifted(scene, true),
  scene => missingTerm(scene, true),
  // What a look elsewhere showed: only after nothing else explained it.
  stale,
  mutatesInput,
  // No kind of their own, but a place to look.
  slices,
  partly,
  byLine,
  approximate,
];

function firstOf(scene: Scene): Diagnosis | undefined {
  for (const pattern of PATTERNS) {
    const found = pattern(scene);
    if (found) return found;
  }
  return undefined;
}

/** Relative error of a float32 measurement that its bound may not cover, once a parameter is known to be wrong. */
const BLUNT = 7e-4;

/** Float32 measurements of wrong coordinates are quick ones: what fits no pattern is compared once more, less strictly. */
function explain(scene: Scene): Diagnosis | undefined {
  const found = firstOf(scene);
  if (found || scene.observations.precision === 'float64') return found;
  const blunt = (parameter: ComparedParameter): ComparedParameter => {
    const allowed = BLUNT * scaleOf(parameter);
    return { ...parameter, bound: Array.from(parameter.bound, bound => 2 * bound + allowed) };
  };
  const wrong = scene.wrong.map(blunt);
  // Not so much less strictly that the claim fits as it stands.
  if (wrong.some(parameter => fitOf(parameter, asClaimed(parameter)).agrees)) return undefined;
  return firstOf({ ...scene, wrong });
}

/** Names the mistake that a wrong derivative looks like. Only explains: it never changes a verdict. */
export function diagnose(
  parameters: readonly ComparedParameter[],
  observations: Observations,
): { diagnoses: Diagnosis[]; explanations: Explanation[] } {
  const scene: Scene = { parameters, wrong: parameters.filter(({ verdict }) => verdict === 'incorrect'), observations };
  return { diagnoses: causesOf(scene), explanations: explanationsOf(scene) };
}

/** One mistake for all, or one for as many as share it. */
function causesOf(scene: Scene): Diagnosis[] {
  const whole = explain(scene);
  if (whole) {
    // Of what was never measured, nothing is known.
    const left = scene.wrong.filter(({ path, indices }) => indices.length > 0 && !whole.where.includes(path));
    return left.length > 0 ? [whole, ...causesOf({ ...scene, wrong: left })] : [whole];
  }
  const found: Diagnosis[] = [];
  let open = scene.wrong;
  const settle = (cause: Diagnosis): void => {
    found.push(cause);
    open = open.filter(({ path }) => !cause.where.includes(path));
  };
  for (const pair of pairsOf(scene.wrong)) {
    if (!pair.every(parameter => open.includes(parameter))) continue;
    const swap = swappedParameters({ ...scene, wrong: pair });
    if (swap) settle(swap);
  }
  while (open.length > 0) {
    const [first] = open;
    const alone = explain({ ...scene, wrong: [first!] });
    if (!alone) {
      open = open.slice(1);
      continue;
    }
    settle(shared(scene, alone, open));
  }
  const explained = new Set(found.flatMap(({ where }) => where));
  const rest = scene.wrong.filter(({ path }) => !explained.has(path));
  if (rest.length === 0 && found.length > 0) return found;
  // What is no number says nothing of the others.
  const [broken, others] = [rest.filter(isBroken), rest.filter(parameter => !isBroken(parameter))];
  const unnamed = broken.length > 0 && others.length > 0 ? [broken, others] : [rest];
  return [...found, ...unnamed.map(wrong => unknown({ ...scene, wrong }))];
}

/** The same diagnosis for every parameter that it holds for as well. */
function shared(scene: Scene, alone: Diagnosis, open: readonly ComparedParameter[]): Diagnosis {
  const same = open.filter(parameter => {
    const own = explain({ ...scene, wrong: [parameter] });
    return own?.kind === alone.kind && own.phrase === alone.phrase;
  });
  const together = same.length > 1 ? explain({ ...scene, wrong: same }) : undefined;
  return together?.kind === alone.kind ? together : alone;
}

function* pairsOf(parameters: readonly ComparedParameter[]): Generator<[ComparedParameter, ComparedParameter]> {
  for (const [k, a] of parameters.entries()) for (const b of parameters.slice(k + 1)) yield [a, b];
}
