import { toJsonNumber } from '../json-number.ts';
import type { DiagnosisKind, Explanation } from '../types.ts';
import { printFactor, sizesAtHand } from './factors.ts';
import { type Claim, factorOf, fitOf } from './fit.ts';
import { flips } from './flipped.ts';
import { shifts } from './shifted.ts';
import { isBroken } from './split.ts';
import { transpositions } from './transposed.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** Corrections shown per parameter. */
const SHOWN = 6;
/** Sizes at hand, and rearrangements of each kind, that are tried. */
const SIZES = 4;
const EACH = 6;

/** Common mistakes undone on every wrong parameter's claim, best first: the report's "What would explain it". */
export function explanationsOf(scene: Scene): Explanation[] {
  return scene.wrong.filter(isComparable).flatMap(parameter => explain(parameter, scene).slice(0, SHOWN));
}

/** Whether a corrected claim can be held against numbers: measured ones, and not those of corners, where a range of them is right. */
function isComparable(parameter: ComparedParameter): boolean {
  const { indices, status, corner = [] } = parameter;
  const differing = Array.from(indices, (_, j) => j).filter(j => status[j] === 1);
  const isAtCorners = differing.length > 0 && differing.every(j => corner[j]);
  return indices.length > 0 && !isAtCorners && !isBroken(parameter);
}

function explain(parameter: ComparedParameter, scene: Scene): Explanation[] {
  const { claimed, path } = parameter;
  const tried: Explanation[] = [];
  const attempt = (kind: DiagnosisKind, correction: string, corrected: Claim): void => {
    const fit = fitOf(parameter, corrected);
    tried.push({ parameter: path, kind, correction, residual: toJsonNumber(fit.largest), explains: fit.explains });
  };
  attempt('sign-flipped', 'flip the sign', i => -claimed[i]!);
  attempt('scaled', 'halve it', i => claimed[i]! / 2);
  attempt('scaled', 'double it', i => claimed[i]! * 2);
  const factor = factorOf(parameter);
  const best = Number((1 / factor).toPrecision(2));
  if (Number.isFinite(factor) && factor !== 0 && best !== 1) {
    attempt('scaled', `multiply by ${printFactor(best)}, the best single factor`, i => claimed[i]! / factor);
  }
  for (const { value, meaning } of sizesAtHand(scene).slice(0, SIZES)) {
    attempt('scaled', `divide by ${value}, ${meaning}`, i => claimed[i]! / value);
    attempt('scaled', `multiply by ${value}, ${meaning}`, i => claimed[i]! * value);
  }
  for (const [kind, ways] of [
    ['transposed', transpositions(parameter, scene)],
    ['flipped', flips(parameter)],
    ['shifted', shifts(parameter)],
  ] as const) {
    for (const { correction, claim } of ways.slice(0, EACH)) attempt(kind, correction, claim);
  }
  const known = new Set<string>();
  return tried
    .sort((a, b) => Number(a.residual) - Number(b.residual))
    .filter(({ correction }) => !known.has(correction) && known.add(correction));
}
