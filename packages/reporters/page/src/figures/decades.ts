/**
 * Exponents of the powers of ten that an axis names, never more than `most`.
 * @param low - smallest value of the axis, above zero
 * @param high - largest value
 */
export function decades(low: number, high: number, most: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = [1, 2, 3, 4, 5, 6, 10].find(step => (last - first) / step < most) ?? 20;
  const found: number[] = [];
  for (let e = Math.ceil(first / every) * every; e <= last; e += every) found.push(e === 0 ? 0 : e);
  return found;
}
