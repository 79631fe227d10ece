/** Index of a row-major entry, one number per axis. */
export function indexOf(shape: readonly number[], entry: number): number[] {
  const index = new Array<number>(shape.length);
  let rest = entry;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis]!;
    index[axis] = rest % extent;
    rest = Math.floor(rest / extent);
  }
  return index;
}

/** A coordinate as code would reach it: `W2[2,4]`; a scalar parameter without brackets. */
export function labelOf(parameter: { readonly path: string; readonly shape: readonly number[] }, entry: number): string {
  const { path, shape } = parameter;
  return shape.length === 0 ? path : `${path}[${indexOf(shape, entry).join(',')}]`;
}
