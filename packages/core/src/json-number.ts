import type { JsonNumber } from './types.ts';

/** `JSON.stringify` would write null for what is not finite, and lose the sign of zero. */
export function toJsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return Object.is(value, -0) ? '-0' : (String(value) as JsonNumber);
}

export function fromJsonNumber(value: JsonNumber): number {
  return typeof value === 'number' ? value : Number(value);
}
