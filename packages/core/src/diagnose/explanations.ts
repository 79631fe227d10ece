import { toJsonNumber } from '../json-number.ts';
import type { DiagnosisKind, Explanation } from '../types.ts';
import { sizesAtHand } from './factors.ts';
import { fitOf } from './fit.ts';
import { matrixShapes } from './rearranged.ts';
import { bestFactor } from './scaled.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** Corrections shown per parameter. */
const SHOWN = 6;

/** Common mistakes undone on every wrong parameter's claim, best first: the report's "What would explain it". */
export function explanationsOf({ wrong, parameters }: Scene): Explanation[] {
  return wrong.flatMap(parameter => explain(parameter, parameters).slice(0, SHOWN));
}

function explain(parameter: ComparedParameter, parameters: readonly ComparedParameter[]): Explanation[] {
  const { claimed, shape, path } = parameter;
  const tried: Explanation[] = [];
  const attempt = (kind: DiagnosisKind, correction: string, corrected: (i: number) => number): void => {
    const fit = fitOf(parameter, corrected);
    tried.push({ parameter: path, kind, correction, residual: toJsonNumber(fit.largest), explains: fit.explains });
  };
  attempt('sign-flipped', 'flip the sign', i => -claimed[i]!);
  attempt('scaled', 'halve it', i => claimed[i]! / 2);
  attempt('scaled', 'double it', i => claimed[i]! * 2);
  const factor = bestFactor(parameter);
  if (Number.isFinite(factor) && factor !== 0) {
    attempt(
      'scaled',
      `multiply by ${Number((1 / factor).toPrecision(2))}, the best single factor`,
      i => claimed[i]! / factor,
    );
  }
  for (const { value, meaning } of sizesAtHand(parameters).slice(0, 4)) {
    attempt('scaled', `divide by ${value}, ${meaning}`, i => claimed[i]! / value);
    attempt('scaled', `multiply by ${value}, ${meaning}`, i => claimed[i]! * value);
  }
  for (const [rows, columns] of matrixShapes(parameter, { parameters })
    .slice(0, 2)
    .filter(({ length }) => length === 2) as [number, number][]) {
    if (rows < 2 || columns < 2) continue;
    attempt('transposed', 'transpose it', i => claimed[(i % columns) * rows + Math.floor(i / columns)]!);
  }
  if (shape.length > 0 && claimed.length > 2) {
    const n = claimed.length;
    attempt('flipped', 'reverse it', i => claimed[n - 1 - i]!);
    attempt('shifted', 'shift it back by one', i => claimed[(i + 1) % n]!);
    attempt('shifted', 'shift it on by one', i => claimed[(i + n - 1) % n]!);
  }
  const size = (residual: Explanation['residual']): number => Number(residual);
  return tried.sort((a, b) => size(a.residual) - size(b.residual));
}
