import { fromJsonNumber } from '../json-number.ts';
import { indexLabel } from '../parameters/paths.ts';
import type { CoordinateFinding, ParameterFinding } from '../types.ts';
import { alignPoints, shortened, widest } from './columns.ts';
import { count, precise, short, twoDigits } from './numbers.ts';
import type { Paint } from './paint.ts';

/** Rows of the table of worst coordinates. */
const ROWS = 6;

/** The longest name of a coordinate that leaves room for the numbers. */
const NAME = 32;

/** What stands for the numeric derivative where there is no single one. */
function withoutNumber({ numeric, left, right }: CoordinateFinding): string | undefined {
  if (left !== undefined && right !== undefined) {
    const [low, high] = [left, right].sort((a, b) => fromJsonNumber(a) - fromJsonNumber(b));
    return `${short(low!)} to ${short(high!)}`;
  }
  // Where the claim is no number, nothing is measured.
  return numeric === 'NaN' ? 'not measured' : undefined;
}

/** How far a coordinate is off, to sort by. */
function sizeOf({ relativeError }: CoordinateFinding): number {
  const error = Math.abs(fromJsonNumber(relativeError));
  // NaN is farthest off.
  return error >= 0 ? error : Number.POSITIVE_INFINITY;
}

/**
 * The coordinates that differ most, whichever of the wrong parameters they belong to: analytic beside numeric with its bound;
 * decimal points and ± below each other. Nothing when no coordinate is known to differ.
 */
export function worstTable(wrong: readonly ParameterFinding[], paint: Paint): string[] {
  const found = wrong.flatMap(parameter =>
    parameter.coordinates.flatMap(row => (row.status === 'differs' ? [{ ...row, parameter }] : [])),
  );
  if (found.length === 0) return [];
  const rows = found.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, ROWS);
  const names = rows.map(({ parameter, index, output }) =>
    shortened(indexLabel(parameter.path, index) + (output ? ` of ${output}` : ''), NAME),
  );
  const analytic = alignPoints(rows.map(row => precise(row.analytic)));
  const apart = rows.map(withoutNumber);
  const aligned = alignPoints(rows.map((row, k) => (apart[k] === undefined ? precise(row.numeric) : '')));
  const numeric = aligned.map((cell, k) => apart[k] ?? cell);
  const bounds = rows.map((row, k) => (apart[k] === undefined ? `± ${short(row.bound)}` : ''));
  const errors = alignPoints(rows.map(row => twoDigits(Math.abs(fromJsonNumber(row.relativeError)))));
  const width = {
    name: widest(['coordinate', ...names]),
    analytic: Math.max(16, widest(analytic) + 5),
    numeric: Math.max(14, widest(numeric) + 5),
    bound: Math.max(13, widest(bounds) + 4),
  };
  const heading = [
    '  ',
    'coordinate'.padEnd(width.name),
    paint('analytic'.padStart(width.analytic), 'analytic'),
    paint('numeric'.padStart(width.numeric), 'numeric'),
    ` ${paint('± bound'.padEnd(width.bound), 'bound')}`,
    'relative error',
  ];
  const lines = [
    heading.join(''),
    ...rows.map((_, k) =>
      [
        '  ',
        names[k]!.padEnd(width.name),
        paint(analytic[k]!.padStart(width.analytic), 'analytic'),
        paint(numeric[k]!.padStart(width.numeric), 'numeric'),
        ` ${paint(bounds[k]!.padEnd(width.bound), 'bound')}`,
        paint(`      ${errors[k]!.trimEnd()}`, 'error'),
      ].join(''),
    ),
  ];
  const more = wrong.reduce((sum, parameter) => sum + parameter.wrong, -rows.length);
  if (more > 0) lines.push(paint(`  ... ${count(more)} more`, 'dim'));
  return [lines.join('\n')];
}
