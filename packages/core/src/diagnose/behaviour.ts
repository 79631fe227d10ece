import { fitData, pathsOf, scaleOf } from './fit.ts';
import type { Pattern } from './types.ts';

const seen = fitData({ agreeing: 0, compared: 0, largest: 0, explains: true });

/** The second call returns twice as much as the first. */
export const accumulated: Pattern = ({ parameters, observations }) =>
  observations.accumulates
    ? {
        kind: 'accumulated',
        where: pathsOf(parameters),
        fit: seen,
        phrase: 'it grows with each call',
        hint: 'gradient grows with each call',
        evidence: 'Called again at the same point, the derivative is twice the first result, then three times.',
        advice: 'Clear the gradient buffers at the start of the backward pass.',
      }
    : undefined;

/** The same vector-Jacobian product whatever the cotangent. */
export const ignoresCotangent: Pattern = ({ parameters, observations }) =>
  observations.ignoresCotangent
    ? {
        kind: 'ignores-cotangent',
        where: pathsOf(parameters),
        fit: seen,
        phrase: 'it ignores the cotangent',
        hint: 'the cotangent is ignored',
        evidence: 'Two different cotangents gave exactly the same result.',
        advice: 'Multiply by the incoming gradient: the backward pass of y = f(x) returns f′(x) times dy, not f′(x).',
      }
    : undefined;

/** An error at the level of float32 in a float64 derivative. */
export const lowPrecision: Pattern = ({ wrong, observations }) => {
  if (observations.precision !== 'float64') return undefined;
  let largest = 0;
  let compared = 0;
  for (const parameter of wrong) {
    const scale = scaleOf(parameter);
    for (let j = 0; j < parameter.indices.length; j++) {
      largest = Math.max(largest, Math.abs(parameter.claimed[parameter.indices[j]!]! - parameter.numeric[j]!) / scale);
      compared++;
    }
  }
  if (!(largest < 2e-6) || compared < 3) return undefined;
  return {
    kind: 'low-precision',
    where: pathsOf(wrong),
    fit: fitData({ agreeing: compared, compared, largest, explains: true }),
    phrase: 'its error is that of float32',
    hint: `${wrong[0]!.path}: float32 in a float64 gradient`,
    evidence: `All ${compared} agree to ${largest.toExponential(1)}, the precision of float32, in a float64 function.`,
    advice: 'Look for a Float32Array, a Math.fround or a constant typed with few digits in the backward pass.',
  };
};
