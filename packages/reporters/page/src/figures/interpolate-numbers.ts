/** What the scales of this page need of d3-interpolate: numbers. The build puts it in that module's place. */
export function interpolateNumber(a: number, b: number): (t: number) => number {
  return t => a * (1 - t) + b * t;
}

export const interpolate: typeof interpolateNumber = interpolateNumber;

export function interpolateRound(a: number, b: number): (t: number) => number {
  return t => Math.round(a * (1 - t) + b * t);
}

export function piecewise(): never {
  throw new Error('No scale of this page is piecewise.');
}
