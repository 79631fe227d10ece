import type { DiagnosisKind } from '@gradcheck/core';
import type { LabelledCase, Parameters } from './labelled-case.ts';

/** A subject with a planted mistake, and the names that are right for it. */
export interface DiagnosedCase {
  readonly id: string;
  readonly subject: { value(p: unknown): unknown };
  readonly at: unknown;
  /** Row of the confusion matrix. */
  readonly label: string;
  /** Kinds that name the mistake. */
  readonly expected: readonly DiagnosisKind[];
  reset?(): void;
}

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

interface Shaped {
  readonly data: Float64Array | Float32Array;
  readonly shape: number[];
}

/** Cases whose mistake can be named from the numbers; none otherwise. */
export function labelledAsDiagnosed(one: LabelledCase, { shaped }: { shaped: boolean }): DiagnosedCase[] {
  const expected = VOCABULARY[one.expectedDiagnosis ?? ''];
  if (one.truth !== 'incorrect' || !expected || (one.snr ?? 99) < 10) return [];
  const { shapes } = one;
  const isMatrix = (name: string): boolean => shaped && (shapes?.[name]?.length ?? 0) >= 2;
  const wrap = (p: Parameters): unknown =>
    Object.fromEntries(
      Object.entries(p).map(([name, v]) => [name, isMatrix(name) ? { data: v, shape: [...shapes![name]!] } : v]),
    );
  const unwrap = (p: unknown): Parameters =>
    Object.fromEntries(
      Object.entries(p as Record<string, Shaped & number>).map(([name, v]) => [name, isMatrix(name) ? v.data : v]),
    );
  return [
    {
      id: one.id,
      subject: {
        value: p => one.value(unwrap(p)),
        gradient: (p: unknown) => wrap(one.gradient(unwrap(p))),
      } as DiagnosedCase['subject'],
      at: wrap(structuredClone(one.at)),
      label: one.expectedDiagnosis!,
      expected,
      ...(one.reset ? { reset: () => one.reset!() } : {}),
    },
  ];
}
