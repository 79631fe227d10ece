/** A list of tensors is spread over a function's arguments; anything else is its one argument. */
export function asArguments<T>(point: unknown): readonly T[] {
  return (Array.isArray(point) ? point : [point]) as readonly T[];
}

/** Derivatives by argument, in the form of the point: a list for a list, else the one. */
export function likePoint<T>(point: unknown, derivatives: readonly T[]): readonly T[] | T {
  return Array.isArray(point) ? derivatives : derivatives[0]!;
}
