import { GradcheckError } from '../errors.ts';
import { nearestName } from '../nearest.ts';
import { shapeText } from './paths.ts';
import type { TensorAdapter } from './tensor-adapter.ts';
import { leavesOf, readTree, type TreeLeaf } from './tree.ts';

/** Rows shown before correct ones are only counted. */
const SHOWN = 8;

interface Row {
  readonly path: string;
  readonly at: string;
  readonly returned: string;
  readonly note: string;
  readonly wrong: boolean;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis]);
}

/** Shapes that hold the same numbers in the same order: a vector for a parameter of one row, a flat array for a matrix. */
function sameNumbers(wanted: TreeLeaf, found: TreeLeaf): boolean {
  if (sameShape(wanted.shape, found.shape)) return true;
  return wanted.size === found.size && (found.shape.length <= 1 || wanted.shape.length <= 1);
}

function noteOf(wanted: TreeLeaf, found: TreeLeaf): string {
  const reversed = [...found.shape].reverse();
  return found.shape.length > 1 && sameShape(wanted.shape, reversed) ? 'axes swapped' : '';
}

function rowsOf(wanted: readonly TreeLeaf[], found: readonly TreeLeaf[]): Row[] {
  const byPath = new Map(found.map(leaf => [leaf.path, leaf]));
  const extra = found.filter(leaf => !wanted.some(({ path }) => path === leaf.path));
  const rows = wanted.map((leaf): Row => {
    const other = byPath.get(leaf.path);
    if (other) {
      const wrong = !sameNumbers(leaf, other);
      return {
        path: leaf.path,
        at: shapeText(leaf.shape),
        returned: shapeText(other.shape),
        note: wrong ? noteOf(leaf, other) : '',
        wrong,
      };
    }
    const near =
      nearestName(
        leaf.path,
        extra.map(({ path }) => path),
      ) ?? extra.find(({ path }) => path.endsWith(leaf.path))?.path;
    const note = near ? `\`${near}\` was returned, is that the one?` : '';
    return { path: leaf.path, at: shapeText(leaf.shape), returned: 'missing', note, wrong: true };
  });
  for (const leaf of extra) {
    rows.push({ path: leaf.path, at: 'not there', returned: shapeText(leaf.shape), note: 'unexpected', wrong: true });
  }
  return rows;
}

function table(rows: readonly Row[]): string {
  const shown = rows.length > SHOWN ? rows.filter(({ wrong }) => wrong) : rows;
  const cells = [
    ['path', 'at', 'returned', ''],
    ...shown.map(({ path, at, returned, note }) => [path || 'x', at, returned, note]),
  ];
  const widths = [0, 1, 2].map(column => Math.max(...cells.map(row => row[column]!.length)) + 3);
  const lines = cells.map(row =>
    `  ${row.map((cell, k) => (k < 3 ? cell.padEnd(widths[k]!) : cell)).join('')}`.trimEnd(),
  );
  if (shown.length < rows.length) lines.push(`  and ${rows.length - shown.length} that match`);
  return lines.join('\n');
}

/**
 * Leaves of a derivative in the order of the point's.
 * @param of - how the text calls it: `gradient()`
 * @throws GradcheckError ERR_DERIVATIVE_SHAPE with every missing, extra and misshapen part
 */
export function matchDerivative(
  wanted: readonly TreeLeaf[],
  derivative: unknown,
  adapters: readonly TensorAdapter[],
  of: string,
): TreeLeaf[] {
  const found =
    derivative === undefined || derivative === null
      ? []
      : leavesOf(readTree(derivative, adapters, 'ERR_DERIVATIVE_SHAPE'));
  const matched = wanted.map(leaf => found.find(({ path }) => path === leaf.path));
  const fits = matched.every((leaf, k) => leaf !== undefined && sameNumbers(wanted[k]!, leaf));
  if (fits && found.length === wanted.length) return matched as TreeLeaf[];
  throw new GradcheckError(
    'ERR_DERIVATIVE_SHAPE',
    [
      `${of} does not return the structure of the point`,
      '',
      table(rowsOf(wanted, found)),
      '',
      'Expected one gradient per parameter, with the path and shape it has in `at`.',
      'Nothing was compared: a wrong shape fails the test with and without .not.',
    ].join('\n'),
  );
}
