import type { JsonNumber } from '@gradcheck/core';
import { format } from 'd3-format';

const withMinus = (text: string): string => text.replaceAll('-', '−');

const [twoDigits, threeDigits, sixDigits] = [format('.2r'), format('.3r'), format('.6r')];
const [oneDecimal, fiveDecimals] = [format('.1~e'), format('.5e')];
const ascii = (text: string): string => text.replaceAll('−', '-').replace('e+', 'e');

/** Two significant digits for code and columns of digits: `1.2e-9`, `0.31`, ASCII minus. */
export function plain(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  if (size < 0.0095 || size >= 9995) return ascii(oneDecimal(x));
  return ascii(size < 99.5 ? twoDigits(x) : threeDigits(x));
}

/** The same for prose and plots: `1.2e−9`, real minus. */
export const short = (value: JsonNumber): string => withMinus(plain(value));

/** Six significant digits, for tables: ASCII minus, so that a value can be pasted into code. */
export function precise(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  return ascii(size < 1e-3 || size >= 1e6 ? fiveDecimals(x) : sixDigits(x));
}

/** A relative error with its sign, three digits: `+1.54`, `-3.81e-11`. */
export function signed(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  const text = size < 0.0095 || size >= 9995 ? format('.2~e')(size) : threeDigits(size);
  return `${x < 0 ? '-' : '+'}${ascii(text)}`;
}

/** Thousands with commas. */
export const count: (n: number) => string = format(',d');

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
  return milliseconds < 1000 ? `${Math.round(milliseconds)}\u00a0ms` : `${threeDigits(milliseconds / 1000)}\u00a0s`;
}

/** `8×6`, or `scalar`. */
export const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'scalar' : shape.join('×'));
