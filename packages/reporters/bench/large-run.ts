import type { GradientCheck, GradientRun, RecordedCheck, Verdict } from '@gradcheck/core';

/** Check without the evidence that `evidence: 'on-failure'` does not record. */
function unrecorded(check: GradientCheck): GradientCheck {
  if (check.verdict !== 'correct') return check;
  return { ...check, parameters: check.parameters.map(({ curve: _, map: __, ...finding }) => finding) };
}

/**
 * Real checks again and again under other names, one in 250 of them incorrect or without a verdict: what a large project's
 * run looks like.
 * @param size - checks
 * @param evidence - `always` keeps the curves of correct checks
 */
export function largeRun(real: GradientRun, size: number, evidence: 'always' | 'on-failure'): GradientRun {
  const of = (wanted: (verdict: Verdict) => boolean): RecordedCheck[] =>
    real.checks.filter(({ check }) => check && wanted(check.verdict));
  const [right, wrong] = [of(verdict => verdict === 'correct'), of(verdict => verdict !== 'correct')];
  const checks = Array.from({ length: size }, (_, k): RecordedCheck => {
    const pool = k % 250 === 3 ? wrong : right;
    const recorded = pool[Math.floor(k % 250 === 3 ? k / 250 : k) % pool.length]!;
    const check = evidence === 'always' ? recorded.check! : unrecorded(recorded.check!);
    return {
      ...recorded,
      file: `test/part-${Math.floor(k / 40)}/${recorded.file.replace('test/', '')}`,
      titles: [`variant ${k}`, ...recorded.titles],
      // No two checks measure the same number: what repeats would pack too well.
      check: {
        ...check,
        parameters: check.parameters.map(p => ({
          ...p,
          scale: varied(p.scale, k),
          resolution: varied(p.resolution, k),
          spreadResolution: varied(p.spreadResolution, k),
          largestRelativeError: varied(p.largestRelativeError, k),
          largestDifferenceOverBound: varied(p.largestDifferenceOverBound, k),
          coordinates: p.coordinates.map((c, j) => ({
            ...c,
            analytic: varied(c.analytic, k + j),
            numeric: varied(c.numeric, k + j),
            bound: varied(c.bound, k + j),
          })),
        })),
      },
    };
  });
  return { ...real, checks };
}

function varied(value: number | string, k: number): never {
  return (typeof value === 'number' ? value * (1 + Math.sin(k * 12.9898) * 0.3) : value) as never;
}
