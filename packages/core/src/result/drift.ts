/** Mean change per call when every call moves the value the same way; undefined otherwise. */
export function driftOf(values: readonly number[]): number | undefined {
  if (values.length < 4) return undefined;
  const rises = values.slice(1).every((value, k) => value > values[k]!);
  const falls = values.slice(1).every((value, k) => value < values[k]!);
  return rises || falls ? (values[values.length - 1]! - values[0]!) / (values.length - 1) : undefined;
}
