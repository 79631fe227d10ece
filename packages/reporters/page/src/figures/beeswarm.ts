/** A dot's place on the axis, and what it stands for. */
export interface Placed {
  readonly x: number;
  /** Height of its centre above the ground. */
  readonly height: number;
}

/**
 * Stacks dots on the ground so that none overlap, each as low as it can be.
 * @param xs - places along the axis
 * @param radius - of a dot, with half of the gap to the next one
 * @returns one place per dot, in the order of `xs`
 */
export function beeswarm(xs: readonly number[], radius: number): Placed[] {
  const order = xs.map((x, k) => ({ x, k })).sort((a, b) => a.x - b.x || a.k - b.k);
  const diameter = 2 * radius;
  const placed: Placed[] = new Array(xs.length);
  const near: Placed[] = [];
  for (const { x, k } of order) {
    while (near.length > 0 && near[0]!.x <= x - diameter) near.shift();
    // Either on the ground, or resting on one of the neighbours.
    const rests = near.map(p => p.height + Math.sqrt(diameter ** 2 - (x - p.x) ** 2));
    const heights = [radius, ...rests].sort((a, b) => a - b);
    const isFree = (height: number): boolean =>
      near.every(p => (x - p.x) ** 2 + (height - p.height) ** 2 >= diameter ** 2 - 1e-6);
    const height = heights.find(isFree) ?? heights[heights.length - 1]!;
    const place = { x, height };
    placed[k] = place;
    near.push(place);
  }
  return placed;
}
