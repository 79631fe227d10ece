import type { Plan } from '../sample.ts';
import { isCentral, type Level, type Line } from './line.ts';
import type { LineOutcome } from './line-outcome.ts';

/** Agreement this fine is worth a few more steps between the last good and the first bad one. */
const WORTH_REFINING = 3e-3;

/**
 * Agreement close to the point, disagreement further out (a kink, a jump, curvature nearby): how sharp is the agreement?
 * Steps grow by eight while it lasts.
 */
export function* climb(line: Line, from: Level): Plan<LineOutcome> {
  const { reference } = line.claim;
  const { target } = line.landscape;
  const top = line.coarsestExponent;
  let good = from;
  let exponent = from.exponent;
  let bad: Level | undefined;
  for (let k = 0; k < 9 && line.noticeable(good) / reference > target && exponent + 3 < top; k++) {
    const level = yield* line.at(exponent + 3);
    if (!isCentral(level)) break;
    if (!line.agrees(level)) {
      bad = level;
      break;
    }
    good = level;
    exponent += 3;
  }
  let sharpest = line.correct(good);
  const upTo = (limit: number) => line.best(line.central().filter(level => level.exponent <= limit));
  let found = upTo(bad ? bad.exponent : top);
  const sharpen = (): void => {
    const candidate = line.correctBy(found);
    if (candidate.error < sharpest.error) sharpest = candidate;
  };
  sharpen();
  for (const between of bad ? [exponent + 2, exponent + 1, exponent + 4] : []) {
    const sharpEnough = sharpest.error / reference <= Math.max(target, WORTH_REFINING);
    if (sharpEnough || (found.order > 0 && line.isSure(found))) break;
    if (line.has(between)) continue;
    const level = yield* line.at(between);
    // Beyond the bad step curvature may pass the claimed slope.
    const isNearer = between < bad!.exponent;
    if (isNearer && line.agrees(level) && line.noticeable(level) < sharpest.error) sharpest = line.correct(level);
    found = upTo(Math.max(bad!.exponent, between));
    sharpen();
  }
  // The fine steps may have been too noisy to see an error that the extrapolation sees.
  if (line.isSure(found) && sharpest.error / reference > WORTH_REFINING) return line.incorrectBy(found);
  return good.exponent < top - 6 ? { ...sharpest, near: good.exponent } : sharpest;
}
