import { misuse } from '../errors.ts';
import { nearestName } from '../nearest.ts';
import { selects, shapeText } from './paths.ts';
import type { Problem } from './problem.ts';
import type { TensorAdapter } from './tensor-adapter.ts';
import { leavesOf, surveyTree, type Tree } from './tree.ts';
import type { TreeLeaf } from './tree-leaf.ts';

/** Rows shown before correct ones are only counted. */
const SHOWN = 8;

/** A part that a derivative must have. */
export interface WantedPart {
  readonly path: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Other shapes that hold the same numbers in the same order. */
  readonly alsoAs?: readonly (readonly number[])[];
  /** False for a parameter held constant: its derivative may be left out. */
  readonly checked: boolean;
}

interface Row {
  readonly path: string;
  readonly wanted: string;
  readonly returned: string;
  readonly note: string;
  readonly wrong: boolean;
}

type Part = Pick<TreeLeaf, 'path' | 'shape' | 'size'>;

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis]);
}

/** Shapes that hold the same numbers in the same order: a vector for a parameter of one row, a flat array for a matrix. */
function sameNumbers(wanted: WantedPart, found: Part): boolean {
  if ([wanted.shape, ...(wanted.alsoAs ?? [])].some(shape => sameShape(shape, found.shape))) return true;
  return wanted.size === found.size && (found.shape.length <= 1 || wanted.shape.length <= 1);
}

function noteOf(wanted: Part, found: Part): string {
  if (found.shape.length > 1 && sameShape(wanted.shape, [...found.shape].reverse())) return 'axes swapped';
  const [batch, ...rest] = found.shape;
  if (found.size > wanted.size && sameShape(wanted.shape, rest)) return `not summed over ${batch} rows?`;
  return '';
}

/** What was probably meant for a missing part: a name like it (`dW1` for `W1`), else the only one of its shape. */
function meantFor(part: Part, candidates: readonly Part[]): string | undefined {
  const paths = candidates.map(({ path }) => path);
  const alike = candidates.filter(({ shape }) => sameShape(shape, part.shape));
  return (
    paths.find(path => part.path !== '' && path.endsWith(part.path)) ??
    nearestName(part.path, paths) ??
    (alike.length === 1 ? alike[0]!.path || 'all of it' : undefined)
  );
}

/** A lone part holds everything. */
const holds = (part: string, path: string): boolean => part === '' || selects(part, path);

function rowsOf(wanted: readonly WantedPart[], found: readonly TreeLeaf[], problems: readonly Problem[]): Row[] {
  const known = new Set(wanted.map(({ path }) => path));
  const isInside = (path: string): boolean =>
    problems.some(problem => wanted.some(part => holds(part.path, path) && holds(part.path, problem.path)));
  const extra = found.filter(({ path }) => !known.has(path) && !isInside(path));
  const rows = wanted.map((part): Row => {
    const { path } = part;
    const at = shapeText(part.shape);
    const other = found.find(leaf => leaf.path === path);
    if (other) {
      const wrong = !sameNumbers(part, other);
      return { path, wanted: at, returned: shapeText(other.shape), note: wrong ? noteOf(part, other) : '', wrong };
    }
    const problem = problems.find(candidate => holds(path, candidate.path));
    if (problem) {
      const inside = problem.path === path ? '' : `in ${problem.path}`;
      return { path, wanted: at, returned: problem.found, note: inside, wrong: true };
    }
    if (!part.checked) return { path, wanted: at, returned: 'missing', note: 'held constant', wrong: false };
    // One array for all is no misspelled parameter.
    const near =
      wanted.length > 1
        ? meantFor(
            part,
            extra.filter(candidate => candidate.path !== ''),
          )
        : meantFor(part, extra);
    const note = near === undefined ? '' : `\`${near}\` was returned, is that the one?`;
    return { path, wanted: at, returned: 'missing', note, wrong: true };
  });
  const unexpected = [
    ...extra.map(({ path, shape }) => ({ path, found: shapeText(shape) })),
    ...problems.filter(({ path }) => !wanted.some(part => holds(part.path, path))),
  ];
  for (const { path, found: returned } of unexpected) {
    rows.push({ path: path || 'all of it', wanted: 'not there', returned, note: 'unexpected', wrong: true });
  }
  return rows;
}

/** Headings and rows; with many of them, only the wrong ones. */
function tableOf(rows: readonly Row[], heading: string, lone: string): string[][] {
  const shown = rows.length > SHOWN ? rows.filter(({ wrong }) => wrong) : rows;
  return [
    ['path', heading, 'returned'],
    ...shown.map(({ path, wanted, returned, note }) => [path || lone, wanted, returned, note]),
    ...(shown.length < rows.length ? [[`and ${rows.length - shown.length} that match`]] : []),
  ];
}

/** What is matched: `gradient()` against the structure of the point, a tangent's output against that of `value()`. */
export interface Matching {
  /** How the text calls what was returned: `gradient()`. */
  readonly of: string;
  /** What it should look like: `the structure of the point`. */
  readonly like: string;
  /** Heading of the column of wanted shapes: `at`. */
  readonly heading: string;
  /** Name of a lone part: `x`, or `y` of an output. */
  readonly lone: string;
  /** Last sentence but one. */
  readonly expected: string;
}

const OF_THE_POINT = {
  like: 'the structure of the point',
  heading: 'at',
  lone: 'x',
  expected: 'Expected one gradient per parameter, with the path and shape it has in `at`.',
};

/**
 * Leaves of a derivative in the order of the wanted parts; undefined for one that is held constant and left out.
 * @param structure - of the wanted parts
 * @param matching - how the text calls it: `gradient()`, or all of its words
 * @throws GradcheckError ERR_DERIVATIVE_SHAPE with every missing, extra and misshapen part
 */
export function matchDerivative(
  wanted: readonly WantedPart[],
  structure: Tree,
  derivative: unknown,
  adapters: readonly TensorAdapter[],
  matching: string | Matching,
): (TreeLeaf | undefined)[] {
  const { of, like, heading, lone, expected } =
    typeof matching === 'string' ? { of: matching, ...OF_THE_POINT } : matching;
  const { tree, problems } = surveyTree(derivative, adapters, structure);
  // Nothing at all is how many libraries say that a parameter has no gradient; within one, it is strange.
  const strange = problems.filter(({ found, path }) => {
    const isNothing = found === 'null' || found === 'undefined';
    return !isNothing || wanted.some(part => part.path !== path && holds(part.path, path));
  });
  const found = leavesOf(tree);
  const rows = rowsOf(wanted, found, strange);
  if (!rows.some(({ wrong }) => wrong)) return wanted.map(({ path }) => found.find(leaf => leaf.path === path));
  const empty = derivative === undefined ? ': it returns nothing' : derivative === null ? ': it returns null' : '';
  throw misuse('ERR_DERIVATIVE_SHAPE', {
    what: `${of} does not return ${like}${empty}`,
    table: tableOf(rows, heading, lone),
    advice: [expected, 'Nothing was compared: a wrong shape fails the test with and without .not.'],
  });
}
