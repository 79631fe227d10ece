/** Row-major strides. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** Every order of the axes but the natural one, exchanges of two neighbours from the end first. */
export function axisOrders(rank: number): number[][] {
  const orders: number[][] = [];
  const extend = (chosen: readonly number[]): void => {
    if (chosen.length === rank) orders.push([...chosen]);
    for (let axis = 0; axis < rank; axis++) if (!chosen.includes(axis)) extend([...chosen, axis]);
  };
  extend([]);
  const moved = (order: readonly number[]): number => order.filter((axis, k) => axis !== k).length;
  return orders.filter(order => moved(order) > 0).sort((a, b) => moved(a) - moved(b));
}

/** "its axis" of a vector, "axis 1" of anything else. */
export function axisName(axis: number, shape: readonly number[]): string {
  return shape.length === 1 ? 'its axis' : `axis ${axis}`;
}

/** First entry of the line along an axis that an entry lies on: the same for all of them. */
export function startOfLine(shape: readonly number[], axis: number): (i: number) => number {
  const step = stridesOf(shape)[axis]!;
  return i => i - (Math.floor(i / step) % shape[axis]!) * step;
}
