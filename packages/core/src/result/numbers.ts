import { fromJsonNumber } from '../json-number.ts';
import type { JsonNumber } from '../types.ts';

/** Two significant digits, as in `1.2e-8`, `0.31`, `1.5`. */
export function short(value: JsonNumber): string {
  const x = fromJsonNumber(value);
  if (!Number.isFinite(x)) return String(x);
  if (x === 0) return '0';
  const size = Math.abs(x);
  return size >= 0.01 && size < 1000 ? Number(x.toPrecision(2)).toString() : exponential(x, 1);
}

/** Two significant digits, zeros included: `1.0`, `0.50`, `8.3e-3`. */
export function twoDigits(x: number): string {
  const text = short(x);
  return x !== 0 && /^\d(?:\.0?\d)?$/.test(text) ? x.toPrecision(2) : text;
}

/** Six significant digits. */
export function precise(value: JsonNumber): string {
  const x = fromJsonNumber(value);
  if (!Number.isFinite(x)) return String(x);
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size < 1e-4 || size >= 1e6) return exponential(x, 5);
  const decimals = Math.min(6, Math.max(0, 5 - Math.floor(Math.log10(size))));
  return x.toFixed(decimals);
}

function exponential(x: number, digits: number): string {
  return x.toExponential(digits).replace('e+', 'e');
}

/** `1,234,567`: commas in counts only. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 coordinate`, `2 coordinates`. */
export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** `W1, b1 and b2`. */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
