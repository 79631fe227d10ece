import { fromJsonNumber } from '../json-number.ts';
import type { InconclusiveEvidence } from '../types.ts';
import { wrap } from '../wrap.ts';
import { alignPoints, columns, shortened } from './columns.ts';
import { count, precise, short } from './numbers.ts';
import { claimsInfinity } from './summary.ts';

/** The longest name of a coordinate that leaves room for the rest. */
const NAME = 36;

/** The rows of a table that has more to tell. */
const ROWS = 6;

/** Of `count` things in order, `most` at equal distances, the first and the last among them; all when there are no more. */
function spreadOver(count: number, most: number): number[] {
  const shown = Math.min(count, most);
  return Array.from({ length: shown }, (_, k) => Math.round((k * (count - 1)) / Math.max(1, shown - 1)));
}

/** What is said below the first line when there is no verdict: the evidence, what follows from it, usual causes. */
export function inconclusiveSections(evidence: InconclusiveEvidence): string[] {
  const rows = evidenceRows(evidence);
  return [
    ...(rows.length > 0 ? [columns(rows, 4, 2)] : []),
    wrap(
      'The gradient was judged neither correct nor incorrect. That fails this test, and fails .not.toHaveCorrectGradients() too.',
      2,
    ),
    `  Usual causes\n${columns(causesOf(evidence), 6, 4)}`,
  ];
}

function causesOf(evidence: InconclusiveEvidence): readonly (readonly string[])[] {
  if (claimsInfinity(evidence)) return INFINITE_CLAIM;
  const causes = CAUSES[evidence.reason];
  if (evidence.reason !== 'nondeterministic' || fromJsonNumber(evidence.spread) > 0) return causes;
  return causes.map(row => row.map(cell => cell.replace('value()', 'the derivative')));
}

function evidenceRows(evidence: InconclusiveEvidence): string[][] {
  switch (evidence.reason) {
    case 'nondeterministic':
      return nondeterminism(evidence);
    case 'not-finite': {
      const { coordinate, step, value } = evidence;
      const size = step === undefined ? Number.NaN : fromJsonNumber(step);
      return [
        ['value() at the point', precise(value)],
        ...(coordinate === undefined
          ? []
          : [[`with ${shortened(coordinate, NAME)} changed${by(size)}`, 'not finite, up and down']]),
      ];
    }
    case 'discontinuous':
      return [
        ['jump', short(evidence.jump)],
        ['at', shortened(evidence.coordinate, NAME)],
        ['seen within', short(evidence.distance)],
      ];
    case 'kink': {
      const names = ['slope on the left', 'slope on the right', 'analytic'];
      const slopes = alignPoints([evidence.left, evidence.right, evidence.analytic].map(precise));
      return names.map((name, k) => [name, slopes[k]!]);
    }
    case 'infinite-slope':
      return spreadOver(evidence.steps.length, ROWS).flatMap(k => {
        const step = evidence.steps[k]!;
        // The two slopes of a cusp cancel.
        if (step === 0 || evidence.shape === 'cusp') return [];
        const name = `slope of ${shortened(evidence.coordinate, NAME)} over a step of ${short(step)}`;
        return [[name, short(evidence.slopes[k] ?? 'NaN')]];
      });
    case 'too-noisy':
      return [
        ['resolution reached', short(evidence.reached)],
        ['resolution required', short(evidence.required)],
        ['noise of one value', short(evidence.noise), `the value is ${precise(evidence.value)}`],
      ];
    case 'budget':
      return [
        ['evaluations spent', count(evidence.spent)],
        ['evaluations needed', `about ${count(evidence.needed)}`],
        ['coordinates not looked at', count(evidence.unchecked)],
      ];
  }
}

const by = (size: number): string => (Number.isFinite(size) && size > 0 ? ` by ${short(size)}` : '');

function nondeterminism({
  values: recorded,
  spread,
  signal,
  driftPerCall,
}: InconclusiveEvidence & { reason: 'nondeterministic' }): string[][] {
  const values = recorded.map(fromJsonNumber);
  // The values agree: it was the derivative that changed.
  if (fromJsonNumber(spread) === 0) return [];
  const ratio = fromJsonNumber(spread) / fromJsonNumber(signal);
  const times =
    Number.isFinite(ratio) && ratio > 1
      ? [`${count(Math.round(Number(ratio.toPrecision(2))))} times less than the spread`]
      : [];
  return [
    ['spread between calls', short(spread), `from ${precise(Math.min(...values))} to ${precise(Math.max(...values))}`],
    ['change by the smallest usable step', short(signal), ...times],
    ...(driftPerCall === undefined ? [] : [['drift with each call', short(driftPerCall)]]),
  ];
}

const ROOT = ['a root or a norm at zero', 'move the point away, or add a small constant under the root'] as const;

const INFINITE_CLAIM = [['a division by zero', 'look for it in the derivative'], ROOT];

const CAUSES: Readonly<Record<InconclusiveEvidence['reason'], readonly (readonly [string, string])[]>> = {
  nondeterministic: [
    ['dropout or sampling inside value()', 'seed it per call, or draw the noise once outside'],
    ['state kept from call to call', 'reset it at the start of value()'],
    ['sums in parallel, in changing order', 'use a deterministic kernel for the check'],
  ],
  'not-finite': [
    ['outside the domain', 'move the point, or keep it inside with `bounds`'],
    ['overflow', 'subtract the maximum before exp, work with logarithms'],
  ],
  discontinuous: [
    ['rounding, a threshold, an argmax', 'check the smooth part, or move the point off the jump'],
    ['a straight-through gradient', 'it is no derivative: test it against its definition'],
  ],
  kink: [
    ['relu, abs or max exactly at its corner', 'move the point a little off the corner'],
    ['a subgradient is enough', "set kinks: 'subgradient'"],
    ['random directions over many corners', "set coverage: 'every-coordinate'"],
  ],
  'infinite-slope': [ROOT],
  'too-noisy': [
    ['float32 arithmetic', 'run the function in float64 for the check'],
    ['a large constant beside small changes', 'leave it out of value()'],
    ['a difference of almost equal numbers', 'use Math.log1p, Math.expm1 or another form'],
    ['an approximation is intended', 'raise requiredResolution'],
  ],
  budget: [
    ['maxEvaluations is too small', 'raise it, or leave it out'],
    ['there are very many coordinates', "use coverage: 'directions'"],
  ],
};
