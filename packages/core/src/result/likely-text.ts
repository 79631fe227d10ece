import { UNRECOGNISED } from '../diagnose/unknown.ts';
import type { Diagnosis, GradientCheck } from '../types.ts';
import { wrap } from '../wrap.ts';
import { listOf } from './numbers.ts';
import type { Paint } from './paint.ts';
import { outputOf } from './summary.ts';

/** Causes after the first that are told. */
const FURTHER = 3;

/**
 * What the mistakes look like, the likeliest first with its advice.
 * @param room - lines that causes after the first may take
 */
export function likelySection({ diagnoses, parameters }: GradientCheck, paint: Paint, room: number): string[] {
  const [first, ...others] = diagnoses;
  if (!first) return [];
  const label = paint('Likely:', 'label');
  if (first.phrase === UNRECOGNISED) return [wrap(`${label} none of the common mistakes tried explains it.`, 2)];
  const say = (diagnosis: Diagnosis): string => {
    const { kind, phrase, where, evidence } = diagnosis;
    const output = outputOf(diagnosis, parameters);
    const place = others.length > 0 || output ? `, in ${listOf(where)}${output}` : '';
    return `${kind === 'unknown' ? phrase : kind}${place}.${phrase === UNRECOGNISED ? '' : ` ${evidence}`}`;
  };
  const cause = [wrap(`${label} ${say(first)}`, 2), wrap(first.advice, 2)];
  const told: string[] = [];
  for (const [k, other] of others.entries()) {
    const lines = wrap(`Also: ${say(other)}`, 2).split('\n');
    const isLast = k === others.length - 1;
    if (k === FURTHER || told.length + lines.length + (isLast ? 0 : 1) > room) {
      if (told.length < room) told.push(`  ... and ${others.length - k} more`);
      break;
    }
    told.push(...lines);
  }
  return [[...cause, ...told].filter(text => text.trim() !== '').join('\n')];
}
