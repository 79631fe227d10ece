import { UNRECOGNISED } from '../diagnose/unknown.ts';
import { fromJsonNumber } from '../json-number.ts';

import type { Diagnosis, GradientCheck, InconclusiveEvidence, ParameterFinding } from '../types.ts';
import { wrap } from '../wrap.ts';

import { count, listOf, plural, precise, shapeOf, short } from './numbers.ts';
import { type Paint, plain } from './paint.ts';
import { coordinateName, worstParameter } from './summary.ts';

export interface MessageContext {
  /** The assertion was `.not`. */
  readonly negated: boolean;
  /** Where the report shows this check. */
  readonly report?: string;
  readonly paint?: Paint;
}

/** Rows of the table of worst coordinates. */
const ROWS = 6;

/**
 * The whole text of a failed assertion: verdict, evidence, cause, what is proved, how to repeat it. At most 25 lines and 96
 * columns, the same everywhere.
 */
export function failureMessage(check: GradientCheck, { negated, report, paint = plain }: MessageContext): string {
  const body =
    check.verdict === 'incorrect'
      ? incorrect(check, paint)
      : check.verdict === 'inconclusive'
        ? inconclusive(check, paint)
        : correct(check);
  const headline = negated && check.verdict === 'correct' ? unexpectedlyCorrect(check) : check.summary;
  const warnings = check.warnings.map(({ kind, message }) => wrap(`${kind}: ${message}`, 2)).join('\n');
  const replay = replayLine(check) + (report ? `\nReport: ${report}` : '');
  return [
    paint(headline, 'headline'),
    ...body,
    ...(warnings ? [warnings] : []),
    replay
      .split('\n')
      .map(line => `  ${paint(line, 'dim')}`)
      .join('\n'),
  ].join('\n\n');
}

function replayLine(check: GradientCheck): string {
  const worst = worstParameter(check);
  const wrt = worst && check.parameters.length > 1 ? `, wrt: ['${worst.path}']` : '';
  return `Replay: { seed: ${check.seed}${wrt} }`;
}

function incorrect(check: GradientCheck, paint: Paint): string[] {
  const worst = worstParameter(check);
  const sections: string[] = [];
  if (worst?.coordinates.some(({ status }) => status === 'differs')) sections.push(worstTable(worst, paint));
  sections.push(likely(check, paint));
  const search = worst && foundBy(worst);
  if (search) sections.push(wrap(search, 2));
  const proved = provedLine(check);
  if (proved) sections.push(paint(wrap(proved, 2), 'dim'));
  return sections;
}

/** Pads on the left so that decimal points stand below each other. */
function alignPoints(cells: readonly string[]): string[] {
  const point = (cell: string): number => (cell.search(/[.e]/) < 0 ? cell.length : cell.search(/[.e]/));
  const before = Math.max(...cells.map(point));
  const padded = cells.map(cell => ' '.repeat(before - point(cell)) + cell);
  const width = Math.max(...padded.map(cell => cell.length));
  return padded.map(cell => cell.padEnd(width));
}

function worstTable(parameter: ParameterFinding, paint: Paint): string {
  const wrong = parameter.coordinates.filter(({ status }) => status === 'differs');
  const rows = wrong.slice(0, ROWS);
  const names = rows.map(({ index, output }) => coordinateName(parameter, index) + (output ? ` of ${output}` : ''));
  const analytic = alignPoints(rows.map(row => precise(row.analytic)));
  const numeric = alignPoints(rows.map(row => precise(row.numeric)));
  const bounds = rows.map(row => `± ${short(row.bound)}`);
  const errors = rows.map(row => short(Math.abs(fromJsonNumber(row.relativeError))));
  const width = (cells: readonly string[], heading: string): number =>
    Math.max(heading.length, ...cells.map(cell => cell.length));
  const w = {
    name: width(names, 'coordinate'),
    analytic: width(analytic, 'analytic'),
    numeric: width(numeric, ''),
    bound: width(bounds, ''),
  };
  const both = Math.max(w.numeric + 1 + w.bound, 'numeric ± bound'.length);
  const lines = [
    `  ${'coordinate'.padEnd(w.name)}  ${paint('analytic'.padStart(w.analytic), 'analytic')}   ${paint('numeric ± bound'.padEnd(both), 'numeric')}  relative error`,
    ...rows.map((_, k) => {
      const pair = `${paint(numeric[k]!.padStart(w.numeric), 'numeric')} ${paint(bounds[k]!.padEnd(both - w.numeric - 1), 'bound')}`;
      return `  ${names[k]!.padEnd(w.name)}  ${paint(analytic[k]!.padStart(w.analytic), 'analytic')}   ${pair}  ${paint(errors[k]!, 'error')}`;
    }),
  ];
  const more = parameter.wrong - rows.length;
  if (more > 0) lines.push(paint(`  ... ${count(more)} more`, 'dim'));
  return lines.join('\n');
}

/** Causes after the first that are told. */
const FURTHER = 3;

function likely({ diagnoses }: GradientCheck, paint: Paint): string {
  const [first, ...others] = diagnoses;
  if (!first) return '';
  const label = paint('Likely:', 'label');
  if (first.phrase === UNRECOGNISED) return wrap(`${label} none of the common mistakes tried explains it.`, 2);
  const place = ({ kind, phrase, where }: Diagnosis): string => {
    const named = kind === 'unknown' ? phrase : kind;
    return others.length > 0 ? `${named}, in ${listOf(where)}` : named;
  };
  const further = others.slice(0, FURTHER).map(cause => wrap(`Also: ${place(cause)}. ${cause.evidence}`, 2));
  const more = others.length - further.length;
  if (more > 0) further.push(`  ... and ${more} more`);
  return [wrap(`${label} ${place(first)}. ${first.evidence}`, 2), wrap(first.advice, 2), ...further].join('\n');
}

function foundBy({ coverage, wrong }: ParameterFinding): string | undefined {
  if (coverage.mode === 'every-coordinate') return undefined;
  const halvings = coverage.halvings > 0 ? ` ${plural(coverage.halvings, 'halving')} led here.` : '';
  return `Found by: ${plural(coverage.coordinates, 'coordinate')} compared one by one, the rest through ${plural(coverage.directions, 'random direction')};${wrong === 1 ? ' one direction disagreed,' : ''}${halvings}`;
}

function provedLine(check: GradientCheck): string | undefined {
  const right = check.parameters.filter(({ verdict }) => verdict === 'correct');
  if (right.length === 0) return undefined;
  const names = right.length > 4 ? `The other ${right.length} parameters` : listOf(right.map(({ path }) => path));
  const reached = Math.max(...right.map(({ resolution }) => fromJsonNumber(resolution)).filter(Number.isFinite), 0);
  const are = right.length === 1 ? 'is' : 'are';
  return `${names} ${are} correct${reached > 0 ? `; a relative error of ${short(reached)} would have been noticed` : ''}.`;
}

function unexpectedlyCorrect(check: GradientCheck): string {
  const n = check.parameters.length;
  return `Expected an incorrect gradient, but ${n === 1 ? `${check.parameters[0]!.path} is` : `all ${n} parameters are`} correct`;
}

function correct(check: GradientCheck): string[] {
  const shown = check.parameters.slice(0, ROWS);
  const rows = [
    ['parameter', 'shape', 'largest difference ÷ bound', 'resolution'],
    ...shown.map(p => [p.path, shapeOf(p.shape), short(p.largestDifferenceOverBound), short(p.resolution)]),
  ];
  const widths = [0, 1, 2, 3].map(k => Math.max(...rows.map(row => row[k]!.length)));
  const table = rows.map(row => `  ${row.map((cell, k) => cell.padEnd(widths[k]!)).join('   ')}`.trimEnd());
  const more = check.parameters.length - shown.length;
  if (more > 0) table.push(`  ... ${count(more)} more`);
  const size = check.parameters.reduce((sum, parameter) => sum + parameter.size, 0);
  const resolution = Number.isFinite(fromJsonNumber(check.resolution))
    ? ` A relative error of ${short(check.resolution)} or more would have been noticed.`
    : '';
  return [
    table.join('\n'),
    wrap(
      `${plural(size, 'partial derivative')} agree with the numeric ones within their error bounds.${resolution}`,
      2,
    ),
    wrap(
      'If a bug was planted on purpose, it has no effect at this point: a factor on a term that is zero here, a branch not taken, a region not visited. Move the point.',
      2,
    ),
  ];
}

function inconclusive(check: GradientCheck, paint: Paint): string[] {
  const evidence = check.inconclusive;
  if (!evidence) return [];
  return [
    ...evidenceLines(evidence),
    wrap(
      `${paint('No verdict:', 'undecided')} the gradient was judged neither correct nor incorrect. That fails this test, and fails .not.toHaveCorrectGradients() too.`,
      2,
    ),
    causes(evidence),
  ];
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, text]) => `  ${name.padEnd(width)}    ${text}`).join('\n');
}

function evidenceLines(evidence: InconclusiveEvidence): string[] {
  switch (evidence.reason) {
    case 'nondeterministic': {
      const values = evidence.values.map(fromJsonNumber);
      const ratio = fromJsonNumber(evidence.spread) / fromJsonNumber(evidence.signal);
      const times =
        Number.isFinite(ratio) && ratio > 1
          ? `     ${count(Math.round(Number(ratio.toPrecision(2))))} times less than the spread`
          : '';
      return [
        rows([
          [
            'spread between calls',
            `${short(evidence.spread)}     from ${precise(Math.min(...values))} to ${precise(Math.max(...values))}`,
          ],
          ['change by the smallest usable step', `${short(evidence.signal)}${times}`],
          ...(evidence.driftPerCall === undefined
            ? []
            : [['drift with each call', short(evidence.driftPerCall)] as const]),
        ]),
      ];
    }
    case 'not-finite':
      return [
        rows([
          ['value', String(evidence.value)],
          ...(evidence.coordinate ? [['coordinate', evidence.coordinate] as const] : []),
        ]),
      ];
    case 'discontinuous':
      return [
        rows([
          ['jump', short(evidence.jump)],
          ['at', evidence.coordinate],
          ['seen at a distance of', short(evidence.distance)],
        ]),
      ];
    case 'kink':
      return [
        rows([
          ['slope on the left', precise(evidence.left)],
          ['slope on the right', precise(evidence.right)],
          ['analytic', precise(evidence.analytic)],
        ]),
      ];
    case 'infinite-slope':
      return [
        rows([
          ['coordinate', evidence.coordinate],
          ...evidence.steps.map(
            (step, k) => [`slope at a step of ${short(step)}`, short(evidence.slopes[k] ?? 'NaN')] as const,
          ),
        ]),
      ];
    case 'too-noisy':
      return [
        rows([
          ['resolution reached', short(evidence.reached)],
          ['resolution required', short(evidence.required)],
          ['noise of one value', `${short(evidence.noise)}     the value is ${precise(evidence.value)}`],
        ]),
      ];
    case 'budget':
      return [
        rows([
          ['evaluations spent', count(evidence.spent)],
          ['evaluations needed', `about ${count(evidence.needed)}`],
          ['coordinates not looked at', count(evidence.unchecked)],
        ]),
      ];
  }
}

function causes({ reason }: InconclusiveEvidence): string {
  const table: Record<InconclusiveEvidence['reason'], readonly (readonly [string, string])[]> = {
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
      [
        'relu, abs or max exactly at its corner',
        "move the point by 1e-3, or accept subgradients (kinks: 'subgradient')",
      ],
    ],
    'infinite-slope': [['a root or a norm at zero', 'move the point away, or add a small constant under the root']],
    'too-noisy': [
      ['float32 arithmetic', 'run the function in float64 for the check'],
      ['a large constant beside small changes', 'leave it out of value()'],
      ['an approximation is intended', 'raise requiredResolution'],
    ],
    budget: [['the budget', "raise maxEvaluations, or use coverage: 'directions'"]],
  };
  return `  Usual causes\n${rows(table[reason]).replace(/^/gm, '  ')}`;
}
