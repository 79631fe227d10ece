const reachableByDot = /^(?:[A-Za-z_$][\w$]*|\d+)$/;

/** `layers` and `0` make `layers.0`; a key that no dot reaches is quoted: `layers["a b"]`. */
export function childPath(parent: string, key: string | number): string {
  const name = String(key);
  if (!reachableByDot.test(name)) return `${parent}[${JSON.stringify(name)}]`;
  return parent === '' ? name : `${parent}.${name}`;
}

/** Whether a path that a user wrote names this leaf or a part of the point that holds it. */
export function selects(selector: string, path: string): boolean {
  if (!path.startsWith(selector)) return false;
  const next = path[selector.length];
  return next === undefined || next === '.' || next === '[';
}

/** Index per axis of a row-major position. */
export function indexOf(position: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis]!;
    index[axis] = rest % length;
    rest = Math.floor(rest / length);
  }
  return index;
}

/** `W2[2,4]`; a scalar has no brackets. */
export function indexLabel(path: string, index: readonly number[]): string {
  return index.length === 0 ? path : `${path}[${index.join(',')}]`;
}

/** The same of a row-major position. */
export function coordinateLabel(path: string, position: number, shape: readonly number[]): string {
  return indexLabel(path, indexOf(position, shape));
}

/** `8×6`, `8`, `scalar`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'scalar' : shape.join('×');
}
