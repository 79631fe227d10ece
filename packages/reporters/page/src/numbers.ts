import type { JsonNumber } from '@gradcheck/core';

const withMinus = (text: string): string => text.replaceAll('-', '−');

/** As many significant digits, without an exponent. */
function decimal(x: number, digits: number): string {
  const text = x.toPrecision(digits);
  return text.includes('e') ? String(Number(text)) : text;
}

/** `1.2e-9`; `trim` leaves `2e-9` of `2.0e-9`. */
function scientific(x: number, decimals: number, trim: boolean): string {
  const text = x.toExponential(decimals).replace('e+', 'e');
  return trim ? text.replace(/\.?0+e/, 'e') : text;
}

/** Two significant digits for code and columns of digits: `1.2e-9`, `0.31`, ASCII minus. */
export function plain(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  if (size < 0.0095 || size >= 9995) return scientific(x, 1, true);
  return decimal(x, size < 99.5 ? 2 : 3);
}

/** The same for prose and plots: `1.2e−9`, real minus. */
export const short = (value: JsonNumber): string => withMinus(plain(value));

/** Six significant digits, for tables: ASCII minus, so that a value can be pasted into code. */
export function precise(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  return size < 1e-3 || size >= 999_999.5 ? scientific(x, 5, false) : decimal(x, 6);
}

/** A relative error with its sign, three digits: `+1.54`, `-3.81e-11`. */
export function signed(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  return `${x < 0 ? '-' : '+'}${size < 0.0095 || size >= 9995 ? scientific(size, 2, true) : decimal(size, 3)}`;
}

/** Thousands with commas. */
export const count: (n: number) => string = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format;

/** `1 call`, `12 calls`. */
export const plural = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? '' : 's'}`;

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻⁹`, for axes. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0) return '1';
  if (exponent === 1) return '10';
  const digits = [...String(Math.abs(exponent))].map(digit => SUPERSCRIPT[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Decimal digits that a relative error of this size leaves right. */
export function digitsOf(relativeError: JsonNumber): number {
  const x = Number(relativeError);
  return x > 0 && Number.isFinite(x) ? Math.max(0, Math.floor(-Math.log10(x))) : 0;
}

/** `22 ms`, `1.84 s`, never broken between two lines. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)}\u00a0ms` : `${decimal(milliseconds / 1000, 3)}\u00a0s`;
}

/** `8×6`, or `scalar`. */
export const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'scalar' : shape.join('×'));
