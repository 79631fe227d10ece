import { type GradcheckError, misuse } from '../errors.ts';
import { nearestName } from '../nearest.ts';
import type { Structure } from '../options.ts';
import { shapeText } from './paths.ts';
import type { Tangent } from './types.ts';

const entry = (index: number): Tangent => ({ indices: [index], weights: [1] });

function squareOf(path: string, shape: readonly number[], name: string): number {
  if (shape.length === 2 && shape[0] === shape[1]) return shape[0]!;
  throw misuse('ERR_OPTION', {
    what: `\`structure\` says that ${path} is ${name}, but it is no square matrix`,
    table: [
      ['found', shapeText(shape)],
      ['expected', 'n×n'],
    ],
    advice: ['A stack of matrices is constrained by a function that projects a tangent.'],
  });
}

/** Tangents of matrix entries (i, j) that a predicate admits. */
function entriesWhere(n: number, admits: (i: number, j: number) => boolean): Tangent[] {
  const tangents: Tangent[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (admits(i, j)) tangents.push(entry(i * n + j));
  return tangents;
}

/** Image of a tangent under the user's projection. */
function imageOf(
  path: string,
  tangent: Float64Array,
  project: (tangent: Float64Array) => ArrayLike<number>,
): Float64Array {
  const { length: size } = tangent;
  let image: Float64Array;
  try {
    image = Float64Array.from(project(tangent));
  } catch (cause) {
    const what = `the function that \`structure\` has for ${path} threw: ${String((cause as Error)?.message ?? cause)}`;
    throw misuse('ERR_USER_FUNCTION', { what, advice: ['The original error is the `cause`.'], cause });
  }
  if (image.length !== size) {
    throw misuse('ERR_OPTION', {
      what: `the function that \`structure\` has for ${path} does not return a tangent`,
      table: [
        ['found', `${image.length} entries`],
        ['expected', `${size} entries, the projection of the tangent given, row-major`],
      ],
    });
  }
  return image;
}

/** What is left of an image, relative to it, when earlier ones span it but for rounding. */
const SPANNED = 1e-9;

/** Basis of the images of all unit tangents under a projection: those that earlier ones do not span already (Gram–Schmidt). */
function projectedBasis(path: string, size: number, project: (tangent: Float64Array) => ArrayLike<number>): Tangent[] {
  const orthonormal: Float64Array[] = [];
  const tangents: Tangent[] = [];
  for (let k = 0; k < size; k++) {
    const unit = new Float64Array(size);
    unit[k] = 1;
    const image = imageOf(path, unit, project);
    const rest = image.slice();
    // Twice: one pass leaves what rounding brought back.
    for (let pass = 0; pass < 2; pass++) {
      for (const q of orthonormal) {
        const product = rest.reduce((sum, x, i) => sum + x * q[i]!, 0);
        for (let i = 0; i < size; i++) rest[i]! -= product * q[i]!;
      }
    }
    const norm = Math.hypot(...rest);
    if (!(norm > SPANNED * Math.max(1, Math.hypot(...image)))) continue;
    orthonormal.push(rest.map(x => x / norm));
    const indices = [...image.keys()].filter(i => image[i] !== 0);
    tangents.push({ indices, weights: indices.map(i => image[i]!) });
  }
  return tangents;
}

const NAMES = ['symmetric', 'skew-symmetric', 'lower-triangular', 'upper-triangular', 'diagonal', 'unit-sum'];

function unknownStructure(path: string, found: unknown): GradcheckError {
  const near = nearestName(String(found), NAMES);
  return misuse('ERR_OPTION', {
    what: `there is no structure '${String(found)}', asked for ${path}`,
    table: near === undefined ? [] : [[String(found), `did you mean '${near}'?`]],
    advice: [`Known are ${NAMES.join(', ')},`, 'or a function that projects a tangent onto what can vary.'],
  });
}

/**
 * What can vary in a constrained parameter, one tangent per degree of freedom.
 * @throws GradcheckError ERR_OPTION when the shape does not fit
 */
export function tangentsOf(path: string, shape: readonly number[], structure: Structure): Tangent[] {
  const size = shape.reduce((product, n) => product * n, 1);
  if (typeof structure === 'function') return projectedBasis(path, size, structure);
  switch (structure) {
    case 'symmetric':
    case 'skew-symmetric': {
      const n = squareOf(path, shape, structure);
      const mirrored = structure === 'symmetric' ? 1 : -1;
      const diagonal = structure === 'symmetric' ? Array.from({ length: n }, (_, i) => entry(i * n + i)) : [];
      const pairs = entriesWhere(n, (i, j) => i < j).map(({ indices: [k] }) => ({
        indices: [k!, (k! % n) * n + Math.floor(k! / n)],
        weights: [1, mirrored],
      }));
      return [...diagonal, ...pairs];
    }
    case 'lower-triangular':
      return entriesWhere(squareOf(path, shape, structure), (i, j) => i >= j);
    case 'upper-triangular':
      return entriesWhere(squareOf(path, shape, structure), (i, j) => i <= j);
    case 'diagonal':
      return entriesWhere(squareOf(path, shape, structure), (i, j) => i === j);
    case 'unit-sum':
      return Array.from({ length: size - 1 }, (_, k) => ({ indices: [k, k + 1], weights: [1, -1] }));
    default:
      throw unknownStructure(path, structure);
  }
}
