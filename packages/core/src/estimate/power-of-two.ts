const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
/** Which of the two words holds sign and exponent. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
/** Leading 20 bits of the fraction of √2: from here on the next power is nearer. */
const ROOT_TWO = 0x6a09e;
/** 2^(e − 1023) for every exponent e as it is stored, once it was asked for. */
const POWERS = new Float64Array(2048);

/**
 * The power of two nearest to x on a logarithmic scale.
 *
 * Read from the bits: it is asked for once per coordinate and sample, where a logarithm would cost more than the user's function.
 * @param x - positive and finite
 */
export function nearestPowerOfTwo(x: number): number {
  value[0] = x;
  // What is above √2 carries into the exponent.
  const exponent = (words[HIGH]! + 0xfffff - ROOT_TWO) >>> 20;
  if (exponent === 0) return 2 ** Math.round(Math.log2(x));
  POWERS[exponent] ||= 2 ** (exponent - 1023);
  return POWERS[exponent]!;
}
