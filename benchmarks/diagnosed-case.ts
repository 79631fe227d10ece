import type { DiagnosisKind } from '@gradcheck/core';
import { fromNumbers } from '../packages/core/test/diagnose/planted.ts';
import { fromBehaviour } from '../packages/core/test/diagnose/planted-behaviour.ts';
import { nameless } from '../packages/core/test/diagnose/unnamed.ts';
import type { LabelledCase, Parameters } from './labelled-case.ts';

/** A subject with a planted mistake, and the names that are right for it. */
export interface DiagnosedCase {
  readonly id: string;
  /** Row of the confusion matrix. */
  readonly label: string;
  /** Kinds that name the mistake. */
  readonly expected: readonly DiagnosisKind[];
  readonly at: object;
  /** The subject in the state that a check should find it in. */
  subject(): object;
}

/** Mistakes planted in the models of core's tests. */
export const ownCases: readonly DiagnosedCase[] = [
  ...[...fromNumbers, ...fromBehaviour].map(({ kind, title, wrong }) => ({
    id: title,
    label: kind,
    expected: [kind],
    at: wrong().at,
    subject: () => wrong().subject,
  })),
  ...nameless.map(([title, wrong]) => ({
    id: title,
    label: 'unknown',
    expected: ['unknown' as const],
    at: wrong().at,
    subject: () => wrong().subject,
  })),
];

/**
 * A coarser vocabulary in ours. `scale` is also said there of gradients that are right to three digits (one factor, near 1):
 * those are of low precision. Words for what is no diagnosis (a verdict, a warning, misuse) are not in the table.
 */
const VOCABULARY: Readonly<Record<string, readonly DiagnosisKind[]>> = {
  sign: ['sign-flipped'],
  scale: ['scaled', 'not-summed', 'over-summed', 'low-precision'],
  zero: ['detached'],
  transposed: ['transposed'],
  swapped: ['swapped-parameters'],
  shifted: ['shifted'],
  accumulates: ['accumulated'],
  single: ['isolated'],
  'negative-side': ['input-region'],
  'proportional-to-parameter': ['missing-term'],
};

/** Signal to noise below which nobody could tell that something is wrong. */
const VISIBLE = 10;

type Shaped = Float64Array & { readonly data: Float64Array };

/**
 * A labelled case as one for diagnoses; none when its mistake has no name in the numbers.
 * @param shaped - hand matrices over with their shape, not flat
 */
export function diagnosedFrom(one: LabelledCase, { shaped }: { readonly shaped: boolean }): DiagnosedCase[] {
  const label = one.expectedDiagnosis ?? '';
  const expected = VOCABULARY[label];
  if (one.truth !== 'incorrect' || !expected || (one.snr ?? VISIBLE) < VISIBLE) return [];
  const isMatrix = (name: string): boolean => shaped && (one.shapes?.[name]?.length ?? 0) >= 2;
  const wrap = (p: Parameters): object =>
    Object.fromEntries(
      Object.entries(p).map(([name, v]) => [name, isMatrix(name) ? { data: v, shape: [...one.shapes![name]!] } : v]),
    );
  const unwrap = (p: object): Parameters =>
    Object.fromEntries(
      Object.entries(p as Record<string, Shaped>).map(([name, v]) => [name, isMatrix(name) ? v.data : v]),
    );
  const subject = {
    value: (p: object) => one.value(unwrap(p)),
    gradient: (p: object) => wrap(one.gradient(unwrap(p))),
  };
  return [
    {
      id: one.id,
      label,
      expected,
      at: wrap(structuredClone(one.at)),
      subject() {
        one.reset?.();
        return subject;
      },
    },
  ];
}
