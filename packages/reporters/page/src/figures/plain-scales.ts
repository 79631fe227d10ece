/**
 * What the scales of this page need of d3-interpolate, numbers, and of d3-format, nothing: the build puts this in the place of
 * both modules.
 */
export function interpolateNumber(a: number, b: number): (t: number) => number {
  return t => a * (1 - t) + b * t;
}

export { interpolateNumber as interpolate, interpolateNumber as interpolateRound };

function unused(): never {
  throw new Error('No scale of this page is piecewise, or formats its ticks.');
}

export {
  unused as format,
  unused as formatPrefix,
  unused as formatSpecifier,
  unused as piecewise,
  unused as precisionFixed,
  unused as precisionPrefix,
  unused as precisionRound,
};
