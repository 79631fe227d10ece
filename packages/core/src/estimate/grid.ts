const view = new DataView(new ArrayBuffer(8));

/** Exponent of the lowest set bit of a finite, non-zero float64. */
function lowestBit(x: number): number {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  const low = view.getUint32(4);
  const biased = (high >>> 20) & 2047;
  // A subnormal has no hidden bit, and the exponent of the smallest normal number.
  const mantissa = biased === 0 ? high & 0xfffff : (high & 0xfffff) | 0x100000;
  const exponent = Math.max(biased, 1) - 1023 - 52;
  const trailing = low !== 0 ? 31 - Math.clz32(low & -low) : 32 + 31 - Math.clz32(mantissa & -mantissa);
  return exponent + trailing;
}

/**
 * Largest power of two that divides every value; 0 when no value says anything. Far above ε·max|value| it means that
 * some intermediate result was rounded to a grid, or that the function has steps.
 */
export function commonGrid(values: readonly number[]): number {
  let exponent = Number.POSITIVE_INFINITY;
  for (const value of values) {
    if (value !== 0 && Number.isFinite(value)) exponent = Math.min(exponent, lowestBit(value));
  }
  return exponent === Number.POSITIVE_INFINITY ? 0 : 2 ** exponent;
}
